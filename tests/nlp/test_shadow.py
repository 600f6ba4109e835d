"""The reading copy of a sentence."""

# ruff: noqa: RUF001 - the letters and dashes of real records are meant

from hypothesis import given
from hypothesis import strategies as st

from curate.core.lexicon import Kind
from curate.nlp.fold import fold
from curate.nlp.mention import Concept, Mention
from curate.nlp.shadow import Shadow, mark, shadow
from tests.nlp.lexicon_sample import copy_of

ALPHABET = "abcD 12μβ–()[],.;"


def test_mentions_become_single_characters() -> None:
    copy = copy_of("MK-801 blocked tolerance.")
    assert copy.text == f"{mark(0)} blocked {mark(1)}."
    assert [m.text for m in copy.mentions] == ["MK-801", "tolerance"]


def test_brackets_without_a_mention_are_left_out() -> None:
    copy = copy_of("Ketamine (0.5 mg/kg, i.v.) reduced hyperalgesia (P < 0.05).")
    assert copy.text == f"{mark(0)} reduced {mark(1)}."


def test_brackets_with_a_mention_stay() -> None:
    copy = copy_of("The antagonist (MK-801) reduced tolerance.")
    assert copy.text == f"the antagonist ({mark(0)}) reduced {mark(1)}."


def test_a_stretch_leads_back_to_the_sentence() -> None:
    sentence = "The µ-opioid receptor (MOR; n = 3) underlies β-tolerance."
    copy = copy_of(sentence)
    verb = copy.text.index("underlies")
    start, end = copy.original(verb, verb + len("underlies"))
    assert sentence[start:end] == "underlies"
    first, last = copy.original(copy.text.index(mark(0)), copy.text.index(mark(0)) + 1)
    assert sentence[first:last] == "µ-opioid receptor"


def test_at_tells_mentions_from_other_characters() -> None:
    copy = copy_of("MK-801 blocked tolerance.")
    first = copy.at(0)
    assert first is not None
    assert first.text == "MK-801"
    assert copy.at(1) is None


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, Shadow]:
    text = draw(st.text(alphabet=ALPHABET, min_size=1, max_size=50))
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    concept = Concept(concept_id="x", label="x", kind=Kind.MECHANISM)
    mentions = [Mention(start=s, end=e, text=text[s:e], concept=concept) for s, e in pairs]
    return text, shadow(text, mentions)


@given(sentences())
def test_places_lead_back_in_order(case: tuple[str, Shadow]) -> None:
    text, copy = case
    assert len(copy.places) == len(copy.text) + 1
    assert copy.places[-1] == len(text)
    assert list(copy.places) == sorted(copy.places)


@given(sentences())
def test_each_character_stands_for_its_own_stretch(case: tuple[str, Shadow]) -> None:
    text, copy = case
    stretches = [copy.original(i, i + 1) for i in range(len(copy.text))]
    wrong = [
        (i, s, e) for i, (s, e) in enumerate(stretches) if not _stands_for(copy, i, text[s:e])
    ]
    assert wrong == []


def _stands_for(copy: Shadow, place: int, original: str) -> bool:
    mention = copy.at(place)
    if mention is not None:
        return original == mention.text
    return copy.text[place] in fold(original).text
