"""Bootstrap intervals over whole abstracts: the claims of one abstract hang together."""

import random
from collections.abc import Callable, Mapping, Sequence

from curate.core.measures import Interval, Score, Share, Tally

_BITS = 32
_MASK = (1 << _BITS) - 1


class Bootstrap:
    """
    Resamples a fixed set of abstracts, the same draws for every measure.

    ``units`` are the abstracts' names; their order does not matter. ``resamples`` 0 gives no
    intervals. The same seed gives the same intervals.
    """

    def __init__(self, units: Sequence[str], *, resamples: int = 1000, seed: int = 0) -> None:
        self._units = sorted(set(units))
        chooser = random.Random(seed)  # noqa: S311 - a reproducible draw, no secret
        numbers = range(len(self._units))
        draws = resamples if self._units else 0
        self._draws = [chooser.choices(numbers, k=len(self._units)) for _ in range(draws)]

    def score(self, counts: Mapping[str, Tally]) -> Score:
        """Return the sum of the tallies (abstract -> tally) with intervals."""
        samples = self._resample(counts)
        return Score(
            tally=sum(counts.values(), start=Tally()),
            precision_interval=_interval(samples, lambda t: t.precision),
            recall_interval=_interval(samples, lambda t: t.recall),
            f1_interval=_interval(samples, lambda t: t.f1),
        )

    def share(self, counts: Mapping[str, Tally]) -> Share:
        """Return matched of gold, summed over the abstracts, with its interval."""
        total = sum(counts.values(), start=Tally())
        interval = _interval(self._resample(counts), lambda t: t.recall)
        return Share(hits=total.matched, total=total.gold, interval=interval)

    def _resample(self, counts: Mapping[str, Tally]) -> list[Tally]:
        """Sum each draw; three counts travel in one integer, which makes a draw one addition."""
        none = Tally()
        packed = [_pack(counts.get(unit, none)) for unit in self._units]
        return [_unpack(sum(map(packed.__getitem__, draw))) for draw in self._draws]


def _pack(tally: Tally) -> int:
    return (tally.matched << 2 * _BITS) | (tally.found << _BITS) | tally.gold


def _unpack(number: int) -> Tally:
    return Tally(matched=number >> 2 * _BITS, found=(number >> _BITS) & _MASK, gold=number & _MASK)


def _interval(
    samples: Sequence[Tally], figure: Callable[[Tally], float | None]
) -> Interval | None:
    """Return the 2.5th and 97.5th percentile of the resamples in which the figure exists."""
    values = sorted(v for v in map(figure, samples) if v is not None)
    if not values:
        return None
    last = len(values) - 1
    return Interval(values[round(0.025 * last)], values[round(0.975 * last)])
