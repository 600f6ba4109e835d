import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.audit import (
    LEAST,
    Audit,
    Precision,
    assess,
    audit_of,
    audit_record,
    claim_records,
    draw,
)
from curate.core.claim import Certainty, Claim, Review, State
from curate.core.provenance import Provenance, audit_entry
from curate.core.review import Verdict
from tests.decided import at, decision
from tests.evidence import Said

CLAIMS = [Said(number=n).claim() for n in range(1, 41)]


def audit(*claims: Claim, **changes: object) -> Audit:
    values = {
        "name": "spring",
        "seed": 7,
        "drawn_at": at(0),
        "identity": "tagger-one",
        "population": 40,
        "claims": claims,
    }
    return Audit(**(values | changes))  # type: ignore[arg-type]


def hedged(claim: Claim) -> Claim:
    other = Said(number=int(claim.pmid) - 900000000, certainty=Certainty.HEDGED).claim()
    return replace(other, known_as=claim.claim_id)


def test_the_draw_is_the_same_whatever_the_order() -> None:
    shuffled = random.Random(3).sample(CLAIMS, len(CLAIMS))  # noqa: S311 - no secret
    drawn = draw(CLAIMS, 10, seed=1)
    assert draw(shuffled, 10, seed=1) == drawn
    assert len(set(drawn)) == 10
    assert draw(CLAIMS, 20, seed=1)[:10] == drawn
    assert draw(CLAIMS, 10, seed=2) != drawn
    assert set(draw(CLAIMS, 100, seed=1)) == set(CLAIMS)


def test_every_claim_is_as_likely_as_any_other() -> None:
    counts = dict.fromkeys((c.claim_id for c in CLAIMS), 0)
    for seed in range(1000):
        for claim in draw(CLAIMS, 4, seed=seed):
            counts[claim.claim_id] += 1
    # 100 expected of each, with a standard deviation of 9.5.
    assert all(60 < count < 140 for count in counts.values())


def test_what_people_made_of_a_claim_is_not_drawn() -> None:
    accepted = replace(CLAIMS[0], review=Review(state=State.ACCEPTED, reviewers=("ann",)))
    assert draw([accepted], 1, seed=0) == (CLAIMS[0],)


def test_precision_by_hand() -> None:
    one, two, three, four, five = CLAIMS[:5]
    report = assess(
        audit(one, two, three, four, five),
        [
            decision(Verdict.ACCEPT, one, audit="spring"),
            decision(Verdict.CORRECT, two, corrected=hedged(two), audit="spring"),
            decision(Verdict.REJECT, three, audit="spring"),
            decision(Verdict.UNSURE, four, audit="spring"),
        ],
    )
    assert report.precision == Precision(right=1, flawed=1, wrong=1)
    assert report.precision.strict == pytest.approx(1 / 3)
    assert report.precision.link == pytest.approx(2 / 3)
    assert report.precision.strict_interval is not None
    assert (report.unsure, report.disputed, report.judged) == (1, 0, 4)
    assert report.left == (five,)
    assert not report.finished
    assert report.auditors == {"ann": 4}


def test_only_blind_judgements_of_this_audit_count() -> None:
    claim = CLAIMS[0]
    report = assess(
        audit(claim),
        [
            decision(Verdict.REJECT, claim),
            decision(Verdict.REJECT, claim, audit="autumn", second=1),
            decision(Verdict.COMMENT, claim, note="See table 2.", audit="spring", second=2),
            decision(Verdict.REJECT, CLAIMS[1], audit="spring", second=3),
        ],
    )
    assert report.precision == Precision()
    assert (report.precision.strict, report.precision.strict_interval) == (None, None)
    assert report.left == (claim,)


def test_the_last_judgement_counts_unless_it_was_withdrawn() -> None:
    claim = CLAIMS[0]
    first = decision(Verdict.ACCEPT, claim, audit="spring")
    second = decision(Verdict.REJECT, claim, audit="spring", second=1)
    assert assess(audit(claim), [second, first]).precision == Precision(wrong=1)
    withdrawn = decision(Verdict.WITHDRAW, claim, withdraws=second.decision_id, second=2)
    assert assess(audit(claim), [first, second, withdrawn]).precision == Precision(right=1)


def test_auditors_who_differ_leave_a_claim_out() -> None:
    one, two = CLAIMS[:2]
    report = assess(
        audit(one, two),
        [
            decision(Verdict.ACCEPT, one, audit="spring"),
            decision(Verdict.REJECT, one, audit="spring", reviewer="bo"),
            decision(Verdict.UNSURE, two, audit="spring"),
            decision(Verdict.ACCEPT, two, audit="spring", reviewer="bo"),
        ],
    )
    assert (report.disputed, report.unsure) == (1, 0)
    assert report.precision == Precision(right=1)
    assert report.finished
    assert report.auditors == {"ann": 2, "bo": 2}


def test_what_was_drawn_is_what_is_judged() -> None:
    # Drawn as a person had corrected it; the tagger's own reading is then the wrong one.
    read = CLAIMS[0]
    drawn = hedged(read)
    sample = audit(drawn)
    upheld = decision(Verdict.CORRECT, read, corrected=drawn, audit="spring")
    assert assess(sample, [upheld]).precision == Precision(right=1)
    otherwise = decision(Verdict.ACCEPT, read, audit="spring")
    assert assess(sample, [otherwise]).precision == Precision(flawed=1)


def test_what_is_no_longer_found_is_not_waited_for() -> None:
    one, two = CLAIMS[:2]
    acts = [decision(Verdict.ACCEPT, one, audit="spring")]
    assert not assess(audit(one, two), acts).finished
    report = assess(audit(one, two), acts, gone={one.claim_id, two.claim_id})
    assert report.finished
    assert (report.gone, report.left, report.judged) == ((two,), (), 1)
    assert not assess(audit(one), [], gone={one.claim_id}).finished


def test_a_mechanism_needs_enough_claims_for_a_figure_of_its_own() -> None:
    few = [Said(number=n, mechanism="cck", label="CCK").claim() for n in range(41, 40 + LEAST)]
    many = CLAIMS[:LEAST]
    acts = [decision(Verdict.ACCEPT, c, audit="spring") for c in (*few, *many)]
    report = assess(audit(*few, *many), acts)
    assert report.by_mechanism == {"NMDA receptor": Precision(right=LEAST)}
    more = Said(number=99, mechanism="cck", label="CCK").claim()
    report = assess(
        audit(*few, *many, more), [*acts, decision(Verdict.REJECT, more, audit="spring")]
    )
    assert report.by_mechanism["CCK"] == Precision(right=LEAST - 1, wrong=1)


verdicts = st.sampled_from([Verdict.ACCEPT, Verdict.REJECT, Verdict.UNSURE])
acts = st.lists(
    st.tuples(st.sampled_from(["ann", "bo"]), st.integers(0, 9), verdicts), max_size=40
)


@given(acts)
def test_every_drawn_claim_is_counted_once(made: list[tuple[str, int, Verdict]]) -> None:
    decisions = [
        decision(verdict, CLAIMS[number], reviewer=reviewer, second=second, audit="spring")
        for second, (reviewer, number, verdict) in enumerate(made)
    ]
    report = assess(audit(*CLAIMS[:10]), decisions)
    counted = report.precision.judged + report.unsure + report.disputed
    assert counted == report.judged == len({number for _, number, _ in made})
    assert counted + len(report.left) == 10
    assert assess(audit(*CLAIMS[:10]), decisions[::-1]) == report


def test_a_record_and_back() -> None:
    sample = audit(*draw([hedged(CLAIMS[0]), CLAIMS[1]], 2, seed=1))
    head, claims = json.loads(json.dumps([audit_record(sample), claim_records(sample)]))
    assert audit_of(head, claims) == sample
    with pytest.raises(ValueError, match="1 claims follow, not the 2"):
        audit_of(head, claims[:1])
    for wrong in ({"seed": "7"}, {"name": ""}, {"more": 1}, {"drawn_at": "today"}):
        with pytest.raises(ValueError, match=r"field|name|drawn_at"):
            audit_of(head | wrong, claims)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "a/b"}, "no audit's name"),
        ({"name": "-x"}, "no audit's name"),
        ({"claims": ()}, "no sample"),
        ({"population": 0}, "no sample"),
        ({"claims": (CLAIMS[0], CLAIMS[0])}, "twice"),
        ({"drawn_at": "2026-11-22"}, "no time"),
    ],
)
def test_what_no_draw_gives_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        audit(CLAIMS[0], **changes)


def test_the_sentence_under_a_table() -> None:
    sample = audit(*CLAIMS[:20])
    judged = [decision(Verdict.ACCEPT, c, audit="spring") for c in CLAIMS[:17]]
    judged.append(
        decision(Verdict.CORRECT, CLAIMS[17], corrected=hedged(CLAIMS[17]), audit="spring")
    )
    judged.append(decision(Verdict.REJECT, CLAIMS[18], audit="spring"))
    judged.append(decision(Verdict.UNSURE, CLAIMS[19], audit="spring"))
    text = audit_entry(assess(sample, judged), identity="tagger-one")
    # 17 of 19, and 18 of 19.
    assert text == (
        "89.5% (95% interval 68.6% to 97.1%) right in all that is shown, 94.7% (95% interval "
        "75.4% to 99.1%) with such a claim in the sentence; 19 judged blind of 20 drawn at random "
        "on 2026-11-22 from 40 claims (audit spring); 1 unsure, and in no figure"
    )
    other = audit_entry(assess(sample, judged), identity="tagger-two")
    assert other == f"{text}; the records were read by another version of the tagger then"
    assert ("Audited precision", text) in Provenance(audit=text).entries
    assert "Audited precision" not in dict(Provenance().entries)
