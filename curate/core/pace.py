"""How fast a reviewer goes, from the moments at which claims were done."""

from dataclasses import dataclass

PAUSE = 300.0
"""Whoever did nothing for longer than this, in seconds, was away."""

SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Pace:
    """
    Claims done and the time at work on them.

    ``seconds`` is the time at work, in which a pause counts as ``PAUSE`` at most; ``since`` the
    moment of the last step, in seconds of any clock that runs on.
    """

    since: float
    done: int = 0
    seconds: float = 0.0

    def step(self, moment: float, count: int = 1) -> "Pace":
        """Return the pace after so many claims more (none: the reviewer moved, and is there)."""
        worked = min(max(moment - self.since, 0.0), PAUSE)
        return Pace(since=moment, done=self.done + count, seconds=self.seconds + worked)

    @property
    def an_hour(self) -> float | None:
        """Return claims an hour; ``None`` before the first is done."""
        if self.done < 1 or self.seconds <= 0:
            return None
        return self.done / self.seconds * SECONDS_AN_HOUR

    def minutes_for(self, left: int) -> float | None:
        """Return the minutes that so many more will take; ``None`` before the first is done."""
        rate = self.an_hour
        return None if rate is None else left / rate * 60
