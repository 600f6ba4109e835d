"""Entries in the style of the NLM and the ICMJE."""

from dataclasses import replace

import pytest

from curate.core.article import Article, Author
from curate.core.vancouver import nlm_abbreviation, nlm_date, shortened_pages, vancouver
from tests.evidence import record
from tests.formats.references import RETRACTED


def test_an_entry_in_full() -> None:
    article = replace(
        record(1, "Orrin", "Veld", title="Does it last?"),
        journal_abbreviation="J. Invent. Res.",
        month=7,
        day=25,
        doi="10.9999/inv.1",
        languages=("eng",),
    )
    assert vancouver(article) == (
        "Orrin A, Veld A. Does it last? J Invent Res. 2001 Jul 25;7(2):113-21. "
        "doi: 10.9999/inv.1. PMID: 900000001."
    )


@pytest.mark.parametrize(("count", "end"), [(6, "N6 A. "), (7, "N6 A, et al. ")])
def test_six_authors_are_listed(count: int, end: str) -> None:
    entry = vancouver(record(1, *(f"N{n}" for n in range(1, count + 1))))
    assert entry.startswith(f"N1 A, N2 A, N3 A, N4 A, N5 A, {end}An invented")


def test_groups_suffixes_and_incomplete_bylines() -> None:
    authors = (
        Author(last_name="Orrin", fore_name="Mara-Lu", suffix="3rd"),
        Author(last_name="Veld", initials="B", suffix=", PhD"),
        Author(collective_name="Invented Pain Group"),
    )
    article = replace(record(1), authors=authors)
    assert vancouver(article).startswith("Orrin ML 3rd, Veld B; Invented Pain Group. An")
    cut = replace(article, authors=authors[:1], authors_complete=False)
    assert vancouver(cut).startswith("Orrin ML 3rd, et al. An")


def test_a_translation_says_its_language() -> None:
    article = replace(
        record(1, title="On pain."), title_translated=True, languages=("ger", "eng", "zzz")
    )
    assert vancouver(article) == (
        "[On pain]. Journal of Invented Results. 2001;7(2):113-21. German, zzz. PMID: 900000001."
    )


def test_ahead_of_print_and_bare_records() -> None:
    ahead = replace(
        record(1, "Orrin"), volume=None, issue=None, pages=None, publication_status="aheadofprint"
    )
    assert vancouver(ahead).endswith("2001. Epub ahead of print. PMID: 900000001.")
    bare = vancouver(Article(pmid="900000001", title=""))
    assert bare == "[No title]. [date unknown]. PMID: 900000001."


def test_a_retraction_is_marked_with_its_source() -> None:
    entry = vancouver(RETRACTED)
    assert "[retracted]. Retraction in: J Invent. 2004;9:1. PMID: 900000007." in entry


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("113-121", "113-21"),
        ("113-21", "113-21"),
        ("1198-203", "1198-203"),
        ("98-103", "98-103"),
        ("S113-S121", "S113-21"),
        ("e120-e128", "e120-8"),
        ("587-597.e8", "587-97.e8"),
        ("A5-B6", "A5-B6"),
        ("77-77", "77"),
        ("e0123456", "e0123456"),
        ("", ""),
    ],
)
def test_pages_lose_what_they_repeat(pages: str, expected: str) -> None:
    assert shortened_pages(pages) == expected


@pytest.mark.parametrize(
    ("printed", "month", "expected"),
    [
        ("1998 Dec-1999 Jan", None, "1998 Dec-1999 Jan"),
        ("1998 12 5", 12, "1998 Dec"),
        (None, 13, "1998"),
        (None, None, "1998"),
        ("Winter", None, "1998"),
    ],
)
def test_dates(printed: str | None, month: int | None, expected: str) -> None:
    article = replace(record(1, year=1998), publication_date=printed, month=month)
    assert nlm_date(article) == expected


def test_an_abbreviation_has_no_stops_and_a_journal_without_one_its_title() -> None:
    assert (
        nlm_abbreviation(replace(record(1), journal_abbreviation="J. Biol. Chem."))
        == "J Biol Chem"
    )
    assert nlm_abbreviation(record(1)) == "Journal of Invented Results"
