"""PubMed files on disk, compressed or not."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from curate.core.errors import BadFile
from curate.pubmed.kinds import EXPORT_HINT
from curate.pubmed.parse import Record, read_records

_GZIP = b"\x1f\x8b"


def open_records(path: Path) -> Iterator[Record]:
    """
    Yield the records of one file, as ``read_records`` does; gzip is told by its first bytes.

    Raises BadFile for a file that is missing, empty, cut short, or no PubMed XML.
    """
    with open_document(path) as stream:
        yield from read_records(stream, name=str(path))


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
