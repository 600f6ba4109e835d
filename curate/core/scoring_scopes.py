"""
Score negation and speculation scopes (BioScope).

"Is a given clause inside a scope" is measured on the words of all sentences, those without any
scope included: a word (letters or digits with at least one letter; hyphens, apostrophes, slashes
and periods may join) is inside a kind when its middle lies in one of the scopes of that kind. The
words of the gold's cues of that kind are left out, since a reader that knows the cue would get
them for nothing. Precision, recall and F1 are of being inside. Beside it: whether a sentence has
a scope of the kind at all, and how many scopes agree word for word.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from curate.core.bootstrap import Bootstrap
from curate.core.labelled import Scope, ScopedSentence, ScopeKind, Stretch
from curate.core.measures import Score, Tally

_WORD = re.compile(r"\w+(?:[-'/.]\w+)*")


class ScopePredictor(Protocol):
    """Something that finds the scopes of a sentence."""

    def __call__(self, sentence: str) -> Sequence[Scope]:
        """Return the scopes, offsets into the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScore:
    """
    The scores of one kind of scope.

    ``words``: being inside a scope; ``sentences``: having one at all; ``exact``: scopes that hold
    the very same words, cue and all.
    """

    words: Score
    sentences: Score
    exact: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeScore:
    """Both kinds, over so many sentences."""

    sentences: int
    negation: KindScore
    speculation: KindScore


def score_scopes(
    sentences: Iterable[ScopedSentence],
    predict: ScopePredictor,
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> ScopeScore:
    """Score the predictor's scopes; the intervals are over documents."""
    given = list(sentences)
    predicted = [predict(sentence.text) for sentence in given]
    bootstrap = Bootstrap([s.document_id for s in given], resamples=resamples, seed=seed)

    def score(kind: ScopeKind) -> KindScore:
        counts: tuple[dict[str, Tally], ...] = ({}, {}, {})
        for sentence, found in zip(given, predicted, strict=True):
            tallies = _compare(sentence, found, kind)
            for table, tally in zip(counts, tallies, strict=True):
                key = sentence.document_id
                table[key] = table.get(key, Tally()) + tally
        words, whole, exact = (bootstrap.score(table) for table in counts)
        return KindScore(words=words, sentences=whole, exact=exact)

    return ScopeScore(
        sentences=len(given),
        negation=score(ScopeKind.NEGATION),
        speculation=score(ScopeKind.SPECULATION),
    )


def words_of(text: str) -> list[Stretch]:
    """Return the words that are scored, as stretches of the text."""
    return [
        match.span()
        for match in _WORD.finditer(text)
        if any(character.isalpha() for character in match.group())
    ]


def _compare(
    sentence: ScopedSentence, found: Sequence[Scope], kind: ScopeKind
) -> tuple[Tally, Tally, Tally]:
    """Return the tallies of words, of the sentence, and of whole scopes."""
    gold = [s for s in sentence.scopes if s.kind is kind]
    ours = [s for s in found if s.kind is kind]
    if not gold and not ours:
        return Tally(), Tally(), Tally()
    words = words_of(sentence.text)
    cues = [cue for scope in gold for cue in scope.cues]
    scored = {w for w in words if not any(a < w[1] and w[0] < b for a, b in cues)}
    wanted = _inside(gold, words)
    given = _inside(ours, words)
    return (
        _tally(_union(wanted) & scored, _union(given) & scored),
        Tally(matched=int(bool(gold and ours)), found=int(bool(ours)), gold=int(bool(gold))),
        _tally(wanted, given),
    )


def _inside(scopes: Iterable[Scope], words: Sequence[Stretch]) -> set[frozenset[Stretch]]:
    """Return the words of each scope."""
    return {frozenset(w for w in words if 2 * s.start <= w[0] + w[1] < 2 * s.end) for s in scopes}


def _union(scopes: Iterable[frozenset[Stretch]]) -> set[Stretch]:
    return set().union(*scopes)


def _tally(gold: AbstractSet[object], found: AbstractSet[object]) -> Tally:
    return Tally(matched=len(gold & found), found=len(found), gold=len(gold))
