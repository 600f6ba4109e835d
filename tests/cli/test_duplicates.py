from pathlib import Path

import pytest

from tests.cli.conftest import Curate, loaded
from tests.pubmed.making import record, record_set

AUTHOR = (
    "<AuthorList><Author><LastName>Quill</LastName><Initials>A</Initials></Author></AuthorList>"
)
TITLE = "Invented glia and morphine tolerance."
LINK = (
    '<CommentsCorrectionsList><CommentsCorrections RefType="UpdateOf"><RefSource>x</RefSource>'
    "<PMID>900000001</PMID></CommentsCorrections></CommentsCorrectionsList>"
)


def doi(text: str) -> str:
    return f'<ArticleIdList><ArticleId IdType="doi">{text}</ArticleId></ArticleIdList>'


@pytest.fixture
def filled(curate: Curate, workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace with a work that is there twice, and others that are there once."""
    file = tmp_path / "records.xml"
    file.write_bytes(
        record_set(
            record(900000001, title=TITLE, article=AUTHOR, data=doi("10.99999/inv.1")),
            record(
                900000002,
                title="INVENTED GLIA AND MORPHINE TOLERANCE",
                article=AUTHOR,
                citation_extra=LINK,
                data=doi("10.99999/INV.1"),
            ),
            record(900000003, title="Something else of some length.", article=AUTHOR),
            record(900000004, title="Invented glia and morphine tolerance.", article=AUTHOR),
            "<DeleteCitation><PMID>900000004</PMID></DeleteCitation>",
        )
    )
    assert curate("import", file, "-w", workspace).exit_code == 0
    return workspace


def test_pairs_with_reasons(curate: Curate, filled: Path) -> None:
    before = loaded(curate("status", "--json", "-w", filled))["status"]
    result = curate("duplicates", "-w", filled)
    assert result.exit_code == 0
    assert "900000001  Quill 1999. Invented glia and morphine tolerance." in result.stdout
    assert "the same DOI, title, year, first author, journal, volume" in result.stdout
    assert "linked by PubMed (UpdateOf)" in result.stdout
    assert "900000004" not in result.stdout
    assert "3 records compared: 1 pairs may be one work" in result.stderr
    report = loaded(curate("duplicates", "--json", "-q", "-w", filled))
    (pair,) = report["pairs"]
    assert (pair["first"]["name"], pair["second"]["name"]) == ("900000001", "900000002")
    assert pair["links"] == ["UpdateOf"]
    assert loaded(curate("status", "--json", "-w", filled))["status"] == before


def test_entries_of_a_file_without_pmids(curate: Curate, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "library.ris"
    file.write_text(
        "TY  - JOUR\nTI  - Something Else, of Some Length\nAU  - Quill, A\nPY  - 2000\nER  - \n"
        f"TY  - JOUR\nTI  - {TITLE}\nN1  - PMID: 900000001\nER  - \n"
        "TY  - JOUR\nTI  - Not here at all, this one\nER  - \n",
        "utf-8",
    )
    report = loaded(curate("duplicates", file, "--json", "-w", filled))
    assert report["from_files"] == 2
    found = {(p["first"]["name"], p["second"]["name"]) for p in report["pairs"]}
    assert found == {("900000001", "900000002"), ("900000003", "library.ris line 1")}
    text = curate("duplicates", file, "-w", filled)
    assert "different year" in text.stdout
    assert "3 records and 2 entries of files compared" in text.stderr


def test_an_empty_workspace(curate: Curate, workspace: Path) -> None:
    result = curate("duplicates", "-w", workspace)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 records compared" in result.stderr


@pytest.mark.realdata
def test_real_records(curate: Curate, workspace: Path, shared_data: Path) -> None:
    file = shared_data / "opioid" / "opioid.xml.gz"
    curate("import", file, "-w", workspace)
    result = curate("duplicates", "--json", "-q", "-w", workspace)
    assert loaded(result)["records"] == 2376
    assert all(pair["same"] for pair in loaded(result)["pairs"])
