"""Scopes of negation and speculation, on sentences of our own and on BioScope."""

from pathlib import Path

import pytest

from curate.formats.bioscope import read_bioscope
from curate.nlp.labelled import score_scope_set
from curate.nlp.pipeline import Pipeline
from curate.nlp.scopes import ScopeFinder


@pytest.fixture(scope="module")
def finder() -> ScopeFinder:
    return ScopeFinder(Pipeline())


def _found(finder: ScopeFinder, sentence: str) -> list[tuple[str, str, str]]:
    return [
        (s.kind.value, " ".join(sentence[a:b] for a, b in s.cues), sentence[s.start : s.end])
        for s in finder(sentence)
    ]


NEGATIONS = [
    ("The antagonist did not prevent tolerance.", "not", "not prevent tolerance"),
    ("Tolerance was not altered by the drug.", "not", "Tolerance was not altered by the drug"),
    ("The peptide had no effect on allodynia.", "no", "no effect on allodynia"),
    (
        "No change in withdrawal was seen after the injection.",
        "No",
        "No change in withdrawal was seen after the injection",
    ),
    (
        "Ketamine, but not lidocaine, reduced hyperalgesia.",
        "not",
        "not lidocaine",
    ),
    ("The drug relieved pain without tolerance.", "without", "without tolerance"),
    (
        "The inhibitor failed to reverse hyperalgesia.",
        "failed",
        "failed to reverse hyperalgesia",
    ),
    (
        "Mice lacking the receptor became tolerant.",
        "lacking",
        "lacking the receptor",
    ),
    (
        "The antagonist did not alter tolerance, although it reduced allodynia.",
        "not",
        "not alter tolerance",
    ),
]

SPECULATIONS = [
    (
        "The kinase may contribute to tolerance.",
        "may",
        "may contribute to tolerance",
    ),
    (
        "Tolerance may be mediated by the kinase.",
        "may",
        "Tolerance may be mediated by the kinase",
    ),
    (
        "These results suggest that the kinase drives tolerance.",
        "suggest",
        "suggest that the kinase drives tolerance",
    ),
    (
        "The kinase appears to drive tolerance.",
        "appears",
        "The kinase appears to drive tolerance",
    ),
    (
        "We tested whether the kinase drives tolerance.",
        "whether",
        "whether the kinase drives tolerance",
    ),
    (
        "A putative receptor of the kinase was cloned.",
        "putative",
        "putative receptor of the kinase",
    ),
    (
        "Glial cells are likely to sustain allodynia.",
        "likely",
        "Glial cells are likely to sustain allodynia",
    ),
    (
        "It is possible that glial cells sustain allodynia.",
        "possible",
        "possible that glial cells sustain allodynia",
    ),
]


@pytest.mark.parametrize(("sentence", "cue", "scope"), NEGATIONS)
def test_reach_of_negation(finder: ScopeFinder, sentence: str, cue: str, scope: str) -> None:
    assert _found(finder, sentence) == [("negation", cue, scope)]


@pytest.mark.parametrize(("sentence", "cue", "scope"), SPECULATIONS)
def test_reach_of_speculation(finder: ScopeFinder, sentence: str, cue: str, scope: str) -> None:
    assert _found(finder, sentence) == [("speculation", cue, scope)]


def test_scopes_nest(finder: ScopeFinder) -> None:
    found = _found(finder, "The data suggest that the kinase does not alter tolerance.")
    assert found == [
        (
            "speculation",
            "suggest",
            "suggest that the kinase does not alter tolerance",
        ),
        ("negation", "not", "not alter tolerance"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The donor of NO enhanced tolerance.",
        "The drug reduced not only tolerance but also allodynia.",
        "The effect could be detected in all rats.",
        "",
    ],
)
def test_words_that_neither_deny_nor_hedge(finder: ScopeFinder, sentence: str) -> None:
    assert _found(finder, sentence) == []


def test_many_sentences_answer_as_one_does(finder: ScopeFinder) -> None:
    sentences = [sentence for sentence, _, _ in (*NEGATIONS, *SPECULATIONS)]
    assert list(finder.many(sentences)) == [list(finder(s)) for s in sentences]


@pytest.mark.realdata
def test_bioscope_abstracts(shared_data: Path) -> None:
    sentences = read_bioscope(shared_data / "negation" / "bioscope" / "abstracts.xml")
    score = score_scope_set(sentences[::4], resamples=50)
    assert (score.negation.words.tally.f1 or 0.0) >= 0.85
    assert (score.speculation.words.tally.f1 or 0.0) >= 0.88
