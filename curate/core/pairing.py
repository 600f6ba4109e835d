"""Gold and found claims side by side, and which of them were paired."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from curate.core.alignment import SolidText, closeness, shift_between
from curate.core.annotation import Annotation, annotation_of
from curate.core.claim import Certainty, Claim
from curate.core.matching import best_matching

Preference = Callable[[Annotation, Claim], tuple[int, ...]]
"""What makes one pair better than another, the most important figure first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim and the found claim that stands for it."""

    gold: Annotation
    found: Claim

    @property
    def same_role(self) -> bool:
        """Say whether the inference is right."""
        return self.gold.role is self.found.inference.role

    @property
    def same_certainty(self) -> bool:
        """Say whether both are asserted, hedged, or a question."""
        return self.gold.certainty is self.found.observation.certainty


@dataclass(frozen=True, slots=True)
class Pairing:
    """What was compared, what was paired, and what was left over on either side."""

    gold: tuple[Annotation, ...]
    found: tuple[Claim, ...]
    pairs: tuple[Pair, ...]
    missed: tuple[Annotation, ...]
    false: tuple[Claim, ...]


def is_question(claim: Claim) -> bool:
    """Say whether the claim was read as an aim or a hypothesis."""
    return claim.observation.certainty is Certainty.QUESTION


def by_role(gold: Annotation, found: Claim) -> tuple[int, ...]:
    """Prefer the same role, then the same certainty."""
    pair = Pair(gold, found)
    return (pair.same_role, pair.same_certainty)


def by_question(gold: Annotation, found: Claim) -> tuple[int, ...]:
    """Prefer a question with a question and a finding with a finding, then as ``by_role``."""
    return (gold.is_question == is_question(found), *by_role(gold, found))


class Comparison:
    """
    One system's claims against the gold.

    ``found`` holds the claims of the gold's records only, one for each ``claim_id`` (the more
    confident of equals: a title that is printed again in the abstract is one sentence). Both
    sides are sorted, so that the order in which they came makes no difference. ``outside`` counts
    the claims of other records.
    """

    def __init__(
        self, gold: Iterable[Annotation], found: Sequence[Claim], *, pmids: frozenset[str]
    ) -> None:
        self.gold = tuple(sorted(gold, key=_gold_key))
        kept: dict[str, Claim] = {}
        for claim in sorted(found, key=_found_key):
            if claim.pmid in pmids:
                kept.setdefault(claim.claim_id, claim)
        self.found = tuple(kept.values())
        self.outside = sum(claim.pmid not in pmids for claim in found)
        self._found_at = {claim_id: number for number, claim_id in enumerate(kept)}
        self._gold_of = _numbers(a.pmid for a in self.gold)
        self._found_of = _numbers(c.pmid for c in self.found)
        self.edges = self._edges()

    def _edges(self) -> dict[int, dict[int, int]]:
        edges: dict[int, dict[int, int]] = {}
        for pmid in self._gold_of.keys() & self._found_of.keys():
            rows, columns = self._gold_of[pmid], self._found_of[pmid]
            near = closeness([self.gold[i] for i in rows], [self.found[j] for j in columns])
            for i, row in near.items():
                edges[rows[i]] = {columns[j]: same for j, same in row.items()}
        return edges

    def pair(
        self,
        *,
        gold: Callable[[Annotation], bool] = lambda _: True,
        found: Callable[[Claim], bool] = lambda _: True,
        prefer: Preference = by_role,
    ) -> Pairing:
        """
        Pair those on either side that pass, each at most once, as many as can be.

        Among the largest pairings the preferred one is taken, then the one in which mechanism
        meets mechanism and agent meets agent most often.
        """
        rows = [i for i, annotation in enumerate(self.gold) if gold(annotation)]
        columns = {j for j, claim in enumerate(self.found) if found(claim)}
        edges = {
            i: {
                j: (*prefer(self.gold[i], self.found[j]), same)
                for j, same in self.edges.get(i, {}).items()
                if j in columns
            }
            for i in rows
        }
        links = best_matching(edges)
        paired_gold, paired_found = {i for i, _ in links}, {j for _, j in links}
        return Pairing(
            gold=tuple(self.gold[i] for i in rows),
            found=tuple(self.found[j] for j in sorted(columns)),
            pairs=tuple(Pair(self.gold[i], self.found[j]) for i, j in links),
            missed=tuple(self.gold[i] for i in rows if i not in paired_gold),
            false=tuple(self.found[j] for j in sorted(columns) if j not in paired_found),
        )

    def near_found(self, claim: Claim) -> tuple[Annotation, ...]:
        """Return the gold claims that a found claim could stand for."""
        wanted = self._found_at[claim.claim_id]
        rows = self._gold_of.get(claim.pmid, ())
        return tuple(self.gold[i] for i in rows if wanted in self.edges.get(i, {}))

    def near_gold(self, annotation: Annotation) -> tuple[Claim, ...]:
        """Return the found claims that could stand for a gold claim."""
        row = self.edges.get(self.gold.index(annotation), {})
        return tuple(self.found[j] for j in sorted(row))

    def gold_in_record(self, claim: Claim) -> bool:
        """Say whether the gold has any claim in a found claim's record."""
        return claim.pmid in self._gold_of

    def gold_in_sentence(self, claim: Claim) -> bool:
        """Say whether the gold has any claim in a found claim's sentence."""
        text = SolidText(claim.sentence.text)
        return any(
            shift_between(text, SolidText(self.gold[i].sentence)) is not None
            for i in self._gold_of.get(claim.pmid, ())
        )

    def found_in_sentence(self, annotation: Annotation) -> bool:
        """Say whether any claim was found in a gold claim's sentence."""
        text = SolidText(annotation.sentence)
        return any(
            shift_between(SolidText(self.found[j].sentence.text), text) is not None
            for j in self._found_of.get(annotation.pmid, ())
        )


def _numbers(pmids: Iterable[str]) -> dict[str, list[int]]:
    """Return, for each record, the numbers of its claims."""
    numbers: dict[str, list[int]] = {}
    for number, pmid in enumerate(pmids):
        numbers.setdefault(pmid, []).append(number)
    return numbers


def _gold_key(annotation: Annotation) -> tuple[str, ...]:
    return tuple(
        str(value)
        for value in (
            annotation.pmid,
            annotation.sentence,
            annotation.phenomenon,
            annotation.mechanism,
            annotation.mechanism_text,
            annotation.agent_text,
            annotation.effect,
            annotation.basis,
            annotation.certainty,
            annotation.phenomenon_text,
            annotation.exposure_text,
            annotation.origin,
            annotation.note,
        )
    )


def _found_key(claim: Claim) -> tuple[str, float, str, int, tuple[str, ...]]:
    return (
        claim.pmid,
        -claim.grounds.confidence,
        claim.claim_id,
        claim.sentence.section,
        _gold_key(annotation_of(claim)),
    )
