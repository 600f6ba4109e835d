"""
Runs ``curate`` and kills it, as the system would, at a chosen call of a chosen function.

``python -m tests.killed MODULE:NAME N before|after ARGUMENTS...``; SIGKILL leaves no time for
any cleaning up. Where the call never comes, the command ends by itself.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def arm(target: str, number: int, *, after: bool) -> None:
    """Replace a function by one that kills this process around its ``number``-th call."""
    module, _, path = target.partition(":")
    owner: Any = importlib.import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    original: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def deadly(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **kwargs)
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, deadly)


def main(arguments: list[str]) -> None:
    """Arm the trap and run the command."""
    from curate.cli.app import app

    target, number, moment, *command = arguments
    arm(target, int(number), after=moment == "after")
    app(command, prog_name="curate")


if __name__ == "__main__":
    main(sys.argv[1:])
