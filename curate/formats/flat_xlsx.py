"""A flat table as an Excel workbook: the rows, notes, references."""

import io
from collections.abc import Iterator

from xlsxwriter import Workbook

from curate.core.flat import FlatTable
from curate.formats.flat_cells import line_words
from curate.formats.xlsx import OPTIONS, SheetLine, add_notes, set_page, set_up, write_sheet

SHEETS = {"long": "Claims", "contradictions": "Contradictions", "comparison": "Comparison"}
"""The name of the first sheet, by view."""


def to_xlsx(table: FlatTable) -> bytes:
    """
    Return a .xlsx file; the same table gives the same bytes.

    Texts are written as texts: none is taken for a formula, a number or a link. Headings stay in
    view, and every sheet has a filter; what heads a group stands in each of its rows.
    """
    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        styles = set_up(book, table)
        sheet = book.add_worksheet(SHEETS.get(table.view, "Table"))
        columns = [(c.label, c.width) for c in (*table.group_columns, *table.columns)]
        write_sheet(sheet, columns, _rows(table), *styles)
        sheet.freeze_panes(1, min(len(table.group_columns), 2))
        set_page(sheet)
        add_notes(book, table, *styles)
    return out.getvalue()


def _rows(table: FlatTable) -> Iterator[SheetLine]:
    for group in table.groups:
        for row in group.rows:
            cells = (tuple(map(line_words, cell)) for cell in row.cells)
            yield (*group.values, *cells)
