"""Question, hedge or assertion; own finding or others'."""

import pytest

from curate.core.claim import Certainty, Origin
from curate.nlp.assertion import Setting, certainty, heading_of, is_aim, is_own, origin


def put(
    sentence: str, setting: Setting | None = None, *, verb: str = "", unsigned: bool = False
) -> Certainty:
    """Return how the claim is put whose words begin at the verb and go to the sentence's end."""
    start = sentence.index(verb) if verb else 0
    return certainty(
        sentence,
        sentence.lower(),
        setting or Setting(),
        start,
        len(sentence) - 1,
        unsigned=unsigned,
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "MK-801 attenuated tolerance.",
        "These results demonstrate that MK-801 attenuates tolerance.",
        "We found that MK-801 attenuates tolerance.",
        "The allodynia could be reversed by MK-801.",
        "The data indicate that CCK promotes tolerance.",
    ],
)
def test_assertions(sentence: str) -> None:
    assert put(sentence) is Certainty.ASSERTED


@pytest.mark.parametrize(
    "sentence",
    [
        "MK-801 may attenuate tolerance.",
        "CCK might promote tolerance.",
        "These results suggest that CCK promotes tolerance.",
        "CCK appears to promote tolerance.",
        "It is possible that CCK promotes tolerance.",
        "CCK is thought to promote tolerance.",
        "CCK probably contributes to tolerance.",
    ],
)
def test_hedges(sentence: str) -> None:
    assert put(sentence) is Certainty.HEDGED


@pytest.mark.parametrize(
    "sentence",
    [
        "To determine whether MK-801 attenuates tolerance, rats were tested.",
        "We investigated the role of CCK in tolerance.",
        "We hypothesized that MK-801 attenuates tolerance.",
        "The aim was to study the effect of MK-801 on tolerance.",
        "The effect of MK-801 on tolerance was examined.",
        "Whether CCK promotes tolerance is unknown.",
    ],
)
def test_questions(sentence: str) -> None:
    assert put(sentence) is Certainty.QUESTION
    assert is_aim(sentence.lower())


def test_a_finding_behind_its_aim_is_no_question() -> None:
    sentence = "We tested MK-801 and found that it attenuated tolerance."
    assert put(sentence, verb="attenuated") is Certainty.ASSERTED


def test_a_hedge_in_a_later_clause_does_not_reach_back() -> None:
    sentence = "MK-801 reduced tolerance, suggesting that CCK may matter."
    end = sentence.index(",")
    found = certainty(sentence, sentence.lower(), Setting(), 0, end, unsigned=False)
    assert found is Certainty.ASSERTED


@pytest.mark.parametrize(
    ("sentence", "unsigned", "expected"),
    [
        ("Effect of MK-801 on tolerance", True, Certainty.QUESTION),
        ("MK-801 and tolerance", True, Certainty.QUESTION),
        ("MK-801 attenuates tolerance", False, Certainty.ASSERTED),
        ("Attenuation of tolerance by MK-801", False, Certainty.ASSERTED),
        ("Does MK-801 attenuate tolerance?", False, Certainty.QUESTION),
        ("CCK may promote tolerance", False, Certainty.HEDGED),
    ],
)
def test_titles(sentence: str, unsigned: bool, expected: Certainty) -> None:
    assert put(sentence, Setting(title=True), unsigned=unsigned) is expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("OBJECTIVE", Certainty.QUESTION),
        ("METHODS", Certainty.QUESTION),
        ("RESULTS", Certainty.ASSERTED),
        ("CONCLUSIONS", Certainty.ASSERTED),
        ("", Certainty.ASSERTED),
    ],
)
def test_headings(heading: str, expected: Certainty) -> None:
    assert put("Reduction of tolerance by MK-801.", Setting(heading=heading)) is expected


def test_a_heading_in_the_text_goes_before_the_sections() -> None:
    assert heading_of("RESULTS: MK-801 helped.", Setting(heading="METHODS")) == "RESULTS"
    assert heading_of("Note: MK-801 helped.", Setting(heading="METHODS")) == "METHODS"


@pytest.mark.parametrize(
    ("sentence", "setting", "expected"),
    [
        ("MK-801 reduced tolerance.", Setting(), Origin.OWN),
        ("MK-801 reduced tolerance.", Setting(opening=True), Origin.BACKGROUND),
        ("MK-801 reduced tolerance.", Setting(review=True), Origin.BACKGROUND),
        ("MK-801 reduces tolerance", Setting(title=True), Origin.OWN),
        ("We found that MK-801 reduced tolerance.", Setting(opening=True), Origin.OWN),
        ("Previous studies showed that MK-801 reduces tolerance.", Setting(), Origin.BACKGROUND),
        ("MK-801 has been reported to reduce tolerance.", Setting(), Origin.BACKGROUND),
        ("It is well known that CCK promotes tolerance.", Setting(), Origin.BACKGROUND),
        ("CCK promotes tolerance.", Setting(heading="BACKGROUND"), Origin.BACKGROUND),
        ("CCK promotes tolerance.", Setting(heading="RESULTS"), Origin.OWN),
        ("Here, CCK promoted tolerance.", Setting(), Origin.OWN),
    ],
)
def test_whose_finding_it_is(sentence: str, setting: Setting, expected: Origin) -> None:
    assert origin(sentence, sentence.lower(), setting) is expected


def test_what_speaks_of_the_paper_itself() -> None:
    assert is_own("in the present study, cck promoted tolerance.")
    assert not is_own("cck promotes tolerance.")
