"""A pack's terms in a text."""

# ruff: noqa: RUF001 - the letters and dashes of real records are meant

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.nlp.fold import fold
from tests.nlp.lexicon_sample import LEXICON, SCANNER


def found(sentence: str) -> list[tuple[str, str]]:
    mentions = SCANNER.scan(sentence, fold(sentence))
    return [(m.text, m.concept.concept_id) for m in mentions]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("MK-801 was given.", [("MK-801", "mk801")]),
        ("mk 801 and MK801", [("mk 801", "mk801"), ("MK801", "mk801")]),
        ("MK‑801 helped", [("MK‑801", "mk801")]),
        ("NMDA receptors", [("NMDA receptors", "nmda")]),
        ("NMDA-receptor block", [("NMDA-receptor", "nmda")]),
        ("N-Methyl-d-aspartate receptor", [("N-Methyl-d-aspartate receptor", "nmda")]),
        ("μ-opioid receptor", [("μ-opioid receptor", "mu")]),
        ("the µ opioid receptors", [("µ opioid receptors", "mu")]),
        ("IL-1beta or IL-1β", [("IL-1beta", "il1"), ("IL-1β", "il1")]),
        ("5-HT(3)", []),
        ("5-HT3 and 5HT3", [("5-HT3", "5ht3"), ("5HT3", "5ht3")]),
    ],
)
def test_spelling(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence", ["xMK-801", "MK-8011", "PKCgamma", "tolerances2", "no effect", "No effect"]
)
def test_nothing_inside_a_longer_word_or_in_the_wrong_case(sentence: str) -> None:
    assert found(sentence) == []


def test_the_longest_form_wins() -> None:
    assert found("Nitric oxide synthase and nitric oxide") == [
        ("Nitric oxide synthase", "nos"),
        ("nitric oxide", "no"),
    ]


def test_an_exact_form_keeps_its_case() -> None:
    assert found("NO, but no other gas") == [("NO", "no")]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Glucose tolerance fell.", []),
        ("Tolerance to glucose fell.", ["tolerance"]),
        ("Drought reduced tolerance.", []),
        ("Tolerance to alcohol fell.", []),
        ("Tolerance to alcohol and morphine fell.", ["tolerance", "morphine"]),
        ("Morphine tolerance fell.", ["morphine", "tolerance"]),
    ],
)
def test_guards(sentence: str, names: list[str]) -> None:
    assert [name for _, name in found(sentence)] == names


@pytest.mark.parametrize("text", ["antihyperalgesic", "anti-hyperalgesic", "Antiallodynic"])
def test_anti_turns_a_phenomenon_round(text: str) -> None:
    sentence = f"An {text} effect"
    mentions = SCANNER.scan(sentence, fold(sentence))
    assert [(m.text, m.against) for m in mentions] == [(text, True)]


def test_a_plain_phenomenon_is_not_turned_round() -> None:
    sentence = "A hyperalgesic effect"
    assert [m.against for m in SCANNER.scan(sentence, fold(sentence))] == [False]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("mu- and delta-opioid receptors", [("mu-", "mu"), ("delta-opioid receptors", "delta")]),
        ("CB1 and CB2 receptors", [("CB1", "cb1"), ("CB2 receptors", "cb2")]),
        ("CB1 but not CB2 receptors", [("CB1", "cb1"), ("CB2 receptors", "cb2")]),
        ("μ- or delta-opioid receptors", [("μ-", "mu"), ("delta-opioid receptors", "delta")]),
        ("pain and CB2 receptors", [("CB2 receptors", "cb2")]),
    ],
)
def test_an_elided_head(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("record", "out"),
    [
        ("hypersensitivity to nickel", {"hyperalgesia"}),
        ("hypersensitivity and painful joints", set()),
        ("hypersensitivity painted red", set()),  # beginnings of words
        ("hyperalgesia", set()),
        ("hypersensitivity of the campaign", {"hyperalgesia"}),
        ("tolerance", {"hyperalgesia"}),
    ],
)
def test_a_context_is_asked_of_the_record(record: str, out: set[str]) -> None:
    assert SCANNER.out_of_place(record) == out


def test_what_may_hold_a_phenomenon() -> None:
    assert SCANNER.may_hold_phenomenon(fold("Antiallodynic drugs"))
    assert not SCANNER.may_hold_phenomenon(fold("MK-801 blocks NMDA receptors"))


def test_lookup_takes_a_whole_phrase() -> None:
    concept = SCANNER.lookup("NMDA receptors")
    assert concept is not None
    assert concept.concept_id == "nmda"
    assert SCANNER.lookup("the NMDA receptors") is None


words = st.sampled_from(
    [*(f for t in LEXICON.terms for f in t.forms), "and", "the", "µ", "α", "(", ")", "-", ","]
)


@given(st.lists(words, max_size=8).map(" ".join))
def test_mentions_stand_in_order_apart_and_where_they_say(sentence: str) -> None:
    mentions = SCANNER.scan(sentence, fold(sentence))
    borders = [place for m in mentions for place in (m.start, m.end)]
    assert borders == sorted(borders)
    assert [m.text for m in mentions] == [sentence[m.start : m.end] for m in mentions]
