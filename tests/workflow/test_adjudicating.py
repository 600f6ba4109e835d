from collections.abc import Iterator
from dataclasses import replace

import pytest

from curate.core.act import Act
from curate.core.claim import Reading, State
from curate.core.errors import NotFound, UsageError
from curate.core.review import ReasonCode, Verdict
from curate.core.signs import Effect, Role
from curate.store.database import SqliteStore
from curate.workflow.adjudicating import dispute, disputes, side_act
from curate.workflow.auditing import audit_report, draw_audit
from curate.workflow.reviewing import ReviewSession
from curate.workflow.tagging import tag
from tests.decided import decision
from tests.workflow.fakes import FakeJournal, FakeTagger, article, claim
from tests.workflow.shelf import Shelf
from tests.workflow.test_tagging import PACK

CLAIM = claim("1")
HEDGED = replace(
    CLAIM,
    observation=replace(CLAIM.observation, effect=Effect.NONE),
    inference=replace(CLAIM.inference, role=Role.NONE),
)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """Return a store in which ann accepts, bo corrects and cy rejects the claim of record 1."""
    with SqliteStore(None, create=True) as opened:
        opened.save_records([article(str(n)) for n in range(1, 4)])
        tag(FakeTagger(), opened)
        opened.decide(
            [
                decision(Verdict.ACCEPT, CLAIM, reviewer="ann"),
                decision(Verdict.CORRECT, CLAIM, corrected=HEDGED, reviewer="bo", second=1),
                decision(
                    Verdict.REJECT,
                    CLAIM,
                    reviewer="cy",
                    second=2,
                    reason=ReasonCode.NO_RELATION,
                ),
                decision(Verdict.UNSURE, CLAIM, reviewer="dee", second=3),
                decision(Verdict.ACCEPT, claim("2"), reviewer="ann", second=4),
                decision(Verdict.ACCEPT, claim("2"), reviewer="bo", second=4),
            ]
        )
        yield opened


def session(store: SqliteStore, reviewer: str = "chair") -> ReviewSession:
    return ReviewSession(store, PACK, FakeJournal(), reviewer=reviewer)


def test_a_dispute_has_its_sides(store: SqliteStore) -> None:
    (found,) = disputes(store)
    assert found.claim.claim_id == CLAIM.claim_id
    assert found.claim.inference.role is Role.PROMOTES
    assert found.article == article("1")
    assert [d.reviewer for d in found.sides] == ["ann", "bo", "cy", "dee"]
    assert dispute(store, CLAIM.claim_id[:8]) == found


@pytest.mark.parametrize(
    ("reviewer", "state", "role", "reason"),
    [
        ("ann", State.ACCEPTED, Role.PROMOTES, None),
        ("bo", State.CORRECTED, Role.NONE, None),
        ("cy", State.REJECTED, Role.PROMOTES, ReasonCode.NO_RELATION),
    ],
)
def test_a_side_is_taken_and_all_sides_stay(
    store: SqliteStore, reviewer: str, state: State, role: Role, reason: ReasonCode | None
) -> None:
    before = list(store.decisions())
    act = side_act(dispute(store, CLAIM.claim_id), reviewer, note="as agreed")
    decided = session(store).decide(act)
    assert decided.claim is not None
    assert (decided.claim.state, decided.claim.inference.role) == (state, role)
    assert decided.claim.review is not None
    assert decided.claim.review.settled_by == "chair"
    made = decided.decision
    assert (made.adjudicates, made.reason, made.note) == (True, reason, "as agreed")
    assert disputes(store) == []
    assert list(store.decisions()) == [*before, made]


def test_a_side_stands_as_it_was_taken_when_the_tagger_says_otherwise_now(
    store: SqliteStore,
) -> None:
    found = Reading(pmid="1", sentences=(CLAIM.sentence,), claims=(HEDGED,))
    store.save_readings("fake-2", [found])
    decided = session(store).decide(side_act(dispute(store, CLAIM.claim_id), "ann"))
    assert decided.claim is not None
    assert decided.claim.inference.role is Role.PROMOTES
    assert decided.decision.verdict is Verdict.CORRECT


def test_what_was_settled_can_be_settled_anew(store: SqliteStore) -> None:
    session(store).decide(side_act(dispute(store, CLAIM.claim_id), "cy"))
    again = session(store, "board").decide(side_act(dispute(store, CLAIM.claim_id), "bo"))
    assert again.claim is not None
    assert again.claim.state is State.CORRECTED
    session(store, "board").withdraw()
    assert store.claim(CLAIM.claim_id).state is State.REJECTED


def test_what_is_not_disputed_is_not_settled(store: SqliteStore) -> None:
    for pmid, state in (("2", "accepted"), ("3", "unreviewed")):
        with pytest.raises(UsageError, match=f"nobody disputes .* it is {state}"):
            dispute(store, claim(pmid).claim_id)
    with pytest.raises(NotFound):
        dispute(store, "0000")


def test_who_took_no_side_can_not_be_followed(store: SqliteStore) -> None:
    found = dispute(store, CLAIM.claim_id)
    with pytest.raises(UsageError, match="dee is unsure"):
        side_act(found, "dee")
    with pytest.raises(UsageError, match="eve did not judge") as caught:
        side_act(found, "eve")
    assert "ann, bo, cy, dee" in caught.value.hint


def test_only_what_was_drawn_can_be_judged_for_an_audit(store: SqliteStore) -> None:
    audit = draw_audit(store, Shelf(), "spring", size=1, seed=1, identity="fake-1").audit
    (drawn,) = audit.claims
    at_work = session(store, "ann")
    other = next(claim(n).claim_id for n in "123" if claim(n).claim_id != drawn.claim_id)
    for refused, error in (
        (Act(claim=other, verdict=Verdict.ACCEPT, audit="spring"), UsageError),
        (Act(claim=drawn.claim_id, verdict=Verdict.ACCEPT, audit="winter"), NotFound),
    ):
        with pytest.raises(error):
            at_work.decide(refused)
    assert audit_report(store, "spring").left == audit.claims
    at_work.decide(Act(claim=drawn.claim_id, verdict=Verdict.ACCEPT, audit="spring"))
    assert audit_report(store, "spring").finished
