"""NLM's citation format, read back by Biopython."""

import io
from dataclasses import replace
from typing import Any

from Bio import Medline
from hypothesis import given
from hypothesis import strategies as st

from curate.core.article import Article, Author, Section
from curate.core.bibliography import bibliography
from curate.formats.nbib import to_nbib
from curate.formats.plain import printable
from tests.evidence import HOSTILE, record
from tests.formats.references import RETRACTED, a_hundred_authors


def read_back(*articles: Article) -> list[dict[str, Any]]:
    return [dict(r) for r in Medline.parse(io.StringIO(to_nbib(bibliography(articles))))]


def test_an_article() -> None:
    article = replace(
        record(1, title="An invented study " + "of much length " * 12 + "ends."),
        authors=(
            Author(last_name="Orrin", fore_name="Jan R", initials="JR", suffix="3rd"),
            Author(collective_name="Invented Pain Group"),
        ),
        doi="10.9999/inv_1",
        pii="S1",
        journal_abbreviation="J. Invent. Res.",
        month=7,
        day=4,
        electronic_date="2001-06-30",
        languages=("eng", "ger"),
        publication_types=("Journal Article",),
        publication_status="ppublish",
        sections=(Section(text="We looked."),),
    )
    (found,) = read_back(article)
    assert found == {
        "PMID": "900000001",
        "VI": "7",
        "IP": "2",
        "DP": "2001 Jul 4",
        "TI": article.title,
        "PG": "113-21",
        "LID": "10.9999/inv_1 [doi]",
        "AB": "We looked.",
        "FAU": ["Orrin, Jan R 3rd"],
        "AU": ["Orrin JR 3rd"],
        "CN": ["Invented Pain Group"],
        "LA": ["eng", "ger"],
        "PT": ["Journal Article"],
        "DEP": "20010630",
        "TA": "J Invent Res",
        "JT": "Journal of Invented Results",
        "AID": ["S1 [pii]", "10.9999/inv_1 [doi]"],
        "PST": "ppublish",
    }


def test_lines_are_short_and_hostile_text_adds_no_field() -> None:
    evil = f"{HOSTILE}\nPMID- 1\n\nAU  - Nobody"
    many = a_hundred_authors()
    text = to_nbib(bibliography([record(1, title=evil + " long" * 900), many]))
    assert max(map(len, text.splitlines())) <= 88
    found = read_back(record(1, evil, title=evil), many)
    assert sorted(r["PMID"] for r in found) == ["900000001", "900000003"]
    assert sorted(len(r["AU"]) for r in found) == [1, 100]


@given(st.text(min_size=1, max_size=400))
def test_any_title_comes_back(text: str) -> None:
    (found,) = read_back(record(1, "Orrin", title=f"A{text}"))
    assert found["TI"] == printable(f"A{text}")


def test_a_retraction_is_told_twice() -> None:
    (found,) = read_back(RETRACTED)
    assert "Retracted Publication" in found["PT"]
    assert found["RIN"] == ["J Invent. 2004;9:1. PMID: 900000008"]


def test_translated_titles_and_books() -> None:
    (found,) = read_back(
        replace(record(1), title="On pain.", title_translated=True, vernacular_title="Schmerz.")
    )
    assert (found["TI"], found["TT"]) == ("[On pain]", "Schmerz.")
    (chapter,) = read_back(replace(record(1), kind="book"))
    assert (chapter["BTI"], "JT" in chapter) == (["Journal of Invented Results"], False)
