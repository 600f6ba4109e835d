"""The long table, contradictions and a comparison in every format, with hostile text in them."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from curate.core.comparison import compare, comparison_table
from curate.core.contradictions import contradictions
from curate.core.flat import FlatTable
from curate.core.long_table import long_table
from curate.core.table import EvidenceTable
from curate.core.traits import TraitReader
from curate.formats.flat_text import to_text
from curate.formats.writers import BINARY, FLAT_WRITERS, WRITERS, flat_writer
from tests.evidence import LEXICON
from tests.formats.conftest import RECORDS
from tests.formats.office import word, words, workbook
from tests.formats.test_html import Page

READER = TraitReader(LEXICON)
MAKERS: dict[str, Callable[[EvidenceTable], FlatTable]] = {
    "long": lambda table: long_table(table, RECORDS, READER),
    "contradictions": lambda table: contradictions(table, RECORDS, READER, {}),
    "comparison": lambda table: comparison_table(
        table, compare(table, "tolerance", "hyperalgesia", LEXICON)
    ),
}


@pytest.fixture(params=MAKERS)
def flat(request: pytest.FixtureRequest, table: EvidenceTable) -> FlatTable:
    return MAKERS[request.param](table)


@pytest.fixture
def long(table: EvidenceTable) -> FlatTable:
    return MAKERS["long"](table)


def written(flat: FlatTable, name: str) -> str:
    text = flat_writer(name)(flat)
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize("name", FLAT_WRITERS)
def test_every_writer_shows_what_is_cited_and_repeats_itself(flat: FlatTable, name: str) -> None:
    made = flat_writer(name)(flat)
    assert flat_writer(name)(flat) == made
    assert isinstance(made, bytes) is (name in BINARY)
    text = words(name, made)
    labels = {c.label for line in flat.lines for c in line.citations}
    assert labels
    for label in labels:
        surname = label.partition(" ")[0].lstrip("=").partition("|")[0]
        assert surname in text
    if name not in {"csv", "tsv"}:
        assert "Invented" in text
        assert "opioid" in text


def test_each_format_of_the_matrix_is_there() -> None:
    assert list(FLAT_WRITERS) == list(WRITERS)


@pytest.mark.parametrize("name", FLAT_WRITERS)
@pytest.mark.parametrize("view", MAKERS)
def test_an_empty_table_says_why(empty_table: EvidenceTable, name: str, view: str) -> None:
    flat = MAKERS[view](empty_table)
    text = words(name, flat_writer(name)(flat))
    if name in {"csv", "tsv", "json", "xlsx"}:
        assert text
    else:
        assert flat.empty in " ".join(text.split())


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_rows_come_back_and_start_no_formula(flat: FlatTable, name: str) -> None:
    kind = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if name == "tsv" else {}
    heading, *rows = csv.reader(io.StringIO(written(flat, name), newline=""), **kind)  # type: ignore[arg-type]
    assert heading == [c.key for c in (*flat.group_columns, *flat.columns)]
    assert len(rows) == sum(1 for _ in flat.rows)
    assert all(len(row) == len(heading) for row in rows)
    assert not any(field.startswith(("=", "+", "-", "@")) for row in rows for field in row)


def test_a_row_of_the_long_table_has_the_exact_sentence(long: FlatTable) -> None:
    rows = list(csv.DictReader(io.StringIO(written(long, "csv"), newline="")))
    said = [claim.sentence.text for row in long.rows for claim in row.claims]
    assert [r["quotation"].split() for r in rows] == [
        text.replace("\x1b", "\ufffd").split() for text in said
    ]
    value = json.loads(written(long, "json"))
    found = [row for group in value["groups"] for row in group["rows"]]
    assert [row["cells"]["quotation"][0]["quote"] for row in found] == said


def test_json_has_all_that_is_printed(flat: FlatTable) -> None:
    value = json.loads(written(flat, "json"))
    assert value["format"] == f"curate {flat.view}"
    assert value["notice"] == "Invented <records>."
    rows = [row for group in value["groups"] for row in group["rows"]]
    assert [[c["claim_id"] for c in row["claims"]] for row in rows] == [
        [c.claim_id for c in row.claims] for row in flat.rows
    ]
    assert [c["key"] for c in value["columns"]] == list(rows[0]["cells"])
    assert {r["pmid"] for r in value["references"]} == {r.pmid for r in flat.references}


def test_html_is_well_formed_and_needs_nothing_else(flat: FlatTable) -> None:
    page = Page(written(flat, "html"))
    assert page.open == []
    names = {tag for tag, _ in page.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert len(page.named("caption")) == 1
    assert [th["scope"] for th in page.named("th")].count("col") == len(flat.columns)
    assert [th["scope"] for th in page.named("th")].count("rowgroup") == len(flat.groups)
    assert "default-src 'none'" in str(page.named("meta"))
    assert all(str(a["href"]).startswith("https://") for a in page.named("a"))


def test_html_marks_the_words_of_a_quotation(long: FlatTable) -> None:
    page = Page(written(long, "html"))
    assert len(page.named("blockquote")) == sum(1 for _ in long.rows)
    assert page.within("mark").count("MK-801") == sum(1 for _ in long.rows)
    assert "<script>" not in written(long, "html")


def test_html_cells_of_a_comparison_open_to_their_sentences(table: EvidenceTable) -> None:
    page = Page(written(MAKERS["comparison"](table), "html"))
    assert page.named("details")
    quoted = "".join(page.within("blockquote"))
    assert "changed" in quoted
    assert [th["scope"] for th in page.named("th")].count("row") == 2


def test_markdown_has_no_bare_markup(flat: FlatTable) -> None:
    text = written(flat, "markdown")
    assert "<script>" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    counts = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
    assert counts == {len(flat.columns) + 1}


def test_word_has_a_real_table_with_a_heading_on_every_page(flat: FlatTable) -> None:
    document = word(flat_writer("docx")(flat))
    (grid,) = document.tables
    assert [c.text for c in grid.rows[0].cells] == [c.label for c in flat.columns]
    assert grid.rows[0]._tr.trPr is not None
    assert grid.rows[0]._tr.trPr.xpath("w:tblHeader")
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (section.page_width > section.page_height) is (len(flat.columns) > 7)
    widths = [cell.width for cell in grid.rows[0].cells]
    assert sum(int(w or 0) for w in widths) <= section.page_width
    assert len(grid.rows) == 1 + len(flat.groups) + sum(1 for _ in flat.rows)


def test_a_workbook_holds_texts_and_filters(flat: FlatTable) -> None:
    book = workbook(flat_writer("xlsx")(flat))
    assert book.sheetnames[1:] == ["Notes", "References"]
    first = book.worksheets[0]
    assert first.freeze_panes is not None
    assert all(sheet.auto_filter.ref for sheet in book.worksheets)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {c.data_type for c in cells} <= {"s", "n"}
    assert all(c.hyperlink is None for c in cells)
    assert first.max_row == 1 + sum(1 for _ in flat.rows)


@pytest.mark.parametrize("width", [40, 100, 400])
def test_no_line_of_text_is_wider_than_asked_for(flat: FlatTable, width: int) -> None:
    text = to_text(flat, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text
    assert "\x1b[" in to_text(flat, width=width, color=True)


@pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])
def test_an_engine_sets_it(flat: FlatTable, tmp_path: Path, engine: str) -> None:
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not installed")
    wild = replace(flat, title="κB & Δ9 50% 疼痛 \\input{x}", overview="#1 ^_ ~")
    (tmp_path / "table.tex").write_text(written(wild, "latex"), "utf-8")
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "table"]
    for _ in range(2):
        done = subprocess.run(
            command, capture_output=True, check=False, cwd=tmp_path, timeout=120, text=True
        )
    log = (tmp_path / "table.log").read_text("utf-8", errors="replace")
    if "pzdr" in log:
        pytest.skip("TeX's recommended fonts are not installed")
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Missing character" not in log


def test_latex_repeats_the_heading(flat: FlatTable) -> None:
    text = written(flat, "latex")
    assert r"\endfirsthead" in text
    assert r"\endhead" in text
    assert text.count(r"\begin{document}") == text.count(r"\end{document}") == 1
