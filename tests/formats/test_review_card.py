"""The claim on a reviewer's desk as text."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from curate.core.claim import Grounds, Sentence, Span, Tier
from curate.core.correction import correct
from curate.core.queue import Item
from curate.core.review import ReasonCode, Verdict
from curate.formats.review_card import legend, lettered_sentence, review_card
from curate.formats.terminal import render
from tests.decided import decision
from tests.evidence import HOSTILE, LEXICON, PROMOTES, record, span_of

CLAIM = PROMOTES.claim()


def shown(item: Item, width: int = 100) -> str:
    return render([review_card(item)], width=width, color=False)


def test_parts_are_marked_without_colour() -> None:
    text = "MK-801 had no effect on morphine tolerance."
    said = replace(PROMOTES, sentence=text).claim()
    cue = span_of(text, "had no effect")
    claim = replace(said, grounds=replace(said.grounds, cues=(cue,)))
    assert lettered_sentence(claim).plain == (
        "[A:MK-801] [C:had] [N:no] [C:effect] on [E:morphine] [P:tolerance]."
    )
    assert legend().plain.split()[::2] == ["M", "A", "P", "E", "C", "N"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=4))
def test_marks_never_change_the_words(places: list[tuple[int, int]]) -> None:
    text = "MK-801 did not, or had no effect on, morphine tolerance."
    said = replace(PROMOTES, sentence=text).claim()
    cues = tuple(Span(s, s + n, text[s : s + n]) for s, n in places)
    grounds = Grounds(tier=Tier.BOTH, confidence=0.5, rule="verb", cues=cues)
    plain = lettered_sentence(replace(said, grounds=grounds)).plain
    for mark in ("[A:", "[M:", "[P:", "[E:", "[C:", "[N:", "]"):
        plain = plain.replace(mark, "")
    assert plain == text


def test_all_there_is_to_know_is_on_the_card() -> None:
    rejected = decision(Verdict.REJECT, CLAIM, reviewer="bob", reason=ReasonCode.DIRECTION)
    own = decision(Verdict.ACCEPT, CLAIM, second=60)
    text = shown(
        Item(
            claim=CLAIM,
            article=record(1, "Brackwater", "Lindqvist"),
            before=Sentence(section=1, start=0, end=12, text="Rats had it."),
            after=Sentence(section=1, start=80, end=92, text="Mice had not."),
            decisions=(rejected, own),
            own=own,
        )
    )
    lines = text.splitlines()
    assert lines[0] == "NMDA receptor ↑ promotes: tolerance"
    assert lines[1].strip() == "Rats had it."
    assert lines[2].startswith("[A:MK-801] changed")
    assert lines[3].strip() == "Mice had not."
    assert [line.split("  ")[0] for line in lines[5:] if line and line[0] != " "] == [
        *("Observation", "Inference", "Citation", "Found by", "Decided", "You", "M mechanism"),
    ]
    assert "bob: reject (direction)" in text
    assert "Brackwater" in text


def test_both_versions_are_shown_and_which_is_judged() -> None:
    ours = correct(CLAIM, {"effect": "increases"}, LEXICON)
    standing = shown(Item(claim=ours, other=CLAIM)).splitlines()
    now = shown(Item(claim=CLAIM, other=ours, tagger=True)).splitlines()
    (stands,) = (line for line in standing if line.startswith("It stands"))
    (tagger,) = (line for line in now if line.startswith("Tagger now"))
    assert "▶ NMDA receptor ↓ inhibits" in stands
    assert "▶ NMDA receptor ↑ promotes" in tagger


def test_a_record_that_is_not_here_and_hostile_text() -> None:
    hostile = replace(PROMOTES, sentence=f"MK-801 {HOSTILE} morphine tolerance").claim()
    text = shown(Item(claim=hostile))
    assert "the record is not here" in text
    assert "\x1b" not in text
