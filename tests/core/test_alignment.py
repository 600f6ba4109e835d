from dataclasses import replace

import pytest

from curate.core.alignment import SolidText, closeness, shift_between
from tests.core.scoring_samples import CHAIN, TWO, Item


def test_places_count_what_is_no_white_space() -> None:
    text = SolidText("a  bc\n d")
    assert text.solid == "abcd"
    assert [text.place(i) for i in range(9)] == [0, 1, 1, 1, 2, 3, 3, 3, 4]
    assert text.place(99) == 4


def test_a_piece_is_looked_for_between_word_borders_first() -> None:
    assert SolidText("NOS makes NO and eNOS").occurrences("NO") == ((8, 10),)
    assert SolidText("eNOS only").occurrences("NO") == ((1, 3),)
    assert SolidText("mu- and delta-receptors").occurrences("mu-") == ((0, 3),)
    assert SolidText("none here").occurrences("quorin") == ()


@pytest.mark.parametrize(
    ("found", "gold", "shift"),
    [
        ("One two.", "One  two.", 0),
        ("One two. Three.", "Three.", -7),
        ("Three.", "One two. Three.", 7),
        ("One two.", "One three.", None),
    ],
)
def test_sentences_are_the_same_when_one_holds_the_other(
    found: str, gold: str, shift: int | None
) -> None:
    assert shift_between(SolidText(found), SolidText(gold)) == shift


def test_either_span_may_meet_either_span() -> None:
    gold = Item(mechanism="quorin receptors", agent="zetalin").gold()
    by_agent = Item(mechanism=None, agent="zetalin").found()
    by_mechanism = Item(mechanism="quorin").found()
    crossed = Item(mechanism="zetalin").found()
    whole = Item(mechanism="quorin receptors", agent="zetalin").found()
    found = [by_agent, by_mechanism, crossed, whole]
    assert closeness([gold], found) == {0: {0: 1, 1: 1, 2: 0, 3: 2}}


def test_another_phenomenon_sentence_or_cause_does_not_match() -> None:
    gold = Item(sentence=TWO, mechanism="quorin", phenomenon="allodynia").gold()
    found = [
        Item(sentence=TWO, mechanism="velidase", phenomenon="allodynia").found(),
        Item(sentence=CHAIN, mechanism="quorin", phenomenon="tolerance").found(),
    ]
    assert closeness([gold], found) == {}
    assert closeness([replace(gold, phenomenon="hyperalgesia")], found) == {}


def test_any_occurrence_of_a_gold_span_may_meet() -> None:
    sentence = "Quorin fell, and later quorin raised tolerance by more quorin."
    gold = Item(sentence=sentence, mechanism="quorin").gold()
    late = sentence.rindex("quorin")
    claim = Item(sentence=sentence, mechanism="quorin").found()
    span = replace(claim.observation.phenomenon_span, start=late, end=late + 6, text="quorin")
    moved = replace(claim, observation=replace(claim.observation, mechanism_span=span))
    assert closeness([gold], [moved]) == {0: {0: 1}}


def test_offsets_follow_a_sentence_that_begins_elsewhere() -> None:
    long = f"Quorin is made up. {TWO}"
    gold = Item(sentence=TWO, mechanism="velidase", phenomenon="allodynia").gold()
    right = Item(sentence=long, mechanism="velidase", phenomenon="allodynia").found()
    wrong = Item(sentence=long, mechanism="Quorin", phenomenon="allodynia").found()
    assert closeness([gold], [right, wrong]) == {0: {0: 1}}
    spaced = Item(
        sentence=TWO.replace(" ", "  "), mechanism="velidase", phenomenon="allodynia"
    ).found()
    assert closeness([gold], [spaced]) == {0: {0: 1}}


def test_an_equal_sentence_wins_over_one_that_holds_it() -> None:
    long = f"Quorin is made up. {TWO}"
    short = Item(sentence=TWO, mechanism="quorin", phenomenon="allodynia").gold()
    wide = Item(sentence=long, mechanism="quorin", phenomenon="allodynia").gold()
    claim = Item(sentence=TWO, mechanism="quorin", phenomenon="allodynia").found()
    assert closeness([wide, short], [claim]) == {1: {0: 1}}


def test_decomposed_letters_in_the_gold_are_the_same_text() -> None:
    composed = "The Hüllen factor raised tolerance."
    decomposed = composed.replace("ü", "u\u0308")
    gold = Item(sentence=decomposed, mechanism="Hu\u0308llen factor").gold()
    found = Item(sentence=composed, mechanism="Hüllen factor").found()
    assert closeness([gold], [found]) == {0: {0: 1}}
