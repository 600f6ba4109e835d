"""The evidence table for a terminal."""

from collections.abc import Iterable, Iterator

from curate.core.flat import Framed
from curate.core.table import Column, EvidenceTable, Group, Row
from curate.formats.cells import cell_lines, column_counts, counts_line, overview
from curate.formats.plain import printable
from curate.formats.wrapping import HANG, beside, fill, wrap

NARROWEST_CELL = 18
MECHANISM_WIDTH = 22
BETWEEN = "   "
PLAIN, BOLD, ITALIC = "", "1", "3"
HEADING, WARNING = "1;36", "1;33"
"""Codes of ANSI (select graphic rendition)."""

Styled = tuple[str, str]
"""A line or several, a line end between them, and the code that they are printed in."""


def to_text(table: EvidenceTable, *, width: int = 100, color: bool = False) -> str:
    """
    Return the table as text of at most ``width`` columns.

    A grid where each phenomenon gets at least 18 columns, else one block a mechanism. ``color``
    adds ANSI codes.
    """
    parts = _parts(table, width)
    if color:
        return "".join(f"{_colored(text, code)}\n" for text, code in parts)
    return "".join([f"{text}\n" for text, _ in parts])


def _colored(text: str, code: str) -> str:
    if not code:
        return text
    return "\n".join(f"\x1b[{code}m{line}\x1b[0m" if line else "" for line in text.split("\n"))


def _parts(table: EvidenceTable, width: int) -> Iterator[Styled]:
    yield from title_above(table, width)
    mechanisms = sum(1 for _ in table.rows)
    yield fill(overview(table.counts, mechanisms, table.phenomena), width), PLAIN
    if not mechanisms:
        yield _headed("No claim stands, so there is no evidence to show.", width, PLAIN)
    each = _cell_width(width, len(table.columns))
    for group in table.groups:
        yield _headed(printable(group.heading), width, HEADING)
        if each >= NARROWEST_CELL:
            yield from _grid(group, table.columns, each)
        else:
            yield from _blocks(group, table.columns, width)
    yield from notes_under(table, width)


def _cell_width(width: int, columns: int) -> int:
    at_the_edge = 1
    return (width - at_the_edge - MECHANISM_WIDTH) // max(columns, 1) - len(BETWEEN)


def _headed(text: str, width: int, code: str) -> Styled:
    return f"\n{fill(text, width)}", code


def _grid(group: Group, columns: tuple[Column, ...], each: int) -> Iterator[Styled]:
    widths = (MECHANISM_WIDTH, *(each for _ in columns))
    rule = " " + "─" * (sum(widths) + len(BETWEEN) * len(columns)), PLAIN
    head = [["Mechanism"]]
    head += ([*wrap(printable(c.heading), each), *wrap(column_counts(c), each)] for c in columns)
    tallest = max(map(len, head))
    yield rule
    yield _beside([[""] * (tallest - len(h)) + h for h in head], widths), BOLD
    for row in group.rows:
        yield rule
        cells = [_wrapped(cell_lines(cell), each) for cell in row.cells]
        yield _beside([_mechanism(row, widths[0]), *cells], widths), PLAIN
    yield rule


def _beside(cells: list[list[str]], widths: tuple[int, ...]) -> str:
    return "\n".join([f" {line}".rstrip() for line in beside(cells, widths, BETWEEN)])


def _mechanism(row: Row, width: int) -> list[str]:
    return [*wrap(printable(row.label), width), *wrap(counts_line(row.counts), width)]


def _wrapped(lines: Iterable[str], width: int) -> list[str]:
    return [part for line in lines for part in wrap(line, width)]


def _blocks(group: Group, columns: tuple[Column, ...], width: int) -> Iterator[Styled]:
    headings = [fill(printable(column.heading), width, indent=2) for column in columns]
    for row in group.rows:
        yield _headed(f"{printable(row.label)}  {counts_line(row.counts)}", width, BOLD)
        for heading, cell in zip(headings, row.cells, strict=True):
            if not cell.empty:
                yield heading, ITALIC
                for text in cell_lines(cell):
                    yield fill(text, width, indent=4, hang=HANG), PLAIN


def title_above(table: Framed, width: int) -> Iterator[Styled]:
    """Yield a table's title, and its notice where there is one."""
    yield fill(printable(table.title), width), BOLD
    if table.provenance.notice:
        yield fill(printable(table.provenance.notice), width), WARNING


def notes_under(table: Framed, width: int) -> Iterator[Styled]:
    """Yield what stands under a table: notes, where it comes from, references."""
    yield _headed("Notes", width, BOLD)
    for note in table.notes:
        yield _hanging(f"{note.symbol} {printable(note.text)}".strip(), width)
    for heading, text in table.provenance.entries:
        yield _hanging(f"{printable(heading)}: {printable(text)}", width)
    if table.references:
        yield _headed("References", width, BOLD)
    for reference in table.references:
        yield _hanging(printable(reference.line), width, hang=len(reference.lead) or HANG)


def _hanging(text: str, width: int, *, hang: int = HANG) -> Styled:
    return fill(text, width, hang=hang), PLAIN
