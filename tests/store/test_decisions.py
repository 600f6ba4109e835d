"""Decisions in the database: appended, never changed, never lost."""

import sqlite3
from dataclasses import replace

import pytest

from curate.core.claim import Attachment, Claim, Reading, State, Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.ports import Kept
from curate.core.review import Verdict
from curate.core.signs import Effect, Role
from curate.store.database import SqliteStore
from tests.decided import decision
from tests.store import made


@pytest.fixture
def read(store: SqliteStore) -> SqliteStore:
    """Return a store of three records with a claim each."""
    records = [made.article(n) for n in range(3)]
    store.save_records(records)
    store.save_readings(made.IDENTITY, [made.reading(r) for r in records])
    return store


def _claims(store: SqliteStore, **wanted: object) -> list[Claim]:
    return list(store.claims(ClaimFilter(**wanted)))  # type: ignore[arg-type]


def _retag(store: SqliteStore, n: int, **changes: object) -> list[Attachment]:
    hung = store.save_readings("another", [made.reading(made.article(n), **changes)])
    return [found.after.attachment for found in hung]


def test_a_claim_comes_as_people_left_it(read: SqliteStore) -> None:
    one, two, three = _claims(read)
    wrong = replace(two, source_kind=two.source_kind)
    decided = [
        decision(Verdict.ACCEPT, one),
        decision(Verdict.REJECT, wrong, second=1),
    ]
    assert read.decide(decided) == Kept(new=2)
    assert read.decide(decided) == Kept(known=2)
    assert [c.state for c in _claims(read)] == [State.ACCEPTED, State.UNREVIEWED]
    assert [c.state for c in _claims(read, rejected=True)] == [
        State.ACCEPTED,
        State.REJECTED,
        State.UNREVIEWED,
    ]
    assert [c.claim_id for c in _claims(read, state=State.REJECTED)] == [two.claim_id]
    assert [c.claim_id for c in _claims(read, reviewed=True)] == [one.claim_id]
    assert _claims(read, state=State.UNREVIEWED) == [three]
    assert _claims(read, as_read=True) == [one, two, three]
    assert list(read.decisions()) == decided
    assert read.reviewers() == {"ann": 2}


def test_a_corrected_claim_is_found_by_what_it_is_now(read: SqliteStore) -> None:
    one = _claims(read)[0]
    corrected = replace(
        one,
        inference=replace(one.inference, mechanism="astro", mechanism_label="Astrocytes"),
        known_as=one.claim_id,
    )
    read.decide([decision(Verdict.CORRECT, one, corrected=corrected)])
    (found,) = _claims(read, mechanism="astrocytes")
    assert found.claim_id == one.claim_id
    assert read.claim(one.claim_id) == found
    assert found.grounds.tier is Tier.REVIEWER
    assert len(_claims(read, mechanism="microglia")) == 2
    assert _claims(read, text="microglia drove", mechanism="astro") == [found]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET note = 'x'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT decision_id, decided_at, reviewer, 'reject',"
        " pmid, claim_id, reason, note, adjudicates, audit, withdraws, claim, corrected"
        " FROM decisions",
    ],
)
def test_no_statement_changes_a_decision(read: SqliteStore, statement: str) -> None:
    read.decide([decision(claim=_claims(read)[0])])
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        read._conn.execute(statement)
    assert read.reviewers() == {"ann": 1}


def test_a_retagged_claim_that_says_the_same_keeps_its_decision(read: SqliteStore) -> None:
    read.decide([decision(claim=_claims(read)[0])])
    assert _retag(read, 0, rule="another-rule") == [Attachment.KEPT]
    found = read.claim(_claims(read)[0].claim_id)
    assert (found.state, found.grounds.rule) == (State.ACCEPTED, "another-rule")


def test_a_claim_that_says_otherwise_now_is_put_up_again(read: SqliteStore) -> None:
    one = _claims(read)[0]
    read.decide([decision(claim=one)])
    assert _retag(read, 0, effect=Effect.DECREASES) == [Attachment.CHANGED]
    found = read.claim(one.claim_id)
    assert found.review is not None
    assert found.review.attachment is Attachment.CHANGED
    assert found.inference.role is Role.PROMOTES
    now = read.claim_as_read(one.claim_id)
    assert now is not None
    assert now.inference.role is Role.INHIBITS


def test_a_claim_that_is_gone_stands_as_the_reviewers(read: SqliteStore) -> None:
    one, two, _ = _claims(read)
    read.decide([decision(claim=one), decision(Verdict.REJECT, two, second=1)])
    nothing = [Reading(pmid=c.pmid, sentences=(), claims=()) for c in (one, two)]
    hung = read.save_readings("another", nothing)
    assert [found.after.attachment for found in hung] == [Attachment.ORPHANED] * 2
    found = read.claim(one.claim_id)
    assert (found.state, found.grounds.tier) == (State.ACCEPTED, Tier.REVIEWER)
    assert next(c.claim_id for c in _claims(read)) == one.claim_id
    assert [c.claim_id for c in _claims(read, state=State.REJECTED)] == [two.claim_id]
    assert len(list(read.decisions())) == 2
    assert _retag(read, 0) == [Attachment.KEPT]


def test_a_claim_under_a_new_name_takes_the_decision_over(read: SqliteStore) -> None:
    one = _claims(read)[0]
    read.decide([decision(claim=one, note="seen")])
    assert _retag(read, 0, mechanism="glia-1", label="Microglia") == [Attachment.MOVED]
    found = _claims(read)[0]
    assert found.claim_id != one.claim_id
    assert found.state is State.ACCEPTED
    assert [d.note for d in read.decisions(claim_id=found.claim_id)] == ["seen"]
    assert list(read.decisions(claim_id=one.claim_id)) == []


def test_a_decision_on_a_record_that_is_not_here_waits_for_it(store: SqliteStore) -> None:
    claim = made.reading(made.article(0)).claims[0]
    store.decide([decision(claim=claim)])
    assert _claims(store) == [store.claim(claim.claim_id)]
    store.save_records([made.article(0)])
    store.save_readings(made.IDENTITY, [made.reading(made.article(0))])
    found = store.claim(claim.claim_id)
    assert found.review is not None
    assert (found.state, found.review.attachment) == (State.ACCEPTED, Attachment.KEPT)
