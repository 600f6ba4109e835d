"""A process of its own on a terminal of its own, for tests of what a person types."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>78PM])")


class Terminal:
    """
    ``python -m MODULE ARGUMENTS...`` on a pseudo-terminal; use it in a with statement.

    ``seen`` is all that it wrote, the escape codes taken out.
    """

    def __init__(
        self, *command: str, environment: Mapping[str, str], size: tuple[int, int] = (100, 30)
    ) -> None:
        self._main, second = pty.openpty()
        columns, lines = size
        fcntl.ioctl(second, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS", "LINES"}}
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=kept | {"TERM": "xterm-256color"} | dict(environment),
            stdin=second,
            stdout=second,
            stderr=second,
            start_new_session=True,
        )
        os.close(second)
        self._raw = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._main)

    @property
    def seen(self) -> str:
        """Return what was written so far."""
        self._read(0)
        return _ESCAPES.sub("", self._raw.decode(errors="replace")).replace("\r", "")

    def expect(self, text: str, *, after: int = 0) -> int:
        """Wait until that is written behind a place, and return the place behind it."""
        self.until(lambda: self.seen.find(text, after) >= 0, f"{text!r} to be written")
        return self.seen.index(text, after) + len(text)

    def press(self, key: str) -> None:
        """Press a key once the process waits for single keys."""
        self.until(lambda: not self._by_line(), "single keys to be read")
        os.write(self._main, key.encode())

    def type_line(self, text: str) -> None:
        """Type a line once the process waits for one."""
        self.until(self._by_line, "a line to be read")
        os.write(self._main, f"{text}\n".encode())

    def write(self, text: str) -> None:
        """Press keys whatever the process waits for."""
        os.write(self._main, text.encode())

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait for something; what the process writes is read meanwhile, lest it block."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            ended = self.process.poll() is not None
            self._read(0.02)
            if true():
                return
            assert not ended, f"ended while waiting for {what}: {self.seen[-2000:]}"
            assert time.monotonic() < deadline, f"no use waiting for {what}: {self.seen[-2000:]}"

    def end(self) -> int:
        """Wait for the process and return its exit code."""
        self.until(lambda: self.process.poll() is not None, "the end")
        return self.process.returncode

    def kill(self) -> None:
        """End the process as the system would, with no time to clean up."""
        self.process.send_signal(signal.SIGKILL)
        assert self.process.wait() == -signal.SIGKILL

    def _by_line(self) -> bool:
        return bool(termios.tcgetattr(self._main)[3] & termios.ICANON)

    def _read(self, seconds: float) -> None:
        while select.select([self._main], [], [], seconds)[0]:
            try:
                got = os.read(self._main, 65536)
            except OSError:
                # Linux says so where the other side is closed.
                return
            if not got:
                return
            self._raw += got
            seconds = 0
