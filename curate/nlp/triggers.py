"""What a word says about cause and effect."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from curate.core.signs import Effect, compose
from curate.nlp.language import table

_WORKS = ("efficac", "effective")
_LIKENING = ("mimic", "reproduc", "recapitulat")


@dataclass(frozen=True, slots=True)
class Word:
    """
    One word of the lists.

    ``effect`` is None for a word that says nothing by itself. ``light`` words carry the effect of
    what follows them, ``yields`` words give way to a sign that follows them.
    """

    text: str
    effect: Effect | None
    light: bool = False
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """
    The word lists: prefixes (or whole words, ending in "$") to what they say.

    ``classes`` are closed classes of whole words by name, ``stems`` beginnings of words;
    ``phrases`` are sequences of words that count as one.
    """

    effects: Mapping[str, Effect]
    light: frozenset[str]
    yields: frozenset[str]
    neutral: frozenset[str]
    negation: frozenset[str]
    adjectives: Mapping[str, Effect]
    classes: Mapping[str, frozenset[str]]
    stems: Mapping[str, tuple[str, ...]]
    phrases: Mapping[tuple[str, ...], str]

    def word(self, text: str) -> Word | None:
        """Return what a word says of an effect, or None where it says nothing."""
        if f"{text}$" in self.neutral:
            return None
        entry = _longest(text, self.effects)
        light = _longest(text, self.light) is not None
        if entry is None:
            return Word(text, None, light=True) if light else None
        yields = _longest(text, self.yields) is not None
        return Word(text, self.effects[entry], light=light, yields=yields)

    def negates(self, text: str) -> bool:
        """Say whether a word denies."""
        return text.endswith("n't") or _longest(text, self.negation) is not None

    def paced(self, words: Sequence[Word], around: Iterable[str]) -> list[Word]:
        """Return the words with "prolonged the onset of" read as a delay, not as an increase."""
        if not self.classes["onset"].intersection(around):
            return list(words)
        slower, faster = self.stems["lengthening"], self.stems["shortening"]
        turned = []
        for word in words:
            effect = word.effect
            if word.text.startswith(slower):
                effect = Effect.DECREASES
            elif word.text.startswith(faster):
                effect = Effect.INCREASES
            turned.append(replace(word, effect=effect))
        return turned

    def adjective(self, text: str) -> Effect | None:
        """Return the sign that an adjective gives the noun after it."""
        entry = _longest(text, self.adjectives)
        return None if entry is None else self.adjectives[entry]


def combine(
    words: Sequence[Word], *, negated: bool, against: bool, adjective: bool = False
) -> Effect | None:
    """
    Return the effect of words from the cause to the phenomenon, outermost first.

    ``against`` and ``adjective`` tell how the phenomenon is named ("antiallodynic", "allodynic").
    None where nothing but light words stand there.
    """
    if negated:
        return Effect.NONE
    if any(w.text.startswith(_LIKENING) for w in words) and any(w.light for w in words):
        return None  # "mimicked the action of X on tolerance" is as X is
    effects = [w.effect for w in words if not w.light and w.effect is not None]
    if against:
        effects.append(Effect.DECREASES)
    elif adjective and not any(e is not Effect.INVOLVED for e in effects):
        # "had a hyperalgesic effect": the adjective itself is the effect.
        effects = [Effect.INCREASES] if any(w.light for w in words) else effects
    if not effects:
        # "was effective in allodynia": it works against it
        works = any(w.text.startswith(_WORKS) for w in words)
        said = [Effect.DECREASES] if works else [w.effect for w in words if w.effect is not None]
        if Effect.INVOLVED in said:
            return Effect.INVOLVED
        return said[0] if said else None
    last_unsigned = max((i for i, w in enumerate(words) if not w.light and w.yields), default=-1)
    if last_unsigned >= 0:
        signed = [e for e in effects if e is not Effect.INVOLVED]
        firm = [w for w in words if w.effect is Effect.INVOLVED and not w.yields and not w.light]
        if signed and not firm:
            return compose(signed)
    return compose(effects)


@lru_cache(maxsize=1)
def english() -> Language:
    """Return the English lists."""
    data = table("english")
    effects = {
        entry: Effect(name) for name, entries in data["effects"].items() for entry in entries
    }
    adjectives = {
        entry: Effect(name)
        for name, entries in data["signed_adjectives"].items()
        for entry in entries
    }
    return Language(
        MappingProxyType(effects),
        frozenset(data["light"]),
        frozenset(data["yields"]),
        frozenset(data["neutral"]),
        frozenset(data["negation"]),
        MappingProxyType(adjectives),
        MappingProxyType({name: frozenset(words) for name, words in data["classes"].items()}),
        MappingProxyType({name: tuple(words) for name, words in data["stems"].items()}),
        MappingProxyType({tuple(words.split()): name for words, name in data["phrases"].items()}),
    )


def _longest(text: str, entries: Iterable[str]) -> str | None:
    """Return the longest entry that fits the beginning of a word (or, with "$", all of it)."""
    known = entries if isinstance(entries, (Mapping, frozenset)) else frozenset(entries)
    whole = f"{text}$"
    if whole in known:
        return whole
    for length in range(len(text), 2, -1):
        if text[:length] in known:
            return text[:length]
    return None
