"""The matching copy of a text and its way back."""

# ruff: noqa: RUF001 - the letters and dashes of real records are meant

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.nlp.fold import fold

# Letters of the field's texts, and a few that grow or shrink when they are folded.
ALPHABET = "abcXYZ 019.,-()αβγδκμµΔΩσςß–—−‑’“\u00a0éİıſKﬁ日"
texts = st.one_of(st.text(alphabet=ALPHABET, max_size=60), st.text(max_size=40))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MK-801", "mk-801"),
        ("μ-opioid", "mu-opioid"),
        ("µ-opioid", "mu-opioid"),  # the micro sign
        ("Δ9-THC", "delta9-thc"),
        ("IL‑1β", "il-1beta"),
        ("TNF-α–induced", "tnf-alpha-induced"),
        ("β-arrestin–2", "beta-arrestin-2"),
        ("Parkinson’s", "parkinson's"),
        ("5 mg", "5 mg"),
        ("naïve", "naïve"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_places_lead_back_to_the_letter_that_was_spelled() -> None:
    folded = fold("the μ-receptor")
    at = folded.text.index("receptor")
    assert folded.text[4:6] == "mu"
    assert [folded.original(i) for i in (4, 5, 6)] == [4, 4, 5]
    assert folded.original(at) == "the μ-receptor".index("receptor")
    assert folded.original(len(folded.text)) == len("the μ-receptor")


@given(texts)
def test_every_place_leads_back(text: str) -> None:
    folded = fold(text)
    places = [folded.original(i) for i in range(len(folded.text) + 1)]
    assert places[-1] == len(text)
    assert places == sorted(places)
    assert set(places) == set(range(len(text) + 1))


@given(texts)
def test_a_folded_character_comes_from_the_one_at_its_place(text: str) -> None:
    folded = fold(text)
    rebuilt = "".join(fold(c).text for c in text)
    assert folded.text == rebuilt
    sources = [text[folded.original(i)] for i in range(len(folded.text))]
    assert all(c in fold(s).text for c, s in zip(folded.text, sources, strict=True))


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.text(alphabet="abcxyzABCXYZ -0123", max_size=40))
def test_plain_text_is_only_lowered(text: str) -> None:
    folded = fold(text)
    assert folded.text == text.lower()
    assert folded.places == ()
