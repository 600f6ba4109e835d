"""What a form that shows a claim changes in it."""

import pytest

from curate.core.correction import changed_fields, correct, field_values
from curate.core.signs import Effect, Role
from tests.evidence import LEXICON, PROMOTES

CLAIM = PROMOTES.claim()
FORM = field_values(CLAIM) | {"role": ""}


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
