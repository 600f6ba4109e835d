"""The reader itself: every pair of a sentence, rule by rule."""

from collections.abc import Callable, Sequence

from curate.core.lexicon import Kind
from curate.nlp.cause import Cause
from curate.nlp.finding import Finding
from curate.nlp.shadow import Shadow
from curate.nlp.tokens import Token, tokens
from curate.nlp.triggers import Language
from curate.nlp.window import backward, forward, groups
from curate.nlp.window.pair import Pair

REACH = 40
_Rule = Callable[[Pair], Finding | None]
_CAUSE_FIRST: tuple[_Rule, ...] = (
    groups.alike,
    forward.modifier,
    forward.left_intact,
    groups.restored,
    forward.observed_in,
    forward.fronted,
    forward.copula,
    forward.raised,
    forward.active,
    forward.nominal,
    Pair.correlated,
)
_PHENOMENON_FIRST: tuple[_Rule, ...] = (
    groups.alike,
    backward.ellipsis,
    backward.dependent,
    backward.in_both,
    backward.beside,
    backward.appearance,
    backward.route,
    backward.effect_of,
    backward.nominal_by,
    backward.passive,
    backward.change,
    backward.pronoun,
    groups.counted,
    Pair.correlated,
)


class WindowReader:
    """Reads one sentence's pairs. Immutable."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def read(self, copy: Shadow, causes: Sequence[Cause]) -> list[Finding]:
        """Return what the words between each cause and each phenomenon say."""
        naming = [c.covered for c in causes if c.agent_span is not None]
        words = _without(tokens(copy, self._language.phrases), naming)
        phenomena = [n for n, m in enumerate(copy.mentions) if m.concept.kind is Kind.PHENOMENON]
        found: list[Finding] = []
        for number, cause in enumerate(causes):
            own = _without(words, [cause.covered])
            places = {t.mention: i for i, t in enumerate(own) if t.mention is not None}
            for phenomenon in phenomena:
                pairs = [
                    Pair(
                        language=self._language,
                        copy=copy,
                        words=own,
                        number=number,
                        cause=cause,
                        phenomenon=phenomenon,
                        first=places[anchor],
                        last=places[phenomenon],
                    )
                    for anchor in cause.anchors
                    if anchor in places and phenomenon in places
                ]
                finding = next((f for p in pairs if (f := _read(p)) is not None), None)
                if finding is not None:
                    found.append(finding)
        return found


def _read(pair: Pair) -> Finding | None:
    if abs(pair.first - pair.last) > REACH:
        return None
    rules = _CAUSE_FIRST if pair.first < pair.last else _PHENOMENON_FIRST
    return next((f for rule in rules if (f := rule(pair)) is not None), None)


def _without(words: Sequence[Token], stretches: Sequence[tuple[int, int]]) -> list[Token]:
    """Return the words outside what only tells how a cause touches its mechanism."""
    return [
        t
        for t in words
        if t.mention is not None or not any(s <= t.start < e for s, e in stretches)
    ]
