"""Which record cites which: what a source that knows it can be asked."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from curate.core.citation import Citation, Match
from curate.core.ports import Source


class Link(StrEnum):
    """How PubMed links one record to others: what it cites, what cites it, what is alike."""

    CITES = "cites"
    CITED_BY = "cited-by"
    SIMILAR = "similar"


class References(Source, Protocol):
    """A source that knows which record cites which, and records by their citations."""

    def linked(self, pmid: str, link: Link) -> tuple[str, ...]:
        """Return the PMIDs that are linked to a record, in the source's order."""

    def match(self, citations: Mapping[str, Citation]) -> dict[str, Match]:
        """Return a verdict on each citation that names a journal, volume and page, by its key."""
