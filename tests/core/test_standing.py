"""What stands after several people decided."""

from dataclasses import replace
from itertools import permutations

import pytest

from curate.core.attachment import Hold, attach, says
from curate.core.claim import Attachment, Claim, Grounds, State, Tier
from curate.core.review import Decision, Verdict
from curate.core.signs import Effect, Role
from curate.core.standing import in_force, put_up_again, stand, votes
from tests.decided import CLAIM, decision, with_id
from tests.evidence import INHIBITS, NULL, PROMOTES

OTHERWISE = INHIBITS.claim()
NOTHING = with_id(NULL.claim(), CLAIM)
ADDED = replace(CLAIM, grounds=Grounds(tier=Tier.REVIEWER, confidence=1.0, rule="reviewer"))
CANDIDATE = replace(
    CLAIM, grounds=Grounds(tier=Tier.COOCCURRENCE, confidence=0.1, rule="co-occurrence")
)


def left(current: Claim | None, *made: Decision) -> Claim | None:
    """Return the claim as these decisions leave it."""
    holds = attach(made, [current] if current else [])
    return stand(current, made, holds)


def state(current: Claim | None, *made: Decision) -> State:
    found = left(current, *made)
    return State.UNREVIEWED if found is None else found.state


ACCEPT = decision(second=1)
REJECT = decision(Verdict.REJECT, second=2)
BENS = decision(Verdict.REJECT, reviewer="ben", second=3)
CORRECT = decision(Verdict.CORRECT, second=4, corrected=NOTHING)
UNSURE = decision(Verdict.UNSURE, second=5)
COMMENT = decision(Verdict.COMMENT, second=6, note="odd")
UNDO = decision(Verdict.WITHDRAW, second=7, withdraws=ACCEPT.decision_id)
SETTLED = decision(Verdict.ACCEPT, reviewer="cyd", second=8, adjudicates=True)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([], State.UNREVIEWED),
        ([COMMENT], State.UNREVIEWED),
        ([ACCEPT], State.ACCEPTED),
        ([ACCEPT, REJECT], State.REJECTED),
        ([ACCEPT, BENS], State.DISPUTED),
        ([REJECT, BENS], State.REJECTED),
        ([CORRECT], State.CORRECTED),
        ([BENS, CORRECT], State.DISPUTED),
        ([UNSURE], State.UNSURE),
        ([BENS, UNSURE], State.REJECTED),
        ([ACCEPT, UNDO], State.UNREVIEWED),
        ([ACCEPT, REJECT, UNDO], State.REJECTED),
        ([ACCEPT, BENS, SETTLED], State.ACCEPTED),
        ([SETTLED, BENS], State.ACCEPTED),
        ([decision(audit="spring")], State.UNREVIEWED),
    ],
)
def test_the_latest_of_each_counts_whatever_the_order(
    made: list[Decision], expected: State
) -> None:
    for order in permutations(made):
        assert state(CLAIM, *order) is expected


def test_both_sides_of_a_settled_dispute_are_kept() -> None:
    found = left(CLAIM, ACCEPT, BENS, SETTLED)
    assert found is not None
    assert found.review is not None
    assert (found.review.reviewers, found.review.settled_by) == (("ann", "ben"), "cyd")


def test_only_who_decided_can_take_it_back() -> None:
    theirs = decision(Verdict.WITHDRAW, reviewer="ben", second=9, withdraws=ACCEPT.decision_id)
    assert in_force([ACCEPT, theirs]) == [ACCEPT]


def test_a_withdrawal_can_be_withdrawn() -> None:
    redo = decision(Verdict.WITHDRAW, second=9, withdraws=UNDO.decision_id)
    assert in_force([ACCEPT, UNDO]) == []
    assert in_force([ACCEPT, UNDO, redo]) == [ACCEPT]


def test_who_accepts_what_another_corrected_agrees_with_him() -> None:
    bens = replace(CORRECT, reviewer="ben")
    found = left(CLAIM, CORRECT, bens)
    assert found is not None
    assert found.review is not None
    assert (found.state, found.review.reviewers) == (State.CORRECTED, ("ann", "ben"))


def test_a_corrected_claim_keeps_its_id_and_is_the_reviewers() -> None:
    found = left(CLAIM, CORRECT)
    assert found is not None
    assert found.claim_id == CLAIM.claim_id
    assert says(found) == says(NOTHING)
    assert found.grounds.tier is Tier.REVIEWER
    assert found.grounds.chain == ("corrected by ann",)


def test_an_accepted_candidate_counts() -> None:
    found = left(CANDIDATE, decision(claim=CANDIDATE))
    assert not CANDIDATE.counts
    assert found is not None
    assert found.counts


def test_an_accepted_claim_stands_in_its_words_where_the_tagger_changes_its_mind() -> None:
    assert OTHERWISE.claim_id == CLAIM.claim_id
    found = left(OTHERWISE, ACCEPT)
    assert found is not None
    assert found.inference.role is Role.PROMOTES
    assert found.review is not None
    assert found.review.attachment is Attachment.CHANGED
    assert put_up_again(found)
    again = left(OTHERWISE, ACCEPT, decision(claim=OTHERWISE, second=9))
    assert again is not None
    assert (again.inference.role, put_up_again(again)) == (Role.INHIBITS, False)


def test_a_tagger_that_comes_round_to_the_correction_changes_nothing() -> None:
    wrong = decision(Verdict.CORRECT, second=1, corrected=with_id(OTHERWISE, CLAIM))
    found = left(OTHERWISE, wrong)
    assert found is not None
    assert found.review is not None
    assert found.review.attachment is Attachment.KEPT
    assert not put_up_again(found)


def test_a_claim_that_nobody_finds_is_the_reviewers() -> None:
    found = left(None, ACCEPT)
    assert found is not None
    assert found.review is not None
    assert found.review.attachment is Attachment.ORPHANED
    assert (found.claim_id, found.grounds.tier) == (CLAIM.claim_id, Tier.REVIEWER)
    rejected = left(None, REJECT)
    assert rejected is not None
    assert rejected.state is State.REJECTED


def test_an_added_claim_is_kept_beside_its_candidate() -> None:
    added = decision(Verdict.ADD, ADDED)
    found = left(CANDIDATE, added)
    assert found is not None
    assert found.review is not None
    assert (found.state, found.review.attachment) == (State.ADDED, Attachment.KEPT)
    assert left(None, added) is not None


def _moved(claim: Claim, old: str, new: str) -> Claim:
    """Return the claim in a sentence whose words changed at its end."""
    text = claim.sentence.text.replace(old, new)
    return replace(claim, sentence=replace(claim.sentence, text=text))


def test_a_reworded_sentence_takes_the_decision_over_and_another_does_not() -> None:
    near = _moved(CLAIM, "in our test.", "in our new test.")
    assert near.claim_id != CLAIM.claim_id
    assert attach([ACCEPT], [near])[ACCEPT.decision_id] == Hold(near.claim_id, Attachment.MOVED)
    far = _moved(CLAIM, "in our test.", "and much else that has little to do with any of this.")
    assert attach([ACCEPT], [far])[ACCEPT.decision_id].attachment is Attachment.ORPHANED


def test_who_judges_an_heir_does_not_cut_off_what_came_with_it() -> None:
    heir = replace(
        CLAIM, inference=replace(CLAIM.inference, mechanism="nmdar", mechanism_label="NMDAR")
    )
    assert heir.claim_id != CLAIM.claim_id
    rejected = decision(Verdict.REJECT, heir, second=8)
    for both in ([ACCEPT, rejected], [ACCEPT, replace(rejected, reviewer="ben")]):
        holds = attach(both, [heir])
        assert {h.claim_id for h in holds.values()} == {heir.claim_id}
    assert state(heir, ACCEPT, rejected) is State.REJECTED
    assert state(heir, ACCEPT, replace(rejected, reviewer="ben")) is State.DISPUTED


def test_a_judged_claim_on_other_words_takes_nothing_over() -> None:
    other = replace(PROMOTES, sentence=CLAIM.sentence.text.replace("changed", "and zeta changed"))
    second = replace(other, agent="zeta", mechanism="zeta").claim()
    made = [ACCEPT, decision(claim=second, second=2)]
    assert attach(made, [second])[ACCEPT.decision_id].attachment is Attachment.ORPHANED


def test_two_old_claims_never_share_an_heir() -> None:
    second = replace(CLAIM, observation=replace(CLAIM.observation, cause="other"))
    accept, reject = decision(claim=CLAIM), decision(Verdict.REJECT, second, second=1)
    heir = replace(CLAIM, observation=replace(CLAIM.observation, cause="third"))
    holds = attach([accept, reject], [heir])
    assert sorted(h.attachment for h in holds.values()) == [
        Attachment.MOVED,
        Attachment.ORPHANED,
    ]


def test_an_added_claim_does_not_take_another_mechanisms_place() -> None:
    added = decision(
        Verdict.ADD,
        replace(ADDED, inference=replace(ADDED.inference, mechanism="z", mechanism_label="Z")),
    )
    assert attach([added], [CLAIM])[added.decision_id].attachment is Attachment.ORPHANED
    same = replace(CLAIM, observation=replace(CLAIM.observation, cause="another"))
    known = decision(Verdict.ADD, ADDED)
    assert attach([known], [same])[known.decision_id].attachment is Attachment.MOVED


def test_a_settled_unsure_is_unsure() -> None:
    unsure = decision(Verdict.UNSURE, reviewer="cyd", second=9, adjudicates=True)
    assert state(CLAIM, ACCEPT, unsure) is State.UNSURE
    assert votes([ACCEPT, unsure]).settling == unsure


def test_effects_differ_in_what_claims_say() -> None:
    said = {says(replace(PROMOTES, effect=effect).claim()) for effect in Effect}
    assert len(said) == len(Effect)
