"""Screenings: what may be said, what stands, and how one travels as a line of JSON."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.core.screening import (
    REASONS,
    ExclusionReason,
    Judgement,
    Outcome,
    Screening,
    Verdict,
    screening_of,
    screening_record,
    standing,
)
from tests.screenings import PMID, SCREENINGS, said

ADA, BO, CY = "Ada", "Bo", "Cy"


def outcome(*screenings: Screening) -> Outcome:
    return standing(screenings)[PMID].outcome


def test_one_reviewer_decides() -> None:
    assert outcome(said(ADA, "include")) is Outcome.INCLUDED
    assert outcome(said(ADA, "unsure")) is Outcome.UNSURE
    found = standing([said(ADA, "exclude", reason="outcome")])[PMID]
    assert (found.outcome, found.reason) == (Outcome.EXCLUDED, ExclusionReason.OUTCOME)


def test_the_latest_of_a_reviewer_stands() -> None:
    first, second = said(ADA, "exclude", second=1), said(ADA, "include", second=2)
    assert outcome(second, first) is Outcome.INCLUDED
    assert standing([second, first])[PMID].verdicts == (second,)


def test_who_withdraws_has_said_nothing() -> None:
    withdrawn = [said(ADA, "exclude"), said(ADA, "withdraw", second=1)]
    assert outcome(*withdrawn) is Outcome.UNSCREENED
    assert outcome(*withdrawn, said(BO, "include")) is Outcome.INCLUDED


@pytest.mark.parametrize(
    ("one", "other"), [("include", "exclude"), ("include", "unsure"), ("unsure", "exclude")]
)
def test_reviewers_who_differ_dispute(one: str, other: str) -> None:
    assert outcome(said(ADA, one), said(BO, other)) is Outcome.DISPUTED


def test_two_reasons_count_under_the_first_of_the_vocabulary() -> None:
    found = standing([said(ADA, "exclude", reason="language"), said(BO, "exclude")])[PMID]
    assert (found.outcome, found.reason) == (Outcome.EXCLUDED, ExclusionReason.TOPIC)


def test_an_adjudication_settles_until_it_is_withdrawn() -> None:
    both = [said(ADA, "include"), said(BO, "exclude")]
    settled = [*both, said(CY, "exclude", second=5, adjudicates=True, reason="outcome")]
    found = standing(settled)[PMID]
    assert (found.outcome, found.reason) == (Outcome.EXCLUDED, ExclusionReason.OUTCOME)
    assert len(found.verdicts) == 2
    assert outcome(*settled, said(BO, "include", second=9)) is Outcome.EXCLUDED
    other = said(BO, "include", second=7, adjudicates=True)
    assert outcome(*settled, other) is Outcome.INCLUDED
    taken_back = said(BO, "withdraw", second=8, adjudicates=True)
    assert outcome(*settled, other, taken_back) is Outcome.EXCLUDED


@settings(deadline=None)
@given(st.lists(SCREENINGS, max_size=12), st.randoms())
def test_what_stands_hangs_on_no_order(screenings: list[Screening], dice: Random) -> None:
    shuffled = list(screenings)
    dice.shuffle(shuffled)
    assert standing(screenings) == standing([*shuffled, *screenings])


@settings(deadline=None)
@given(st.lists(SCREENINGS, min_size=1, max_size=12))
def test_every_record_that_was_screened_stands_somewhere(screenings: list[Screening]) -> None:
    found = standing(screenings)
    assert list(found) == sorted({s.pmid for s in screenings}, key=int)
    for pmid, one in found.items():
        assert one.pmid == pmid
        assert (one.reason is not None) == (one.outcome is Outcome.EXCLUDED)
        reviewers = [s.reviewer for s in one.verdicts]
        assert reviewers == sorted(set(reviewers))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pmid": "0123"}, "not a PMID"),
        ({"pmid": "12 "}, "not a PMID"),
        ({"pmid": "1" * 19}, "not a PMID"),
        ({"reason": None}, "needs a reason"),
        ({"verdict": Verdict.INCLUDE}, "include takes no reason"),
        ({"verdict": Verdict.WITHDRAW}, "withdraw takes no reason"),
        ({"reason": ExclusionReason.OTHER}, "needs a note"),
        ({"reason": ExclusionReason.OTHER, "note": " "}, "needs a note"),
        ({"note": "\ud800"}, "no Unicode"),
        ({"reviewer": " "}, "no reviewer's name"),
        ({"reviewer": "Ada\n"}, "no reviewer's name"),
        ({"reviewer": "../Ada"}, "no reviewer's name"),
        ({"decided_at": "2026-11-22"}, "no time"),
        ({"decided_at": "2026-11-22T10:00:00Z"}, "no time"),
        ({"decided_at": "2026-11-22T10:00:00.123Z"}, "no time"),
        ({"decided_at": "2026-02-30T10:00:00.000000Z"}, "no time"),
        ({"decided_at": "2026-11-22T10:00:00.000000+00:00"}, "no time"),
    ],
)
def test_what_does_not_fit_together_is_refused(changes: dict[str, object], message: str) -> None:
    values = {
        "pmid": PMID,
        "verdict": Verdict.EXCLUDE,
        "reason": ExclusionReason.TOPIC,
        "reviewer": ADA,
        "decided_at": "2026-11-22T10:00:00.000000Z",
    }
    assert Screening(**values)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=message):
        Screening(**(values | changes))  # type: ignore[arg-type]


def test_every_reason_is_explained_in_its_order() -> None:
    assert list(REASONS) == list(ExclusionReason)


@settings(deadline=None)
@given(SCREENINGS)
def test_a_line_of_json_and_back(screening: Screening) -> None:
    line = json.dumps(screening_record(screening))
    assert screening_of(json.loads(line)) == screening


@settings(deadline=None)
@given(SCREENINGS, SCREENINGS)
def test_an_id_belongs_to_all_that_was_said(one: Screening, other: Screening) -> None:
    assert (one.screening_id == other.screening_id) == (one == other)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"verdict": "maybe"}, "verdict 'maybe' is none of include"),
        ({"reason": "bored"}, "reason 'bored' is none of"),
        ({"pmid": 5}, "pmid is 5, not a text"),
        ({"note": None}, "note is missing"),
        ({"adjudicates": 1}, "not true or false"),
        ({"note": "another"}, "changed by hand"),
        ({"screening_id": None}, "changed by hand"),
        ({"colour": "red"}, "unknown field 'colour'"),
    ],
)
def test_a_bad_line_is_refused(changes: dict[str, object], message: str) -> None:
    record = screening_record(said(ADA, "exclude", note="one"))
    with pytest.raises(ValueError, match=message):
        screening_of(record | changes)


def test_a_screening_knows_what_was_said() -> None:
    screening = said(ADA, "exclude", note="why")
    assert screening.judgement == Judgement(
        pmid=PMID, verdict=Verdict.EXCLUDE, reason=ExclusionReason.TOPIC, note="why"
    )
    assert replace(screening, reviewer=BO).judgement == screening.judgement
