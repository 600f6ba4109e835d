"""Keys and order of a bibliography."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from curate.core.article import Article, Author
from curate.core.bibliography import bibliography
from curate.core.cited_paper import cited_paper
from curate.core.citing import label
from curate.core.reference_list import suffixes
from tests.evidence import record

MANY = [
    record(1, "Mao", "Veld", "Zhou", year=2002, title="B"),
    record(2, "Mao", "King", "Zhou", year=2002, title="A"),
    record(3, "Mao", "King", year=2002),
    record(4, "Müller"),
    record(5, "Muller"),
    record(6, "王"),
    record(7, year=None),
    record(8, "de la Ørstad"),
    record(9, "O'Neil-Smith"),
]


def keys(*articles: Article) -> dict[str, str]:
    return {e.article.pmid[-1]: e.key for e in bibliography(articles)}


def test_a_key_is_the_label_in_plain_letters() -> None:
    assert keys(*MANY) == {
        "1": "Mao-et-al-2002b",
        "2": "Mao-et-al-2002a",
        "3": "Mao-King-2002",
        "4": "Muller-2001-900000004",
        "5": "Muller-2001-900000005",
        "6": "PMID-900000006",
        "7": "Anon-nd",
        "8": "de-la-Orstad-2001",
        "9": "O-Neil-Smith-2001",
    }


def test_labels_are_those_of_a_table_and_repeats_are_dropped() -> None:
    letters = suffixes(map(cited_paper, MANY))
    entries = bibliography([*MANY, *MANY])
    assert len(entries) == len(MANY)
    assert {e.reference.label for e in entries} == {label(a, suffix=letters[a.pmid]) for a in MANY}


@given(st.permutations(MANY))
def test_the_order_of_the_input_makes_no_difference(shuffled: list[Article]) -> None:
    assert bibliography(shuffled) == bibliography(MANY)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8))
def test_keys_are_plain_and_unlike_each_other(names: list[str]) -> None:
    articles = [
        replace(record(n), authors=(Author(collective_name=name),)) for n, name in enumerate(names)
    ]
    found = [e.key for e in bibliography(articles)]
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", key) for key in found)
    assert len({key.casefold() for key in found}) == len(articles)
