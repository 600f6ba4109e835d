"""The evidence table as an Excel workbook: matrix, claims behind it, notes, references."""

import io
from collections.abc import Iterator, Sequence
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from curate.core.citing import pubmed_url
from curate.core.flat import Framed
from curate.core.table import Citation, EvidenceTable
from curate.formats.cells import cell_value
from curate.formats.office import WRITTEN, office_text

# Excel takes no more in one cell; the sheet of claims has all of it.
MOST_SIGNS = 32_767
LINE_HEIGHT = 15.0
HIGHEST = 409.0
"""The height of a line of text, and the most that Excel gives to a row, in points."""

# Broken at words, a text takes more room than its signs.
_BROADER = 1.15
CUT = " [cut: see the sheet Claims]"
CLAIM_COLUMNS = (
    ("category", 22),
    ("mechanism", 24),
    ("phenomenon", 14),
    ("role", 10),
    ("citation", 26),
    ("sentence", 80),
    ("effect", 11),
    ("basis", 11),
    ("agent", 18),
    ("exposure", 14),
    ("certainty", 11),
    ("origin", 12),
    ("study", 10),
    ("pmid", 12),
    ("section", 14),
    ("confidence", 11),
    ("claim_id", 18),
)
"""The columns of the sheet of claims, each with its width in signs."""

A4 = 9
"""Excel's number for the paper."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""Texts stay texts: none is taken for a formula, a number or a link."""

SheetLine = Sequence[object]


def to_xlsx(table: EvidenceTable) -> bytes:
    """
    Return a .xlsx file; the same table gives the same bytes.

    Texts are written as texts: none is taken for a formula, a number or a link. Headings stay in
    view, and every sheet has a filter.
    """
    out = io.BytesIO()
    with Workbook(out, OPTIONS) as book:
        styles = set_up(book, table)
        _matrix(book.add_worksheet("Evidence"), table, *styles)
        write_sheet(book.add_worksheet("Claims"), CLAIM_COLUMNS, _claims(table), *styles)
        add_notes(book, table, *styles)
    return out.getvalue()


def set_up(book: Workbook, table: Framed) -> tuple[Format, Format]:
    """Give a new workbook its properties; return the styles of its cells and its headings."""
    book.set_properties(
        {
            "title": office_text(table.title)[:255],
            "author": office_text(table.provenance.tool),
            "created": WRITTEN,
        }
    )
    style = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    return style, bold


def add_notes(book: Workbook, table: Framed, style: Format, bold: Format) -> None:
    """Add the sheets of notes and of references."""
    notes = (("symbol", 24), ("note", 120))
    write_sheet(book.add_worksheet("Notes"), notes, _notes(table), style, bold)
    entries = (("citation", 30), ("reference", 110), ("doi", 30), ("pmid", 12), ("link", 40))
    write_sheet(book.add_worksheet("References"), entries, _references(table), style, bold)


def _matrix(sheet: Worksheet, table: EvidenceTable, style: Format, bold: Format) -> None:
    counted = (("papers", 8), ("groups", 8), ("restating", 9), ("animal", 8), ("human", 8))
    columns = (
        *(("category", 20), ("mechanism", 26)),
        *counted,
        *((column.heading, 34) for column in table.columns),
    )
    write_sheet(sheet, columns, _rows(table), style, bold)
    sheet.freeze_panes(1, 2)
    set_page(sheet)


def _rows(table: EvidenceTable) -> Iterator[SheetLine]:
    for group in table.groups:
        for row in group.rows:
            counts = row.counts
            numbers = (counts.papers, counts.groups, counts.restating, counts.animal, counts.human)
            cells = map(cell_value, row.cells)
            yield (group.heading, row.label, *numbers, *cells)


def _claims(table: EvidenceTable) -> Iterator[SheetLine]:
    for group in table.groups:
        for row in group.rows:
            for cell in row.cells:
                for evidence in cell.evidence:
                    for citation in evidence.citations:
                        for claim in citation.claims:
                            seen, drawn = claim.observation, claim.inference
                            yield (
                                group.heading,
                                row.label,
                                cell.phenomenon,
                                evidence.role,
                                _name(citation),
                                claim.sentence.text,
                                seen.effect,
                                drawn.basis,
                                seen.agent_span.text if seen.agent_span else "",
                                seen.exposure_span.text if seen.exposure_span else "",
                                seen.certainty,
                                seen.origin,
                                claim.source_kind.replace("_", " "),
                                claim.pmid,
                                claim.sentence.section_name,
                                round(claim.grounds.confidence, 4),
                                claim.claim_id,
                            )


def _name(citation: Citation) -> str:
    number = "" if citation.number is None else f"[{citation.number}] "
    return number + citation.label


def _notes(table: Framed) -> Iterator[SheetLine]:
    if table.provenance.notice:
        yield "", table.provenance.notice
    for note in table.notes:
        yield note.symbol, note.text
    yield from table.provenance.entries


def _references(table: Framed) -> Iterator[SheetLine]:
    for r in table.references:
        yield r.cited, r.line, r.doi or "", r.pmid, pubmed_url(r.pmid)


def set_page(sheet: Worksheet) -> None:
    """Print a sheet on its side, as wide as the paper, its headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def write_sheet(
    sheet: Worksheet,
    columns: Sequence[tuple[str, int]],
    lines: Iterator[SheetLine],
    style: Format,
    bold: Format,
) -> None:
    """Write headings and lines; a tuple is the lines of one cell, a number stays a number."""
    for position, (name, width) in enumerate(columns):
        sheet.set_column(position, position, width, style)
        sheet.write_string(0, position, office_text(name), bold)
    widths = [width for _, width in columns]
    sheet.set_row(0, _height([name for name, _ in columns], widths))
    last = 0
    for last, line in enumerate(lines, start=1):
        sheet.set_row(last, _height(line, widths))
        for position, value in enumerate(line):
            if isinstance(value, tuple):
                text = "\n".join(map(office_text, value))
                sheet.write_string(last, position, _fitting(text), style)
            elif isinstance(value, str):
                sheet.write_string(last, position, _fitting(office_text(value)), style)
            else:
                sheet.write_number(last, position, value, style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _height(line: SheetLine, widths: Sequence[int]) -> float:
    """Return how high a row must be for its texts: not every program finds out by itself."""
    lines = 1
    for value, width in zip(line, widths, strict=False):
        texts = value if isinstance(value, tuple) else (str(value),)
        lines = max(lines, sum(max(ceil(len(text) * _BROADER / width), 1) for text in texts))
    return min(lines * LINE_HEIGHT, HIGHEST)


def _fitting(text: str) -> str:
    return text if len(text) <= MOST_SIGNS else text[: MOST_SIGNS - len(CUT)] + CUT
