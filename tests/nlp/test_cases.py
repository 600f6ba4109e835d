"""Every case reads as the definition of a claim asks, but for those that are listed as failing."""

from dataclasses import replace

import pytest

from curate.core.claim import Certainty
from curate.core.signs import Effect, Role
from curate.nlp.tagger import CascadeTagger
from tests.cases.expected import Case, load_cases
from tests.cases.known import load_known
from tests.cases.outcome import Outcome, read_cases, shown

CASES = load_cases()
KNOWN = load_known()


@pytest.fixture(scope="session")
def outcomes(tagger: CascadeTagger) -> dict[str, Outcome]:
    return read_cases(tagger, CASES)


@pytest.mark.parametrize("case", CASES, ids=[c.case_id for c in CASES])
def test_case(case: Case, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[case.case_id]
    listed = case.case_id in KNOWN.reasons
    if outcome.passes:
        assert not listed, f"{case.case_id} passes now: remove it from the list"
    elif not listed:
        found = [shown(c) for c in outcome.found]
        pytest.fail(f"{case.text}\n{outcome.reason}\nfound: {found}", pytrace=False)


def test_the_list_of_known_failures_only_shrinks() -> None:
    ids = {c.case_id for c in CASES}
    assert len(CASES) >= 400
    assert set(KNOWN.reasons) <= ids
    assert len(KNOWN.reasons) <= KNOWN.bound
    assert KNOWN.bound < len(CASES)


def test_the_cases_cover_all_that_a_claim_can_say() -> None:
    claims = [e for c in CASES for e in c.claims]
    assert {e.phenomenon for e in claims} == {
        "tolerance",
        "hyperalgesia",
        "allodynia",
        "dependence",
        "withdrawal",
    }
    signs = {(e.effect, e.role) for e in claims if e.effect is not None}
    assert len(signs) == 6  # two signs by two roles, involved, none
    assert sum(not c.claims for c in CASES) >= 80


def test_a_wrong_expectation_does_not_pass(tagger: CascadeTagger) -> None:
    case = next(c for c in CASES if c.case_id == "active-001")
    (claim,) = case.claims
    flipped = replace(claim, effect=Effect.INCREASES, role=Role.INHIBITS)
    wrong = [
        replace(case, case_id="flipped", claims=(flipped,)),
        replace(case, case_id="nothing", claims=()),
        replace(case, case_id="twice", claims=(claim, claim)),
        replace(case, case_id="hedged", claims=(replace(claim, certainty=Certainty.HEDGED),)),
    ]
    outcomes = read_cases(tagger, [case, *wrong])
    assert [i for i, o in outcomes.items() if o.passes] == ["active-001"]
