"""Decisions as values: what is refused, the way there and back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.claim import Claim, Grounds, Tier
from curate.core.review import (
    REASONS,
    Decision,
    ReasonCode,
    Verdict,
    check_reviewer,
    decision_of,
    decision_record,
    just_after,
    now,
)
from curate.core.snapshot import claim_of, claim_record
from tests.decided import CLAIM, at, decision
from tests.evidence import INVOLVED, NULL, PROMOTES

ADDED = replace(CLAIM, grounds=Grounds(tier=Tier.REVIEWER, confidence=1.0, rule="reviewer"))
OTHER = replace(PROMOTES, number=2, agent="zetalin").claim()
CLAIMS = st.sampled_from([CLAIM, ADDED, OTHER, NULL.claim(), INVOLVED.claim()])


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """Draw any decision that makes sense."""
    verdict = draw(st.sampled_from(list(Verdict)))
    note = draw(st.text(max_size=20))
    return decision(
        verdict,
        ADDED if verdict is Verdict.ADD else draw(CLAIMS),
        reviewer=draw(st.sampled_from(["ann", "Ben Ö. Other", "c@d.org"])),
        second=draw(st.integers(0, 10_000)),
        corrected=draw(CLAIMS) if verdict is Verdict.CORRECT else None,
        withdraws="0" * 16 if verdict is Verdict.WITHDRAW else None,
        note=note if note.strip() or verdict is not Verdict.COMMENT else "seen",
        reason=draw(st.none() | st.sampled_from(list(ReasonCode))),
        adjudicates=draw(st.booleans()),
        audit=draw(st.none() | st.just("spring")),
    )


@given(decisions())
def test_a_decision_comes_back_from_its_record(made: Decision) -> None:
    record = json.loads(json.dumps(decision_record(made)))
    assert decision_of(record) == made
    assert decision_of(record).decision_id == made.decision_id


@given(CLAIMS)
def test_a_claim_comes_back_from_its_record(claim: Claim) -> None:
    assert claim_of(json.loads(json.dumps(claim_record(claim)))) == claim


def test_a_claim_keeps_the_id_that_it_goes_by() -> None:
    renamed = replace(CLAIM, known_as="0123456789abcdef")
    assert claim_of(claim_record(renamed)) == renamed
    assert renamed.claim_id == "0123456789abcdef"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("sentence", None, "sentence is missing"),
        ("phenomenon_span", None, "phenomenon_span is missing"),
        ("phenomenon_span", [0, 3, "xyz"], "does not stand at 0"),
        ("agent_span", "xyz", "not a start, an end and a text"),
        ("effect", "explodes", "effect 'explodes' is none of"),
        ("confidence", "high", "confidence is 'high'"),
        ("start", True, "start is True"),
        ("cues", "none", "cues is 'none', not a list"),
        ("chain", [1], "chain is 1"),
        ("colour", "red", "unknown field 'colour'"),
        ("role", "inhibits", "does not follow"),
    ],
)
def test_a_claim_that_makes_no_sense_is_refused(field: str, value: object, words: str) -> None:
    record = claim_record(CLAIM) | {field: value}
    if value is None:
        del record[field]
    with pytest.raises(ValueError, match=words):
        claim_of(record)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"verdict": Verdict.CORRECT}, "goes with the verdict correct"),
        ({"corrected": CLAIM}, "goes with the verdict correct"),
        ({"withdraws": "0" * 16}, "goes with the verdict withdraw"),
        ({"verdict": Verdict.WITHDRAW}, "goes with the verdict withdraw"),
        ({"verdict": Verdict.ADD}, "an added claim is a reviewer's"),
        ({"verdict": Verdict.COMMENT, "note": " "}, "a comment needs a note"),
        ({"reviewer": ""}, "no reviewer's name"),
        ({"decided_at": "yesterday"}, "is no time such as"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(fields: dict[str, object], words: str) -> None:
    values = {"reviewer": "ann", "decided_at": at(0), "verdict": Verdict.ACCEPT, "claim": CLAIM}
    with pytest.raises(ValueError, match=words):
        Decision(**(values | fields))  # type: ignore[arg-type]


def test_a_line_that_somebody_changed_is_refused() -> None:
    record = decision_record(decision(note="as it was")) | {"note": "as it never was"}
    with pytest.raises(ValueError, match="the line was changed"):
        decision_of(record)


@pytest.mark.parametrize("name", ["a", "Ada Example", "Ådne_Ø", "x@y.org", "n" * 64])
def test_a_name_may_be_a_persons(name: str) -> None:
    assert check_reviewer(name) == name


@pytest.mark.parametrize("name", ["", " a", "a ", "a/b", "a\\b", ".a", "a\nb", "n" * 65])
def test_a_name_may_not_be_a_path(name: str) -> None:
    with pytest.raises(ValueError, match="no reviewer's name"):
        check_reviewer(name)


def test_every_reason_is_explained() -> None:
    assert list(REASONS) == list(ReasonCode)


def test_moments_follow_one_another() -> None:
    assert just_after("2026-12-31T23:59:59.999999Z") == "2027-01-01T00:00:00.000000Z"
    assert now() < just_after(now())
