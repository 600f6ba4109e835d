"""The evidence table as GitHub Markdown."""

import re
from collections.abc import Iterator

from curate.core.citing import Reference, doi_url, pubmed_url
from curate.core.flat import Framed
from curate.core.table import Cell, EvidenceTable, Group, Row
from curate.formats.cells import cell_lines, column_counts, counts_line, overview
from curate.formats.plain import printable

_SPECIAL = re.compile(r"[\\`*_\[\]|$#]|~(?! )")


def to_markdown(table: EvidenceTable) -> str:
    """Return a pipe table, a row a mechanism, with its notes and references under it."""
    mechanisms = sum(1 for _ in table.rows)
    lines = title_above(table)
    lines += [overview(table.counts, mechanisms, len(table.columns)), ""]
    lines += _grid(table) if mechanisms else ["No claim stands, so there is no evidence to show."]
    return "\n".join([*lines, *notes_under(table)]) + "\n"


def title_above(table: Framed) -> list[str]:
    """Return the lines of a table's title, and of its notice where there is one."""
    lines = [f"## {escaped(table.title)}", ""]
    if table.provenance.notice:
        lines += [f"> **{escaped(table.provenance.notice)}**", ""]
    return lines


def notes_under(table: Framed) -> list[str]:
    """Return the lines that stand under a table: notes, where it comes from, references."""
    lines = ["", "### Notes", "", *_notes(table)]
    if table.references:
        lines += ["", "### References", "", *map(_entry, table.references)]
    return lines


def line(*cells: str) -> str:
    """Return one row of a pipe table; its cells are escaped."""
    return "| " + " | ".join(cells) + " |"


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is: no markup, no HTML, no new line."""
    plain = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(_behind_backslash, plain)


def _behind_backslash(special: re.Match[str]) -> str:
    return f"\\{special[0]}"


def _grid(table: EvidenceTable) -> Iterator[str]:
    headings = (f"{escaped(c.heading)}<br>{column_counts(c)}" for c in table.columns)
    yield line("Mechanism", *headings)
    yield "|" + " --- |" * (len(table.columns) + 1)
    for group in table.groups:
        yield from _rows(group)


def _rows(group: Group) -> Iterator[str]:
    yield line(f"**{escaped(group.heading)}**", *([""] * len(group.rows[0].cells)))
    for row in group.rows:
        yield line(_mechanism(row), *map(_cell, row.cells))


def _mechanism(row: Row) -> str:
    return f"{escaped(row.label)}<br>{counts_line(row.counts)}"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(escaped, cell_lines(cell)))


def _notes(table: Framed) -> Iterator[str]:
    for note in table.notes:
        text = escaped(note.text)
        yield f"- {note.symbol} {text}" if note.symbol else f"- {text}"
    for heading, text in table.provenance.entries:
        yield f"- **{escaped(heading)}:** {escaped(text)}"


def _entry(reference: Reference) -> str:
    parts = [escaped(reference.entry)]
    if reference.doi:
        address = doi_url(reference.doi)
        parts.append(f"[{escaped(address)}](<{address}>)")
    parts.append(f"[PMID {escaped(reference.pmid)}](<{pubmed_url(reference.pmid)}>)")
    if reference.tag:
        parts.append(f"**{escaped(reference.tag)}**")
    return (reference.lead or "- ") + " ".join(parts)
