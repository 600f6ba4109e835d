"""The files of records in a folder, in the order in which they are to be imported."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from curate.core.errors import BadFile
from curate.pubmed.files import kind_of, open_document
from curate.pubmed.kinds import EXPORT_HINT

_KNOWN = (".xml", ".nbib", ".ris")
_MAYBE = ".txt"
_NLM = re.compile(r"(pubmed|medline)(\d\d)n(\d{4})\.xml(?:\.gz)?")
_MOST_A_YEAR = 10_000
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Folder:
    """
    What a folder holds: files to import, in order, other files, and what looks odd about it.

    A file of which only the .md5 is here is among ``files``: its absence is an error.
    """

    files: tuple[Path, ...]
    others: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def nlm_order(path: Path) -> int | None:
    """
    Return a number that sorts NLM's files as they were made; ``None`` for other files.

    Their names hold the year and a number that runs over baseline and updates. Names of before
    2000 are none that NLM still gives out.
    """
    found = _NLM.fullmatch(path.name)
    return int(found.group(2)) * _MOST_A_YEAR + int(found.group(3)) if found else None


def list_folder(folder: Path) -> Folder:
    """
    Return what a folder and the folders in it hold; hidden ones are left alone.

    The order is that of the names, numbers by their value: of NLM's files the baseline comes
    before the updates, and an update before the next. A text file (.txt) counts where it is
    MEDLINE text or RIS. Raises BadFile where there is nothing to import.
    """
    found: dict[Path, None] = {}
    others = []
    for path in sorted(_visible(folder), key=_natural):
        if path.name.endswith(".md5"):
            found[path.with_name(path.name.removesuffix(".md5"))] = None
        elif _is_known(path):
            found[path] = None
        else:
            others.append(path)
    # A sum may lie beside a file of any kind; without it the file would be among the others.
    files = sorted((p for p in found if p not in set(others)), key=_natural)
    if not files:
        raise BadFile(f"{folder} holds no file to import", hint=EXPORT_HINT)
    return Folder(tuple(files), tuple(others), tuple(_gaps(files)))


def _visible(folder: Path) -> Iterable[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if not any(part.startswith(".") for part in inside) and path.is_file():
            yield path


def _is_known(path: Path) -> bool:
    suffix = Path(path.name.lower().removesuffix(".gz")).suffix
    if suffix in _KNOWN:
        return True
    if suffix != _MAYBE:
        return False
    try:
        with open_document(path) as stream:
            return kind_of(stream.read(4096)) is not None
    except BadFile:
        return False


def _natural(path: Path) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts n2 before n10."""
    pieces = re.split(r"(\d+)", path.as_posix())
    return tuple((int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces)


def _gaps(files: Iterable[Path]) -> Iterable[str]:
    """Say which of NLM's numbered files are absent between the first and the last of a year."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for path in files:
        found = _NLM.fullmatch(path.name)
        if found:
            numbers[f"{found.group(1)}{found.group(2)}n"].add(int(found.group(3)))
    for series, here in sorted(numbers.items()):
        lacking = [n for n in range(min(here), max(here)) if n not in here]
        if lacking:
            shown = ", ".join(f"{series}{n:04}" for n in lacking[:_SHOWN])
            more = f" and {len(lacking) - _SHOWN:,} more" if len(lacking) > _SHOWN else ""
            yield f"Of NLM's numbered files these are not here: {shown}{more}"
