"""A flat table as a Word document: a real table with a heading row on every page."""

from docx.document import Document as WordDocument
from docx.shared import Length, Pt
from docx.table import _Row

from curate.core.flat import FlatRow, FlatTable
from curate.formats.docx import (
    LANDSCAPE_ABOVE,
    band,
    caption_above,
    finished,
    new_document,
    paragraph,
    repeat,
    whole,
    write,
)
from curate.formats.flat_cells import split_cell

_NARROW = Pt(7)


def to_docx(table: FlatTable) -> bytes:
    """
    Return a .docx file; the same table gives the same bytes.

    The caption stands above the grid, notes and hanging references under it. Over seven columns
    turn the page on its side and are set smaller. Columns are as wide as their texts ask for.
    """
    document = new_document(table, columns=len(table.columns))
    caption_above(document, table, table.overview)
    if table.groups:
        _grid(document, table)
    else:
        paragraph(document, table.empty)
    return finished(document, table)


def _grid(document: WordDocument, table: FlatTable) -> None:
    widths = _widths(document, table)
    size = _NARROW if len(table.columns) > LANDSCAPE_ABOVE else None
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    heading = grid.rows[0]
    for cell, named in zip(heading.cells, table.columns, strict=True):
        write(cell, [named.label], bold=True, size=size)
    _set_widths(heading, widths)
    repeat(heading)
    for group in table.groups:
        band(grid.add_row(), group.heading, group.remarks)
        for row in group.rows:
            _fill(grid.add_row(), row, widths, size)


def _widths(document: WordDocument, table: FlatTable) -> list[Length]:
    """Return the room between the margins, shared out by the widths of the columns."""
    section = document.sections[0]
    sides = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (int(side or 0) for side in sides)
    whole_width = sum(column.width for column in table.columns)
    return [
        Length((page - left - right) * column.width // whole_width) for column in table.columns
    ]


def _fill(row: _Row, content: FlatRow, widths: list[Length], size: Pt | None) -> None:
    for cell, lines in zip(row.cells, content.cells, strict=True):
        first, small = split_cell(lines)
        write(cell, first, small=small, size=size)
    _set_widths(row, widths)
    whole(row)


def _set_widths(row: _Row, widths: list[Length]) -> None:
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
