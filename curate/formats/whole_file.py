"""Writes a file whole or not at all."""

import os
import tempfile
from pathlib import Path

PREFIX = ".curate-"
"""What the name of a file begins with that is not finished yet, or was left by a killed run."""


def write_whole(path: Path, data: bytes) -> None:
    """
    Put these bytes in the place of a file, or leave it as it was; raise OSError.

    Folders that are not there are made. A file keeps its rights, a new one gets those of a plain
    new file, and a symbolic link stays one. What is no file (a terminal, a pipe, ``/dev/null``)
    can't be replaced and is written to.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=target.parent, prefix=PREFIX)
    written = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is private; the new one gets the rights a plain new file would have.
        mask = os.umask(0)
        os.umask(mask)
        written.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
        written.replace(target)
    except BaseException:
        # Whoever breaks off a run (Ctrl-C) leaves nothing behind either.
        written.unlink(missing_ok=True)
        raise
