"""The one place where an error becomes a line on stderr and an exit code."""

import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec

import typer

from curate.core.errors import CurateError
from curate.formats.plain import printable

INTERRUPTED = 130
OTHER_FAILURE = 1

P = ParamSpec("P")


def reports_errors(command: Callable[P, int | None]) -> Callable[P, None]:
    """
    Wrap a command: its return value is the exit code, its errors are told in one line.

    A reader that closes the pipe early is no error. What the user broke off says how to go on.
    """

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs) or 0
            sys.stdout.flush()
        except CurateError as exc:
            raise typer.Exit(complain(str(exc), hint=exc.hint, code=exc.exit_code)) from exc
        except BrokenPipeError as exc:
            _leave_stdout()
            raise typer.Exit(0) from exc
        except KeyboardInterrupt as exc:
            hint = "What was finished is kept; run the same command again to go on"
            raise typer.Exit(complain("stopped", hint=hint, code=INTERRUPTED)) from exc
        except OSError as exc:
            raise typer.Exit(complain(_system_error(exc), code=OTHER_FAILURE)) from exc
        if code:
            raise typer.Exit(code)

    return wrapped


def complain(message: str, *, hint: str = "", code: int) -> int:
    """Print an error, and a hint where there is one, and return the code."""
    typer.echo(f"Error: {printable(message)}", err=True)
    if hint:
        typer.echo(f"Hint: {printable(hint)}", err=True)
    return code


def _system_error(exc: OSError) -> str:
    reason = exc.strerror or str(exc)
    return f"{exc.filename}: {reason}" if exc.filename else reason


def _leave_stdout() -> None:
    """Point stdout elsewhere, so that the flush at exit doesn't meet the closed pipe again."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
