"""
Coefficients of agreement between raters, as counts that add up over items.

Each coefficient turns one item's ratings into a few whole numbers, and the sums of these over
any set of items into its figure. So a resample of a bootstrap costs additions only, and the
figure does not hang on the order of the items: it is computed in whole numbers and divided once.

An item's ratings are category numbers, one place a rater, ``None`` where the rater did not judge.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

Codes = Sequence[int | None]
"""One item's ratings: a category's number (0 .. categories - 1) or ``None``, one a rater."""


class Coefficient(Protocol):
    """A figure that follows from sums over items."""

    def counts(self, codes: Codes) -> Sequence[int]:
        """Return what one item adds: whole numbers, 0 or more, always as many."""
        ...

    def figure(self, sums: Sequence[int]) -> float | None:
        """Return the figure of these sums, ``None`` where it is undefined."""
        ...


@dataclass(frozen=True, slots=True)
class ObservedAgreement:
    """
    The mean over items of the share of its pairs of ratings that agree.

    Items with fewer than two ratings do not enter. Between two raters this is the share of
    common items in the same category. Undefined where no item has two ratings.
    """

    raters: int

    @property
    def scale(self) -> int:
        """Return what makes every item's agreement a whole number."""
        return _multiple(self.raters) * _multiple(self.raters - 1)

    def counts(self, codes: Codes) -> tuple[int, int]:
        """Return whether the item has two ratings, and its agreement times ``scale``."""
        given = [code for code in codes if code is not None]
        size = len(given)
        if size < 2:
            return 0, 0
        agreeing = sum(n * (n - 1) for n in map(given.count, set(given)))
        return 1, agreeing * self.scale // (size * (size - 1))

    def figure(self, sums: Sequence[int]) -> float | None:
        """Return the share, 0..1."""
        items, agreement = sums
        return agreement / (items * self.scale) if items else None


@dataclass(frozen=True, slots=True)
class CohenKappa:
    """
    Cohen's kappa between two raters, over the items that both judged.

    ``(po - pe) / (1 - pe)``, chance from each rater's own shares of the categories: J. Cohen,
    A coefficient of agreement for nominal scales, Educational and Psychological Measurement
    1960;20:37-46. Undefined without a common item, and where both raters put every item into
    one and the same category.
    """

    categories: int

    def counts(self, codes: Codes) -> tuple[int, ...]:
        """Return items, agreements, and the ratings in each category: first rater, second."""
        first, second = codes
        sums = [0] * (2 + 2 * self.categories)
        if first is not None and second is not None:
            sums[0] = 1
            sums[1] = int(first == second)
            sums[2 + first] = 1
            sums[2 + self.categories + second] = 1
        return tuple(sums)

    def figure(self, sums: Sequence[int]) -> float | None:
        """Return kappa, at most 1."""
        items, agreements, *shares = sums
        chance = sum(map(int.__mul__, shares[: self.categories], shares[self.categories :]))
        below = items * items - chance
        return (items * agreements - chance) / below if below else None


@dataclass(frozen=True, slots=True)
class KrippendorffAlpha:
    """
    Krippendorff's alpha for nominal categories, any number of raters, missing ratings.

    ``1 - Do / De`` over the values of items with two ratings or more: K. Krippendorff,
    Computing Krippendorff's alpha-reliability, University of Pennsylvania 2011.
    Undefined where no item has two ratings, and where all such ratings are of one category.
    """

    raters: int
    categories: int

    @property
    def _scale(self) -> int:
        return _multiple(self.raters - 1)

    def counts(self, codes: Codes) -> tuple[int, ...]:
        """Return the observed coincidences times ``_scale``, and the values by category."""
        given = [code for code in codes if code is not None]
        if len(given) < 2:
            return (0,) * (1 + self.categories)
        sizes = [given.count(category) for category in range(self.categories)]
        agreeing = sum(n * (n - 1) for n in sizes)
        return agreeing * self._scale // (len(given) - 1), *sizes

    def figure(self, sums: Sequence[int]) -> float | None:
        """Return alpha, at most 1."""
        coincidences, *sizes = sums
        values = sum(sizes)
        below = values * values - sum(n * n for n in sizes)
        if not below:
            return None
        expected = self._scale * sum(n * (n - 1) for n in sizes)
        return ((values - 1) * coincidences - expected) / (self._scale * below)


@dataclass(frozen=True, slots=True)
class GwetAC1:
    """
    Gwet's AC1, two raters or more, missing ratings.

    ``(pa - pe) / (1 - pe)`` with ``pe = sum(p * (1 - p)) / (categories - 1)``: K. L. Gwet,
    Computing inter-rater reliability and its variance in the presence of high agreement, British
    Journal of Mathematical and Statistical Psychology 2008;61:29-48. Missing ratings as in his
    Handbook of Inter-Rater Reliability (4th edition, 2014): ``pa`` over the items with two
    ratings or more, the categories' shares ``p`` over all items with a rating.

    ``categories`` is the size of the scale, two or more, used or not. Undefined only where no
    item has two ratings.
    """

    raters: int
    categories: int

    @property
    def _observed(self) -> ObservedAgreement:
        return ObservedAgreement(self.raters)

    def counts(self, codes: Codes) -> tuple[int, ...]:
        """Return the observed agreement's two, the item's share in each category, scaled."""
        given = [code for code in codes if code is not None]
        share = _multiple(self.raters) // len(given) if given else 0
        shares = (given.count(category) * share for category in range(self.categories))
        return *self._observed.counts(codes), *shares

    def figure(self, sums: Sequence[int]) -> float | None:
        """Return AC1, at most 1."""
        items, agreement, *shares = sums
        if not items:
            return None
        whole = sum(shares)
        observed_below = items * self._observed.scale
        chance = sum(n * (whole - n) for n in shares)
        chance_below = whole * whole * (self.categories - 1)
        above = agreement * chance_below - chance * observed_below
        return above / (observed_below * (chance_below - chance))


@cache
def _multiple(number: int) -> int:
    """Return the least number that each of 1..number divides."""
    return math.lcm(*range(1, number + 1))
