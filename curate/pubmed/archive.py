"""Raw records as they came, kept in a workspace, compressed, one file a batch."""

import gzip
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from curate.core.errors import ConfigurationError, UsageError
from curate.pubmed.files import open_document

_PIECE = 1 << 20
_TEMPORARY = re.compile(r"\.(\d+)-[0-9a-f]+\.tmp")
_SUFFIXES = (".gz", ".xml", ".nbib", ".ris", ".txt")
_FETCHED = "fetched"
_IMPORTED = "imported"


class RecordArchive:
    """
    A ``curate.core.ports.Archive`` in a directory.

    ``fetched/`` holds the batches as NCBI sent them, ``imported/`` the files that a user brought.
    A file appears under its name only when it is whole and on the disk. Every method raises
    ConfigurationError where the directory can't be written.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        for part in (directory / _FETCHED, directory / _IMPORTED):
            if part.is_dir():
                _remove_leftovers(part)

    def keep(self, pmids: Sequence[str], data: bytes) -> str:
        """
        Keep one batch for good and return its name, which hangs on the PMIDs asked for alone.

        The same batch kept again takes the place of the first. Raises UsageError for no PMIDs.
        """
        if not pmids:
            raise UsageError("a batch has no PMIDs")
        ordered = sorted(set(pmids), key=int)
        mark = hashlib.sha256("\n".join(ordered).encode()).hexdigest()[:8]
        name = f"{_FETCHED}/{ordered[0]}-{ordered[-1]}-{mark}.xml.gz"

        def write(target: BinaryIO) -> None:
            with _compressed(target) as packed:
                packed.write(data)

        self._write(name, write)
        return name

    def keep_file(self, path: Path) -> str:
        """
        Keep a copy of a file of records and return its name; the same content once only.

        A file of this archive, which a database is made anew from, stays as it is. Raises BadFile
        where the file can't be read to its end.
        """
        here, own = path.resolve(), self._directory.resolve()
        if here.parent in {own / _FETCHED, own / _IMPORTED}:
            return here.relative_to(own).as_posix()
        digest = hashlib.sha256()
        with open_document(path) as document:
            while piece := document.read(_PIECE):
                digest.update(piece)
        name = f"{_IMPORTED}/{_stem(path)}-{digest.hexdigest()[:8]}{_ending(path)}.gz"
        if not (self._directory / name).exists():
            self._write(name, _copier(path))
        return name

    def read(self, name: str) -> bytes:
        """Return what was kept under that name; raise BadFile where it can't be read."""
        with open_document(self._directory / name) as document:
            return document.read()

    def path(self, name: str) -> Path:
        """Return where the file of that name lies."""
        return self._directory / name

    def names(self) -> list[str]:
        """Return the names of all that is kept, sorted."""
        parts = (self._directory / _FETCHED, self._directory / _IMPORTED)
        found = (path for part in parts for path in part.glob("*.xml.gz"))
        return sorted(path.relative_to(self._directory).as_posix() for path in found)

    def _write(self, name: str, write: Callable[[BinaryIO], None]) -> None:
        path = self._directory / name
        temporary = path.parent / f".{os.getpid()}-{secrets.token_hex(8)}.tmp"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with temporary.open("xb") as target:
                    write(target)
                    target.flush()
                    os.fsync(target.fileno())
                temporary.replace(path)
                _sync_directory(path.parent)
            finally:
                with suppress(FileNotFoundError):
                    temporary.unlink()
        except OSError as error:
            raise ConfigurationError(
                f"can't write {path}: {error.strerror or error}",
                hint="Free some space or mend the permissions, and run it again.",
            ) from error


def _compressed(target: BinaryIO) -> gzip.GzipFile:
    # No name and no time in the header: equal records are equal bytes.
    return gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0, compresslevel=6)


def _copier(path: Path) -> Callable[[BinaryIO], None]:
    def write(target: BinaryIO) -> None:
        with path.open("rb") as source:
            packed = source.read(2) == b"\x1f\x8b"
            source.seek(0)
            if packed:
                shutil.copyfileobj(source, target, _PIECE)
            else:
                with _compressed(target) as sink:
                    shutil.copyfileobj(source, sink, _PIECE)

    return write


def _stem(path: Path) -> str:
    """Return the file's name without its endings, in characters that every file system takes."""
    name = path.name
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("._")[:60] or "records"


def _ending(path: Path) -> str:
    """Return the ending that says what the file is; XML where it says nothing known."""
    suffix = Path(path.name.removesuffix(".gz")).suffix.lower()
    return suffix if suffix in _SUFFIXES else ".xml"


def _remove_leftovers(directory: Path) -> None:
    """Remove the unfinished files of processes that are no more."""
    for path in directory.iterdir():
        found = _TEMPORARY.fullmatch(path.name)
        if found and not _is_running(int(found.group(1))):
            with suppress(FileNotFoundError, PermissionError):
                path.unlink()


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _sync_directory(directory: Path) -> None:
    """Put the new name on the disk as well, where the system lets directories be opened."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
