"""What words say about cause and effect."""

import pytest

from curate.core.signs import Effect
from curate.nlp.triggers import Word, combine, english

LANGUAGE = english()


def words(*texts: str) -> list[Word]:
    found = [LANGUAGE.word(t) for t in texts]
    return [w for w in found if w is not None]


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("attenuated", Effect.DECREASES),
        ("prevents", Effect.DECREASES),
        ("reversal", Effect.DECREASES),
        ("abolition", Effect.DECREASES),
        ("lowered", Effect.DECREASES),
        ("potentiates", Effect.INCREASES),
        ("underlie", Effect.INCREASES),
        ("required", Effect.INCREASES),
        ("mediated", Effect.INCREASES),
        ("led", Effect.INCREASES),
        ("involvement", Effect.INVOLVED),
        ("role", Effect.INVOLVED),
        ("correlated", Effect.INVOLVED),
        ("modulates", Effect.INVOLVED),
        ("downregulation", Effect.DECREASES),
        ("upregulation", Effect.INCREASES),
    ],
)
def test_the_effect_of_a_word(text: str, effect: Effect) -> None:
    word = LANGUAGE.word(text)
    assert word is not None
    assert word.effect is effect


@pytest.mark.parametrize("text", ["rats", "morphine", "the", "of", "days", "leader", "blocks2"])
def test_other_words_say_nothing(text: str) -> None:
    assert LANGUAGE.word(text) is None


@pytest.mark.parametrize("text", ["not", "no", "failed", "fails", "neither", "didn't", "unable"])
def test_what_denies(text: str) -> None:
    assert LANGUAGE.negates(text)


@pytest.mark.parametrize("text", ["nose", "nothing-like", "note", "norepinephrine", "novel"])
def test_what_only_begins_like_a_denial(text: str) -> None:
    assert not LANGUAGE.negates(text)


@pytest.mark.parametrize(
    ("said", "effect"),
    [
        (("attenuated",), Effect.DECREASES),
        (("blocked", "attenuated"), Effect.INCREASES),
        (("blocked", "induced"), Effect.DECREASES),
        (("role", "preventing"), Effect.DECREASES),
        (("associated", "reduced"), Effect.INVOLVED),
        (("role",), Effect.INVOLVED),
        (("effect",), Effect.INVOLVED),
        (("had", "effect"), Effect.INVOLVED),
        (("had",), None),
        ((), None),
    ],
)
def test_words_combine(said: tuple[str, ...], effect: Effect | None) -> None:
    assert combine(words(*said), negated=False, against=False) is effect


@pytest.mark.parametrize("said", [("attenuated",), ("role",), ("had", "effect"), ()])
def test_a_denial_makes_all_null(said: tuple[str, ...]) -> None:
    assert combine(words(*said), negated=True, against=False) is Effect.NONE


def test_an_antiallodynic_effect_decreases() -> None:
    assert combine(words("had", "effect"), negated=False, against=True) is Effect.DECREASES


def test_blocking_an_antiallodynic_effect_increases() -> None:
    assert combine(words("blocked", "effect"), negated=False, against=True) is Effect.INCREASES


def test_a_hyperalgesic_effect_increases() -> None:
    found = combine(words("had", "effect"), negated=False, against=False, adjective=True)
    assert found is Effect.INCREASES


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("inhibitory", Effect.DECREASES),
        ("facilitatory", Effect.INCREASES),
        ("protective", Effect.DECREASES),
        ("spinal", None),
    ],
)
def test_adjectives_give_their_noun_a_sign(text: str, effect: Effect | None) -> None:
    assert LANGUAGE.adjective(text) is effect
