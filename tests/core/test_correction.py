"""Words that a reviewer points at."""

from curate.core.claim import Reading, Span
from curate.core.correction import added, correct
from tests.evidence import LEXICON, Said

SENTENCE = "Glia and glia drive tolerance, and tolerance wanes."


def test_words_that_stand_twice_are_those_pointed_at() -> None:
    said = Said(number=1, sentence=f"MK-801: morphine. {SENTENCE}")
    claim = said.claim()
    near = correct(claim, {"phenomenon_text": "tolerance"}, LEXICON)
    assert near.observation.phenomenon_span == claim.observation.phenomenon_span
    last = claim.sentence.text.rindex("tolerance")
    there = correct(claim, {"phenomenon_text": "tolerance"}, LEXICON, at={"phenomenon_text": last})
    assert there.observation.phenomenon_span == Span(last, last + 9, "tolerance")


def test_an_added_claim_has_the_words_pointed_at() -> None:
    sentence = Said(number=1, sentence=f"MK-801: morphine. {SENTENCE}").claim().sentence
    fields = {"mechanism_text": "glia", "phenomenon_text": "tolerance", "effect": "increases"}
    last = sentence.text.rindex("tolerance")
    reading = Reading(pmid="900000001", sentences=(sentence,), claims=())
    claim = added(reading, sentence, fields, LEXICON, reviewer="ann", at={"phenomenon_text": last})
    assert claim.observation.phenomenon_span.start == last
