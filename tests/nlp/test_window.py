"""The window reader, on sentences whose terms all stand in a small lexicon."""

import pytest

from curate.core.signs import Effect, role_of
from curate.nlp.finding import Finding
from curate.nlp.triggers import english
from curate.nlp.window import WindowReader
from tests.nlp.lexicon_sample import causes_of, copy_of

READER = WindowReader(english())


def read(sentence: str) -> list[Finding]:
    return READER.read(copy_of(sentence), causes_of(sentence))


def told(sentence: str) -> list[tuple[str, str, str, str]]:
    """Return what was read: the cause's name, the phenomenon, the effect, the role."""
    causes, mentions = causes_of(sentence), copy_of(sentence).mentions
    found = []
    for finding in read(sentence):
        cause = causes[finding.cause]
        span = cause.agent_span or cause.mechanism_span
        phenomenon = mentions[finding.phenomenon].concept.concept_id
        role = role_of(finding.effect, finding.basis or cause.basis)
        found.append((span.text if span else "", phenomenon, str(finding.effect), str(role)))
    return sorted(found)


@pytest.mark.parametrize(
    ("sentence", "effect", "role"),
    [
        ("MK-801 attenuated tolerance.", "decreases", "promotes"),
        ("Tolerance was attenuated by MK-801.", "decreases", "promotes"),
        ("Prevention of tolerance by MK-801 was seen.", "decreases", "promotes"),
        ("MK-801 failed to prevent tolerance.", "none", "none"),
        ("MK-801 did not reduce tolerance.", "none", "none"),
        ("MK-801 had no effect on tolerance.", "none", "none"),
        ("CCK promotes tolerance.", "increases", "promotes"),
        ("CCK is involved in tolerance.", "involved", "involved"),
        ("CCK plays a role in tolerance.", "involved", "involved"),
        ("CCK is required for tolerance.", "increases", "promotes"),
        ("DPDPE reduced allodynia.", "decreases", "inhibits"),
        ("Inhibition of PKC reduced tolerance.", "decreases", "promotes"),
        ("CB1 receptor antagonists increased allodynia.", "increases", "inhibits"),
        ("MK-801 had an antiallodynic effect.", "decreases", "promotes"),
        ("CCK-induced hyperalgesia lasted for hours.", "increases", "promotes"),
    ],
)
def test_one_pair(sentence: str, effect: str, role: str) -> None:
    assert [found[2:] for found in told(sentence)] == [(effect, role)]


def test_two_causes_and_two_phenomena() -> None:
    assert told("CCK and PKC contribute to tolerance and hyperalgesia.") == [
        ("CCK", "hyperalgesia", "increases", "promotes"),
        ("CCK", "tolerance", "increases", "promotes"),
        ("PKC", "hyperalgesia", "increases", "promotes"),
        ("PKC", "tolerance", "increases", "promotes"),
    ]


def test_but_not_denies_only_what_follows_it() -> None:
    assert told("MK-801 reduced tolerance but not hyperalgesia.") == [
        ("MK-801", "hyperalgesia", "none", "none"),
        ("MK-801", "tolerance", "decreases", "promotes"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rats received MK-801 and tolerance was tested on day 3.",
        "Tolerance and hyperalgesia developed.",
        "MK-801 was given to rats.",
    ],
)
def test_mere_mentions_make_no_finding(sentence: str) -> None:
    assert [f for f in read(sentence) if f.effect is not Effect.INVOLVED] == []


def test_the_cue_is_the_word_that_was_gone_by() -> None:
    sentence = "MK-801 (0.1 mg/kg) attenuated tolerance."
    (finding,) = read(sentence)
    assert [sentence[start:end] for start, end in finding.cues] == ["attenuated"]
    assert finding.rule.startswith("window.")
