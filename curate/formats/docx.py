"""The evidence table as a Word document: a real table with a heading row on every page."""

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from curate.core.citing import Reference
from curate.core.table import Cell, EvidenceTable, Group, Row
from curate.formats.cells import cell_lines, column_counts, counts_line, overview
from curate.formats.office import WRITTEN, office_text, without_times

LANDSCAPE_ABOVE = 7
_SIZE = Pt(9)
_SMALL = Pt(7.5)
_SHADE = "E7E6E6"


def to_docx(table: EvidenceTable) -> bytes:
    """
    Return a .docx file; the same table gives the same bytes.

    The caption stands above the matrix, notes and hanging references under it. Over seven columns
    turn the page on its side.
    """
    document = Document()
    _set_up(document, table)
    mechanisms = sum(1 for _ in table.rows)
    if table.provenance.notice:
        _paragraph(document, table.provenance.notice, bold=True)
    size = overview(table.counts, mechanisms, table.phenomena)
    caption = document.add_paragraph(style="Caption")
    caption.add_run(office_text(f"Table 1. {table.title}. {size}"))
    caption.paragraph_format.keep_with_next = True
    if mechanisms:
        _matrix(document, table)
    else:
        _paragraph(document, "No claim stands, so there is no evidence to show.")
    _notes(document, table)
    if table.references:
        document.add_heading("References", level=2)
        for reference in table.references:
            _reference(document, reference)
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def _set_up(document: WordDocument, table: EvidenceTable) -> None:
    properties = document.core_properties
    properties.title = office_text(table.title)[:255]
    properties.author = office_text(table.provenance.tool)
    properties.created = properties.modified = WRITTEN
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if len(table.columns) + 1 > LANDSCAPE_ABOVE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    document.styles["Normal"].font.size = _SIZE


def _matrix(document: WordDocument, table: EvidenceTable) -> None:
    grid = document.add_table(
        rows=1 + table.split, cols=len(table.columns) + 1, style="Table Grid"
    )
    first, last = grid.rows[0], grid.rows[-1]
    if table.split:
        _write_spans(grid, table)
    else:
        _write(first.cells[0], ["Mechanism"], bold=True)
    for cell, column in zip(last.cells[1:], table.columns, strict=True):
        name = column.label if column.part is None else column.part.value
        _write(cell, [name], bold=True, small=[column_counts(column)])
    for row in grid.rows:
        _repeat(row)
    for group in table.groups:
        _group(grid, group)


def _write_spans(grid: Table, table: EvidenceTable) -> None:
    """Write the upper of two heading rows: each phenomenon over its parts."""
    corner = grid.cell(0, 0).merge(grid.cell(1, 0))
    _write(corner, ["Mechanism"], bold=True)
    start = 1
    for span in table.spans:
        end = start + len(span.columns) - 1
        _write(grid.cell(0, start).merge(grid.cell(0, end)), [span.label], bold=True)
        start = end + 1


def _group(grid: Table, group: Group) -> None:
    row = grid.add_row()  # type: ignore[no-untyped-call]
    merged = row.cells[0].merge(row.cells[-1])
    _write(merged, [group.heading], bold=True)
    _shade(merged)
    for paragraph in merged.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
    _whole(row)
    for member in group.rows:
        _fill(grid.add_row(), member)  # type: ignore[no-untyped-call]


def _fill(row: _Row, content: Row) -> None:
    cells = row.cells
    _write(cells[0], [content.label], small=[counts_line(content.counts)])
    for cell, evidence in zip(cells[1:], content.cells, strict=True):
        _write_evidence(cell, evidence)
    _whole(row)


def _write_evidence(cell: _Cell, evidence: Cell) -> None:
    lines = cell_lines(evidence)
    _write(
        cell, lines if evidence.empty else lines[:-1], small=[] if evidence.empty else lines[-1:]
    )


def _write(
    cell: _Cell, lines: Iterable[str], *, bold: bool = False, small: Iterable[str] = ()
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    first = True
    for text, is_small in [*((t, False) for t in lines), *((t, True) for t in small)]:
        if not first:
            paragraph = cell.add_paragraph()
        first = False
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(office_text(text))
        run.bold = bold and not is_small
        if is_small:
            run.font.size = _SMALL


def _notes(document: WordDocument, table: EvidenceTable) -> None:
    document.add_heading("Notes", level=2)
    for note in table.notes:
        _paragraph(document, f"{note.symbol} {note.text}" if note.symbol else note.text)
    for heading, text in table.provenance.entries:
        paragraph = _paragraph(document, f"{heading}: ", bold=True)
        paragraph.add_run(office_text(text))


def _paragraph(document: WordDocument, text: str, *, bold: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    # A blank at the end parts a heading from its text, and is no part of the cleaning.
    run = paragraph.add_run(office_text(text) + (" " if text.endswith(" ") else ""))
    run.bold = bold
    paragraph.paragraph_format.space_after = Pt(2)
    return paragraph


def _reference(document: WordDocument, reference: Reference) -> None:
    paragraph = document.add_paragraph(office_text(reference.line))
    paragraph.paragraph_format.left_indent = Mm(8)
    paragraph.paragraph_format.first_line_indent = -Mm(8)
    paragraph.paragraph_format.space_after = Pt(3)


def _repeat(row: _Row) -> None:
    """Mark a row as the heading of every page; python-docx has no word for it."""
    _property(row, "w:tblHeader")
    _whole(row)


def _whole(row: _Row) -> None:
    """Keep a row on one page."""
    _property(row, "w:cantSplit")


def _property(row: _Row, name: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def _shade(cell: _Cell) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shading)
