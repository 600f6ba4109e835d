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
from functools import partial
from typing import TypeVar

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

Row = TypeVar("Row", bound=Sequence[object])

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
    bootstrap: Bootstrap | None = None,
) -> Agreement:
    """
    Return the agreement of the raters, with percentile bootstrap intervals over clusters.

    Ratings of others are left out. Of a pair, the items count that both judged. Of three raters
    or more, those that two judged; AC1 alone takes the categories' shares from every item with a
    rating, as its author has it. Whole clusters are drawn, with replacement, for items of one
    cluster are not independent; only clusters that an item counts in are drawn from, or those of
    a ``bootstrap`` that is given, which then serves in place of ``resamples`` and ``seed``. The
    same items and seed give the same figures, in whatever order the items come. ``resamples`` 0
    gives no intervals.

    Raise ValueError for fewer than two raters or categories, or one twice, and for a rating that
    is not on the scale.
    """
    _check(raters, "raters")
    _check(scale, "categories")
    codes = {category: number for number, category in enumerate(scale)}
    coded = _counting(((item.cluster, _codes(item, raters, codes)) for item in items), raters)
    compared = [cluster for cluster, row in coded if _given(row) >= 2]
    several = len(set(compared)) >= 2
    if bootstrap is None or not several:
        # One cluster, drawn again and again, would look like certainty.
        drawn = {cluster for cluster, _ in coded}
        bootstrap = Bootstrap(sorted(drawn), resamples=resamples if several else 0, seed=seed)
    size = {"raters": len(raters), "categories": len(scale)}
    wanted: dict[str, Coefficient] = {
        "observed": ObservedAgreement(len(raters)),
        "alpha": KrippendorffAlpha(**size),
        "ac1": GwetAC1(**size),
    }
    if len(raters) == 2:
        wanted["kappa"] = CohenKappa(len(scale))
    found = _estimates(wanted, coded, bootstrap) if compared else dict.fromkeys(wanted, _NONE)
    return Agreement(
        raters=tuple(raters),
        items=len(compared),
        clusters=len(set(compared)),
        **({"kappa": Estimate(undefined=Undefined.NOT_A_PAIR)} | found),
    )


def clusters_of(items: Iterable[RatedItem], raters: Sequence[str]) -> list[str]:
    """Return the clusters, sorted, in which an item counts for the agreement of these raters."""
    rows = ((item.cluster, [item.ratings.get(rater) for rater in raters]) for item in items)
    return sorted({cluster for cluster, _ in _counting(rows, raters)})


_NONE = Estimate(undefined=Undefined.NO_COMMON_ITEM)


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


def _given(row: Sequence[object]) -> int:
    return sum(rating is not None for rating in row)


def _counting(rows: Iterable[tuple[str, Row]], raters: Sequence[str]) -> list[tuple[str, Row]]:
    """Return the rows that count: of a pair those that both rated, else those with a rating."""
    least = 2 if len(raters) == 2 else 1
    return [(cluster, row) for cluster, row in rows if _given(row) >= least]


def _estimates(
    wanted: Mapping[str, Coefficient], coded: Sequence[tuple[str, Codes]], bootstrap: Bootstrap
) -> dict[str, Estimate]:
    """Return each coefficient's estimate; the sums of all of them are drawn together."""
    counts: dict[str, Sequence[int]] = {}
    parts: dict[str, slice] = {}
    for cluster, codes in coded:
        added: list[int] = []
        for name, coefficient in wanted.items():
            start = len(added)
            added += coefficient.counts(codes)
            parts[name] = slice(start, len(added))
        before = counts.get(cluster)
        counts[cluster] = added if before is None else list(map(int.__add__, before, added))
    figures = [partial(_figure, coefficient, parts[name]) for name, coefficient in wanted.items()]
    totals = [sum(column) for column in zip(*counts.values(), strict=True)]
    intervals = bootstrap.intervals(counts, figures, least=DEFINED)
    found = {}
    for name, figure, interval in zip(wanted, figures, intervals, strict=True):
        value = figure(totals)
        found[name] = (
            Estimate(undefined=Undefined.ONE_CATEGORY)
            if value is None
            else Estimate(value=value, interval=interval)
        )
    return found


def _figure(coefficient: Coefficient, part: slice, sums: Sequence[int]) -> float | None:
    return coefficient.figure(sums[part])
