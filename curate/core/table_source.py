"""What an evidence table is made of, as a store gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from curate.core.source_standing import Standing

if TYPE_CHECKING:
    from curate.core.cited_paper import CitedPaper
    from curate.core.claim_filter import ClaimFilter
    from curate.core.finding import Finding
    from curate.core.search import FetchStatus, Search


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """
    How far a review has come: its searches as in ``Status``, and how many records are here.

    ``read`` counts for one tagger's identity. Deleted records count as neither.
    """

    records: int
    read: int
    searches: tuple[tuple[int, Search, Mapping[FetchStatus, int]], ...]


class TableSource(Protocol):
    """Somewhere a table comes from; each answer is of one moment."""

    def findings(self, wanted: ClaimFilter) -> Iterator[Finding]:
        """Yield what ``Store.claims`` yields, but for its limit, bare and in no order."""

    def cited_papers(self, pmids: Iterable[str]) -> dict[str, CitedPaper]:
        """Return what a table tells of the records that are here among these."""

    def definitions(self, pmids: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the short and long forms that the abstracts of these records define."""

    def irregular(self) -> dict[str, Standing]:
        """Return the standing of all records that are not regular, deleted ones included."""

    def author_links(self) -> Mapping[str, Sequence[int]]:
        """Return the numbers of what each paper with claims shares with another, by PMID."""

    def keep_author_links(self) -> None:
        """Work these out where they are not kept, and keep them until a paper changes."""

    def progress(self, identity: str) -> Progress:
        """Count the records that are here and those that a tagger has read."""
