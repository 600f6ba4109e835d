"""Bootstrap intervals over whole abstracts: the claims of one abstract hang together."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence

from curate.core.measures import Interval, Score, Share, Tally

Figure = Callable[[Sequence[int]], float | None]
"""Makes a figure of sums; ``None`` where it does not exist."""


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
        samples = self._tallies(counts)
        return Score(
            tally=sum(counts.values(), start=Tally()),
            precision_interval=_interval([t.precision for t in samples]),
            recall_interval=_interval([t.recall for t in samples]),
            f1_interval=_interval([t.f1 for t in samples]),
        )

    def share(self, counts: Mapping[str, Tally]) -> Share:
        """Return matched of gold, summed over the abstracts, with its interval."""
        total = sum(counts.values(), start=Tally())
        interval = _interval([t.recall for t in self._tallies(counts)])
        return Share(hits=total.matched, total=total.gold, interval=interval)

    def intervals(
        self,
        counts: Mapping[str, Sequence[int]],
        figures: Sequence[Figure],
        *,
        least: float = 0.0,
    ) -> list[Interval | None]:
        """
        Return the interval of each figure of sums over abstracts.

        ``counts`` gives each abstract's whole numbers, 0 or more and always as many; an abstract
        that it does not hold adds nothing. There is no interval where it holds none, and where
        the figure exists in fewer than ``least`` (0..1) of the resamples.
        """
        width = len(next(iter(counts.values()), ()))
        if not width:
            return [None for _ in figures]
        found = [[figure(sums) for figure in figures] for sums in self._resample(counts, width)]
        if not found:
            return [None for _ in figures]
        return [_interval(column, least=least) for column in zip(*found, strict=True)]

    def _tallies(self, counts: Mapping[str, Tally]) -> list[Tally]:
        numbers = {unit: (t.matched, t.found, t.gold) for unit, t in counts.items()}
        return [
            Tally(matched=matched, found=found, gold=gold)
            for matched, found, gold in self._resample(numbers, 3)
        ]

    def _resample(
        self, counts: Mapping[str, Sequence[int]], width: int
    ) -> Iterator[tuple[int, ...]]:
        """Sum each draw; all counts travel in one integer, which makes a draw one addition."""
        most = max((n for numbers in counts.values() for n in numbers), default=0)
        bits = (most * len(self._units)).bit_length()
        mask = (1 << bits) - 1
        places = [bits * place for place in range(width)]
        packed = [
            sum(n << place for n, place in zip(counts.get(unit, ()), places, strict=False))
            for unit in self._units
        ]
        for draw in self._draws:
            total = sum(map(packed.__getitem__, draw))
            yield tuple(total >> place & mask for place in places)


def _interval(figures: Sequence[float | None], *, least: float = 0.0) -> Interval | None:
    """Return the 2.5th and 97.5th percentile of the resamples in which the figure exists."""
    values = sorted(v for v in figures if v is not None)
    if not values or len(values) < least * len(figures):
        return None
    last = len(values) - 1
    return Interval(values[round(0.025 * last)], values[round(0.975 * last)])
