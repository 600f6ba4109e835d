"""
The journal: ``annotations/REVIEWER.decisions.jsonl``, a line an act.

An act is a decision on a claim or a screening of a record; ``kind`` says which.

The lines of a file are ordered by time, then by content, and hold the same bytes whoever writes
them, so that git can compare and merge them.
"""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from curate.core.errors import BadFile
from curate.core.review import Decision, decision_of, decision_record
from curate.core.screening import Screening, screening_of, screening_record
from curate.formats.jsonlines import parse_objects, read_text
from curate.formats.whole_file import write_whole

ENDING = ".decisions.jsonl"
KIND = "decision"
SCREENING = "screening"
_PLAIN = re.compile(r"[A-Za-z0-9._@-]")
_TAIL = 65_536


@dataclass(frozen=True, slots=True)
class FileJournal:
    """
    A ``curate.core.ports.Journal`` over a folder.

    Writing never takes a line away: what a file holds and the caller does not know stays in it.
    Raises BadFile, naming file and line, for a file that can't be read or written, and leaves it
    as it is.
    """

    folder: Path

    def path(self, reviewer: str) -> Path:
        """Return a reviewer's file; signs that a file's name can't have are written ``%XX``."""
        plain = "".join(
            sign if _PLAIN.match(sign) else "".join(f"%{byte:02X}" for byte in sign.encode())
            for sign in reviewer
        )
        return self.folder / f"{plain}{ENDING}"

    def count(self, reviewer: str) -> int:
        """Return how many lines a reviewer's file has; a line that was cut off is none."""
        try:
            return self.path(reviewer).read_bytes().count(b"\n")
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise _unreadable(self.path(reviewer), error) from error

    def add(self, acts: Sequence[Decision | Screening]) -> None:
        """Write down those that are not yet, in their order."""
        by_reviewer: dict[str, list[Decision | Screening]] = defaultdict(list)
        for act in acts:
            by_reviewer[act.reviewer].append(act)
        for reviewer, made in by_reviewer.items():
            path = self.path(reviewer)
            try:
                _add(path, sorted(made, key=lambda act: act.place))
            except OSError as error:
                raise BadFile(
                    f"{path}: can't be written: {error}",
                    hint="The decisions are kept in the database; put the folder right, then "
                    "write them down with: curate annotations export",
                ) from error

    def acts(self) -> list[Decision | Screening]:
        """Return all that is written down, oldest first, each act once."""
        found: dict[tuple[str, str], Decision | Screening] = {}
        for path in sorted(self.folder.glob(f"*{ENDING}")):
            found |= {_key(act): act for act in _read(path)}
        return sorted(found.values(), key=lambda act: act.place)

    def decisions(self) -> list[Decision]:
        """Return the decisions among them."""
        return [act for act in self.acts() if isinstance(act, Decision)]


def decision_line(decision: Decision) -> str:
    """Return a decision as one line of JSON with its line feed."""
    return _line({"kind": KIND} | decision_record(decision))


def screening_line(screening: Screening) -> str:
    """Return a screening as one line of JSON with its line feed."""
    return _line({"kind": SCREENING} | screening_record(screening))


def _act_line(act: Decision | Screening) -> str:
    return decision_line(act) if isinstance(act, Decision) else screening_line(act)


def _line(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def _key(act: Decision | Screening) -> tuple[str, str]:
    if isinstance(act, Decision):
        return KIND, act.decision_id
    return SCREENING, act.screening_id


def _add(path: Path, made: Sequence[Decision | Screening]) -> None:
    last = _last(path)
    if last is not None and last.place < made[0].place:
        with path.open("ab") as file:
            file.write("".join(map(_act_line, made)).encode())
            file.flush()
            os.fsync(file.fileno())
        return
    known = {_key(act): act for act in _read(path, cut_off=map(_act_line, made))}
    merged = known | {_key(act): act for act in made}
    ordered = sorted(merged.values(), key=lambda act: act.place)
    content = "".join(map(_act_line, ordered)).encode()
    # A file that holds all of it already is not touched: git need not look at it again.
    if not path.exists() or path.read_bytes() != content:
        write_whole(path, content)


def _last(path: Path) -> Decision | Screening | None:
    """Return the act on a file's last line, where that line is whole."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            tail = file.read()
    except FileNotFoundError:
        return None
    lines = tail.split(b"\n")
    if lines[-1] or len(lines) < (3 if size > _TAIL else 2):
        return None
    try:
        return _act(json.loads(lines[-2]))
    except ValueError:
        return None


def _read(path: Path, *, cut_off: Iterable[str] = ()) -> Iterator[Decision | Screening]:
    """
    Yield a file's acts; of a last line that was cut off, none if it begins one of ``cut_off``.

    A run that was killed while it wrote leaves such a line; the act itself is in the database.
    """
    if not path.exists():
        return
    text = read_text(path)
    whole, _, torn = text.rpartition("\n")
    if torn and any(line.startswith(torn) for line in cut_off):
        text = whole
    for number, record in parse_objects(text, path):
        try:
            yield _act(record)
        except ValueError as error:
            raise BadFile(
                f"{path} line {number}: {error}",
                hint="Nothing was changed. Put the line back as git has it, or delete it.",
            ) from error


def _act(record: dict[str, object]) -> Decision | Screening:
    kind = record.pop("kind", None)
    if kind == KIND:
        return decision_of(record)
    if kind == SCREENING:
        return screening_of(record)
    raise ValueError(f"kind {kind!r} is not known")


def _unreadable(path: Path, error: OSError) -> BadFile:
    return BadFile(f"{path}: can't be read: {error}")
