"""Files that commands write: the form that an ending asks for, and all or nothing."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from curate.core.errors import UsageError

Form = TypeVar("Form")


def by_ending(output: Path | None, endings: Mapping[str, Form], without: Form) -> Form:
    """Return the form that a file's ending asks for; raise UsageError for an ending of none."""
    if output is None:
        return without
    form = endings.get(output.suffix.lower())
    if form is None:
        raise UsageError(
            f"no format goes with the ending of {output}",
            hint=f"Say --format, or end the name in {', '.join(endings)}",
        )
    return form


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; text in UTF-8."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder", hint="Name a file")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}")
    target = path.resolve()
    data = content.encode() if isinstance(content, str) else content
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".curate-", delete=False) as file:
        file.write(data)
    written = Path(file.name)
    try:
        # A temporary file is private; the file gets the rights a plain new file would have.
        mask = os.umask(0)
        os.umask(mask)
        written.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
        written.replace(target)
    except OSError:
        written.unlink(missing_ok=True)
        raise
