import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.duplicates import (
    Duplicate,
    Entry,
    find_duplicates,
    normal_doi,
    normal_title,
)

TITLE = "Invented glia and morphine tolerance"


def entry(name: str, **changes: object) -> Entry:
    values = {"name": name, "title": TITLE, "year": 2002, "author": "Quill", "journal": "J Inv"}
    return Entry(**(values | changes))  # type: ignore[arg-type]


def names(found: list[Duplicate]) -> list[tuple[str, str]]:
    return [(pair.first.name, pair.second.name) for pair in found]


@pytest.mark.parametrize(
    "text",
    [
        "10.99999/Inv.1(A)",
        "https://doi.org/10.99999/inv.1(a)",
        "http://dx.doi.org/10.99999/INV.1%28A%29",
        "doi: 10.99999/inv.1(a).",
        " 10.99999/ inv.1(a) ",
    ],
)
def test_one_doi(text: str) -> None:
    assert normal_doi(text) == "10.99999/inv.1(a)"


@pytest.mark.parametrize("text", ["", "none", "S0304-3959", "10.99999", "doi:"])
def test_no_doi(text: str) -> None:
    assert normal_doi(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "The \u03b2-endorphin of mice: caf\u00e9 studies",
        "[The beta-Endorphin of mice: cafe studies].",
        "The <i>\u03b2</i>-endorphin of mice \u2013 Caf\u00e9 Studies.",
        "The \u0392-endorphin of mice, cafe\u0301 studies",
    ],
)
def test_one_title(text: str) -> None:
    assert normal_title(text) == "the beta endorphin of mice cafe studies"


@pytest.mark.parametrize("text", ["", "Editorial", "In reply", "A b c", "[Not Available]."])
def test_a_title_that_says_too_little(text: str) -> None:
    assert normal_title(text) == ""


@given(st.text(max_size=80))
def test_what_is_normal_stays_so(text: str) -> None:
    assert normal_title(normal_title(text)) == normal_title(text)
    assert normal_doi(normal_doi(text)) == normal_doi(text)


def test_the_same_doi_is_enough() -> None:
    (pair,) = find_duplicates(
        [
            entry("1", doi="10.99999/A", title="One thing of many words", year=1990),
            entry("2", doi="10.99999/a.", title="Another thing of many words", author="Maker"),
        ]
    )
    assert pair.same == ("DOI", "journal")
    assert pair.differs == ("title", "year", "first author")


@pytest.mark.parametrize(
    ("changes", "is_pair"),
    [
        ({}, True),
        ({"year": 2003}, True),
        ({"year": None}, True),
        ({"year": 2004}, False),
        ({"author": "QUILL"}, True),
        ({"author": ""}, True),
        ({"author": "Maker"}, False),
        ({"journal": "Another J", "volume": "2", "page": "9"}, True),
        ({"volume": "2"}, False),
        ({"volume": "1", "page": "9"}, False),
        ({"volume": "1", "page": "1", "doi": "10.99999/b"}, True),
    ],
    ids=str,
)
def test_the_same_title(changes: dict[str, object], is_pair: bool) -> None:
    first = entry("1", volume="1", page="1", doi="10.99999/a")
    assert names(find_duplicates([first, entry("2", **changes)])) == [("1", "2")] * is_pair


def test_a_title_that_many_works_have_makes_no_flood() -> None:
    many = [entry(str(n), title="Proceedings of the society", author="") for n in range(1, 500)]
    assert find_duplicates(many) == []
    some = many[:3]
    assert names(find_duplicates(some)) == [("1", "2"), ("1", "3"), ("2", "3")]


def test_many_records_with_one_doi_are_paired_with_the_first() -> None:
    many = [
        entry(str(n), doi="10.99999/all", title=f"Abstract number {n} of all") for n in range(40)
    ]
    assert names(find_duplicates(many)) == [("0", str(n)) for n in range(1, 40)]


@given(st.permutations([1, 2, 3, 4]))
def test_each_pair_once_whatever_the_order(order: list[int]) -> None:
    made = {
        1: entry("1", doi="10.99999/a"),
        2: entry("2", doi="10.99999/a"),
        3: entry("3"),
        4: entry("4", title="Something else altogether"),
    }
    found = {frozenset(pair) for pair in names(find_duplicates([made[n] for n in order]))}
    assert found == {frozenset("12"), frozenset("13"), frozenset("23")}
    assert len(find_duplicates([made[n] for n in order])) == 3
