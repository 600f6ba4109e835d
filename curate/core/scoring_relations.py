"""
Score relations between given entities (BioRED's correlations, BC5CDR's induced diseases).

Only sentence-bound pairs count: both entities have a mention in one and the same sentence. The
sentences come from the caller's splitter, so that core stays free of one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from curate.core.bootstrap import Bootstrap
from curate.core.labelled import EntityMention, RelationDocument, Stretch
from curate.core.measures import Score, Share, Tally

EntityPair = tuple[str, str]
"""Two entity ids. Where the relation has a direction the cause is first, else they are sorted."""

Splitter = Callable[[str], Sequence[Stretch]]
"""Cuts one text (a title, an abstract) into sentences."""

POSITIVE = "Positive_Correlation"
NEGATIVE = "Negative_Correlation"
INDUCES = "CID"
CHEMICAL = "Chemical"
DISEASE = "Disease"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPair:
    """
    A pair of entities of one document and the sentences that hold both.

    ``places`` are the sentences as stretches of the document's text; the mentions of either
    entity are in ``document.mentions``.
    """

    document: RelationDocument
    pair: EntityPair
    places: tuple[Stretch, ...]

    def mentions(self, entity_id: str, place: Stretch) -> tuple[EntityMention, ...]:
        """Return the mentions of an entity within one sentence."""
        start, end = place
        return tuple(
            m
            for m in self.document.mentions
            if entity_id in m.entity_ids and start <= m.start and m.end <= end
        )


class PairPredictor(Protocol):
    """
    Something that says what relation a text states between two given entities.

    The answer is 1 (the one raises or brings about the other), -1 (lowers, prevents), 0 (related,
    without a sign) or ``None`` (the sentences state no relation).
    """

    def __call__(self, bound: BoundPair) -> int | None:
        """Return the sign of the relation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionScore:
    """
    Positive against negative correlation, over sentence-bound gold pairs.

    ``accuracy``: of all such pairs, the sign was right (no answer and 0 are wrong);
    ``signed_accuracy``: of those that were given a sign; ``positive`` and ``negative``: recall of
    each. ``unbound`` gold pairs share no sentence and are not scored.
    """

    accuracy: Share
    signed_accuracy: Share
    positive: Share
    negative: Share
    unbound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationScore:
    """
    Related or not, over chemical-disease pairs.

    ``bound``: against the sentence-bound gold pairs; ``whole``: against all gold pairs, those
    that no sentence holds counted as missed. ``candidates`` is how many pairs were asked about.
    """

    bound: Score
    whole: Score
    candidates: int


def sentences_of(document: RelationDocument, split: Splitter) -> list[Stretch]:
    """Return the sentences of title and abstract as stretches of the document's text."""
    return [
        (offset + start, offset + end)
        for offset, text in document.parts()
        for start, end in split(text)
    ]


def bound_pairs(
    document: RelationDocument, split: Splitter, *, first: str = "", second: str = ""
) -> dict[EntityPair, BoundPair]:
    """
    Return every pair of different entities with mentions in one sentence.

    With ``first`` and ``second`` the pair is an entity of the one kind and one of the other, in
    that order; without them, any two ids, sorted.
    """
    places: dict[EntityPair, list[Stretch]] = {}
    for start, end in sentences_of(document, split):
        inside = [m for m in document.mentions if start <= m.start and m.end <= end]
        pairs = set()
        for pair in product(_ids(inside, first), _ids(inside, second)):
            if pair[0] != pair[1]:
                pairs.add(pair if first else _sorted_pair(*pair))
        for pair in pairs:
            places.setdefault(pair, []).append((start, end))
    return {
        pair: BoundPair(document=document, pair=pair, places=tuple(found))
        for pair, found in sorted(places.items())
    }


def _ids(mentions: Iterable[EntityMention], kind: str) -> set[str]:
    return {i for m in mentions if not kind or m.kind == kind for i in m.entity_ids}


def _sorted_pair(one: str, other: str) -> EntityPair:
    return (one, other) if one <= other else (other, one)


def score_directions(
    documents: Iterable[RelationDocument],
    predict: PairPredictor,
    *,
    split: Splitter,
    resamples: int = 1000,
    seed: int = 0,
) -> DirectionScore:
    """Score signs of the gold's positive and negative correlations; entities are given."""
    hits: dict[str, dict[str, Tally]] = {
        name: {} for name in ("accuracy", "signed_accuracy", "positive", "negative")
    }
    units: list[str] = []
    unbound = 0
    for document in documents:
        units.append(document.document_id)
        bound = bound_pairs(document, split)
        for pair, sign in _signs(document).items():
            if pair not in bound:
                unbound += 1
                continue
            answer = predict(bound[pair])
            names = ["accuracy", "positive" if sign > 0 else "negative"]
            names += ["signed_accuracy"] if answer in (1, -1) else []
            for name in names:
                _add(hits[name], document, Tally(matched=int(answer == sign), gold=1))
    bootstrap = Bootstrap(units, resamples=resamples, seed=seed)
    return DirectionScore(
        **{name: bootstrap.share(counts) for name, counts in hits.items()}, unbound=unbound
    )


def _signs(document: RelationDocument) -> Mapping[EntityPair, int]:
    """Return the signed gold pairs; a pair with both signs is left out."""
    signs: dict[EntityPair, set[int]] = {}
    for relation in document.relations:
        if relation.kind in (POSITIVE, NEGATIVE):
            pair = _sorted_pair(relation.first, relation.second)
            signs.setdefault(pair, set()).add(1 if relation.kind == POSITIVE else -1)
    return {pair: min(found) for pair, found in sorted(signs.items()) if len(found) == 1}


def score_relations(
    documents: Iterable[RelationDocument],
    predict: PairPredictor,
    *,
    split: Splitter,
    related: Callable[[int | None], bool] = lambda answer: answer is not None and answer > 0,
    resamples: int = 1000,
    seed: int = 0,
) -> RelationScore:
    """
    Score which chemicals induce which diseases; entities are given, every bound pair is asked.

    ``related`` says which answers count as "induces".
    """
    bound_counts: dict[str, Tally] = {}
    whole_counts: dict[str, Tally] = {}
    units: list[str] = []
    candidates = 0
    for document in documents:
        units.append(document.document_id)
        bound = bound_pairs(document, split, first=CHEMICAL, second=DISEASE)
        gold = {(r.first, r.second) for r in document.relations if r.kind == INDUCES}
        found = {pair for pair, place in bound.items() if related(predict(place))}
        candidates += len(bound)
        sizes = {"matched": len(found & gold), "found": len(found)}
        _add(bound_counts, document, Tally(**sizes, gold=len(gold & bound.keys())))
        _add(whole_counts, document, Tally(**sizes, gold=len(gold)))
    bootstrap = Bootstrap(units, resamples=resamples, seed=seed)
    return RelationScore(
        bound=bootstrap.score(bound_counts),
        whole=bootstrap.score(whole_counts),
        candidates=candidates,
    )


def _add(counts: dict[str, Tally], document: RelationDocument, tally: Tally) -> None:
    key = document.document_id
    counts[key] = counts.get(key, Tally()) + tally
