"""Figures of a score: precision, recall, F1 and shares, with their intervals."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% interval, both ends within it."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """
    How many were right, of how many found, of how many in the gold.

    ``precision``, ``recall`` and ``f1`` lie in 0..1; they are ``None`` where there is nothing to
    divide by (nothing found, nothing to find).
    """

    matched: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add two tallies."""
        return Tally(
            matched=self.matched + other.matched,
            found=self.found + other.found,
            gold=self.gold + other.gold,
        )

    @property
    def precision(self) -> float | None:
        """Return the share of what was found that is right."""
        return self.matched / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Return the share of the gold that was found."""
        return self.matched / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall."""
        total = self.found + self.gold
        return 2 * self.matched / total if total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A tally with the intervals of its three figures (``None``: undefined in every resample)."""

    tally: Tally
    precision_interval: Interval | None = None
    recall_interval: Interval | None = None
    f1_interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many, with the interval of the quotient."""

    hits: int
    total: int
    interval: Interval | None = None

    @property
    def value(self) -> float | None:
        """Return the quotient, ``None`` where the total is zero."""
        return self.hits / self.total if self.total else None
