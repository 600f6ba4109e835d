"""What is still to read, and how a reading replaces another."""

from dataclasses import replace

import pytest

from curate.core.claim import Reading
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import NotFound, StoreError
from curate.core.signs import Effect
from curate.store import readings
from curate.store.database import SqliteStore
from tests.store import made


def _rows(store: SqliteStore, sql: str) -> list[tuple[object, ...]]:
    return store._conn.execute(sql).fetchall()


def test_records_are_given_by_number_over_several_pages_while_readings_are_saved(
    store: SqliteStore,
) -> None:
    numbers = ["9", "10", *(made.pmid(n) for n in range(2 * readings.PAGE + 1))]
    store.save_records([made.article(0, pmid=p) for p in reversed(numbers)])
    seen = []
    for record in store.unread(made.IDENTITY):
        seen.append(record.pmid)
        store.save_readings(made.IDENTITY, [Reading(pmid=record.pmid, sentences=(), claims=())])
    assert seen == numbers
    assert store.count_unread(made.IDENTITY) == 0
    assert list(store.unread(made.IDENTITY)) == []
    assert store.count_unread("another tagger") == len(numbers)


def test_records_that_come_in_behind_are_left_for_the_next_run(store: SqliteStore) -> None:
    store.save_records([made.article(n) for n in (5, 6)])
    stream = store.unread(made.IDENTITY)
    assert next(stream).pmid == made.pmid(5)
    store.save_records([made.article(1)])
    assert [a.pmid for a in stream] == [made.pmid(6)]
    assert store.count_unread(made.IDENTITY) == 3


def test_a_record_without_claims_is_not_read_for_ever(store: SqliteStore) -> None:
    store.save_records([made.article(0)])
    store.save_readings(
        made.IDENTITY,
        [Reading(pmid=made.pmid(0), sentences=made.sentences(made.article(0)), claims=())],
    )
    assert store.count_unread(made.IDENTITY) == 0
    assert _rows(store, "SELECT sentence_count, claim_count FROM readings") == [(3, 0)]


def test_a_record_that_changes_while_it_is_read_is_read_again(store: SqliteStore) -> None:
    store.save_records([made.article(0)])
    (given,) = store.unread(made.IDENTITY)
    store.save_records([made.article(0, version=2)])
    store.save_readings(made.IDENTITY, [made.reading(given)])
    assert list(store.unread(made.IDENTITY)) == [made.article(0, version=2)]
    store.save_readings(made.IDENTITY, [made.reading(made.article(0, version=2))])
    assert store.count_unread(made.IDENTITY) == 0


def test_only_so_many_forms_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "_MOST_REMEMBERED", 2)
    offered = readings.Offered()
    for number in (1, 2, 3):
        offered.remember(number, "old")
    assert [offered.form(n, "new") for n in (1, 2, 3)] == ["new", "old", "old"]


def test_a_claim_that_is_found_again_keeps_its_row(store: SqliteStore) -> None:
    record = made.article(0)
    store.save_records([record])
    store.save_readings("one", [made.reading(record)])
    before = _rows(store, "SELECT rowid, claim_id, effect, rule FROM claims")
    ids = _rows(store, "SELECT sentence_id FROM sentences ORDER BY 1")
    store.save_readings("two", [made.reading(record, effect=Effect.DECREASES, rule="noun")])
    after = _rows(store, "SELECT rowid, claim_id, effect, rule FROM claims")
    assert [row[:2] for row in before] == [row[:2] for row in after]
    assert [row[2:] for row in after] == [("decreases", "noun")]
    assert _rows(store, "SELECT sentence_id FROM sentences ORDER BY 1") == ids


def test_what_is_no_longer_found_goes(store: SqliteStore) -> None:
    record = made.article(0)
    store.save_records([record, made.article(1)])
    store.save_readings("one", [made.reading(record), made.reading(made.article(1))])
    store.save_readings("two", [Reading(pmid=record.pmid, sentences=(), claims=())])
    assert [c.pmid for c in store.claims(ClaimFilter())] == [made.pmid(1)]
    assert _rows(store, "SELECT DISTINCT pmid FROM sentences") == [(int(made.pmid(1)),)]
    assert _rows(store, "SELECT count(*) FROM claim_cues") == [(1,)]


def test_the_same_words_at_two_places_are_one_claim_at_the_first(store: SqliteStore) -> None:
    record = made.article(0)
    store.save_records([record])
    first = made.sentences(record)[1]
    second = replace(first, section=2, start=50, end=50 + len(first.text))
    twice = (made.claim(record, second), made.claim(record, first))
    store.save_readings("one", [Reading(pmid=record.pmid, sentences=(), claims=twice)])
    assert list(store.claims(ClaimFilter())) == [twice[1]]
    assert store.status("one").sentences == 2


@pytest.mark.parametrize(
    ("reading", "error", "message"),
    [
        (Reading(pmid="900000099", sentences=(), claims=()), NotFound, "no record of PMID"),
        (
            replace(made.reading(made.article(0)), claims=made.reading(made.article(1)).claims),
            StoreError,
            "holds a claim of 900000002",
        ),
        (
            replace(
                made.reading(made.article(0)),
                claims=(
                    *made.reading(made.article(0)).claims,
                    *made.reading(made.article(0), effect=Effect.NONE).claims,
                ),
            ),
            StoreError,
            "two claims of PMID 900000001 have the id",
        ),
        (
            replace(
                made.reading(made.article(0)),
                sentences=(
                    *made.sentences(made.article(0)),
                    replace(made.sentences(made.article(0))[0], text="Other words"),
                ),
            ),
            StoreError,
            "begin at one place",
        ),
    ],
)
def test_a_reading_that_contradicts_itself_is_refused_with_its_batch(
    store: SqliteStore, reading: Reading, error: type[StoreError], message: str
) -> None:
    store.save_records([made.article(n) for n in range(3)])
    with pytest.raises(error, match=message):
        store.save_readings("one", [made.reading(made.article(2)), reading])
    assert store.count_unread("one") == 3
    assert list(store.claims(ClaimFilter())) == []


def test_contrary_results_of_one_pair_are_told_apart_by_their_variant(
    store: SqliteStore,
) -> None:
    record = made.article(0)
    store.save_records([record])
    both = (
        *made.reading(record).claims,
        *made.reading(record, effect=Effect.NONE, variant=1).claims,
    )
    store.save_readings("one", [replace(made.reading(record), claims=both)])
    assert tuple(store.claims(ClaimFilter())) == both
