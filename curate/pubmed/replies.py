"""Whether a reply of the E-utilities is what was asked for; HTTP 200 alone says nothing."""

import re
from xml.etree import ElementTree as ET
from xml.parsers import expat

from curate.core.errors import SourceRefused, SourceUnavailable

_ROOTS = {
    "esearch": "eSearchResult",
    "efetch": "PubmedArticleSet",
    "epost": "ePostResult",
    "esummary": "eSummaryResult",
    "einfo": "eInfoResult",
    "elink": "eLinkResult",
}
_LINES = "ecitmatch"
# journal|year|volume|page|author|key|answer, of which a miss may lack the author.
_LEAST_BARS = 5
# Errors that the same request would meet again; all others are NCBI's own trouble and pass.
_FINAL = re.compile(
    r"cannot be larger|empty id list|id list is empty|empty term|nothing to ?do|invalid db"
    r"|database is not supported|invalid parameter|invalid uid",
    re.IGNORECASE,
)
# What NCBI says of a WebEnv that it no longer has.
_LOST = re.compile(r"unable to obtain query|history|webenv|query_key", re.IGNORECASE)
_SHOWN = 300


class BadReply(Exception):
    """A reply that can't be used; the same request may well get a good one."""


class HistoryLost(SourceUnavailable):
    """NCBI's history server no longer has the search that a request goes on from."""


class RequestRefused(SourceRefused):
    """The source's final no; ``text`` is what it said."""

    def __init__(self, message: str, *, text: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.text = text


def check_body(
    utility: str, data: bytes, content_type: str, *, from_history: bool = False
) -> None:
    """
    Raise BadReply for a reply to try again, and RequestRefused for one that stays so.

    The body is parsed to its end: a single damaged byte in it is a reason to ask again. A request
    ``from_history`` that finds no history there any more raises HistoryLost.
    """
    body = data.strip()
    if not body:
        raise BadReply("the reply is empty")
    if content_type == "application/json" or body.startswith(b"{"):
        raise BadReply(f"the reply is a message, not XML: {excerpt(body)}")
    if content_type == "text/html" or body[:200].lower().lstrip().startswith(
        (b"<html", b"<!doctype html")
    ):
        raise BadReply(f"the reply is a web page: {excerpt(body)}")
    if utility == _LINES:
        _check_lines(body)
        return
    root = _root_of(body)
    message = _error_text(body) if root in {"eFetchResult", *_ROOTS.values()} else ""
    if message:
        if _FINAL.search(message):
            raise RequestRefused(f"PubMed refuses the request: {message}", text=message)
        if from_history and _LOST.search(message):
            raise HistoryLost(f"PubMed's history server lost the search: {message}")
        raise BadReply(f"PubMed reports an error: {message}")
    if root != _ROOTS[utility]:
        raise BadReply(f"the reply is <{root}>, not <{_ROOTS[utility]}>")


def _check_lines(body: bytes) -> None:
    """Raise BadReply for what is not the lines that ECitMatch sends, one for a citation."""
    if body.startswith(b"<"):
        raise BadReply(f"PubMed reports an error: {excerpt(body)}")
    for line in body.splitlines():
        if line.strip() and line.count(b"|") < _LEAST_BARS:
            raise BadReply(f"the reply breaks off or is damaged: {excerpt(line)!r}")


def _root_of(body: bytes) -> str:
    """Check that the whole body is one XML document and return its root's name."""
    roots: list[str] = []

    def see_root(tag: str, _: object) -> None:
        roots.append(tag)
        parser.StartElementHandler = None

    def refuse_entity(*_: object) -> None:
        raise BadReply("the reply declares XML entities")

    parser = expat.ParserCreate()
    parser.StartElementHandler = see_root
    parser.EntityDeclHandler = refuse_entity
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise BadReply(f"the reply breaks off or is damaged: {error}") from error
    return roots[0]


def _error_text(body: bytes) -> str:
    """Return the text of the reply's ERROR element, as a child of the root; else nothing."""
    # A record set of megabytes is not searched: EFetch reports errors under another root.
    if b"<PubmedArticle" in body[:4096]:
        return ""
    # ELink puts an error beside its link sets or into one.
    for tag in ("ERROR", "error", "LinkSet/ERROR", "LinkSet/LinkSetDb/ERROR"):
        found = ET.fromstring(body).find(tag)  # noqa: S314 - entities were refused above
        if found is not None:
            return " ".join("".join(found.itertext()).split())[:_SHOWN] or "no reason given"
    return ""


def excerpt(body: bytes) -> str:
    """Return the beginning of a body as one printable line."""
    text = re.sub(r"<[^>]*>", " ", body[:2000].decode("utf-8", "replace"))
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:_SHOWN]
