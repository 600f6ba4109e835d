"""What kind of study a record reports, from its indexing and its words."""

from collections.abc import Mapping

from curate.core.article import Article
from curate.core.claim import SourceKind
from curate.nlp.language import patterns

_PATTERNS = patterns("source")

_REVIEW_TYPES = frozenset(
    (
        "Review",
        "Systematic Review",
        "Meta-Analysis",
        "Scoping Review",
        "Practice Guideline",
        "Guideline",
        "Editorial",
        "Consensus Development Conference",
    )
)
_HUMAN_TYPES = frozenset(
    (
        "Clinical Trial",
        "Randomized Controlled Trial",
        "Controlled Clinical Trial",
        "Case Reports",
        "Observational Study",
        "Clinical Trial, Phase I",
        "Clinical Trial, Phase II",
        "Clinical Trial, Phase III",
        "Clinical Trial, Phase IV",
        "Clinical Study",
        "Twin Study",
        "Pragmatic Clinical Trial",
        "Equivalence Trial",
    )
)


_ANIMAL_HEADINGS = (
    "Animals", "Rats", "Mice", "Macaca", "Rabbits", "Guinea Pigs", "Dogs", "Cats",
)  # fmt: skip
_FEW = 2


def kind_of(article: Article) -> SourceKind:
    """
    Return animal, human, in vitro, review or unknown.

    Publication types and MeSH decide where they are there (MeSH's check tags "Animals" and
    "Humans"; both together are animal work unless a trial); else the title and the abstract.
    """
    types = set(article.publication_types)
    if types & _REVIEW_TYPES:
        return SourceKind.REVIEW
    if types & _HUMAN_TYPES:
        return SourceKind.HUMAN
    text = f"{article.title} {article.abstract}".lower()
    reviews = len(_PATTERNS["reviews"].findall(text))
    if _PATTERNS["review_titles"].search(article.title.lower()) or reviews > 1:
        return SourceKind.REVIEW
    counts = {
        kind: len(_PATTERNS[name].findall(text))
        for kind, name in (
            (SourceKind.ANIMAL, "animals"),
            (SourceKind.HUMAN, "humans"),
            (SourceKind.IN_VITRO, "cells"),
        )
    }
    return _by_headings(article, counts, reviews) or _by_words(counts, reviews)


def _by_headings(
    article: Article, counts: Mapping[SourceKind, int], reviews: int
) -> SourceKind | None:
    """Return the kind that the MeSH headings tell, or None where they tell none."""
    headings = {h.descriptor for h in article.mesh}
    if any(h.startswith(_ANIMAL_HEADINGS) for h in headings):
        cells = counts[SourceKind.IN_VITRO] >= 2 and not counts[SourceKind.ANIMAL]
        return SourceKind.IN_VITRO if cells else SourceKind.ANIMAL
    if "Humans" in headings and counts[SourceKind.HUMAN] >= counts[SourceKind.IN_VITRO]:
        told = counts[SourceKind.HUMAN] or not reviews
        return SourceKind.HUMAN if told else SourceKind.REVIEW
    return None


def _by_words(counts: Mapping[SourceKind, int], reviews: int) -> SourceKind:
    """Return the kind that the most words tell; animals go before people before cells."""
    most = max(counts.values())
    if not most:
        return SourceKind.REVIEW if reviews else SourceKind.UNKNOWN
    if reviews and most < _FEW:
        return SourceKind.REVIEW
    return next(kind for kind, count in counts.items() if count == most)
