"""Abbreviations that a text defines itself."""

# ruff: noqa: RUF001 - the letters and dashes of real records are meant

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.definitions import definitions


def longs(text: str) -> dict[str, str]:
    return {short: text[start:end] for short, (start, end) in definitions(text).items()}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Levels of nitric oxide (NO) rose.", "NO", "nitric oxide"),
        ("The N-methyl-D-aspartate (NMDA) receptor", "NMDA", "N-methyl-D-aspartate"),
        ("by opioid-induced hyperalgesia (OIH).", "OIH", "opioid-induced hyperalgesia"),
        ("in the periaqueductal gray (PAG) and", "PAG", "periaqueductal gray"),
        ("calcitonin gene-related peptide (CGRP)", "CGRP", "calcitonin gene-related peptide"),
        ("of 5-hydroxytryptamine (5-HT) in", "5-HT", "5-hydroxytryptamine"),
        ("of spinal cholecystokinin (CCK; 10 ng)", "CCK", "cholecystokinin"),
        ("tumor necrosis factor-α (TNF-α)", "TNF-α", "tumor necrosis factor-α"),
        ("interleukin-1β (IL-1β) was high", "IL-1β", "interleukin-1β"),
    ],
)
def test_a_definition(text: str, short: str, long: str) -> None:
    assert longs(text) == {short: long}


@pytest.mark.parametrize(
    "text",
    [
        "Rats (n = 12) were tested.",
        "It fell (P < 0.05).",
        "MK-801 (0.1 mg/kg) was given.",
        "The dose (see below) was low.",
        "Ketamine (Pfizer) was used.",
        "Both drugs (50) helped.",
        "Tolerance rose.",
        "(NO) was first.",
    ],
)
def test_no_definition(text: str) -> None:
    assert longs(text) == {}


def test_the_first_definition_holds() -> None:
    text = "Nitric oxide (NO) and nasal obstruction (NO) were seen."
    assert longs(text) == {"NO": "Nitric oxide"}


def test_a_definition_does_not_reach_into_the_sentence_before() -> None:
    assert longs("Much was given. Pain (MGP) fell.") == {}


def test_several_definitions() -> None:
    text = "Protein kinase C (PKC) and nerve growth factor (NGF) in bone cancer pain (BCP)"
    assert longs(text) == {
        "PKC": "Protein kinase C",
        "NGF": "nerve growth factor",
        "BCP": "bone cancer pain",
    }


@pytest.mark.xfail(reason="a letter inside a word is taken before the initial of an earlier word")
def test_initials_go_before_letters_inside_a_word() -> None:
    assert longs("after chronic constriction injury (CCI)") == {
        "CCI": "chronic constriction injury"
    }


@given(
    st.lists(st.sampled_from(["alpha", "beta (AB)", "(NO)", "nitric oxide (NO)", "x. Y", "()"]))
)
def test_the_letters_of_a_short_form_stand_in_its_long_form_in_order(words: list[str]) -> None:
    found = longs(" ".join(words))
    spelled = {short: [c for c in long.lower() if c.isalnum()] for short, long in found.items()}
    assert all(_in_order(short.lower(), letters) for short, letters in spelled.items())


def _in_order(short: str, letters: list[str]) -> bool:
    rest = iter(letters)
    return all(c in rest for c in short if c.isalnum())
