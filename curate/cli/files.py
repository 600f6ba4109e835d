"""Writes what a command makes into a file that the user names."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from curate.core.errors import UsageError
from curate.formats.whole_file import write_whole

_Form = TypeVar("_Form", bound=StrEnum)


def form_of(path: Path, endings: Mapping[str, _Form], *, option: str | None = "--format") -> _Form:
    """
    Return the format that goes with a file's ending; raise UsageError where none does.

    ``option`` is what could have said the format instead.
    """
    form = endings.get(path.suffix.lower())
    if form is None:
        known = ", ".join(endings)
        raise UsageError(
            f"no format goes with the ending of {path}",
            hint=f"Say {option}, or end the name in {known}" if option else f"End it in {known}",
        )
    return form


def replace_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; raise UsageError for a folder, or where there is none."""
    check_place(path)
    write_whole(path, content.encode() if isinstance(content, str) else content)


def check_place(path: Path) -> None:
    """Raise UsageError where a file can't stand: it is a folder, or lies in none."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder", hint="Name a file")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}")
