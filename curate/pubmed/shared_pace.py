"""One pace for all runs of curate on this machine: NCBI counts requests by address and by key."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from curate.pubmed.pacing import Pacer, Timing

# A start further ahead than any queue or pause can put it is a clock that was set.
_FARTHEST = 180.0
_PATIENCE = 30.0
_POLL = 0.005


def pace_file(directory: Path, *, base_url: str, api_key: str | None) -> Path:
    """Return the file that runs with one host and key share; it does not give the key away."""
    host = urlsplit(base_url).netloc.replace(":", "-") or "none"
    who = hashlib.sha256(api_key.encode()).hexdigest()[:12] if api_key else "no-key"
    return directory / f"{host}-{who}.pace"


class SharedPacer:
    """
    Spaces the starts of requests over all processes that share a file.

    The file holds the moment, on the wall clock, at which the next request may start; a lock
    beside it is held only while that is read and written, so that no process ever waits for
    another's requests, and one that is killed leaves nothing to clean up. Where the file can't be
    used, ``tell`` is told once, and the pace is kept within this process.
    """

    def __init__(
        self,
        path: Path,
        per_second: float,
        timing: Timing,
        *,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._path = path
        self._gap = 1.0 / per_second
        self._timing = timing
        self._tell = tell
        self._alone = Pacer(per_second, timing)
        self._lock = threading.Lock()
        self._usable = True

    def wait(self) -> None:
        """Sleep until the next start is due; each caller gets a start of its own."""
        now = self._timing.wall()
        start = self._reserve(lambda due: (max(due, now), max(due, now) + self._gap))
        if start is None:
            self._alone.wait()
        elif start > now:
            self._timing.sleep(start - now)

    def hold(self, seconds: float) -> None:
        """Let nobody start for so long: the source asked to be left alone."""
        until = self._timing.wall() + seconds
        self._reserve(lambda due: (until, max(due, until)))
        self._alone.hold(seconds)

    def _reserve(self, take: Callable[[float], tuple[float, float]]) -> float | None:
        """Take a start, and put down the next; ``None`` where the file can't be used."""
        import filelock

        with self._lock:
            if not self._usable:
                return None
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                guard = filelock.FileLock(f"{self._path}.lock", timeout=_PATIENCE)
                with guard.acquire(poll_interval=_POLL):
                    start, following = take(self._due())
                    self._path.write_text(f"{following:.6f}\n", "ascii")
                    return start
            except (OSError, NotImplementedError, filelock.Timeout) as error:
                self._usable = False
                reason = getattr(error, "strerror", None) or error
        if self._tell is not None:
            self._tell(
                f"the pace can't be shared with other runs ({reason}): run one fetch at a time"
            )
        return None

    def _due(self) -> float:
        """Return the next start that is put down, or 0 where that makes no sense."""
        try:
            due = float(self._path.read_text("ascii"))
        except (FileNotFoundError, ValueError):
            return 0.0
        return due if due <= self._timing.wall() + _FARTHEST else 0.0
