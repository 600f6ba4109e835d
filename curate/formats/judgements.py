"""Reads what a reviewer says of many records from a file: CSV, or JSON Lines."""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from curate.core.errors import BadFile
from curate.core.screening import Judgement, reason_of, verdict_of
from curate.formats.jsonlines import parse_objects, read_text

FIELDS = ("pmid", "verdict", "reason", "note")
"""The columns of the CSV and the fields of a line; the first two are required."""

STDIN = Path("-")


def read_judgements(path: Path) -> list[tuple[str, Judgement]]:
    """
    Return the judgements of a file in its order, each with its place; ``-`` is stdin.

    A file whose first sign is ``{`` is JSON Lines, an object a line; else it is CSV with a
    heading. Blank lines are skipped. Raises BadFile, naming the line, for a file that can't be
    read and for the first line that makes no sense; then nothing of it is returned.
    """
    name = "stdin" if path == STDIN else str(path)
    text = _stdin() if path == STDIN else read_text(path)
    is_json = text.lstrip().startswith("{")
    rows = parse_objects(text, Path(name)) if is_json else _rows(text, name)
    found = []
    for number, row in rows:
        place = f"{name} line {number}"
        try:
            found.append((place, _judgement(row)))
        except ValueError as exc:
            raise BadFile(f"{place}: {exc}; nothing was put down") from exc
    return found


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise BadFile(f"stdin: can't be read as UTF-8 text: {exc}") from exc


def _rows(text: str, name: str) -> Iterator[tuple[int, dict[str, object]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    heading: list[str] = []
    # A row with line breaks in its note is named by the line that it starts on.
    start = 1
    try:
        for row in reader:
            first, start = start, reader.line_num + 1
            if not any(field.strip() for field in row):
                continue
            if not heading:
                heading = [column.strip().lower() for column in row]
                _check_heading(heading, f"{name} line {first}")
            elif len(row) > len(heading):
                raise BadFile(
                    f"{name} line {first}: more fields than the heading has; nothing was put down",
                    hint="Put a text that holds a comma in double quotes",
                )
            else:
                yield first, dict(zip(heading, row, strict=False))
    except csv.Error as exc:
        raise BadFile(f"{name} line {reader.line_num}: broken CSV: {exc}") from exc


def _check_heading(heading: list[str], place: str) -> None:
    hint = f"The columns are {', '.join(FIELDS)}; the last two may be absent"
    if missing := [column for column in FIELDS[:2] if column not in heading]:
        raise BadFile(f"{place}: there is no column {missing[0]!r}", hint=hint)
    if unknown := [column for column in heading if column not in FIELDS]:
        raise BadFile(f"{place}: there is no use for a column {unknown[0]!r}", hint=hint)
    if len(set(heading)) < len(heading):
        raise BadFile(f"{place}: a column stands there twice", hint=hint)


def _judgement(row: dict[str, object]) -> Judgement:
    unknown = sorted(row.keys() - set(FIELDS))
    if unknown:
        raise ValueError(f"unknown field {unknown[0]!r}")
    texts = {name: _text(row, name) for name in FIELDS}
    for name in FIELDS[:2]:
        if not texts[name]:
            raise ValueError(f"{name} is missing")
    return Judgement(
        pmid=texts["pmid"],
        verdict=verdict_of(texts["verdict"]),
        reason=reason_of(texts["reason"]) if texts["reason"] else None,
        note=texts["note"],
    )


def _text(row: dict[str, object], name: str) -> str:
    match row.get(name):
        case None:
            return ""
        case str() as text:
            return text.strip()
        case int() as number if name == "pmid" and not isinstance(number, bool):
            return str(number)
        case value:
            raise ValueError(f"{name} is {value!r}, not a text")
