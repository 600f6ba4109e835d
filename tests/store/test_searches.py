"""Searches: planned, settled, taken up again."""

import pytest

from curate.core.errors import NotFound, StoreError
from curate.core.ports import Saved
from curate.core.search import FetchStatus
from curate.store.database import SqliteStore
from tests.store import made


def _unfinished(store: SqliteStore, **changes: object) -> int | None:
    asked = {"query": "opioid tolerance", "since": None, "maximum": None, "kind": "query"}
    return store.unfinished_search(**(asked | changes))  # type: ignore[arg-type]


def test_a_planned_search_is_pending_and_sorted_by_number(store: SqliteStore) -> None:
    search = made.search(10, 2, 33, pmids=("9", "10", "900000002"))
    number = store.plan_search(search)
    assert store.pending(number) == ["9", "10", "900000002"]
    assert store.load_search(number) == search
    assert _unfinished(store) == number


def test_settling_keeps_records_and_what_became_of_them(store: SqliteStore) -> None:
    number = store.plan_search(made.search(0, 1, 2, 3))
    saved = store.settle(
        number,
        {
            made.pmid(0): FetchStatus.RECEIVED,
            made.pmid(1): FetchStatus.FAILED,
            made.pmid(2): FetchStatus.MISSING,
        },
        [made.article(0)],
    )
    assert saved == Saved(new=1)
    assert store.pending(number) == [made.pmid(1), made.pmid(3)]
    (found,) = store.status("any").searches
    assert found == (
        number,
        made.search(0, 1, 2, 3),
        {
            FetchStatus.PENDING: 1,
            FetchStatus.RECEIVED: 1,
            FetchStatus.MISSING: 1,
            FetchStatus.FAILED: 1,
        },
    )


def test_a_search_with_only_failures_left_is_taken_up_again(store: SqliteStore) -> None:
    number = store.plan_search(made.search(0))
    store.settle(number, {made.pmid(0): FetchStatus.FAILED})
    assert _unfinished(store) == number
    store.settle(number, {made.pmid(0): FetchStatus.HELD})
    assert _unfinished(store) is None


def test_the_newest_search_of_the_same_words_counts(store: SqliteStore) -> None:
    store.plan_search(made.search(0))
    newest = store.plan_search(made.search(0, 1))
    limited = store.plan_search(made.search(0, since="2020-01-01", maximum=5))
    listed = store.plan_search(made.search(0, kind="pmids"))
    assert _unfinished(store) == newest
    assert _unfinished(store, since="2020-01-01", maximum=5) == limited
    assert _unfinished(store, kind="pmids") == listed
    assert _unfinished(store, query="opioid") is None
    assert _unfinished(store, maximum=5) is None


def test_a_batch_is_kept_whole_or_not_at_all(store: SqliteStore) -> None:
    number = store.plan_search(made.search(0))
    stray = {made.pmid(0): FetchStatus.RECEIVED, made.pmid(5): FetchStatus.RECEIVED}
    with pytest.raises(NotFound, match="does not list PMID 900000006"):
        store.settle(number, stray, [made.article(0)])
    assert store.pending(number) == [made.pmid(0)]
    assert store.articles([made.pmid(0)]) == {}


def test_unknown_searches_and_odd_pmids_are_refused(store: SqliteStore) -> None:
    with pytest.raises(NotFound, match="no search 5"):
        store.load_search(5)
    with pytest.raises(NotFound, match="no search 5"):
        store.pending(5)
    with pytest.raises(StoreError, match="not a PMID"):
        store.plan_search(made.search(pmids=("PMC1",)))
    assert store.status("any").searches == ()


def test_an_empty_search_is_finished_at_once(store: SqliteStore) -> None:
    number = store.plan_search(made.search())
    assert store.pending(number) == []
    assert _unfinished(store) is None
