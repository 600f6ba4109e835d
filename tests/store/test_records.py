"""Which form of a record stays, and what is counted."""

import pytest

from curate.core.article import Article, Form
from curate.core.errors import StoreError
from curate.core.ports import Saved
from curate.store.database import SqliteStore
from tests.store import made

PMID = made.pmid(0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Saved(unchanged=1)),
        ({"title": "Another title"}, Saved(changed=1)),
        ({"revised": "2020-01-02"}, Saved(changed=1)),
        ({"revised": "2019-12-31", "title": "An older title"}, Saved(older=1)),
        ({"revised": None}, Saved(older=1)),
        ({"version": 2, "revised": "2001-01-01"}, Saved(changed=1)),
    ],
)
def test_the_newer_form_wins(
    store: SqliteStore, changes: dict[str, object], expected: Saved
) -> None:
    held, coming = made.article(0), made.article(0, **changes)
    assert store.save_records([held]) == Saved(new=1)
    assert store.save_records([coming]) == expected
    assert store.articles([PMID])[PMID] == (coming if expected.changed else held)


def test_a_lower_version_is_left_out(store: SqliteStore) -> None:
    store.save_records([made.article(0, version=3)])
    assert store.save_records([made.article(0, version=2, revised="2026-01-01")]).older == 1
    assert store.articles([PMID])[PMID].version == 3


def test_one_record_several_times_in_a_call_counts_as_if_saved_in_turn(
    store: SqliteStore,
) -> None:
    forms = [
        made.article(0),
        made.article(1),
        made.article(0, version=2, title="Second version"),
        made.article(0),
        made.article(0, version=2, title="Second version"),
        made.article(0, version=2, title="Second version, corrected"),
    ]
    saved = store.save_records(forms)
    assert saved == Saved(new=2, changed=2, unchanged=1, older=1)
    assert store.articles([PMID])[PMID] == forms[-1]


def test_what_did_not_change_is_not_written(store: SqliteStore) -> None:
    records = [made.article(n) for n in range(5)]
    store.save_records(records)
    before = store._conn.total_changes
    assert store.save_records(records).unchanged == 5
    assert store._conn.total_changes == before


def test_a_deletion_only_marks(store: SqliteStore) -> None:
    store.save_records([made.article(0), made.article(1)])
    store.save_readings(made.IDENTITY, [made.reading(made.article(0))])
    assert store.save_records([], [PMID, made.pmid(7)]) == Saved(deleted=1)
    assert store.save_records([], [PMID]) == Saved(deleted=0)
    assert store.articles([PMID]) == {PMID: made.article(0)}
    assert store.claim(made.reading(made.article(0)).claims[0].claim_id).pmid == PMID
    assert [a.pmid for a in store.unread("other")] == [made.pmid(1)]
    assert store.held([PMID, made.pmid(1)]) == {made.pmid(1)}


def test_a_record_and_its_deletion_in_one_call_leave_it_deleted(store: SqliteStore) -> None:
    assert store.save_records([made.article(0)], [PMID]) == Saved(new=1, deleted=1)
    assert store.count_unread(made.IDENTITY) == 0


@pytest.mark.parametrize(
    ("again", "back"),
    [
        (made.article(0), True),
        (made.article(0, revised="2021-01-01"), True),
        (made.article(0, revised="2001-01-01"), False),
    ],
)
def test_a_deleted_record_that_is_sent_again_is_back(
    store: SqliteStore, again: Article, *, back: bool
) -> None:
    store.save_records([made.article(0)], [PMID])
    assert store.save_records([again]) == (Saved(changed=1) if back else Saved(older=1))
    assert store.count_unread(made.IDENTITY) == int(back)


def test_only_final_records_are_held(store: SqliteStore) -> None:
    statuses = ["MEDLINE", "PubMed-not-MEDLINE", "OLDMEDLINE", "In-Process", "Publisher", None]
    store.save_records([made.article(n, status=s) for n, s in enumerate(statuses)])
    asked = [*(made.pmid(n) for n in range(8)), "no number", ""]
    assert store.held(asked) == {made.pmid(n) for n in range(3)}


def test_records_come_in_the_order_asked_and_once(store: SqliteStore) -> None:
    store.save_records([made.article(n) for n in range(1200)])
    asked = [made.pmid(n) for n in (1199, 3, 3, 5000, 0)]
    assert list(store.articles(asked)) == [made.pmid(1199), made.pmid(3), made.pmid(0)]
    assert len(store.articles(made.pmid(n) for n in range(1200))) == 1200


@pytest.mark.parametrize("odd", ["", "x1", "007", "-1", "1.5", "٣", "9" * 30])
def test_what_is_no_pmid_is_refused_and_nothing_of_the_call_is_kept(
    store: SqliteStore, odd: str
) -> None:
    with pytest.raises(StoreError, match="not a PMID"):
        store.save_records([made.article(0), made.article(1, pmid=odd)])
    with pytest.raises(StoreError, match="not a PMID"):
        store.save_records([made.article(0)], [odd])
    assert store.articles([PMID]) == {}


@pytest.mark.parametrize("changes", [{"title": "half \ud800"}, {"year": 2**70}])
def test_what_sqlite_cannot_hold_is_refused(
    store: SqliteStore, changes: dict[str, object]
) -> None:
    with pytest.raises(StoreError, match="the database in memory"):
        store.save_records([made.article(0, **changes)])
    assert store.articles([PMID]) == {}


def test_a_changed_record_is_stale_and_keeps_its_claims_until_it_is_read_again(
    store: SqliteStore,
) -> None:
    old, new = made.article(0), made.article(0, version=2, title="Glial signals, corrected")
    store.save_records([old])
    store.save_readings(made.IDENTITY, [made.reading(old)])
    assert store.count_unread(made.IDENTITY) == 0
    store.save_records([new])
    assert list(store.unread(made.IDENTITY)) == [new]
    claim = made.reading(old).claims[0]
    assert store.claim(claim.claim_id) == claim
    stale = store._conn.execute("SELECT stale FROM evidence").fetchall()
    assert stale == [(1,)]


def test_a_fuller_form_replaces_a_lesser_one_and_never_the_other_way(store: SqliteStore) -> None:
    ris = made.article(0, form=Form.RIS, revised=None)
    medline = made.article(0, form=Form.MEDLINE, revised="2024-01-01")
    xml = made.article(0, revised="2019-01-01")
    assert store.save_records([ris]).new == 1
    assert store.save_records([medline]).changed == 1
    assert store.save_records([ris]) == Saved(fuller=1)
    assert store.held([ris.pmid]) == set()
    assert store.save_records([xml]).changed == 1
    assert store.save_records([medline, ris]) == Saved(fuller=2)
    assert store.articles([xml.pmid]) == {xml.pmid: xml}
    assert store.held([xml.pmid]) == {xml.pmid}
