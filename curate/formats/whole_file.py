"""Writes a file whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """
    Put these bytes in the place of a file, or leave it as it was; raise OSError.

    A file that holds them already is not touched. A new one gets the rights of a plain new file.
    """
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "wb", dir=path.parent, prefix=".curate-", delete=False
    ) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    written = Path(file.name)
    try:
        mask = os.umask(0)
        os.umask(mask)
        written.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
        written.replace(path)
    except OSError:
        written.unlink(missing_ok=True)
        raise
