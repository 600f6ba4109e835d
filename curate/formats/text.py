"""The evidence table for a terminal."""

from collections.abc import Iterable, Iterator

from curate.core.flat import Framed
from curate.core.table import Column, EvidenceTable, Group, Row
from curate.formats.cells import cell_lines, column_counts, counts_line, overview
from curate.formats.plain import printable
from curate.formats.wrapping import HANG, beside, wrap

NARROWEST_CELL = 18
MECHANISM_WIDTH = 22
BETWEEN = "   "
PLAIN, BOLD, ITALIC = "", "1", "3"
HEADING, WARNING = "1;36", "1;33"
"""Codes of ANSI (select graphic rendition)."""

Styled = tuple[str, str]
"""A line, and the code that it is printed in."""


def to_text(table: EvidenceTable, *, width: int = 100, color: bool = False) -> str:
    """
    Return the table as text of at most ``width`` columns.

    A grid where each phenomenon gets at least 18 columns, else one block a mechanism. ``color``
    adds ANSI codes.
    """
    lines = _lines(table, width)
    if color:
        return "".join(
            f"\x1b[{code}m{text}\x1b[0m\n" if code and text else f"{text}\n"
            for text, code in lines
        )
    return "".join(f"{text}\n" for text, _ in lines)


def _lines(table: EvidenceTable, width: int) -> Iterator[Styled]:
    yield from title_above(table, width)
    mechanisms = sum(1 for _ in table.rows)
    yield from _paragraph(overview(table.counts, mechanisms, table.phenomena), width)
    if not mechanisms:
        yield from _headed("No claim stands, so there is no evidence to show.", width, PLAIN)
    each = _cell_width(width, len(table.columns))
    for group in table.groups:
        yield from _headed(printable(group.heading), width, HEADING)
        if each >= NARROWEST_CELL:
            yield from _grid(group, table.columns, each)
        else:
            yield from _blocks(group, table.columns, width)
    yield from notes_under(table, width)


def _cell_width(width: int, columns: int) -> int:
    at_the_edge = 1
    return (width - at_the_edge - MECHANISM_WIDTH) // max(columns, 1) - len(BETWEEN)


def _paragraph(text: str, width: int, code: str = PLAIN) -> Iterator[Styled]:
    return ((line, code) for line in wrap(printable(text), width))


def _headed(text: str, width: int, code: str) -> Iterator[Styled]:
    yield "", PLAIN
    yield from ((line, code) for line in wrap(text, width))


def _grid(group: Group, columns: tuple[Column, ...], each: int) -> Iterator[Styled]:
    widths = (MECHANISM_WIDTH, *(each for _ in columns))
    rule = " " + "─" * (sum(widths) + len(BETWEEN) * len(columns)), PLAIN
    head = [["Mechanism"]]
    head += ([*wrap(printable(c.heading), each), *wrap(column_counts(c), each)] for c in columns)
    tallest = max(map(len, head))
    yield rule
    yield from _beside([[""] * (tallest - len(h)) + h for h in head], widths, BOLD)
    for row in group.rows:
        yield rule
        cells = [_wrapped(cell_lines(cell), each) for cell in row.cells]
        yield from _beside([_mechanism(row, widths[0]), *cells], widths)
    yield rule


def _beside(
    cells: list[list[str]], widths: tuple[int, ...], code: str = PLAIN
) -> Iterator[Styled]:
    return ((f" {line}".rstrip(), code) for line in beside(cells, widths, BETWEEN))


def _mechanism(row: Row, width: int) -> list[str]:
    return [*wrap(printable(row.label), width), *wrap(counts_line(row.counts), width)]


def _wrapped(lines: Iterable[str], width: int) -> list[str]:
    return [part for line in lines for part in wrap(line, width)]


def _blocks(group: Group, columns: tuple[Column, ...], width: int) -> Iterator[Styled]:
    for row in group.rows:
        yield from _headed(f"{printable(row.label)}  {counts_line(row.counts)}", width, BOLD)
        for column, cell in zip(columns, row.cells, strict=True):
            if not cell.empty:
                yield from (
                    (line, ITALIC) for line in wrap(printable(column.heading), width, indent=2)
                )
                for text in cell_lines(cell):
                    yield from ((line, PLAIN) for line in wrap(text, width, indent=4, hang=HANG))


def title_above(table: Framed, width: int) -> Iterator[Styled]:
    """Yield a table's title, and its notice where there is one."""
    yield from _paragraph(table.title, width, BOLD)
    if table.provenance.notice:
        yield from _paragraph(table.provenance.notice, width, WARNING)


def notes_under(table: Framed, width: int) -> Iterator[Styled]:
    """Yield what stands under a table: notes, where it comes from, references."""
    yield from _headed("Notes", width, BOLD)
    for note in table.notes:
        yield from _hanging(f"{note.symbol} {printable(note.text)}".strip(), width)
    for heading, text in table.provenance.entries:
        yield from _hanging(f"{printable(heading)}: {printable(text)}", width)
    if table.references:
        yield from _headed("References", width, BOLD)
    for reference in table.references:
        yield from _hanging(printable(reference.line), width, hang=len(reference.lead) or HANG)


def _hanging(text: str, width: int, *, hang: int = HANG) -> Iterator[Styled]:
    return ((line, PLAIN) for line in wrap(text, width, hang=hang))
