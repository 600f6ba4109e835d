"""What changed between two editions, for a terminal, Markdown, CSV and JSON."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from curate.core.edition import Cited, Edition
from curate.core.edition_diff import Change
from curate.core.wording import DIRECTIONS, MARKS
from curate.formats.delimited import csv_line
from curate.formats.markdown import escaped
from curate.formats.plain import printable

FIELDS = (
    "change",
    "cause",
    "detail",
    "mechanism",
    "phenomenon",
    "pmid",
    "citation",
    "before",
    "after",
    "claims",
)
"""The columns of the CSV and the keys of the JSON."""


def changes_writer(name: str) -> Callable[[Edition, Edition, Sequence[Change]], str]:
    """Return what writes changes in the format of that name; raise KeyError for none."""
    return {
        "text": changes_text,
        "markdown": changes_markdown,
        "csv": changes_csv,
        "json": changes_json,
    }[name]


def changes_text(old: Edition, new: Edition, changes: Sequence[Change]) -> str:
    """Return the changes cell by cell, a line each with its cause, under a summary."""
    lines = [_heading(old, new), *_summary(changes)]
    for cell, members in groupby(changes, key=_cell):
        lines += ["", printable(cell)]
        for change in members:
            lines += [f"  {_what(change)}", f"      {_why(change)}"]
    return "\n".join(lines) + "\n"


def changes_markdown(old: Edition, new: Edition, changes: Sequence[Change]) -> str:
    """Return the same as a pipe table."""
    lines = [f"## {escaped(_heading(old, new))}", "", *(f"- {line}" for line in _summary(changes))]
    if changes:
        lines += ["", "| Cell | Change | Cause |", "| --- | --- | --- |"]
        lines += (
            f"| {escaped(_cell(c))} | {escaped(_what(c))} | {escaped(_why(c))} |" for c in changes
        )
    return "\n".join(lines) + "\n"


def changes_csv(old: Edition, new: Edition, changes: Sequence[Change]) -> str:
    """Return a row a change under ``FIELDS``."""
    del old, new
    rows = (changes_fields(change) for change in changes)
    return csv_line(FIELDS) + "".join(csv_line(map(_field, row.values())) for row in rows)


def changes_json(old: Edition, new: Edition, changes: Sequence[Change]) -> str:
    """Return the names of both and the changes, an object each, as JSON."""
    found = [changes_fields(change) for change in changes]
    values = {"old": old.name, "new": new.name, "changes": found}
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def changes_fields(change: Change) -> dict[str, object]:
    """Return a change as plain values under ``FIELDS``."""
    cited = change.cited
    before, after = change.before, change.after
    claims = dict.fromkeys(c.claim_id for one in (before, after) if one for c in one.claims)
    return dict(
        zip(
            FIELDS,
            (
                change.kind.value,
                change.cause.value,
                change.detail,
                cited.mechanism,
                cited.phenomenon,
                cited.place.pmid,
                cited.label,
                _stood(before),
                _stood(after),
                list(claims),
            ),
            strict=True,
        )
    )


def _heading(old: Edition, new: Edition) -> str:
    return f"From {old.name} ({old.saved_at[:10]}) to {new.name} ({new.saved_at[:10]})"


def _summary(changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        yield "Nothing has changed."
        return
    kinds = Counter(change.kind.value for change in changes)
    yield f"Changes: {_counted(kinds)}"
    yield f"Causes: {_counted(Counter(change.cause.value for change in changes))}"


def _counted(counts: Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count:,} {name}" for name, count in ordered)


def _cell(change: Change) -> str:
    return f"{change.cited.mechanism}, {change.cited.phenomenon}"


def _what(change: Change) -> str:
    cited, before, after = change.cited, change.before, change.after
    name = f"{change.kind.value}: {printable(cited.label)} (PMID {cited.place.pmid})"
    if before is None or after is None:
        return f"{name} {_stood(cited)}"
    return f"{name} {_stood(before)} then, {_stood(after)} now"


def _why(change: Change) -> str:
    return f"{change.cause.value}: {change.detail}" if change.detail else change.cause.value


def _stood(cited: Cited | None) -> str:
    """Return direction, marks and whether somebody judged it; empty for none."""
    if cited is None:
        return ""
    marks = [MARKS[mark].word for mark in cited.marks]
    if cited.judged:
        marks.append("judged")
    return ", ".join([DIRECTIONS[cited.place.role].word, *marks])


def _field(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else value
