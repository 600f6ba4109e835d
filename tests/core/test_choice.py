"""What a filter lets through, and how it is told."""

from dataclasses import replace

import pytest

from curate.core.choice import in_words, passes
from curate.core.claim import Certainty, Origin, Review, SourceKind, State, Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.signs import Role
from tests.evidence import PROMOTES

CLAIM = PROMOTES.claim()
REJECTED = replace(CLAIM, review=Review(state=State.REJECTED, reviewers=("Ada",)))
ACCEPTED = replace(CLAIM, review=Review(state=State.ACCEPTED, reviewers=("Ada",)))
CANDIDATE = replace(PROMOTES, tier=Tier.COOCCURRENCE).claim()


@pytest.mark.parametrize(
    "wanted",
    [
        ClaimFilter(),
        ClaimFilter(mechanism="nmda_receptor"),
        ClaimFilter(mechanism="nmda rec"),
        ClaimFilter(phenomenon="TOLER"),
        ClaimFilter(role=Role.PROMOTES, certainty=Certainty.ASSERTED, origin=Origin.OWN),
        ClaimFilter(source_kind=SourceKind.ANIMAL, pmid=CLAIM.pmid),
        ClaimFilter(state=State.UNREVIEWED),
    ],
)
def test_what_a_filter_lets_through(wanted: ClaimFilter) -> None:
    assert passes(CLAIM, wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        ClaimFilter(mechanism="nmda"[::-1]),
        ClaimFilter(phenomenon="hyperalgesia"),
        ClaimFilter(role=Role.INHIBITS),
        ClaimFilter(certainty=Certainty.HEDGED),
        ClaimFilter(origin=Origin.BACKGROUND),
        ClaimFilter(source_kind=SourceKind.HUMAN),
        ClaimFilter(pmid="1"),
        ClaimFilter(reviewed=True),
        ClaimFilter(state=State.ACCEPTED),
    ],
)
def test_what_a_filter_holds_back(wanted: ClaimFilter) -> None:
    assert not passes(CLAIM, wanted)


def test_rejected_claims_and_candidates_are_asked_for() -> None:
    assert not passes(REJECTED, ClaimFilter())
    assert passes(REJECTED, ClaimFilter(rejected=True))
    assert passes(REJECTED, ClaimFilter(state=State.REJECTED))
    assert not passes(CANDIDATE, ClaimFilter())
    assert passes(CANDIDATE, ClaimFilter(candidates=True))
    assert passes(ACCEPTED, ClaimFilter(reviewed=True))


def test_filter_in_words() -> None:
    assert in_words(ClaimFilter(candidates=True, rejected=True)) == ""
    told = in_words(ClaimFilter(mechanism="nmda", source_kind=SourceKind.IN_VITRO, reviewed=True))
    assert told == "mechanism 'nmda', study in vitro, judged by somebody"
