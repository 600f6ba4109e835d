"""JSON Lines: objects with the number of their line, so that an error can name it."""

import json
from collections.abc import Iterator
from pathlib import Path

from curate.core.errors import BadFile

_MERGE_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_RESOLVE = "Resolve the merge: keep the lines of both sides and delete the marks."


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """
    Yield the line number (from 1) and the object of each line that is not blank.

    Raises BadFile for a file that can't be read as UTF-8, and, naming the line, for broken JSON,
    a value that is no object, and the mark of an unresolved merge.
    """
    yield from parse_objects(read_text(path), path)


def read_text(path: Path) -> str:
    """Return a file's text, without a byte order mark; raise BadFile for what is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path}: can't be read as UTF-8 text: {error}") from error


def parse_objects(text: str, path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield what ``read_objects`` does, from a text; errors name ``path``."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _object(line, f"{path} line {number}")


def _object(line: str, where: str) -> dict[str, object]:
    if line.startswith(_MERGE_MARKS):
        mark = line.split(maxsplit=1)[0]
        raise BadFile(f"{where}: merge conflict mark {mark!r}", hint=_RESOLVE)
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadFile(f"{where}: broken JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(value, dict):
        raise BadFile(f"{where}: not a JSON object")
    return value


def text_of(record: dict[str, object], name: str) -> str:
    """Return a field that must hold some text; raises ValueError."""
    value = optional_text(record, name)
    if not value:
        raise ValueError(f"{name} is missing")
    return value


def optional_text(record: dict[str, object], name: str) -> str | None:
    """Return a field that may be absent or null; raises ValueError for what is no text."""
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is {value!r}, not a text")
    return value


def pmid_of(record: dict[str, object]) -> str:
    """Return the record's identifier, one word; raises ValueError."""
    pmid = text_of(record, "pmid")
    if pmid.split() != [pmid]:
        raise ValueError(f"pmid {pmid!r} is not one word")
    return pmid
