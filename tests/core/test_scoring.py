from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.core.annotation import Annotation, NoClaim
from curate.core.baselines import AIM_FILTER, COOCCURRENCE, baselines
from curate.core.breakdown import Group
from curate.core.claim import Certainty, Claim, SourceKind, Tier
from curate.core.measures import Share, Tally
from curate.core.scoring import SystemScore, score_gold, shown
from curate.core.signs import Basis, Effect
from tests.core.scoring_samples import AIM, CHAIN, TWO, Item

RAISED = Item()
BLOCKED = Item(
    mechanism=None, agent="zetalin", effect=Effect.DECREASES, basis=Basis.BLOCKADE, rule="noun"
)
QUORIN = Item(sentence=TWO, mechanism="quorin", phenomenon="allodynia")
VELIDASE = Item(sentence=TWO, mechanism="velidase", phenomenon="allodynia")
ASKED = Item(
    sentence=AIM, mechanism="quorin", effect=Effect.INVOLVED, certainty=Certainty.QUESTION
)


def score(
    found: Sequence[Claim], gold: Sequence[Annotation | NoClaim], *, resamples: int = 0
) -> SystemScore:
    return score_gold({"ours": found}, gold, resamples=resamples).systems[0]


def tally(matched: int, found: int, gold: int) -> Tally:
    return Tally(matched=matched, found=found, gold=gold)


def share(hits: int, total: int) -> Share:
    return Share(hits=hits, total=total)


def test_link_strict_and_full_by_hand() -> None:
    gold = [RAISED.gold(), QUORIN.gold(), VELIDASE.gold(), ASKED.gold()]
    found = [
        RAISED.found(),
        replace(QUORIN, effect=Effect.DECREASES).found(),
        replace(VELIDASE, certainty=Certainty.HEDGED).found(),
        replace(ASKED, effect=Effect.INCREASES, certainty=Certainty.ASSERTED).found(),
    ]
    got = score(found, gold)
    # The gold's question is on neither side, but what was found of it is a false claim.
    assert got.link.tally == tally(3, 4, 3)
    assert got.strict.tally == tally(2, 4, 3)
    assert got.full.tally == tally(1, 4, 4)
    assert got.hedging == share(2, 3)
    assert got.direction == share(2, 3)
    assert (got.findings, got.questions_found) == (4, 0)


def test_questions_are_out_of_link_and_strict_and_in_full() -> None:
    got = score([ASKED.found()], [ASKED.gold()])
    assert got.link.tally == got.strict.tally == tally(0, 0, 0)
    assert got.full.tally == tally(1, 1, 1)
    assert got.questions.tally == got.questions_end_to_end.tally == tally(1, 1, 1)


def test_questions_kept_out_by_hand() -> None:
    leaked = replace(ASKED, pmid="900000002")
    unread = replace(ASKED, pmid="900000003")
    withheld = replace(RAISED, pmid="900000004")
    invented = replace(ASKED, pmid="900000005")
    gold: list[Annotation | NoClaim] = [
        ASKED.gold(),
        leaked.gold(),
        unread.gold(),
        withheld.gold(),
        NoClaim(pmid="900000005"),
    ]
    found = [
        ASKED.found(),
        replace(leaked, certainty=Certainty.HEDGED).found(),
        replace(withheld, certainty=Certainty.QUESTION).found(),
        invented.found(),
    ]
    got = score(found, gold)
    assert got.questions.tally == tally(1, 2, 2)
    assert got.questions_end_to_end.tally == tally(1, 3, 3)


def test_each_gold_claim_matches_once() -> None:
    gold = [Item(agent="zetalin", effect=Effect.DECREASES, basis=Basis.BLOCKADE).gold()]
    got = score([RAISED.found(), BLOCKED.found()], gold)
    assert got.link.tally == tally(1, 2, 1)
    assert got.strict.tally == tally(1, 2, 1)


def test_the_same_role_is_preferred_then_the_same_certainty() -> None:
    gold = [RAISED.gold()]
    wrong = replace(RAISED, effect=Effect.DECREASES, variant=1, confidence=1.0)
    hedged = replace(RAISED, certainty=Certainty.HEDGED, variant=2)
    got = score([wrong.found(), hedged.found()], gold)
    assert got.strict.tally == tally(1, 2, 1)
    assert got.hedging == share(0, 1)
    got = score([wrong.found(), hedged.found(), RAISED.found()], gold)
    assert got.hedging == share(1, 1)


def test_contrary_results_of_one_pair_match_each_their_own() -> None:
    null = replace(RAISED, effect=Effect.NONE, variant=1)
    got = score([null.found(), RAISED.found()], [RAISED.gold(), null.gold()])
    assert got.strict.tally == tally(2, 2, 2)
    assert got.none_claims.tally == got.none_paired.tally == tally(1, 1, 1)


def test_direction_by_basis_by_hand() -> None:
    other = replace(BLOCKED, pmid="900000002")
    unsigned = replace(RAISED, pmid="900000003")
    gold = [BLOCKED.gold(), other.gold(), unsigned.gold(), QUORIN.gold()]
    found = [
        BLOCKED.found(),
        replace(other, effect=Effect.INCREASES).found(),
        replace(unsigned, effect=Effect.INVOLVED).found(),
        QUORIN.found(),
    ]
    got = score(found, gold)
    assert got.direction == share(2, 4)
    assert got.direction_touching == share(1, 2)
    assert got.direction_signed == share(2, 3)
    assert got.direction_by_basis == {
        "direct": share(1, 2),
        "blockade": share(1, 2),
        "activation": share(0, 0),
    }
    assert got.involved.tally == tally(0, 1, 0)


def test_involved_and_none_by_hand() -> None:
    gold, found = [], []
    truths = [Effect.INVOLVED, Effect.INVOLVED, Effect.INCREASES, Effect.NONE, Effect.NONE]
    reads = [Effect.INVOLVED, Effect.DECREASES, Effect.INVOLVED, Effect.NONE, Effect.INVOLVED]
    for number, (truth, read) in enumerate(zip(truths, reads, strict=True)):
        item = replace(RAISED, pmid=f"90000001{number}")
        gold.append(replace(item, effect=truth).gold())
        found.append(replace(item, effect=read).found())
    missed = replace(RAISED, pmid="900000020", effect=Effect.NONE)
    false = replace(QUORIN, pmid="900000020", effect=Effect.NONE)
    got = score([*found, false.found()], [*gold, missed.gold()])
    assert got.involved.tally == tally(1, 2, 2)
    assert got.none_claims.tally == tally(1, 2, 3)
    assert got.none_paired.tally == tally(1, 1, 2)


def test_only_records_of_the_gold_are_scored() -> None:
    elsewhere = replace(RAISED, pmid="900000099").found()
    empty = replace(RAISED, pmid="900000098").found()
    report = score_gold(
        {"ours": [RAISED.found(), elsewhere, empty]},
        [RAISED.gold(), NoClaim(pmid="900000098"), NoClaim(pmid="900000097")],
        resamples=0,
    )
    got = report.systems[0]
    assert (report.abstracts, report.empty_abstracts) == (3, 2)
    assert (report.gold_findings, report.gold_questions) == (1, 0)
    assert got.outside == 1
    assert got.link.tally == tally(1, 2, 1)


def test_a_repeated_claim_id_is_one_claim() -> None:
    again = replace(RAISED, confidence=0.3)
    got = score([again.found(), RAISED.found()], [RAISED.gold()])
    assert got.link.tally == tally(1, 1, 1)
    assert got.calibration.bins[0].mean_confidence == 0.9


def test_breakdowns_by_hand() -> None:
    weak = replace(VELIDASE, tier=Tier.WINDOW, rule="noun", effect=Effect.NONE)
    got = score([QUORIN.found(), weak.found()], [QUORIN.gold(), VELIDASE.gold(), RAISED.gold()])
    by = {b.by: {g.name: g for g in b.groups} for b in got.breakdowns}
    assert by["role"]["promotes"] == Group(
        name="promotes", gold=3, found=1, gold_linked=2, found_linked=1, strict=tally(1, 1, 3)
    )
    assert by["role"]["none"] == Group(
        name="none", gold=0, found=1, gold_linked=0, found_linked=1, strict=tally(0, 1, 0)
    )
    assert by["phenomenon"]["allodynia"].strict == tally(1, 2, 2)
    assert by["phenomenon"]["tolerance"].strict == tally(0, 0, 1)
    assert by["tier"]["window"].strict == tally(0, 1, 0)
    assert by["rule"]["verb"].strict == tally(1, 1, 0)


def test_calibration_by_hand() -> None:
    sure = replace(QUORIN, confidence=1.0)
    unsure = replace(VELIDASE, confidence=0.42, effect=Effect.NONE)
    wrong = replace(RAISED, pmid="900000002", confidence=0.48)
    gold: list[Annotation | NoClaim] = [QUORIN.gold(), VELIDASE.gold(), NoClaim(pmid="900000002")]
    calibration = score([sure.found(), unsure.found(), wrong.found()], gold).calibration
    low, high = calibration.bins
    assert (low.low, low.count, low.linked, low.strict) == (0.4, 2, 1, 0)
    assert low.mean_confidence == pytest.approx(0.45)
    assert (high.low, high.high, high.count, high.strict) == (0.9, 1.0, 1, 1)
    assert calibration.error == pytest.approx(0.9 / 3)
    points = [(p.threshold, p.link, p.strict) for p in calibration.curve]
    assert points == [
        (0.0, tally(2, 3, 2), tally(1, 3, 2)),
        (0.45, tally(1, 2, 2), tally(1, 2, 2)),
        (0.5, tally(1, 1, 2), tally(1, 1, 2)),
    ]


def test_the_curve_pairs_anew_at_each_threshold() -> None:
    # The weaker claim has the right role and takes the pair while it is shown.
    gold = [RAISED.gold()]
    strong = replace(RAISED, effect=Effect.NONE, confidence=0.9, variant=1)
    weak = replace(RAISED, confidence=0.2)
    curve = score([strong.found(), weak.found()], gold).calibration.curve
    assert [p.link for p in curve] == [tally(1, 2, 1), tally(1, 1, 1)]
    assert [p.strict for p in curve] == [tally(1, 2, 1), tally(0, 1, 1)]


def test_every_error_is_listed_with_its_reason() -> None:
    lost = replace(RAISED, pmid="900000002")
    withheld = replace(RAISED, pmid="900000003")
    leaked = replace(ASKED, pmid="900000004")
    gold: list[Annotation | NoClaim] = [
        QUORIN.gold(),
        VELIDASE.gold(),
        lost.gold(),
        withheld.gold(),
        leaked.gold(),
        NoClaim(pmid="900000005"),
        RAISED.gold(),
        Item(agent="zetalin", effect=Effect.DECREASES, basis=Basis.BLOCKADE).gold(),
    ]
    found = [
        replace(QUORIN, effect=Effect.NONE, certainty=Certainty.HEDGED).found(),
        Item(sentence=TWO, mechanism="strain", phenomenon="allodynia").found(),
        replace(QUORIN, effect=Effect.DECREASES, variant=1, certainty=Certainty.HEDGED).found(),
        replace(QUORIN, pmid="900000002").found(),
        replace(withheld, certainty=Certainty.QUESTION).found(),
        replace(leaked, certainty=Certainty.ASSERTED).found(),
        replace(RAISED, pmid="900000005").found(),
        RAISED.found(),
    ]
    got = score(found, gold).confusions
    assert sorted((m.gold.pmid[-1], m.reason) for m in got.misses) == [
        ("1", "another claim in the sentence"),
        ("1", "taken by another gold claim"),
        ("2", "no claim"),
        ("3", "read as a question"),
    ]
    assert sorted((f.found.pmid[-1], f.reason) for f in got.false_claims) == [
        ("1", "other cause or phenomenon"),
        ("1", "repeats another found claim"),
        ("2", "sentence without claims"),
        ("4", "gold says question"),
        ("5", "abstract without claims"),
    ]
    assert [p.gold.mechanism for p in got.wrong_roles] == ["quorin"]
    assert [p.gold.mechanism for p in got.wrong_certainties] == ["quorin"]


def test_source_kinds_are_scored_where_both_sides_tell() -> None:
    gold: list[Annotation | NoClaim] = [
        RAISED.gold(source_kind=SourceKind.ANIMAL),
        replace(RAISED, pmid="900000002").gold(source_kind=SourceKind.HUMAN),
        replace(RAISED, pmid="900000003").gold(),
        NoClaim(pmid="900000004", source_kind=SourceKind.REVIEW),
    ]
    found = [RAISED.found(), replace(RAISED, pmid="900000002").found()]
    assert score(found, gold).source_kind == share(1, 2)
    kinds = {"900000004": SourceKind.REVIEW, "900000002": SourceKind.HUMAN}
    report = score_gold({"ours": found}, gold, source_kinds=kinds, resamples=0)
    assert report.systems[0].source_kind == share(3, 3)


def test_shown_leaves_out_what_only_co_occurs() -> None:
    candidate = replace(QUORIN, tier=Tier.COOCCURRENCE).found()
    assert shown([candidate, RAISED.found()]) == [RAISED.found()]


def test_baselines_say_that_everything_promotes() -> None:
    claims = [
        BLOCKED.found(),
        replace(QUORIN, effect=Effect.NONE, tier=Tier.COOCCURRENCE).found(),
        ASKED.found(),
        replace(BLOCKED, effect=Effect.NONE, variant=1).found(),
    ]
    made = baselines(claims)
    assert [len(made[name]) for name in (COOCCURRENCE, AIM_FILTER)] == [3, 2]
    gold = [BLOCKED.gold(), QUORIN.gold(), ASKED.gold()]
    report = score_gold(made, gold, resamples=0)
    assert [s.name for s in report.systems] == [COOCCURRENCE, AIM_FILTER]
    assert [s.link.tally for s in report.systems] == [tally(2, 3, 2), tally(2, 2, 2)]
    assert [s.strict.tally for s in report.systems] == [tally(2, 3, 2), tally(2, 2, 2)]


def test_nothing_against_nothing_has_no_figures() -> None:
    got = score([], [NoClaim(pmid="900000001")], resamples=10)
    assert got.link.tally.f1 is None
    assert got.link.f1_interval is None
    assert got.direction.value is None
    assert got.calibration.error is None
    assert score_gold({"ours": []}, []).abstracts == 0


_CAUSES: dict[str, tuple[str, ...]] = {
    CHAIN: ("quorin receptors", "zetalin"),
    TWO: ("quorin", "velidase"),
    AIM: ("quorin",),
}
_PHENOMENA = {CHAIN: "tolerance", TWO: "allodynia", AIM: "tolerance"}


@st.composite
def items(draw: st.DrawFn) -> Item:
    sentence = draw(st.sampled_from(sorted(_CAUSES)))
    return Item(
        pmid=draw(st.sampled_from(["900000001", "900000002", "900000003"])),
        sentence=sentence,
        mechanism=draw(st.sampled_from(_CAUSES[sentence])),
        phenomenon=_PHENOMENA[sentence],
        effect=draw(st.sampled_from(list(Effect))),
        basis=draw(st.sampled_from(list(Basis))),
        certainty=draw(st.sampled_from(list(Certainty))),
        confidence=draw(st.sampled_from([0.1, 0.5, 0.95])),
        variant=draw(st.integers(0, 2)),
    )


@settings(deadline=None)
@given(st.lists(items(), max_size=8, unique_by=lambda i: i.found().claim_id))
def test_gold_against_itself_is_perfect(found: list[Item]) -> None:
    got = score([i.found() for i in found], [i.gold() for i in found])
    asked = sum(i.certainty is Certainty.QUESTION for i in found)
    stated = len(found) - asked
    assert got.link.tally == got.strict.tally == tally(stated, stated, stated)
    assert got.full.tally == tally(len(found), len(found), len(found))
    assert got.questions_end_to_end.tally == tally(asked, asked, asked)
    assert not got.confusions.misses
    assert not got.confusions.false_claims


@settings(deadline=None)
@given(
    st.lists(items(), max_size=7),
    st.lists(items(), max_size=7, unique_by=lambda i: i.found().claim_id),
)
def test_order_makes_no_difference_and_figures_are_shares(
    gold: list[Item], found: list[Item]
) -> None:
    ours, theirs = [i.found() for i in found], [i.gold() for i in gold]
    got = score(ours, theirs, resamples=20)
    assert score(ours[::-1], theirs[::-1], resamples=20) == got
    link, strict = got.link.tally, got.strict.tally
    assert strict.matched <= link.matched <= min(link.found, link.gold)
    assert got.full.tally.matched <= min(got.full.tally.found, got.full.tally.gold)
    assert len(got.confusions.misses) == link.gold - link.matched
    assert len(got.confusions.false_claims) == link.found - link.matched
    assert len(got.confusions.wrong_roles) == link.matched - strict.matched
    assert sum(b.count for b in got.calibration.bins) == link.found
