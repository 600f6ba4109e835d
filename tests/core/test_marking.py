"""Sentences cut at the spans of their claims."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from curate.core.claim import Span
from curate.core.marking import Segment, bracketed, passages, segments
from tests.evidence import PROMOTES


def test_segments_name_their_parts() -> None:
    claim = PROMOTES.claim()
    assert segments(claim.sentence, [claim]) == (
        Segment("MK-801", "agent"),
        Segment(" changed "),
        Segment("morphine", "exposure"),
        Segment(" "),
        Segment("tolerance", "phenomenon"),
        Segment(" in our test."),
    )


def test_brackets_in_plain_text() -> None:
    claim = PROMOTES.claim()
    assert bracketed(segments(claim.sentence, [claim])) == (
        "[agent: MK-801] changed [exposure: morphine] [phenomenon: tolerance] in our test."
    )


def test_overlap_keeps_the_first_and_clips_the_other() -> None:
    claim = PROMOTES.claim()
    overlapping = replace(
        claim,
        observation=replace(claim.observation, mechanism_span=Span(3, 14, "801 changed")),
    )
    pieces = segments(claim.sentence, [overlapping])
    assert pieces[:2] == (Segment("MK-801", "agent"), Segment(" changed", "mechanism"))


def test_claims_of_one_sentence_share_a_passage() -> None:
    text = "MK-801 and APV changed morphine tolerance."
    first = replace(PROMOTES, sentence=text).claim()
    second = replace(PROMOTES, sentence=text, agent="APV").claim()
    third = replace(PROMOTES, start=200).claim()
    one, other = passages([first, second, third])
    assert one.claims == (first, second)
    assert [s.text for s in one.segments if s.part == "agent"] == ["MK-801", "APV"]
    assert other.claims == (third,)


@given(st.lists(st.tuples(st.integers(0, 46), st.integers(0, 46)), min_size=4, max_size=4))
def test_segments_always_join_to_the_sentence(bounds: list[tuple[int, int]]) -> None:
    claim = PROMOTES.claim()
    text = claim.sentence.text
    one, two, three, four = (Span(min(b), max(b), text[min(b) : max(b)]) for b in bounds)
    seen = replace(
        claim.observation,
        mechanism_span=one,
        agent_span=two,
        phenomenon_span=three,
        exposure_span=four,
    )
    pieces = segments(claim.sentence, [replace(claim, observation=seen)])
    assert "".join(p.text for p in pieces) == text
    assert all(p.text for p in pieces)
