"""The evidence table for a terminal."""

from collections.abc import Iterator

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from curate.core.flat import Framed
from curate.core.table import Column, EvidenceTable, Group, Row
from curate.formats.cells import cell_lines, counts_line, overview
from curate.formats.plain import printable
from curate.formats.terminal import Hanging, render

NARROWEST_CELL = 20
MECHANISM_WIDTH = 24
BETWEEN_COLUMNS = 2


def to_text(table: EvidenceTable, *, width: int = 100, color: bool = False) -> str:
    """
    Return the table as text of at most ``width`` columns.

    A grid where each phenomenon gets at least 20 columns, else one block a mechanism. ``color``
    adds ANSI codes.
    """
    return render(_parts(table, width), width=width, color=color)


def _parts(table: EvidenceTable, width: int) -> Iterator[RenderableType]:
    yield from title_above(table)
    mechanisms = sum(1 for _ in table.rows)
    yield Text(overview(table.counts, mechanisms, len(table.columns)))
    if not mechanisms:
        yield Text("\nNo claim stands, so there is no evidence to show.")
    each = _cell_width(width, len(table.columns))
    for group in table.groups:
        yield Text(f"\n{printable(group.heading)}", style="bold cyan")
        if each >= NARROWEST_CELL:
            yield _grid(group, table.columns, each)
        else:
            yield from _blocks(group, table.columns)
    yield from notes_under(table)


def _cell_width(width: int, columns: int) -> int:
    return (width - MECHANISM_WIDTH) // max(columns, 1) - BETWEEN_COLUMNS


def _grid(group: Group, columns: tuple[Column, ...], each: int) -> Table:
    grid = Table(box=box.HORIZONTALS, show_lines=True, pad_edge=False, padding=(0, 1))
    grid.add_column("Mechanism", width=MECHANISM_WIDTH - BETWEEN_COLUMNS, overflow="fold")
    for column in columns:
        heading = Text(f"{printable(column.label)}\n{counts_line(column.counts)}")
        grid.add_column(heading, width=each, overflow="fold")
    for row in group.rows:
        cells = (Text("\n".join(cell_lines(c)), overflow="fold") for c in row.cells)
        grid.add_row(_mechanism(row), *cells)
    return grid


def _mechanism(row: Row) -> Text:
    name = Text(printable(row.label), style="bold", overflow="fold")
    return name.append(f"\n{counts_line(row.counts)}", style="not bold")


def _blocks(group: Group, columns: tuple[Column, ...]) -> Iterator[RenderableType]:
    for row in group.rows:
        name = Text(printable(row.label), style="bold", overflow="fold")
        yield Padding(name.append(f"  {counts_line(row.counts)}", style="not bold"), (1, 0, 0, 0))
        for column, cell in zip(columns, row.cells, strict=True):
            if not cell.empty:
                yield Padding(Text(printable(column.label), style="italic"), (0, 0, 0, 2))
                for line in cell_lines(cell):
                    yield Hanging(line, indent=4)


def title_above(table: Framed) -> Iterator[RenderableType]:
    """Yield a table's title, and its notice where there is one."""
    yield Text(printable(table.title), style="bold")
    if table.provenance.notice:
        yield Text(printable(table.provenance.notice), style="bold yellow")


def notes_under(table: Framed) -> Iterator[RenderableType]:
    """Yield what stands under a table: notes, where it comes from, references."""
    yield Text("\nNotes", style="bold")
    for note in table.notes:
        yield Hanging(f"{note.symbol} {printable(note.text)}".strip())
    for heading, text in table.provenance.entries:
        yield Hanging(f"{printable(heading)}: {printable(text)}")
    if table.references:
        yield Text("\nReferences", style="bold")
    for reference in table.references:
        yield Hanging(printable(reference.line))
