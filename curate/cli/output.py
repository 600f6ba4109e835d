"""What goes to stdout (data) and what to stderr (everything else)."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from curate.formats.plain import printable, visible

if TYPE_CHECKING:
    from curate.workflow.reports import Failure

SHOWN_FAILURES = 20
WIDTH_IN_A_PIPE = 100
WIDEST = 200


def emit(text: str) -> None:
    """Write data to stdout, with one newline at its end; in UTF-8 where the locale can't."""
    typer.echo(text if text.endswith("\n") else f"{text}\n", nl=False)


def emit_json(value: object) -> None:
    """Write one value to stdout as JSON."""
    emit(json.dumps(plain(value), ensure_ascii=False, indent=2))


def note(text: str, *, quiet: bool = False) -> None:
    """Write a line for the reader to stderr."""
    if not quiet:
        typer.echo(visible(text), err=True)


def plain(value: object) -> object:
    """Return a report as what JSON knows: enumerations as their values, tuples as lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def list_failures(heading: str, failures: Iterable[Failure]) -> None:
    """Name what was left out, on stderr and in quiet runs too."""
    listed = list(failures)
    if not listed:
        return
    typer.echo(f"{printable(heading)}: {len(listed):,}", err=True)
    for failure in listed[:SHOWN_FAILURES]:
        reason = f"{failure.pmid}: {failure.reason}" if failure.pmid else failure.reason
        typer.echo(f"  {printable(reason)}", err=True)
    if len(listed) > SHOWN_FAILURES:
        typer.echo(f"  and {len(listed) - SHOWN_FAILURES:,} more (--json lists all)", err=True)


def terminal_width() -> int:
    """Return the columns to write text in: the terminal's, or a fixed number in a pipe."""
    return min(shutil.get_terminal_size((WIDTH_IN_A_PIPE, 24)).columns, WIDEST)


def terminal_color() -> bool:
    """Say whether stdout is a terminal whose user has nothing against colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def prepare_streams() -> None:
    """Let stdout and stderr write any character, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and encoding != "utf8":
            reconfigure(encoding="utf-8", errors="backslashreplace")
