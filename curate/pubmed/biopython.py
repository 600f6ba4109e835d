"""All that is asked of Bio.Entrez: building requests and reading the small replies."""

import io
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from types import ModuleType
from typing import Any
from urllib.request import Request

from Bio import Entrez

from curate.core.errors import ConfigurationError
from curate.pubmed.replies import BadReply

# Bio.Entrez keeps its state in globals of its modules, so what guards them is one for the process.
_LOCK = threading.RLock()


class _NoReply(io.BytesIO):
    """What Bio.Entrez is handed where it expects a reply: it looks at the headers only."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.headers = Message()
        self.headers["Content-Type"] = "text/xml"


def build_request(utility: str, **parameters: object) -> Request:
    """
    Return the request that ``Bio.Entrez.<utility>`` would send.

    For the moment of the call our function stands in the place of ``Bio.Entrez.urlopen``, takes
    the request and opens nothing; sending it is the transport's work, outside the lock, so that
    threads do not wait for each other's replies. Raises ConfigurationError for a Biopython that
    has no such place any more.
    """
    taken: list[Request] = []

    def take(request: Request, *_: object, **__: object) -> _NoReply:
        taken.append(request)
        return _NoReply(request.full_url)

    with _LOCK:
        check_seam()
        # Biopython's own pacing counts starts and knows nothing of retries; ours does both.
        with _replaced(Entrez, "urlopen", take), _replaced(Entrez._open, "previous", 0.0):
            getattr(Entrez, utility)(**parameters)
    return taken[0]


def check_seam() -> None:
    """Raise ConfigurationError unless Bio.Entrez sends through its global ``urlopen``."""
    opener = getattr(Entrez, "_open", None)
    code = getattr(opener, "__code__", None)
    names = () if code is None else code.co_names
    if "urlopen" not in names or not hasattr(Entrez, "urlopen") or not hasattr(opener, "previous"):
        raise ConfigurationError(
            "this version of Biopython sends its requests in a way that curate does not know",
            hint="Install a version that curate was tested with: pip install 'biopython==1.88'",
        )


def read_small_reply(data: bytes) -> Any:
    """
    Return what ``Bio.Entrez.read`` makes of the reply of ESearch, EPost, EInfo or ESummary.

    No DTD is downloaded: a reply that names one that Biopython does not bring along is a
    BadReply, as is one that it can't read.
    """
    with _LOCK:
        parser = _parser_module()
        with _replaced(parser, "urlopen", _refuse_download):
            try:
                return Entrez.read(io.BytesIO(data), validate=False)
            except (ValueError, RuntimeError) as error:
                raise BadReply(f"the reply can't be read: {error}") from error


def _refuse_download(*_: object, **__: object) -> None:
    raise OSError("downloads of document types are switched off")


def _parser_module() -> ModuleType:
    """
    Import Bio.Entrez.Parser without leaving its folders in the user's home directory.

    On its first import it makes folders for DTDs that it downloads; we let it make them in a
    place that is gone right after, and tell it that it has none.
    """
    name = "Bio.Entrez.Parser"
    if name not in sys.modules:
        with (
            tempfile.TemporaryDirectory() as directory,
            _replaced(Entrez, "local_cache", directory),
        ):
            from Bio.Entrez import Parser

            Parser.DataHandler.local_dtd_dir = None
            Parser.DataHandler.local_xsd_dir = None
    return sys.modules[name]


@contextmanager
def _replaced(holder: object, name: str, value: object) -> Iterator[None]:
    original = getattr(holder, name)
    setattr(holder, name, value)
    try:
        yield
    finally:
        setattr(holder, name, original)
