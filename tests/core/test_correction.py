"""What reviewers point at and what a form changes in a claim."""

import pytest

from curate.core.claim import Reading, Span
from curate.core.correction import added, changed_fields, correct, field_values
from curate.core.signs import Effect, Role
from tests.evidence import LEXICON, PROMOTES, Said

SENTENCE = "Glia and glia drive tolerance, and tolerance wanes."
CLAIM = PROMOTES.claim()
FORM = field_values(CLAIM) | {"role": ""}


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


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    assert changed_fields(CLAIM, FORM) == {}
    assert changed_fields(CLAIM, field_values(CLAIM)) == {}


def test_the_role_follows_what_is_changed() -> None:
    changes = changed_fields(CLAIM, FORM | {"effect": "increases"})
    assert changes == {"effect": "increases"}
    corrected = correct(CLAIM, changes, LEXICON)
    assert corrected.inference.role is Role.INHIBITS
    assert not corrected.inference.overruled


def test_a_role_of_its_own_overrules_the_inference_alone() -> None:
    changes = changed_fields(CLAIM, FORM | {"role": "involved"})
    assert changes == {"role": "involved"}
    corrected = correct(CLAIM, changes, LEXICON)
    assert corrected.inference.overruled
    assert corrected.observation == CLAIM.observation


@pytest.mark.parametrize("effect", Effect)
def test_an_overruled_role_is_given_back_to_what_follows(effect: Effect) -> None:
    overruled = correct(CLAIM, {"role": "involved"}, LEXICON)
    form = field_values(overruled) | {"role": "", "effect": effect.value}
    again = correct(overruled, changed_fields(overruled, form), LEXICON)
    assert not again.inference.overruled
    assert again.observation.effect is effect


def test_a_value_that_makes_no_sense_is_left_to_be_refused() -> None:
    assert changed_fields(CLAIM, FORM | {"effect": "sideways"}) == {"effect": "sideways"}


def test_blanks_around_a_value_are_no_change() -> None:
    assert changed_fields(CLAIM, FORM | {"agent_text": " MK-801 "}) == {}
    assert changed_fields(CLAIM, FORM | {"exposure_text": ""}) == {"exposure_text": ""}
