"""Screenings in the database: nothing is lost, and an excluded record's claims do not stand."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.core.article import Relation
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import StoreError
from curate.core.prisma import Availability
from curate.core.screening import Screening, Verdict, standing
from curate.core.search import FetchStatus
from curate.store.database import SqliteStore
from tests.screenings import SCREENINGS, said
from tests.store import made


def pmids_of_claims(store: SqliteStore, *, excluded: bool = False) -> list[str]:
    return [claim.pmid for claim in store.claims(ClaimFilter(excluded=excluded))]


def with_claims(store: SqliteStore, count: int) -> None:
    records = [made.article(n) for n in range(count)]
    store.save_records(records)
    store.save_readings(made.IDENTITY, [made.reading(r) for r in records])


@settings(deadline=None)
@given(st.lists(SCREENINGS, max_size=12))
def test_what_was_said_comes_back_by_time_and_once(screenings: list[Screening]) -> None:
    with SqliteStore(None) as store:
        distinct = set(screenings)
        assert store.save_screenings(screenings) == len(distinct)
        assert store.save_screenings(screenings[:3]) == 0
        found = store.screenings()
        assert set(found) == distinct
        assert list(found) == sorted(found, key=lambda s: (s.decided_at, s.screening_id))


@settings(deadline=None)
@given(st.lists(SCREENINGS, max_size=15))
def test_the_view_says_what_the_core_says(screenings: list[Screening]) -> None:
    with SqliteStore(None) as store:
        store.save_screenings(screenings)
        rows = store._conn.execute(
            "SELECT pmid, outcome, including, excluding, unsure, adjudicated FROM screened"
            " ORDER BY pmid"
        ).fetchall()
    verdicts = (Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.UNSURE)
    assert rows == [
        (
            int(pmid),
            found.outcome.value,
            *(sum(s.verdict is v for s in found.verdicts) for v in verdicts),
            int(found.adjudication is not None),
        )
        for pmid, found in standing(screenings).items()
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE screenings SET verdict = 'include'",
        "UPDATE screenings SET note = note",
        "DELETE FROM screenings",
        "INSERT OR REPLACE INTO screenings SELECT screening_id, 'Eve', decided_at, pmid, verdict,"
        " reason, note, adjudicates FROM screenings",
        "INSERT INTO screenings SELECT * FROM screenings",
    ],
)
def test_nothing_that_was_said_can_be_changed(store: SqliteStore, statement: str) -> None:
    screening = said("Ada", "exclude", note="as it was")
    store.save_screenings([screening])
    with pytest.raises(sqlite3.IntegrityError, match="a screening is never"):
        store._conn.execute(statement)
    assert store.screenings() == (screening,)


def test_it_stays_when_the_record_is_deleted_or_never_was(store: SqliteStore) -> None:
    store.save_records([made.article(0)])
    screenings = [said("Ada", "include", pmid=made.pmid(n)) for n in (0, 1)]
    store.save_screenings(screenings)
    store.save_records([], [made.pmid(0)])
    assert set(store.screenings()) == set(screenings)
    assert store.census().states == {made.pmid(0): Availability.DELETED}


def test_a_batch_is_kept_whole_or_not_at_all(store: SqliteStore) -> None:
    good, bad = said("Ada", "include"), said("Bo", "include")
    object.__setattr__(bad, "note", "\ud800")
    with pytest.raises((StoreError, UnicodeEncodeError)):
        store.save_screenings([good, bad])
    assert store.screenings() == ()


def test_a_row_that_no_screening_is_is_told_of(store: SqliteStore) -> None:
    store._conn.execute(
        "INSERT INTO screenings VALUES ('0123', 'Ada', 'yesterday', 5, 'include', NULL, '', 0)"
    )
    with pytest.raises(StoreError, match="screening 0123 holds what no screening can hold"):
        store.screenings()


def test_claims_of_an_excluded_record_do_not_stand(store: SqliteStore) -> None:
    with_claims(store, 4)
    everything = [made.pmid(n) for n in range(4)]
    store.save_screenings(
        [
            said("Ada", "exclude", pmid=made.pmid(0)),
            said("Ada", "include", pmid=made.pmid(1)),
            said("Ada", "exclude", pmid=made.pmid(2)),
            said("Bo", "include", pmid=made.pmid(2)),
        ]
    )
    assert pmids_of_claims(store) == everything[1:]
    assert pmids_of_claims(store, excluded=True) == everything
    rows = store._conn.execute("SELECT DISTINCT pmid FROM evidence ORDER BY pmid").fetchall()
    assert [str(row[0]) for row in rows] == everything[1:]
    assert store._conn.execute("SELECT sum(claims) FROM matrix").fetchone() == (3,)
    store.save_screenings([said("Ada", "withdraw", pmid=made.pmid(0), second=9)])
    assert pmids_of_claims(store) == everything


def test_tagging_again_keeps_a_record_out(store: SqliteStore) -> None:
    with_claims(store, 2)
    store.save_screenings([said("Ada", "exclude", pmid=made.pmid(0))])
    store.save_records([made.article(0, version=2, title="Another title")])
    store.save_readings("two", [made.reading(made.article(0))])
    assert pmids_of_claims(store) == [made.pmid(1)]


def test_the_census_knows_what_became_of_every_pmid(store: SqliteStore) -> None:
    retracted = made.article(1, publication_types=("Retracted Publication",))
    linked = Relation(ref_type="UpdateOf", pmid=made.pmid(0))
    commented = Relation(ref_type="CommentOn", pmid=made.pmid(0))
    store.save_records([made.article(0), retracted, made.article(2)], [made.pmid(2)])
    store.save_records([made.article(9, relations=(linked, commented))])
    number = store.plan_search(made.search(0, 3, 4, 5))
    store.settle(
        number,
        {
            made.pmid(0): FetchStatus.HELD,
            made.pmid(3): FetchStatus.MISSING,
            made.pmid(4): FetchStatus.FAILED,
        },
    )
    other = store.plan_search(made.search(3, 5, 6))
    store.settle(other, {made.pmid(5): FetchStatus.MISSING, made.pmid(6): FetchStatus.MISSING})
    census = store.census()
    assert list(census.states.items()) == [
        (made.pmid(0), Availability.HERE),
        (made.pmid(1), Availability.RETRACTED),
        (made.pmid(2), Availability.DELETED),
        (made.pmid(3), Availability.UNFETCHED),
        (made.pmid(4), Availability.UNFETCHED),
        (made.pmid(5), Availability.UNFETCHED),
        (made.pmid(6), Availability.MISSING),
        (made.pmid(9), Availability.HERE),
    ]
    assert [search.pmids for search in census.searches] == [
        tuple(made.pmid(n) for n in (0, 3, 4, 5)),
        tuple(made.pmid(n) for n in (3, 5, 6)),
    ]
    assert census.links == ((made.pmid(9), made.pmid(0)),)


def test_two_connections_write_in_turn(path: Path) -> None:
    with SqliteStore(path) as one, SqliteStore(path) as other:
        for n in range(10):
            one.save_screenings([said("Ada", "include", second=n)])
            other.save_screenings([said("Bo", "exclude", second=n)])
        assert one.screenings() == other.screenings()
        assert len(one.screenings()) == 20
