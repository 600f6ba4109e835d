from dataclasses import replace

import pytest

from curate.core.agreement import Undefined
from curate.core.agreement_report import report_agreement
from curate.core.claim import Certainty, Claim, Tier
from curate.core.judging import TAGGER, Aspect, Unit, contested, units
from curate.core.review import Verdict
from curate.core.signs import Effect
from tests.decided import decision
from tests.evidence import Said


def said(number: int = 1, **changes: object) -> Claim:
    return Said(number=number, **changes).claim()  # type: ignore[arg-type]


def same(claim: Claim, **changes: object) -> Claim:
    """Return what a reviewer makes of a claim: it keeps the claim's id."""
    changed = said(int(claim.pmid) - 900000000, **changes)
    return replace(changed, known_as=claim.claim_id)


def only(found: list[Unit]) -> Unit:
    (unit,) = found
    return unit


def test_what_a_verdict_says() -> None:
    claim = said()
    hedged = same(claim, certainty=Certainty.HEDGED, effect=Effect.NONE)
    unit = only(
        units(
            [
                decision(Verdict.ACCEPT, claim, reviewer="ann"),
                decision(Verdict.CORRECT, claim, corrected=hedged, reviewer="bo"),
                decision(Verdict.REJECT, claim, reviewer="cy"),
                decision(Verdict.UNSURE, claim, reviewer="dee"),
                decision(Verdict.COMMENT, claim, note="Which dose?", reviewer="eve"),
            ],
            [claim],
        )
    )
    assert unit.ratings(Aspect.CLAIM) == {
        "ann": "present",
        "bo": "present",
        "cy": "absent",
        TAGGER: "present",
    }
    assert unit.ratings(Aspect.ROLE) == {"ann": "promotes", "bo": "none", TAGGER: "promotes"}
    assert unit.ratings(Aspect.CERTAINTY) == {
        "ann": "asserted",
        "bo": "hedged",
        TAGGER: "asserted",
    }
    assert unit.claim is claim


def test_a_candidate_is_no_finding_of_the_tagger() -> None:
    candidate = said(tier=Tier.COOCCURRENCE)
    unit = only(units([decision(Verdict.ACCEPT, candidate)], [candidate]))
    assert unit.ratings(Aspect.CLAIM) == {"ann": "present", TAGGER: "absent"}
    assert unit.ratings(Aspect.ROLE) == {"ann": "promotes"}


def test_an_added_claim_is_one_that_the_tagger_has_not() -> None:
    added = said(tier=Tier.REVIEWER)
    unit = only(units([decision(Verdict.ADD, added)], [said(number=1, phenomenon="allodynia")]))
    assert unit.ratings(Aspect.CLAIM) == {"ann": "present", TAGGER: "absent"}


def test_a_question_is_no_finding_whoever_says_so() -> None:
    question = said(certainty=Certainty.QUESTION)
    found = same(question, certainty=Certainty.ASSERTED)
    unit = only(
        units(
            [
                decision(Verdict.ACCEPT, question, reviewer="ann"),
                decision(Verdict.CORRECT, question, corrected=found, reviewer="bo"),
            ],
            [question],
        )
    )
    assert unit.ratings(Aspect.CLAIM) == {"ann": "absent", "bo": "present", TAGGER: "absent"}


def test_what_nobody_could_tell_is_no_unit() -> None:
    claim = said()
    first = decision(Verdict.REJECT, claim, reviewer="bo")
    acts = [
        decision(Verdict.UNSURE, claim),
        first,
        decision(Verdict.WITHDRAW, claim, reviewer="bo", second=1, withdraws=first.decision_id),
    ]
    assert units(acts, [claim]) == []
    assert units([], [claim]) == []


def test_the_last_verdict_counts_and_neither_a_settlement_nor_an_audit() -> None:
    claim = said()
    acts = [
        decision(Verdict.REJECT, claim, second=0),
        decision(Verdict.ACCEPT, claim, second=1),
        decision(Verdict.REJECT, claim, second=2, audit="spring"),
        decision(Verdict.REJECT, claim, second=3, adjudicates=True, reviewer="chair"),
    ]
    assert only(units(acts, [claim])).held == {"ann": claim, TAGGER: claim}


def test_a_tagger_that_has_not_read_the_record_is_no_rater() -> None:
    claim = said()
    assert only(units([decision(Verdict.ACCEPT, claim)], [], read=False)).held == {"ann": claim}
    assert only(units([decision(Verdict.ACCEPT, claim)], [])).held == {"ann": claim, TAGGER: None}


def test_decisions_meet_on_the_claim_that_took_over() -> None:
    old = said(sentence="MK-801 lowered morphine tolerance in our test.")
    new = said(sentence="MK-801 lowered the morphine tolerance in our test.")
    unit = only(
        units(
            [
                decision(Verdict.ACCEPT, old, reviewer="ann"),
                decision(Verdict.REJECT, old, reviewer="bo"),
            ],
            [new],
        )
    )
    assert unit.claim is new
    assert unit.held == {"ann": old, "bo": None, TAGGER: new}


def test_how_far_raters_are_apart() -> None:
    claim = said()
    other = same(claim, effect=Effect.NONE)
    acts = [
        decision(Verdict.ACCEPT, claim, reviewer="ann"),
        decision(Verdict.CORRECT, claim, corrected=other, reviewer="bo"),
        decision(Verdict.REJECT, claim, reviewer="cy"),
    ]
    unit = only(units(acts, [claim]))
    # Present, present, absent: two pairs of three; promotes, none: one of one; certainty: none.
    assert unit.differing(["ann", "bo", "cy"]) == pytest.approx(2 / 3 + 1)
    # Of six pairs three differ on the claim, of three two on the role.
    assert unit.differing(unit.held) == pytest.approx(3 / 6 + 2 / 3)
    assert unit.differing(["ann", TAGGER]) == 0


def test_the_most_disputed_sentence_among_reviewers_comes_first() -> None:
    one, two, three, four = (said(number=n) for n in range(1, 5))
    found = [
        unit
        for acts, claim in (
            ([decision(Verdict.REJECT, one)], one),
            ([decision(Verdict.ACCEPT, two), decision(Verdict.REJECT, two, reviewer="bo")], two),
            (
                [decision(Verdict.ACCEPT, three), decision(Verdict.ACCEPT, three, reviewer="bo")],
                three,
            ),
            (
                [decision(Verdict.ACCEPT, four)],
                replace(four, grounds=said(tier=Tier.COOCCURRENCE).grounds),
            ),
        )
        for unit in units(acts, [claim])
    ]
    listed = contested(found)
    assert [entry.pmid for entry in listed] == [two.pmid, one.pmid, four.pmid]
    assert listed[0].among_reviewers == 1
    assert (listed[1].among_reviewers, listed[1].with_tagger) == (0, 1)


def test_the_claims_of_one_sentence_stand_together() -> None:
    sentence = "MK-801 changed morphine tolerance and hyperalgesia in our test."
    claims = [said(sentence=sentence, phenomenon=p) for p in ("tolerance", "hyperalgesia")]
    acts = [decision(Verdict.REJECT, c, second=i) for i, c in enumerate(claims)]
    (entry,) = contested(units(acts, claims))
    assert len(entry.units) == 2
    assert entry.with_tagger == 2


def test_agreement_by_hand() -> None:
    # Ten records with a claim each: ann takes 6 for findings, bo 5, both the same 4; a third
    # reviewer judged nothing that counts.
    claims = [said(number=n) for n in range(1, 11)]
    ann = ["y", "y", "y", "y", "y", "y", "n", "n", "n", "n"]
    bo = ["y", "y", "y", "y", "n", "n", "y", "n", "n", "n"]
    verdicts = {"y": Verdict.ACCEPT, "n": Verdict.REJECT}
    found = [
        unit
        for i, claim in enumerate(claims)
        for unit in units(
            [
                decision(verdicts[ann[i]], claim, reviewer="ann"),
                decision(verdicts[bo[i]], claim, reviewer="bo"),
                decision(Verdict.UNSURE, claim, reviewer="cy"),
            ],
            [claim],
        )
    ]
    report = report_agreement(found)
    assert (report.units, report.records, report.judged) == (10, 10, {"ann": 10, "bo": 10})
    pair, with_ann, with_bo = report.pairs
    assert (pair.reviewers, pair.tagger) == (("ann", "bo"), False)
    assert (with_ann.reviewers, with_ann.tagger) == (("ann",), True)
    claim = pair.aspects[Aspect.CLAIM]
    assert claim.items == 10
    assert claim.observed.value == 0.7
    assert claim.kappa.value == pytest.approx(0.4)
    assert claim.ac1.value == pytest.approx(41 / 101)
    assert claim.alpha.value == pytest.approx(14 / 33)
    role = pair.aspects[Aspect.ROLE]
    assert (role.items, role.observed.value) == (4, 1)
    assert role.kappa.undefined is Undefined.ONE_CATEGORY
    # The tagger shows all ten: it agrees with bo on five, by chance on as many.
    tagger = with_bo.aspects[Aspect.CLAIM]
    assert (tagger.observed.value, tagger.kappa.value) == (0.5, 0)
    # Two reviewers are a pair already; with the tagger they are three.
    (group,) = report.groups
    assert (group.reviewers, group.tagger) == (("ann", "bo"), True)
    # Of three raters 4 items agree wholly, the other 6 in one pair of three.
    assert group.aspects[Aspect.CLAIM].observed.value == pytest.approx((4 + 6 / 3) / 10)


def test_three_reviewers_are_a_group_without_the_tagger_too() -> None:
    claim = said()
    acts = [decision(Verdict.ACCEPT, claim, reviewer=name) for name in ("cy", "ann", "bo")]
    report = report_agreement(units(acts, [claim]), resamples=0)
    assert [(g.reviewers, g.tagger) for g in report.groups] == [
        (("ann", "bo", "cy"), False),
        (("ann", "bo", "cy"), True),
    ]
    assert len(report.pairs) == 6


def test_one_reviewer_is_set_beside_the_tagger_alone() -> None:
    claim = said()
    report = report_agreement(units([decision(Verdict.ACCEPT, claim)], [claim]))
    assert [(p.reviewers, p.tagger) for p in report.pairs] == [(("ann",), True)]
    assert report.groups == ()
    assert report.contested == ()
