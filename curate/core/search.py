"""A search as it was asked, and as PubMed understood it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """
    What was asked, what PubMed made of it, and what came back.

    ``count`` is PubMed's own; ``pmids`` are sorted by number and may be fewer where a maximum was
    given. ``searched_at`` is ISO 8601 in UTC. ``kind`` is ``query`` or ``pmids``, or where a list
    of PMIDs comes from (``citations``, or the name of a link), or ``update`` or ``refresh`` for
    records that were asked for again. ``name`` is that of the saved search that it belongs to,
    empty where there is none.
    """

    query: str
    translation: str
    count: int
    pmids: tuple[str, ...]
    searched_at: str
    warnings: tuple[str, ...] = ()
    since: str | None = None
    maximum: int | None = None
    kind: str = "query"
    name: str = ""


class FetchStatus(StrEnum):
    """What became of one PMID of a search."""

    PENDING = "pending"
    RECEIVED = "received"
    HELD = "held"
    MISSING = "missing"
    FAILED = "failed"
