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
from curate.core.flat import Framed
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
    document = new_document(table, columns=len(table.columns) + 1)
    mechanisms = sum(1 for _ in table.rows)
    caption_above(document, table, overview(table.counts, mechanisms, table.phenomena))
    if mechanisms:
        _matrix(document, table)
    else:
        paragraph(document, "No claim stands, so there is no evidence to show.")
    return finished(document, table)


def new_document(table: Framed, *, columns: int) -> WordDocument:
    """Return an empty A4 document for a table of so many columns; many lie on their side."""
    document = Document()
    properties = document.core_properties
    properties.title = office_text(table.title)[:255]
    properties.author = office_text(table.provenance.tool)
    properties.created = properties.modified = WRITTEN
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if columns > LANDSCAPE_ABOVE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    document.styles["Normal"].font.size = _SIZE
    return document


def caption_above(document: WordDocument, table: Framed, size: str) -> None:
    """Write the notice, where there is one, and the caption, which stays with the table."""
    if table.provenance.notice:
        paragraph(document, table.provenance.notice, bold=True)
    caption = document.add_paragraph(style="Caption")
    caption.add_run(office_text(f"Table 1. {table.title}. {size}"))
    caption.paragraph_format.keep_with_next = True


def finished(document: WordDocument, table: Framed) -> bytes:
    """Write notes and references under what is there, and return the file."""
    _notes(document, table)
    if table.references:
        document.add_heading("References", level=2)
        for reference in table.references:
            _reference(document, reference)
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


def _matrix(document: WordDocument, table: EvidenceTable) -> None:
    grid = document.add_table(
        rows=1 + table.split, cols=len(table.columns) + 1, style="Table Grid"
    )
    first, last = grid.rows[0], grid.rows[-1]
    if table.split:
        _write_spans(grid, table)
    else:
        write(first.cells[0], ["Mechanism"], bold=True)
    for cell, column in zip(last.cells[1:], table.columns, strict=True):
        name = column.label if column.part is None else column.part.value
        write(cell, [name], bold=True, small=[column_counts(column)])
    for row in grid.rows:
        repeat(row)
    for group in table.groups:
        _group(grid, group)


def _write_spans(grid: Table, table: EvidenceTable) -> None:
    """Write the upper of two heading rows: each phenomenon over its parts."""
    corner = grid.cell(0, 0).merge(grid.cell(1, 0))
    write(corner, ["Mechanism"], bold=True)
    start = 1
    for span in table.spans:
        end = start + len(span.columns) - 1
        write(grid.cell(0, start).merge(grid.cell(0, end)), [span.label], bold=True)
        start = end + 1


def _group(grid: Table, group: Group) -> None:
    row = grid.add_row()  # type: ignore[no-untyped-call]
    band(row, group.heading)
    for member in group.rows:
        _fill(grid.add_row(), member)  # type: ignore[no-untyped-call]


def band(row: _Row, heading: str, remarks: Iterable[str] = ()) -> None:
    """Make a row one shaded cell with a heading that stays with what follows."""
    merged = row.cells[0].merge(row.cells[-1])
    write(merged, [heading], bold=True, small=remarks)
    _shade(merged)
    for within in merged.paragraphs:
        within.paragraph_format.keep_with_next = True
    whole(row)


def _fill(row: _Row, content: Row) -> None:
    cells = row.cells
    write(cells[0], [content.label], small=[counts_line(content.counts)])
    for cell, evidence in zip(cells[1:], content.cells, strict=True):
        _write_evidence(cell, evidence)
    whole(row)


def _write_evidence(cell: _Cell, evidence: Cell) -> None:
    lines = cell_lines(evidence)
    write(
        cell, lines if evidence.empty else lines[:-1], small=[] if evidence.empty else lines[-1:]
    )


def write(
    cell: _Cell,
    lines: Iterable[str],
    *,
    bold: bool = False,
    small: Iterable[str] = (),
    size: Pt | None = None,
) -> None:
    """Write lines into an empty cell, a paragraph each, the small ones last."""
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
            run.font.size = min(_SMALL, size or _SMALL)
        elif size is not None:
            run.font.size = size


def _notes(document: WordDocument, table: Framed) -> None:
    document.add_heading("Notes", level=2)
    for note in table.notes:
        paragraph(document, f"{note.symbol} {note.text}" if note.symbol else note.text)
    for heading, text in table.provenance.entries:
        entry = paragraph(document, f"{heading}: ", bold=True)
        entry.add_run(office_text(text))


def paragraph(document: WordDocument, text: str, *, bold: bool = False) -> Paragraph:
    """Add a paragraph of plain text, with little room behind it."""
    added = document.add_paragraph()
    # A blank at the end parts a heading from its text, and is no part of the cleaning.
    run = added.add_run(office_text(text) + (" " if text.endswith(" ") else ""))
    run.bold = bold
    added.paragraph_format.space_after = Pt(2)
    return added


def _reference(document: WordDocument, reference: Reference) -> None:
    paragraph = document.add_paragraph(office_text(reference.line))
    paragraph.paragraph_format.left_indent = Mm(8)
    paragraph.paragraph_format.first_line_indent = -Mm(8)
    paragraph.paragraph_format.space_after = Pt(3)


def repeat(row: _Row) -> None:
    """Mark a row as the heading of every page; python-docx has no word for it."""
    _property(row, "w:tblHeader")
    whole(row)


def whole(row: _Row) -> None:
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
