from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.article import Article, Author, Form
from curate.core.errors import BadRecord
from curate.pubmed.files import open_records
from curate.pubmed.medline import read_medline
from curate.pubmed.ris import read_ris

FULL = """\
Provider: an invented program
Database: PubMed
TY  - JOUR
AN  - 900000001
DB  - PubMed
AU  - Brackwater, Ida B., Jr.
A1  - Quill, A.
AU  - Invented Study Group
TI  - Glial cells and morphine tolerance
T2  - Journal of Invented Results
J2  - J Invent Res
PY  - 2002
DA  - 2002/03/04/
VL  - 96
IS  - 1-2
SP  - 63
EP  - 75
SN  - 0000-0000
DO  - https://doi.org/10.99999/inv.1
AB  - First sentence.
Second sentence, on a line
 of its own.
KW  - glia
KW  - tolerance
LA  - eng
ER  - \n"""


def read(text: str) -> list[Article | BadRecord]:
    return list(read_ris(text, name="x.ris"))


def record(*lines: str) -> str:
    return "\n".join(["TY  - JOUR", "TI  - A title", *lines, "ER  - ", ""])


def test_every_field_in_its_place() -> None:
    (article,) = read(FULL)
    assert isinstance(article, Article)
    assert article.form is Form.RIS
    assert (article.pmid, article.title) == ("900000001", "Glial cells and morphine tolerance")
    assert article.authors == (
        Author(last_name="Brackwater", fore_name="Ida B.", initials="IB", suffix="Jr."),
        Author(last_name="Quill", fore_name="A.", initials="A"),
        Author(collective_name="Invented Study Group"),
    )
    assert (article.journal, article.journal_abbreviation) == (
        "Journal of Invented Results",
        "J Invent Res",
    )
    assert (article.volume, article.issue, article.pages) == ("96", "1-2", "63-75")
    assert (article.year, article.month, article.day) == (2002, 3, 4)
    assert (article.doi, article.issn) == ("10.99999/inv.1", "0000-0000")
    assert article.abstract == "First sentence. Second sentence, on a line of its own."
    assert [k.text for k in article.keywords] == ["glia", "tolerance"]


@pytest.mark.parametrize(
    "lines",
    [
        ["N1  - PMID: 900000001"],
        ["C2  - PMID 900000001"],
        ["AN  - PUBMED 900000001"],
        ["AN  - MED:900000001"],
        ["AN  - 900000001", "DB  - Ovid MEDLINE(R)"],
        ["UR  - https://pubmed.ncbi.nlm.nih.gov/900000001/"],
        ["ID  - PMID:900000001; PMCID: PMC99"],
        ["N1  - PMID: 900000001", "UR  - http://www.ncbi.nlm.nih.gov/pubmed/900000001"],
    ],
    ids=str,
)
def test_where_programs_keep_the_pmid(lines: list[str]) -> None:
    (article,) = read(record(*lines))
    assert article.pmid == "900000001"


@pytest.mark.parametrize(
    "lines",
    [
        ["AN  - 900000001"],
        ["AN  - 900000001", "DB  - Embase"],
        ["N1  - Comment on PMID: 900000001 and others"],
        ["UR  - https://example.org/900000001"],
        ["DO  - 10.99999/inv.1"],
    ],
    ids=str,
)
def test_a_number_that_is_no_pmid_of_this_record(lines: list[str]) -> None:
    (found,) = read(record(*lines))
    assert isinstance(found, BadRecord)
    assert "has no PMID" in str(found)
    assert found.hint


def test_two_pmids_are_one_too_many() -> None:
    (found,) = read(record("N1  - PMID: 900000001", "C1  - PMID: 900000002"))
    assert isinstance(found, BadRecord)
    assert str(found) == "line 1 names two PMIDs, 900000001 and 900000002"


def test_a_record_without_its_end_was_cut() -> None:
    cut = record("N1  - PMID: 900000001").replace("ER  - ", "")
    whole = record("N1  - PMID: 900000002")
    for text in (cut + whole, whole + cut):
        kinds = {r.pmid: type(r) for r in read(text)}
        assert kinds == {"900000001": BadRecord, "900000002": Article}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("PY  - 2002", (2002, None, None)),
        ("PY  - 2002/03//", (2002, 3, None)),
        ("Y1  - 2002/03/04/Spring", (2002, 3, 4)),
        ("DA  - 2002-11-30", (2002, 11, 30)),
        ("PY  - in press", (None, None, None)),
    ],
)
def test_dates(line: str, expected: tuple[int | None, ...]) -> None:
    (article,) = read(record("N1  - PMID: 900000001", line))
    assert isinstance(article, Article)
    assert (article.year, article.month, article.day) == expected


def test_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "library.txt"
    path.write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    (article,) = open_records(path)
    assert isinstance(article, Article)
    assert article.pmid == "900000001"


LINES = st.sampled_from(
    ["TY  - JOUR", "ER  - ", "PMID- 900000001", "TI  - T", "AU  - A, B", "DA  - 9999/99/99", "  x"]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=12).map("\n".join))
def test_any_text_gives_records_or_reasons(text: str) -> None:
    found = [*read_ris(text, name="x"), *read_medline(text, name="x")]
    assert all(isinstance(item, Article | BadRecord) for item in found)
