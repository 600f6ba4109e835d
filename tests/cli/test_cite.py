import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from curate.formats import pandoc
from tests.cli.conftest import Curate
from tests.cli.records import FIRST

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Plain</title><id>plain</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><sort><key variable="title"/></sort>
    <layout suffix="."><names variable="author"/><text variable="title" prefix=" :: "/></layout>
  </bibliography>
</style>
"""
DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info>
  <link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>
"""
needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


@pytest.fixture
def style(tmp_path: Path) -> Path:
    path = tmp_path / "plain.csl"
    path.write_text(STYLE, "utf-8")
    return path


def test_the_references_are_those_of_the_table(curate: Curate, tagged_workspace: Path) -> None:
    table = curate("table", "-w", tagged_workspace, "--format", "markdown").stdout
    listed = table.partition("### References")[2].strip().splitlines()
    cited = curate("cite", "-w", tagged_workspace).stdout.splitlines()
    assert 0 < len(cited) < 12
    pmids = [line.rpartition("PMID ")[2].partition("]")[0] for line in listed]
    assert pmids == [line.rpartition("PMID: ")[2] for line in cited]


def test_filters_choose_as_they_do_for_the_table(curate: Curate, tagged_workspace: Path) -> None:
    everything = curate("cite", "-q", "-w", tagged_workspace).stdout.splitlines()
    some = curate("cite", "-q", "-w", tagged_workspace, "-m", "nmda").stdout.splitlines()
    assert some
    assert len(some) < len(everything)
    none = curate("cite", "-w", tagged_workspace, "-m", "no such mechanism")
    assert (none.exit_code, none.stdout) == (0, "")
    assert "nothing to cite" in none.stderr


def test_all_and_single_records(curate: Curate, tagged_workspace: Path) -> None:
    every = curate("cite", "--all", "-w", tagged_workspace, "--format", "csl-json")
    assert len(json.loads(every.stdout)) == 12
    assert "12 references." in every.stderr
    assert "invented" in every.stderr
    two = curate("cite", "--pmid", FIRST, "--pmid", f"PMID: {FIRST + 1}", "-w", tagged_workspace)
    assert len(two.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("ending", "beginning"),
    [
        (".bib", "@article{Maker"),
        (".ris", "TY  - JOUR\r\n"),
        (".nbib", "PMID- 9001"),
        (".json", "[\n  {"),
        (".TXT", "Maker0, A."),
    ],
)
def test_the_ending_says_the_format(
    curate: Curate, tagged_workspace: Path, tmp_path: Path, ending: str, beginning: str
) -> None:
    path = tmp_path / f"references{ending}"
    result = curate("cite", "--all", "-o", path, "-w", tagged_workspace)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert path.read_bytes().decode().startswith(beginning)


def test_vancouver_is_numbered(curate: Curate, tagged_workspace: Path) -> None:
    lines = curate("cite", "--all", "-f", "vancouver", "-w", tagged_workspace).stdout.splitlines()
    assert [line.partition(".")[0] for line in lines] == [str(n) for n in range(1, 13)]


def test_a_retracted_record_is_marked_and_counted(
    curate: Curate, workspace: Path, records: Path
) -> None:
    text = records.read_text("utf-8").replace(
        "<Language>eng</Language>",
        "<Language>eng</Language><PublicationTypeList><PublicationType>Retracted Publication"
        "</PublicationType></PublicationTypeList>",
        1,
    )
    records.write_text(text, "utf-8")
    curate("import", records, "-w", workspace)
    result = curate("cite", "--all", "-w", workspace)
    assert result.stdout.count("[retracted]") == 1
    assert "1 of them retracted" in result.stderr


def test_a_deleted_record_is_not_cited(curate: Curate, workspace: Path, records: Path) -> None:
    curate("import", records, "-w", workspace)
    with sqlite3.connect(workspace / "curate.db") as connection:
        connection.execute("UPDATE articles SET deleted = 1 WHERE pmid = ?", (FIRST,))
    connection.close()
    assert len(curate("cite", "--all", "-w", workspace).stdout.splitlines()) == 11
    result = curate("cite", "--pmid", FIRST, "-w", workspace)
    assert (result.exit_code, result.stdout) == (4, "")
    assert "deleted at the source" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--pmid", "1"], 4, "no record here has the PMID 1"),
        (["--pmid", "x1"], 2, "'x1' is no PMID"),
        (["--all", "--pmid", "1"], 2, "exclude each other"),
        (["--all", "--mechanism", "nmda"], 2, "exclude each other"),
        (["-o", "references.odd"], 2, "no format goes with the ending"),
        (["-o", "no/such/folder.bib"], 2, "there is no folder"),
    ],
)
def test_what_makes_no_sense(
    curate: Curate, tagged_workspace: Path, arguments: list[str], code: int, message: str
) -> None:
    result = curate("cite", "-w", tagged_workspace, *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert result.stderr.startswith("Error: ")


def test_styles_that_are_none(curate: Curate, tagged_workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / "style.csl"
    for content, message in (
        (b"not xml", "is no CSL style"),
        (b"\xff\xfe", "no text in UTF-8"),
        (DEPENDENT.encode(), "http://www.zotero.org/styles/apa"),
    ):
        path.write_bytes(content)
        result = curate("cite", "--all", "--csl", path, "-w", tagged_workspace)
        assert (result.exit_code, result.stdout) == (3, "")
        assert message in result.stderr


def test_a_style_and_a_format_exclude_each_other(
    curate: Curate, tagged_workspace: Path, style: Path
) -> None:
    result = curate("cite", "--csl", style, "--format", "apa", "-w", tagged_workspace)
    assert result.exit_code == 2
    assert curate("cite", "--csl", style, "-o", "x.bib", "-w", tagged_workspace).exit_code == 2


@pytest.mark.parametrize("program", [None, "#!/bin/sh\necho pandoc 2.9.2\n"], ids=["none", "old"])
def test_without_pandoc(
    curate: Curate,
    tagged_workspace: Path,
    style: Path,
    monkeypatch: pytest.MonkeyPatch,
    program: str | None,
) -> None:
    if program is not None:
        (style.parent / "pandoc").write_text(program, "utf-8")
        (style.parent / "pandoc").chmod(0o755)
    monkeypatch.setenv("PATH", os.fspath(style.parent))
    result = curate("cite", "--all", "--csl", style, "-w", tagged_workspace)
    assert (result.exit_code, result.stdout) == (5, "")
    assert "pandoc" in result.stderr
    assert "Hint: Install it" in result.stderr


@needs_pandoc
def test_any_style(curate: Curate, tagged_workspace: Path, style: Path, tmp_path: Path) -> None:
    result = curate("cite", "--all", "--csl", style, "-w", tagged_workspace)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count(" :: Invented report") == 12
    word = tmp_path / "references.docx"
    assert (
        curate("cite", "--all", "--csl", style, "-o", word, "-w", tagged_workspace).exit_code == 0
    )
    assert word.read_bytes().startswith(b"PK")


@needs_pandoc
def test_a_broken_style_leaves_the_file_as_it_was(
    curate: Curate, tagged_workspace: Path, style: Path, tmp_path: Path
) -> None:
    style.write_text(STYLE.replace("</style>", ""), "utf-8")
    path = tmp_path / "references.txt"
    path.write_text("before", "utf-8")
    result = curate("cite", "--all", "--csl", style, "-o", path, "-w", tagged_workspace)
    assert result.exit_code == 3
    assert "pandoc could not use" in result.stderr
    assert path.read_text("utf-8") == "before"


@needs_pandoc
def test_hostile_text_and_retractions_by_a_style(style: Path) -> None:
    from curate.core.bibliography import bibliography
    from tests.evidence import HOSTILE, record
    from tests.formats.references import RETRACTED

    entries = bibliography([record(1, "Orrin", title=f"{HOSTILE} $x$ *y* @z"), RETRACTED])
    text = pandoc.format_with_style(entries, style, to="plain").decode()
    assert "<script>alert(" in text
    assert "$x$ *y* @z" in text
    assert "[Retracted] An invented study" in text
    page = pandoc.format_with_style(entries, style, to="html").decode()
    assert "<script>" not in page.partition("<body>")[2]
