import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.article import Article, Author
from curate.core.citation import Citation, objection
from curate.core.citation_text import parse_citation

TITLE = "Invented glia and the tolerance of nobody: a view"


@pytest.mark.parametrize(
    "text",
    [
        "Quill 2002 Pain Invent 96:63",
        "Quill 2002 Pain Invent 96:63-75",
        "Quill AB 2002 Pain Invent 96(1-2):63\u201375",
        f"1. Quill AB, Maker C. {TITLE}. Pain Invent. 2002;96(1-2):63-75.",
        f"[12] Quill AB, Maker C, et al. {TITLE}. Pain Invent. 2002 Mar 4;96(1):63-75. Epub 2001.",
        f"Quill, A. B., & Maker, C. (2002). {TITLE}. *Pain Invent*, *96*(3), 63\u201375.",
        f"Quill AB, Maker C (2002) {TITLE}. Pain Invent 96:63\u201375",
        f"Quill AB, Maker C (2002b) {TITLE}. Pain Invent 96:63",
        f"\u2022 Quill AB, Maker C: {TITLE}. Pain Invent 96:63-75, 2002",
        f"Quill, A. B. & Maker, C. {TITLE}. Pain Invent 96, 63\u201375 (2002).",
        f"Quill AB. {TITLE}. Pain Invent 2002; 96: 63-75",
        f"Quill AB et al. {TITLE}. Pain Invent, vol. 96, no. 2, pp. 63-75, 2002.",
    ],
)
def test_styles_of_reference(text: str) -> None:
    found = parse_citation(text, line=7)
    assert (found.author, found.year, found.line) == ("Quill", 2002, 7)
    assert (found.journal, found.volume, found.page) == ("Pain Invent", "96", "63")
    assert found.text == text
    assert found.title in {"", TITLE}
    assert found.has_place


@pytest.mark.parametrize(
    ("text", "journal", "volume", "page"),
    [
        ("Invent Neurosci. 1998 Nov;1(7):610-5", "Invent Neurosci", "1", "610"),
        ("J Inv Physiol A. 1999 Sep;185(3):277-88", "J Inv Physiol A", "185", "277"),
        ("Adv Invent. 1973;38:317-72", "Adv Invent", "38", "317"),
        ("Maker J. On it. J. Invent. 1999;19(21):e17.", "J. Invent", "19", "e17"),
        ("Maker J. On it. Proc. Inv. Acad. U. S. 1999;8:3", "Proc. Inv. Acad. U. S", "8", "3"),
        ("Maker J. On it. PLoS Inv. 2011;6(3):e17891.", "PLoS Inv", "6", "e17891"),
    ],
)  # fmt: skip
def test_journals_and_pages(text: str, journal: str, volume: str, page: str) -> None:
    found = parse_citation(text)
    assert (found.journal, found.volume, found.page) == (journal, volume, page)


@pytest.mark.parametrize(
    ("text", "pmid", "doi"),
    [
        ("900000001", "900000001", ""),
        ("PMID: 900000001", "900000001", ""),
        ("https://pubmed.ncbi.nlm.nih.gov/900000001/", "900000001", ""),
        ("Pain. 2002;9:1. doi: 10.99999/Inv.1. PMID: 900000001.", "900000001", "10.99999/inv.1"),
        ("https://doi.org/10.99999/S0304-3959(02)00422-0", "", "10.99999/s0304-3959(02)00422-0"),
    ],
)  # fmt: skip
def test_identifiers(text: str, pmid: str, doi: str) -> None:
    found = parse_citation(text)
    assert (found.pmid, found.doi) == (pmid, doi)


def test_a_text_without_a_place_is_taken_for_a_title() -> None:
    found = parse_citation("Morphine tolerance in invented mice")
    assert (found.title, found.author, found.has_place) == (
        "Morphine tolerance in invented mice",
        "",
        False,
    )


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = parse_citation(text)
    assert found.text == " ".join(text.split())
    assert found.doi == found.doi.lower()
    assert not found.pmid.startswith("0")


def record(author: Author, **changes: object) -> Article:
    values = {"pmid": "900000001", "title": TITLE, "year": 2002, "authors": (author,)}
    return Article(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        ("Quill", "Quill"),
        ("M\u00fcller", "Muller"),
        ("O'Brien", "OBrien O'Brien"),
        ("Cruz", "de la Cruz"),
        ("de la Cruz", "Cruz"),
        ("Cruz", "Cruz-Villegas"),
        ("", "Quill"),
    ],
)
def test_names_that_are_the_same(cited: str, found: str) -> None:
    citation = Citation(text="", author=cited, year=2002)
    assert objection(citation, record(Author(last_name=found))) == ""


def test_what_speaks_against_a_record() -> None:
    citation = Citation(text="", author="Quill", year=2002)
    assert objection(citation, record(Author(last_name="Quillan"))) == (
        "its first author is Quillan, not Quill"
    )
    quill = Author(last_name="Quill")
    assert objection(citation, record(quill, year=2001)) == "it is of 2001, not of 2002"
    assert objection(citation, record(quill, year=2003, electronic_date="2002-12-01")) == ""
    assert objection(citation, record(quill, year=None)) == ""
