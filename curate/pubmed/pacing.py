"""When requests may start: NCBI's limit of requests a second, pauses after a failure."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

# NCBI allows 3 a second from one address, 10 with a key; a little less never meets the limit.
PER_SECOND = 2.8
PER_SECOND_WITH_KEY = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """
    How long to wait and how often to try; all times are in seconds.

    ``timeout`` is for connecting and for each piece of the body, ``deadline`` for a whole reply,
    ``longest_pause`` the most that is slept between two tries: where the source asks for more
    than that, the request fails and says so.
    """

    tries: int = 6
    timeout: float = 30.0
    deadline: float = 300.0
    first_pause: float = 1.0
    longest_pause: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The clocks, the sleep and the dice (0 to 1), so that a test can hold them still."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    dice: Callable[[], float] = field(default=random.random)


class Pacer:
    """Spaces the starts of requests, in all threads that share it."""

    def __init__(self, per_second: float, timing: Timing) -> None:
        self._gap = 1.0 / per_second
        self._timing = timing
        self._lock = threading.Lock()
        self._next = 0.0

    def wait(self) -> None:
        """Sleep until the next start is due; each caller gets a start of its own."""
        with self._lock:
            now = self._timing.monotonic()
            start = max(now, self._next)
            self._next = start + self._gap
        if start > now:
            self._timing.sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Let nobody start for so long: the source asked to be left alone."""
        with self._lock:
            self._next = max(self._next, self._timing.monotonic() + seconds)


def pause_after(attempt: int, patience: Patience, timing: Timing) -> float:
    """
    Return the seconds to sleep after a failed attempt, the first of which is number 0.

    Doubling, with half of it left to the dice, so that clients that failed together do not come
    back together.
    """
    pause = min(patience.longest_pause, patience.first_pause * 2.0**attempt)
    return pause * (0.5 + 0.5 * timing.dice())
