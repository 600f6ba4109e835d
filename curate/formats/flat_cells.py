"""The words of a flat table's cells, shared by the formats that print plain text."""

from collections.abc import Iterable

from curate.core.flat import FlatCell, FlatRow, Line
from curate.formats.cells import cited
from curate.formats.plain import printable


def line_words(line: Line) -> str:
    """Return a line as plain text: its words and citations, or the sentence that it quotes."""
    if line.quote is not None:
        return printable(line.quote.sentence.text)
    citations = "; ".join(map(cited, line.citations))
    return " ".join(part for part in (printable(line.text), citations) if part)


def split_cell(cell: FlatCell) -> tuple[list[str], list[str]]:
    """Return the lines of a cell, and apart from them those of second rank."""
    first = [line_words(line) for line in cell if not line.quiet]
    return first, [line_words(line) for line in cell if line.quiet]


def one_line(cell: FlatCell) -> str:
    """Return a cell on one line; an empty one is an empty text."""
    return " | ".join(map(line_words, cell))


def filled(row: FlatRow) -> Iterable[tuple[int, FlatCell]]:
    """Yield the cells that hold something, each with its column's place."""
    return ((place, cell) for place, cell in enumerate(row.cells) if cell)
