"""The confusion list: every miss, false claim, wrong role and wrong certainty, with its reason."""

from dataclasses import dataclass

from curate.core.annotation import Annotation
from curate.core.claim import Claim
from curate.core.pairing import Comparison, Pair, Pairing, is_question


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """
    A gold finding that nothing stands for.

    ``reason``: ``read as a question``, ``taken by another gold claim`` (the claim that could
    stand for it stands for another one), ``another claim in the sentence``, ``no claim``.
    """

    gold: Annotation
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseClaim:
    """
    A found finding that stands for nothing.

    ``reason``: ``gold says question``, ``repeats another found claim``, ``other cause or
    phenomenon`` (the sentence holds gold claims), ``sentence without claims``, ``abstract
    without claims``.
    """

    found: Claim
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusions:
    """All that went wrong, in the order of record and sentence."""

    misses: tuple[Miss, ...]
    false_claims: tuple[FalseClaim, ...]
    wrong_roles: tuple[Pair, ...]
    wrong_certainties: tuple[Pair, ...]


def confusions(comparison: Comparison, pairing: Pairing) -> Confusions:
    """Return what went wrong with the findings in ``pairing``, made from ``comparison``."""
    return Confusions(
        misses=tuple(Miss(gold=a, reason=_why_missed(a, comparison)) for a in pairing.missed),
        false_claims=tuple(
            FalseClaim(found=c, reason=_why_false(c, comparison)) for c in pairing.false
        ),
        wrong_roles=tuple(p for p in pairing.pairs if not p.same_role),
        wrong_certainties=tuple(p for p in pairing.pairs if not p.same_certainty),
    )


def _why_missed(annotation: Annotation, comparison: Comparison) -> str:
    near = comparison.near_gold(annotation)
    if any(not is_question(claim) for claim in near):
        return "taken by another gold claim"
    if near:
        return "read as a question"
    if comparison.found_in_sentence(annotation):
        return "another claim in the sentence"
    return "no claim"


def _why_false(claim: Claim, comparison: Comparison) -> str:
    near = comparison.near_found(claim)
    if any(not annotation.is_question for annotation in near):
        return "repeats another found claim"
    if near:
        return "gold says question"
    if comparison.gold_in_sentence(claim):
        return "other cause or phenomenon"
    if comparison.gold_in_record(claim):
        return "sentence without claims"
    return "abstract without claims"
