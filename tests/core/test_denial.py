"""The words that deny, as a reviewer sees them marked."""

import pytest

from curate.core.denial import denials


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Naltrindole did not change tolerance, nor did saline.", ["not", "nor"]),
        ("MK-801 failed to prevent it in mice lacking the receptor.", ["failed", "lacking"]),
        ("It didn\u2019t change: no effect was seen.", ["didn\u2019t", "no"]),
        ("Tolerance was unaffected, and Another notable nodule noted.", ["unaffected"]),
        ("Clonidine reduced allodynia.", []),
        ("NO donors and nor-binaltorphimine reduced it.", []),
        ("No NO donor did.", ["No"]),
    ],
)
def test_denying_words_are_found(sentence: str, words: list[str]) -> None:
    found = denials(sentence)
    assert [span.text for span in found] == words
    assert all(sentence[s.start : s.end] == s.text for s in found)
