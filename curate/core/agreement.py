"""
How far raters agree, and how far beyond chance.

The door is::

    measure_agreement(
        items: Iterable[RatedItem],     # what was judged, by whom, as what
        raters: Sequence[str],          # two or more of them
        *,
        scale: Sequence[str],           # every category there is, used or not
        resamples: int = 1000,
        seed: int = 0,
    ) -> Agreement

``core.coefficients`` holds the formulas and their sources.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from curate.core.bootstrap import Bootstrap
from curate.core.coefficients import (
    Codes,
    Coefficient,
    CohenKappa,
    GwetAC1,
    KrippendorffAlpha,
    ObservedAgreement,
)
from curate.core.measures import Interval

DEFINED = 0.95
"""A coefficient that exists in fewer of the resamples than this share gets no interval."""


class Undefined(StrEnum):
    """Why a coefficient has no value."""

    NO_COMMON_ITEM = "no item that two of them judged"
    ONE_CATEGORY = "all in one category"
    NOT_A_PAIR = "for two raters only"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedItem:
    """
    One item and what each rater made of it.

    ``ratings`` maps a rater to a category; a rater who is not in it did not judge the item.
    ``cluster`` names what hangs together, such as the record that the item is from.
    """

    name: str
    cluster: str
    ratings: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """
    A coefficient's value, at most 1, with its 95% interval.

    ``undefined`` says why there is no value. The interval can be absent where the value is
    there: fewer than two clusters, or a coefficient that most of the resamples leave undefined.
    """

    value: float | None = None
    interval: Interval | None = None
    undefined: Undefined | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """
    Agreement of two raters or more on one scale.

    ``items`` counts those that two or more of the raters judged, ``clusters`` where they are
    from. ``observed`` is the share of agreeing pairs of ratings, chance and all; ``kappa`` is
    there for two raters only.
    """

    raters: tuple[str, ...]
    items: int
    clusters: int
    observed: Estimate
    kappa: Estimate
    alpha: Estimate
    ac1: Estimate


def measure_agreement(
    items: Iterable[RatedItem],
    raters: Sequence[str],
    *,
    scale: Sequence[str],
    resamples: int = 1000,
    seed: int = 0,
) -> Agreement:
    """
    Return the agreement of the raters, with percentile bootstrap intervals over clusters.

    Ratings of others are left out. Of a pair, the items count that both judged. Of three raters
    or more, those that two judged; AC1 alone takes the categories' shares from every item with a
    rating, as its author has it. Whole clusters are drawn, with replacement, for items of one
    cluster are not independent; only clusters that an item counts in are drawn from. The same
    items and seed give the same figures, in whatever order the items come. ``resamples`` 0 gives
    no intervals.

    Raise ValueError for fewer than two raters or categories, or one twice, and for a rating that
    is not on the scale.
    """
    _check(raters, "raters")
    _check(scale, "categories")
    codes = {category: number for number, category in enumerate(scale)}
    coded = [(item.cluster, _codes(item, raters, codes)) for item in items]
    least = 2 if len(raters) == 2 else 1
    coded = [(cluster, row) for cluster, row in coded if _given(row) >= least]
    compared = [cluster for cluster, row in coded if _given(row) >= 2]
    # One cluster, drawn again and again, would look like certainty.
    clusters = {cluster for cluster, _ in coded}
    draws = resamples if len(set(compared)) >= 2 else 0
    bootstrap = Bootstrap(sorted(clusters), resamples=draws, seed=seed)

    def estimate(coefficient: Coefficient) -> Estimate:
        return _estimate(coefficient, coded, bootstrap) if compared else _NONE_IN_COMMON

    size = {"raters": len(raters), "categories": len(scale)}
    return Agreement(
        raters=tuple(raters),
        items=len(compared),
        clusters=len(set(compared)),
        observed=estimate(ObservedAgreement(len(raters))),
        kappa=estimate(CohenKappa(len(scale))) if len(raters) == 2 else _NOT_A_PAIR,
        alpha=estimate(KrippendorffAlpha(**size)),
        ac1=estimate(GwetAC1(**size)),
    )


_NONE_IN_COMMON = Estimate(undefined=Undefined.NO_COMMON_ITEM)
_NOT_A_PAIR = Estimate(undefined=Undefined.NOT_A_PAIR)


def disagreement(ratings: Iterable[str]) -> float | None:
    """Return the share of pairs of ratings that differ, ``None`` of fewer than two ratings."""
    given = list(ratings)
    pairs = len(given) * (len(given) - 1)
    if not pairs:
        return None
    return (pairs - sum(n * (n - 1) for n in map(given.count, set(given)))) / pairs


def _check(names: Sequence[str], kind: str) -> None:
    if len(names) < 2 or len(set(names)) < len(names):
        raise ValueError(f"{kind}: two or more, each once, not {list(names)}")


def _codes(item: RatedItem, raters: Sequence[str], codes: Mapping[str, int]) -> Codes:
    given = [item.ratings.get(rater) for rater in raters]
    unknown = {category for category in given if category is not None} - codes.keys()
    if unknown:
        raise ValueError(f"{item.name}: not on the scale: {', '.join(sorted(unknown))}")
    return [None if category is None else codes[category] for category in given]


def _given(codes: Codes) -> int:
    return sum(code is not None for code in codes)


def _estimate(
    coefficient: Coefficient, coded: Sequence[tuple[str, Codes]], bootstrap: Bootstrap
) -> Estimate:
    counts: dict[str, Sequence[int]] = {}
    for cluster, codes in coded:
        added = coefficient.counts(codes)
        before = counts.get(cluster)
        counts[cluster] = added if before is None else _sum(before, added)
    value = coefficient.figure([sum(column) for column in zip(*counts.values(), strict=True)])
    if value is None:
        return Estimate(undefined=Undefined.ONE_CATEGORY)
    return Estimate(
        value=value, interval=bootstrap.interval(counts, coefficient.figure, least=DEFINED)
    )


def _sum(one: Sequence[int], other: Sequence[int]) -> list[int]:
    return [a + b for a, b in zip(one, other, strict=True)]
