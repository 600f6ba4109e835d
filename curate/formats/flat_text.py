"""A flat table for a terminal."""

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from curate.core.flat import FlatCell, FlatGroup, FlatTable
from curate.formats.flat_cells import filled, line_words
from curate.formats.plain import printable
from curate.formats.terminal import Hanging, render
from curate.formats.text import NARROWEST_CELL, Styled, notes_under, title_above

BETWEEN_COLUMNS = 2


def to_text(table: FlatTable, *, width: int = 100, color: bool = False) -> str:
    """
    Return the table as text of at most ``width`` columns.

    A grid where each column gets at least 18 signs, else one block a row, a line a cell.
    ``color`` adds ANSI codes.
    """
    return render(_parts(table, width), width=width, color=color)


def _parts(table: FlatTable, width: int) -> Iterator[RenderableType]:
    yield from _as_rich(title_above(table, width))
    yield Text(printable(table.overview))
    if not table.groups:
        yield Text(f"\n{printable(table.empty)}")
    count = len(table.columns)
    each = width // max(count, 1) - BETWEEN_COLUMNS
    for group in table.groups:
        yield Text(f"\n{printable(group.heading)}", style="bold cyan")
        for remark in group.remarks:
            yield Hanging(printable(remark), indent=2)
        if each >= NARROWEST_CELL:
            yield _grid(table, group, each)
        else:
            yield from _blocks(table, group)
    yield from _as_rich(notes_under(table, width))


def _as_rich(lines: Iterable[Styled]) -> Iterator[Text]:
    return (Text.from_ansi(f"\x1b[{code}m{text}") if code else Text(text) for text, code in lines)


def _grid(table: FlatTable, group: FlatGroup, each: int) -> Table:
    grid = Table(box=box.HORIZONTALS, show_lines=True, pad_edge=False, padding=(0, 1))
    for column in table.columns:
        grid.add_column(Text(printable(column.label)), width=each, overflow="fold")
    for row in group.rows:
        grid.add_row(*map(_cell, row.cells))
    return grid


def _cell(cell: FlatCell) -> Text:
    text = Text(overflow="fold")
    for number, line in enumerate(cell):
        style = "dim" if line.quiet else "bold" if line.citations and not line.text else ""
        text.append("\n" * bool(number)).append(line_words(line), style=style)
    return text


def _blocks(table: FlatTable, group: FlatGroup) -> Iterator[RenderableType]:
    for row in group.rows:
        yield Text("")
        for place, cell in filled(row):
            name = f"{printable(table.columns[place].label)}: "
            words = Text(name, style="italic").append(
                "; ".join(map(line_words, cell)), style="not italic"
            )
            yield Hanging(words, indent=2)
