"""Does a confidence mean what it says: reliability, and precision against recall."""

from dataclasses import dataclass
from functools import partial

from curate.core.claim import Claim
from curate.core.measures import Tally
from curate.core.pairing import Comparison, Pair, Pairing, is_question

BINS = 10
THRESHOLDS = tuple(step / 20 for step in range(20))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityBin:
    """
    Claims whose confidence lies in ``low`` <= c < ``high`` (the last bin holds 1 too).

    ``linked`` of ``count`` stand for a gold claim, ``strict`` of them with the right role.
    """

    low: float
    high: float
    count: int
    mean_confidence: float
    linked: int
    strict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """What is right and found when only claims of at least this confidence are shown."""

    threshold: float
    link: Tally
    strict: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """
    The reliability table and the precision-recall curve of one system's findings.

    ``error`` is the expected calibration error against the right role: the mean over claims of
    how far their bin's share of right claims is from its mean confidence (``None``: no claim).
    """

    bins: tuple[ReliabilityBin, ...]
    curve: tuple[CurvePoint, ...]
    error: float | None


def calibrate(comparison: Comparison, pairing: Pairing) -> Calibration:
    """Return the calibration of the findings in ``pairing``, which came from ``comparison``."""
    bins = _bins(pairing)
    total = sum(b.count for b in bins)
    error = (
        sum(abs(b.strict - b.count * b.mean_confidence) for b in bins) / total if total else None
    )
    return Calibration(bins=bins, curve=_curve(comparison), error=error)


def _bins(pairing: Pairing) -> tuple[ReliabilityBin, ...]:
    members: dict[int, list[Claim]] = {}
    for claim in pairing.found:
        members.setdefault(_bin(claim), []).append(claim)
    linked: dict[int, list[Pair]] = {}
    for pair in pairing.pairs:
        linked.setdefault(_bin(pair.found), []).append(pair)
    return tuple(
        ReliabilityBin(
            low=number / BINS,
            high=(number + 1) / BINS,
            count=len(claims),
            mean_confidence=sum(c.grounds.confidence for c in claims) / len(claims),
            linked=len(linked.get(number, ())),
            strict=sum(p.same_role for p in linked.get(number, ())),
        )
        for number, claims in sorted(members.items())
    )


def _bin(claim: Claim) -> int:
    return min(int(claim.grounds.confidence * BINS), BINS - 1)


def _curve(comparison: Comparison) -> tuple[CurvePoint, ...]:
    """Pair anew at each threshold, and leave out those that change nothing."""
    points: list[CurvePoint] = []
    for threshold in THRESHOLDS:
        pairing = comparison.pair(
            gold=lambda a: not a.is_question, found=partial(_passes, threshold=threshold)
        )
        if not pairing.found or (points and points[-1].link.found == len(pairing.found)):
            continue
        sizes = {"found": len(pairing.found), "gold": len(pairing.gold)}
        points.append(
            CurvePoint(
                threshold=threshold,
                link=Tally(matched=len(pairing.pairs), **sizes),
                strict=Tally(matched=sum(p.same_role for p in pairing.pairs), **sizes),
            )
        )
    return tuple(points)


def _passes(claim: Claim, *, threshold: float) -> bool:
    return claim.grounds.confidence >= threshold and not is_question(claim)
