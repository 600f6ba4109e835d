"""Many decisions from one file: CSV with a heading, or JSON Lines."""

import csv
import io
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from curate.core.act import Act
from curate.core.correction import FIELDS
from curate.core.errors import BadFile
from curate.core.review import ReasonCode, Verdict
from curate.formats.jsonlines import parse_objects, read_text

COLUMNS = ("claim", "verdict", "reason", "note", *FIELDS)
"""The columns of the CSV, and the keys of a line of JSON; only the first two are needed."""

JUDGING = (
    Verdict.ACCEPT,
    Verdict.REJECT,
    Verdict.CORRECT,
    Verdict.UNSURE,
    Verdict.COMMENT,
)

_Choice = TypeVar("_Choice", bound=StrEnum)


def read_acts(path: Path, *, as_read: bool = False, audit: str | None = None) -> list[Act]:
    """
    Return the acts of a file, in its order.

    In CSV an empty field is not set; in JSON a text is. A name that ends in ``.csv`` is CSV, any
    other JSON Lines. Raises BadFile, naming the line, for a column, a key or a value that makes
    no sense, a claim that is judged twice, and a file without a line.
    """
    acts: list[Act] = []
    seen: dict[str, int] = {}
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _json_rows(path)
    for number, row in rows:
        try:
            act = _act(row, as_read=as_read, audit=audit)
        except ValueError as error:
            raise BadFile(f"{path} line {number}: {error}", hint="Nothing was decided.") from error
        if (
            act.verdict is not Verdict.COMMENT
            and (first := seen.setdefault(act.claim, number)) != number
        ):
            raise BadFile(
                f"{path} line {number}: claim {act.claim} was judged on line {first} already",
                hint="Nothing was decided. Keep one of the two lines.",
            )
        acts.append(act)
    if not acts:
        raise BadFile(f"{path} holds no decision")
    return acts


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        heading = reader.fieldnames or []
        if unknown := [name for name in heading if name not in COLUMNS]:
            raise BadFile(
                f"{path} line 1: there is no column {unknown[0]!r}",
                hint=f"The columns are {', '.join(COLUMNS)}",
            )
        for row in reader:
            if None in row or None in row.values():
                raise BadFile(f"{path} line {reader.line_num}: not as many fields as the heading")
            yield reader.line_num, {name: text for name, text in row.items() if text}
    except csv.Error as error:
        raise BadFile(f"{path} line {reader.line_num}: no CSV: {error}") from error


def _json_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for number, record in parse_objects(read_text(path), path):
        row: dict[str, str] = {}
        for name, value in record.items():
            if name not in COLUMNS:
                raise BadFile(
                    f"{path} line {number}: there is no key {name!r}",
                    hint=f"The keys are {', '.join(COLUMNS)}",
                )
            if value is None:
                continue
            if not isinstance(value, str):
                raise BadFile(f"{path} line {number}: {name} is {value!r}, not a text")
            row[name] = value
        yield number, row


def _act(row: Mapping[str, str], *, as_read: bool, audit: str | None) -> Act:
    for name in ("claim", "verdict"):
        if not row.get(name, "").strip():
            raise ValueError(f"{name} is missing")
    verdict = _choice(Verdict, "verdict", row["verdict"])
    if verdict not in JUDGING:
        raise ValueError(f"verdict {verdict} is none of {', '.join(JUDGING)}")
    reason = row.get("reason")
    return Act(
        claim=row["claim"].strip(),
        verdict=verdict,
        reason=_choice(ReasonCode, "reason", reason) if reason else None,
        note=row.get("note", ""),
        changes={name: row[name] for name in FIELDS if name in row},
        as_read=as_read,
        audit=audit,
    )


def _choice(kind: type[_Choice], name: str, text: str) -> _Choice:
    try:
        return kind(text.strip())
    except ValueError as error:
        raise ValueError(f"{name} {text!r} is none of {', '.join(kind)}") from error
