"""Saved searches compared, and their names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.search import Search
from curate.core.search_lock import (
    LONGEST_NAME,
    Drift,
    SearchLock,
    default_name,
    drift,
    hash_scheme,
    is_name,
)
from curate.core.source_standing import Standing

SEARCH = Search(
    query="opioid tolerance",
    translation='"opioid tolerance"[All Fields]',
    count=3,
    pmids=("5", "9", "10"),
    searched_at="2026-11-22T10:00:00+00:00",
    name="tolerance",
)
LOCK = SearchLock(
    name="tolerance", search=SEARCH, hashes={"5": "a", "9": "b", "10": ""}, scheme="s-1"
)


def listing(hashes: dict[str, str], **standings: Standing) -> SearchLock:
    pmids = tuple(sorted(hashes, key=int))
    return replace(
        LOCK,
        search=replace(SEARCH, pmids=pmids, count=len(pmids)),
        hashes=hashes,
        standings={pmid[1:]: s for pmid, s in standings.items()},
    )


def test_the_same_search_has_not_drifted() -> None:
    assert drift(LOCK, LOCK) == Drift()
    assert not drift(LOCK, LOCK).any
    later = replace(LOCK, search=replace(SEARCH, searched_at="2027-01-01T00:00:00+00:00"))
    assert not drift(LOCK, later).any


def test_new_gone_changed_and_arrived() -> None:
    now = listing({"5": "a2", "10": "c", "77": "d", "100": ""}, p9=Standing.DELETED)
    found = drift(LOCK, now)
    assert found.new == ("10", "77", "100")
    assert (found.gone, found.deleted, found.changed) == (("9",), ("9",), ("5",))
    assert found.having(Standing.DELETED) == ("9",)
    assert found.any


def test_a_record_that_is_not_held_is_not_called_changed() -> None:
    assert drift(LOCK, listing({"5": "", "9": "b", "10": ""})).changed == ()


def test_standings_that_came_and_went() -> None:
    before = listing({"5": "a", "9": "b"}, p5=Standing.CONCERN)
    now = listing({"5": "a", "9": "b"}, p9=Standing.RETRACTED)
    found = drift(before, now)
    assert (dict(found.standings), found.restored) == ({"9": Standing.RETRACTED}, ("5",))
    assert drift(now, now).standings == {}
    worse = listing({"5": "a", "9": "b"}, p5=Standing.RETRACTED)
    assert drift(before, worse).having(Standing.RETRACTED) == ("5",)


def test_a_changed_translation_is_drift() -> None:
    now = replace(LOCK, search=replace(SEARCH, translation="other"))
    assert drift(LOCK, now).translation == (SEARCH.translation, "other")
    assert drift(LOCK, now).any


def test_digests_of_two_schemes_are_not_compared() -> None:
    now = replace(listing({"5": "x", "9": "y", "10": "z"}), scheme="s-2")
    found = drift(LOCK, now)
    assert (found.changed, found.comparable) == ((), False)


HASHES = st.dictionaries(st.integers(1, 30).map(str), st.sampled_from(["", "a", "b"]), max_size=12)


@given(HASHES, HASHES)
def test_every_difference_is_told_and_nothing_else(
    before: dict[str, str], now: dict[str, str]
) -> None:
    found = drift(listing(before), listing(now))
    assert set(found.gone) == before.keys() - now.keys()
    assert now.keys() - before.keys() <= set(found.new)
    assert not set(found.new) & set(found.changed)
    same = {p for p in before.keys() & now.keys() if before[p] == now[p]}
    assert not same & {*found.new, *found.changed, *found.gone}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("opioid tolerance AND NMDA", "opioid-tolerance-and-nmda"),
        ('"hyperalgesia"[tiab] AND remifentanil[mh:noexp]', "hyperalgesia-and-remifentanil"),
        ("Müller \u03b3-aminobutyric", "muller-aminobutyric"),
        ("幻覚", "search"),
        ("a" * 90, "a" * 40),
        (" ".join(["word"] * 20), "-".join(["word"] * 8)),
    ],
)
def test_names_from_words(words: str, name: str) -> None:
    assert default_name("query", words) == name


@given(st.text(max_size=200), st.sampled_from(["query", "pmids"]))
def test_every_default_name_is_a_name(words: str, kind: str) -> None:
    assert is_name(default_name(kind, words))


@pytest.mark.parametrize("name", ["", ".hidden", "a/b", "a b", "-x", "x" * (LONGEST_NAME + 1)])
def test_what_is_no_name(name: str) -> None:
    assert not is_name(name)


def test_the_scheme_is_stable_within_a_version() -> None:
    assert hash_scheme() == hash_scheme()
    assert hash_scheme().startswith("article-")
