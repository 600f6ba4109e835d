"""Mention coverage: which gold spans were found as mentions, claim or no claim."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from curate.core.alignment import SolidText, Stretch, shift_between
from curate.core.annotation import Annotation
from curate.core.article import Article
from curate.core.bootstrap import Bootstrap
from curate.core.claim import Span
from curate.core.lexicon import Kind
from curate.core.measures import Share, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceMentions:
    """The mentions of one sentence: kind and span, offsets into ``sentence``."""

    pmid: str
    sentence: str
    mentions: tuple[tuple[Kind, Span], ...]


@runtime_checkable
class MentionFinder(Protocol):
    """A tagger that can also tell what it found as a mention."""

    def mentions(self, articles: Iterable[Article]) -> Iterator[SentenceMentions]:
        """Yield the sentences of the records, with or without mentions, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """A gold span that no mention touches. ``part`` is ``cause`` or ``phenomenon``."""

    pmid: str
    sentence: str
    part: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Shares of the gold's causes and phenomena that a mention overlaps, and the rest."""

    causes: Share
    phenomena: Share
    uncovered: tuple[Uncovered, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    pmid: str
    sentence: str
    part: str
    texts: tuple[str, ...]


_KINDS = {
    "cause": frozenset({Kind.MECHANISM, Kind.AGENT}),
    "phenomenon": frozenset({Kind.PHENOMENON}),
}


def coverage(
    gold: Iterable[Annotation], found: Iterable[SentenceMentions], bootstrap: Bootstrap
) -> Coverage:
    """
    Return how much of the gold's spans the mentions overlap, questions included.

    A cause is the mechanism's and the agent's span of a gold claim, counted once a sentence; it
    is covered when a mechanism or agent mention shares a character with either. A phenomenon
    span is covered by a phenomenon mention. Sentences are the same as in ``core.alignment``.
    """
    by_pmid: dict[str, list[SentenceMentions]] = {}
    for mentions in found:
        by_pmid.setdefault(mentions.pmid, []).append(mentions)
    tallies: dict[str, dict[str, Tally]] = {part: {} for part in _KINDS}
    uncovered = []
    for wanted in _wanted(gold):
        hit = _covered(wanted, by_pmid.get(wanted.pmid, ()))
        counts = tallies[wanted.part]
        counts[wanted.pmid] = counts.get(wanted.pmid, Tally()) + Tally(matched=int(hit), gold=1)
        if not hit:
            text = " / ".join(wanted.texts)
            uncovered.append(
                Uncovered(pmid=wanted.pmid, sentence=wanted.sentence, part=wanted.part, text=text)
            )
    return Coverage(
        causes=bootstrap.share(tallies["cause"]),
        phenomena=bootstrap.share(tallies["phenomenon"]),
        uncovered=tuple(uncovered),
    )


def _wanted(gold: Iterable[Annotation]) -> list[_Wanted]:
    wanted = set()
    for a in gold:
        causes = tuple(t for t in (a.mechanism_text, a.agent_text) if t is not None)
        wanted.add(_Wanted(a.pmid, a.sentence, "cause", causes))
        wanted.add(_Wanted(a.pmid, a.sentence, "phenomenon", (a.phenomenon_text,)))
    return sorted(wanted, key=lambda w: (w.pmid, w.sentence, w.part, w.texts))


def _covered(wanted: _Wanted, found: Sequence[SentenceMentions]) -> bool:
    gold = SolidText(wanted.sentence)
    places = [place for text in wanted.texts for place in gold.occurrences(text)]
    return any(_touches(places, gold, mentions, wanted.part) for mentions in found)


def _touches(
    places: Sequence[Stretch], gold: SolidText, mentions: SentenceMentions, part: str
) -> bool:
    text = SolidText(mentions.sentence)
    shift = shift_between(text, gold)
    if shift is None:
        return False
    return any(
        start < text.place(span.end) + shift and text.place(span.start) + shift < end
        for kind, span in mentions.mentions
        if kind in _KINDS[part]
        for start, end in places
    )
