"""RIS, read back by rispy."""

from dataclasses import replace
from typing import Any

import rispy

from curate.core.article import Article, Author, Keyword, Section
from curate.core.bibliography import bibliography
from curate.formats.ris import to_ris
from tests.evidence import HOSTILE, record
from tests.formats.references import RETRACTED, a_hundred_authors


def read_back(*articles: Article) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rispy.loads(to_ris(bibliography(articles)))
    return found


def test_an_article() -> None:
    article = replace(
        record(1, title="An invented study."),
        authors=(
            Author(last_name="van Orrin", fore_name="Jan", suffix="3rd"),
            Author(collective_name="Invented *Pain* Group"),
        ),
        doi="10.9999/inv_1",
        issn="9999-9994",
        journal_abbreviation="J. Invent. Res.",
        month=7,
        languages=("eng",),
        sections=(Section(text="We looked.", label="AIM"), Section(text="We saw.")),
        keywords=(Keyword(text="pain"), Keyword(text="rat")),
    )
    assert read_back(article) == [
        {
            "type_of_reference": "JOUR",
            "id": "van-Orrin-Invented-Pain-2001",
            "authors": ["van Orrin, Jan, 3rd", "Invented \u2217Pain\u2217 Group"],
            "title": "An invented study",
            "secondary_title": "Journal of Invented Results",
            "alternate_title1": "J Invent Res",
            "year": "2001",
            "date": "2001/07//",
            "volume": "7",
            "number": "2",
            "start_page": "113",
            "end_page": "121",
            "issn": "9999-9994",
            "doi": "10.9999/inv_1",
            "accession_number": "900000001",
            "name_of_database": "PubMed",
            "urls": ["https://pubmed.ncbi.nlm.nih.gov/900000001/"],
            "language": "English",
            "abstract": "AIM: We looked. We saw.",
            "keywords": ["pain", "rat"],
        }
    ]


def test_hostile_text_adds_no_tag_and_no_record() -> None:
    evil = f"{HOSTILE}\r\nER  - \r\nTY  - BOOK\u2028AU  - Nobody"
    found = read_back(record(1, evil, title=evil + " long" * 3000), record(2, "Veld"))
    assert len(found) == 2
    assert [len(r["authors"]) for r in found] == [1, 1]
    assert any(r["title"].startswith("<script>alert('1')</script> & \"=1+1\" |") for r in found)


def test_lines_are_tagged_and_end_as_the_format_says() -> None:
    lines = to_ris(bibliography([record(1, "Orrin"), a_hundred_authors()])).split("\r\n")
    assert all(line == "" or line[2:6] == "  - " for line in lines)
    assert sum(line.startswith("AU  - Name") for line in lines) == 100


def test_what_is_odd_about_a_record_is_noted() -> None:
    odd = replace(
        RETRACTED,
        publication_status="aheadofprint",
        volume=None,
        title="On pain.",
        title_translated=True,
        vernacular_title="Über Schmerz.",
        authors_complete=False,
        pages="e12",
    )
    (found,) = read_back(odd)
    assert found["title"] == "[On pain]"
    assert found["start_page"] == "e12"
    assert found["notes"] == [
        "Retracted publication",
        "Advance online publication",
        "Original title: Über Schmerz.",
        "The list of authors is incomplete",
    ]


def test_bare_records_and_books() -> None:
    (bare,) = read_back(Article(pmid="900000001", title=""))
    assert (bare["title"], "year" in bare, "authors" in bare) == ("[No title]", False, False)
    (chapter,) = read_back(replace(record(1, "Orrin"), kind="book"))
    assert chapter["type_of_reference"] == "CHAP"
    assert to_ris([]) == ""
