"""Word and Excel files, read back as their real readers would."""

import io
import zipfile
from dataclasses import replace

import pytest

from curate.core.table import Column, EvidenceTable
from curate.formats.docx import to_docx
from curate.formats.office import office_text, without_times
from curate.formats.xlsx import CLAIM_COLUMNS, CUT, MOST_SIGNS, to_xlsx
from tests.evidence import HOSTILE
from tests.formats.office import word, workbook


def test_the_matrix_is_a_real_table_with_a_heading_on_every_page(table: EvidenceTable) -> None:
    (grid,) = word(to_docx(table)).tables
    assert len(grid.columns) == len(table.columns) + 1
    assert [c.text.split("\n")[0] for c in grid.rows[0].cells][1:] == [
        c.label for c in table.columns
    ]
    marks = [row._tr.trPr.xpath("w:tblHeader") for row in grid.rows if row._tr.trPr is not None]
    assert [bool(m) for m in marks] == [True] + [False] * (len(grid.rows) - 1)
    labels = [row.cells[0].text.split("\n")[0] for row in grid.rows[1:]]
    assert labels == [
        text
        for group in table.groups
        for text in (group.heading, *(office_text(row.label) for row in group.rows))
    ]


def test_split_phenomena_have_two_heading_rows(split_table: EvidenceTable) -> None:
    (grid,) = word(to_docx(split_table)).tables
    upper, lower = ([c.text.split("\n")[0] for c in row.cells] for row in grid.rows[:2])
    assert upper == ["Mechanism", "Tolerance", "Tolerance", *["Hyperalgesia"] * 2]
    assert lower == ["Mechanism", "animal", "human", "animal", "human"]
    marks = [row._tr.trPr.xpath("w:tblHeader") for row in grid.rows if row._tr.trPr is not None]
    assert [bool(m) for m in marks][:3] == [True, True, False]
    sheet = workbook(to_xlsx(split_table))["Evidence"]
    assert [c.value for c in sheet[1]][7:9] == ["Tolerance, animal", "Tolerance, human"]
    assert "[1]" in str(sheet["H2"].value)


@pytest.mark.parametrize(("columns", "sideways"), [(6, False), (7, True)])
def test_over_seven_columns_the_page_is_on_its_side(
    table: EvidenceTable, columns: int, sideways: bool
) -> None:
    many = tuple(Column(phenomenon=f"p{n}", label=f"P{n}") for n in range(columns))
    section = word(to_docx(replace(table, columns=many, groups=()))).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (section.page_width > section.page_height) is sideways


def test_references_hang(table: EvidenceTable) -> None:
    document = word(to_docx(table))
    entries = [p for p in document.paragraphs if p.text.startswith("Quill")]
    assert entries
    for paragraph in entries:
        left = paragraph.paragraph_format.left_indent
        first = paragraph.paragraph_format.first_line_indent
        assert left is not None
        assert first == -left


def test_no_text_is_a_formula_a_number_or_a_link(table: EvidenceTable) -> None:
    book = workbook(to_xlsx(table))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {c.data_type for c in cells} <= {"s", "n"}
    assert any(str(c.value).startswith("=1+1") for c in cells)
    assert all(c.hyperlink is None for c in cells)
    assert {type(c.value) for c in cells if c.data_type == "n"} <= {int, float, type(None)}


def test_headings_stay_in_view_and_every_sheet_has_a_filter(table: EvidenceTable) -> None:
    book = workbook(to_xlsx(table))
    assert book.sheetnames == ["Evidence", "Claims", "Notes", "References"]
    assert [s.freeze_panes for s in book.worksheets] == ["C2", "A2", "A2", "A2"]
    assert all(s.auto_filter.ref for s in book.worksheets)


def test_every_claim_behind_a_cell_has_a_row(table: EvidenceTable) -> None:
    sheet = workbook(to_xlsx(table))["Claims"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(name for name, _ in CLAIM_COLUMNS)
    found = {row[-1]: row for row in rows[1:]}
    claims = {
        claim.claim_id: claim
        for cell in table.cells
        for evidence in cell.evidence
        for citation in evidence.citations
        for claim in citation.claims
    }
    assert found.keys() == claims.keys()
    for claim_id, row in found.items():
        assert row[5] == office_text(claims[claim_id].sentence.text)
        assert row[3] == claims[claim_id].inference.role


def test_a_cell_that_excel_can_not_hold_says_that_it_was_cut(table: EvidenceTable) -> None:
    (first, *others) = table.references
    long = first._replace(entry="x" * (MOST_SIGNS + 10))
    book = workbook(to_xlsx(replace(table, references=(long, *others))))
    text = book["References"]["B2"].value
    assert isinstance(text, str)
    assert len(text) == MOST_SIGNS
    assert text.endswith(CUT)


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\U0001ffff", "\x00", "\ud800"])
def test_what_xml_can_not_hold_is_replaced(table: EvidenceTable, sign: str) -> None:
    odd = replace(table, title=f"a{sign}b {HOSTILE}")
    assert "a\ufffdb" in "\n".join(p.text for p in word(to_docx(odd)).paragraphs)
    (first, *others) = table.groups
    odd = replace(table, groups=(replace(first, heading=f"a{sign}b"), *others))
    assert workbook(to_xlsx(odd))["Evidence"]["A2"].value == "a\ufffdb"


def test_a_file_is_dated_alike_whenever_it_is_written() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", "text")
    with zipfile.ZipFile(io.BytesIO(without_times(out.getvalue()))) as file:
        (entry,) = file.infolist()
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert file.read(entry) == b"text"


def test_rows_are_as_high_as_their_texts(table: EvidenceTable) -> None:
    book = workbook(to_xlsx(table))
    sheet = book["Evidence"]
    heights = [sheet.row_dimensions[n].height for n in range(2, sheet.max_row + 1)]
    assert all(15 <= float(height) <= 409 for height in heights)
    assert max(heights) > 60
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.page_setup.orientation == "landscape"
