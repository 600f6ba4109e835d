"""Which claims a reviewer goes through, and in which order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.claim import Attachment, Claim, Review, State
from curate.core.queue import Choice, Entry, Order, arrange, chosen
from curate.core.signs import Basis, Effect
from tests.evidence import Said


def said(number: int, confidence: float = 0.5, **changes: object) -> Claim:
    """Return a claim of an invented record with that number."""
    claim = replace(Said(number=number), **changes).claim()  # type: ignore[arg-type]
    return replace(claim, grounds=replace(claim.grounds, confidence=confidence))


def judged(claim: Claim, state: State, attachment: Attachment = Attachment.KEPT) -> Claim:
    """Return the claim as others left it."""
    return replace(claim, review=Review(state=state, reviewers=("bob",), attachment=attachment))


SURE, GUESS, HALF = said(1, 0.9), said(2, 0.1), said(10, 0.5)
CLAIMS = [SURE, GUESS, HALF, said(3, 0.5, mechanism="cck", label="Cholecystokinin")]


def numbers(claims: list[Claim]) -> list[int]:
    return [int(claim.pmid) - 900000000 for claim in claims]


def test_the_least_sure_come_first_and_equals_as_they_stand() -> None:
    assert numbers(arrange(CLAIMS, Order.CONFIDENCE)) == [2, 3, 10, 1]
    assert numbers(arrange(CLAIMS, Order.CONFIDENCE, reverse=True)) == [1, 3, 10, 2]


def test_records_are_ordered_by_number() -> None:
    long = replace(SURE, pmid="1000000001")
    assert [c.pmid for c in arrange([long, *CLAIMS], Order.RECORD)][-1] == long.pmid
    assert numbers(arrange(CLAIMS, Order.RECORD, reverse=True)) == [10, 3, 2, 1]


def test_cells_stay_together() -> None:
    other = said(4, phenomenon="hyperalgesia")
    assert numbers(arrange([*CLAIMS, other], Order.CELL)) == [3, 4, 1, 2, 10]


def test_what_people_differ_on_comes_first_then_what_papers_differ_on() -> None:
    disputed = judged(said(9), State.DISPUTED)
    changed = judged(said(8), State.ACCEPTED, Attachment.CHANGED)
    unsure = judged(said(7), State.UNSURE)
    agreed = judged(said(6, mechanism="dynorphin", label="Dynorphin"), State.ACCEPTED)
    against = said(5, effect=Effect.INCREASES)
    lone = said(4, mechanism="cck", label="Cholecystokinin", basis=Basis.DIRECT)
    ordered = arrange([agreed, lone, against, unsure, changed, disputed], Order.DISAGREEMENT)
    assert numbers(ordered) == [9, 8, 7, 5, 4, 6]


def test_order_by_disagreement_tells_nothing_of_reviews_that_are_hidden() -> None:
    claims = [said(n) for n in range(1, 5)]
    assert numbers(arrange(claims, Order.DISAGREEMENT)) == [1, 2, 3, 4]


@given(st.permutations(CLAIMS), st.sampled_from(Order), st.integers(), st.booleans())
def test_the_order_hangs_on_the_claims_alone(
    claims: list[Claim], order: Order, seed: int, reverse: bool
) -> None:
    first = arrange(CLAIMS, order, seed=seed, reverse=reverse)
    assert arrange(claims, order, seed=seed, reverse=reverse) == first
    assert sorted(c.claim_id for c in first) == sorted(c.claim_id for c in CLAIMS)


def test_another_seed_shuffles_otherwise() -> None:
    many = [said(n) for n in range(20)]
    one, two = (numbers(arrange(many, Order.RANDOM, seed=seed)) for seed in (1, 2))
    assert one not in (two, sorted(one))
    # A claim that is added later does not move the others.
    more = numbers(arrange([*many, said(20)], Order.RANDOM, seed=1))
    assert [n for n in more if n != 20] == one


REVIEWED = Review(state=State.ACCEPTED, reviewers=("bob",))
DISPUTED = Review(state=State.DISPUTED, reviewers=("ada", "bob"))
UNSURE = Review(state=State.UNSURE, reviewers=("ada",))
CHANGED = Review(state=State.ACCEPTED, reviewers=("ada",), attachment=Attachment.CHANGED)


@pytest.mark.parametrize(
    ("review", "mine", "where"),
    [
        (None, None, {Choice.TODO, Choice.NEW}),
        (REVIEWED, None, {Choice.TODO}),
        (DISPUTED, Attachment.KEPT, {Choice.AGAIN, Choice.MINE}),
        (UNSURE, Attachment.MOVED, {Choice.AGAIN, Choice.MINE}),
        (CHANGED, Attachment.CHANGED, {Choice.TODO, Choice.AGAIN, Choice.MINE}),
        (CHANGED, Attachment.KEPT, {Choice.AGAIN, Choice.MINE}),
    ],
)
def test_which_queue_a_claim_is_in(
    review: Review | None, mine: Attachment | None, where: set[Choice]
) -> None:
    entry = Entry(claim=SURE, review=review, mine=mine)
    assert {choice for choice in Choice if chosen(entry, choice)} == where | {Choice.ALL}
