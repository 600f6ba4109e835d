"""PubMed files on disk, compressed or not."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from curate.core.errors import BadFile
from curate.pubmed.kinds import EXPORT_HINT, MEDLINE_KIND, RIS_KIND, tagged_kind
from curate.pubmed.medline import read_medline
from curate.pubmed.parse import Record, read_records
from curate.pubmed.ris import read_ris
from curate.pubmed.tagged import FALLBACK_ENCODING, decode

# To be raised when a reader keeps more of a record than before: files are then read once more.
READER = 1
_GZIP = b"\x1f\x8b"
_BEGINNING = 4096
_TEXTS: dict[str, Callable[..., Iterator[Record]]] = {
    MEDLINE_KIND: read_medline,
    RIS_KIND: read_ris,
}


def open_records(
    path: Path, *, encoding: str | None = None, note: Callable[[str], None] | None = None
) -> Iterator[Record]:
    """
    Yield the records of one file: PubMed XML, MEDLINE text or RIS, compressed or not.

    What a file is and whether it is gzip is told by its first bytes. ``encoding`` is that of a
    text, where it is known; ``note`` is told where it had to be assumed. Raises BadFile for a
    file that is missing, empty, cut short, or nothing of these.
    """
    with open_document(path) as stream:
        kind = kind_of(stream.read(_BEGINNING))
        stream.seek(0)
        if kind is None:
            yield from read_records(stream, name=str(path))
            return
        text, used = decode(stream.read(), name=str(path), encoding=encoding)
    if used == FALLBACK_ENCODING and not encoding and note is not None:
        note(f"{path.name} is no UTF-8: it is read as Windows-1252 (--encoding names another)")
    yield from _TEXTS[kind](text, name=str(path))


def kind_of(beginning: bytes) -> str | None:
    """Return which text format a file's first bytes are of; ``None`` for XML and all others."""
    marked = beginning[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = beginning.decode("utf-16" if marked else "latin-1", "ignore")
    return tagged_kind(text.removeprefix("\ufeff").removeprefix("ï»¿"))


@contextmanager
def open_document(path: Path) -> Iterator[BinaryIO]:
    """Open the XML in a file, unpacked; raise BadFile where the file can't be read to its end."""
    try:
        with _opened(path) as raw:
            magic = raw.read(2)
            raw.seek(0)
            if magic == _GZIP:
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield cast(BinaryIO, unpacked)
            else:
                yield raw
    except EOFError as error:
        raise BadFile(
            f"{path} is cut short: its gzip data has no end",
            hint="Get the file again; the records before that place were read.",
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise BadFile(f"{path} is damaged: {error}", hint="Get the file again.") from error
    except OSError as error:
        raise BadFile(f"can't read {path}: {error.strerror or error}") from error


def _opened(path: Path) -> BinaryIO:
    if path.is_dir():
        raise BadFile(f"{path} is a directory", hint=f"Name the files in it: {path / '*.xml.gz'}")
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise BadFile(f"{path} does not exist", hint=EXPORT_HINT) from error
