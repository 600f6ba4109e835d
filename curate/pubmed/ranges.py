"""
A search with more hits than PubMed hands out of one, listed part by part.

ESearch gives the first 9,999 records of a PubMed search and no more, with the history server or
without. As NCBI's own EDirect does, the search is cut by ranges of PMIDs, ``(query) AND
low:high[UID]``, and a range that is still too large is halved: such parts are disjoint and
complete by construction, which dates are not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from curate.core.errors import SourceUnavailable

CEILING = 9_999
# Far above any PMID, within 32 bits; what lies above the newest record costs one request.
HIGHEST = 999_999_999
# PubMed is worked on while it is asked: a count may change once or twice, not for ever.
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class UidRange:
    """PMIDs from ``low`` to ``high``, both included."""

    low: int
    high: int

    @property
    def clause(self) -> str:
        """Return the range in PubMed's query language."""
        return f"{self.low}:{self.high}[UID]"

    def __str__(self) -> str:
        return f"PMIDs {self.low} to {self.high}"

    def cut_after(self, last: int) -> tuple["UidRange", "UidRange"]:
        """Return the part above ``last``, and the part up to it."""
        return UidRange(last + 1, self.high), UidRange(self.low, last)


EVERYTHING = UidRange(1, HIGHEST)


@dataclass(frozen=True, slots=True)
class Hits:
    """PubMed's count for one range, and its PMIDs, whole where the count is within the ceiling."""

    count: int
    pmids: frozenset[str]


@dataclass(slots=True)
class RangeListing:
    """
    Lists all hits of one search.

    ``ask`` returns the hits of one range, ``count`` only how many there are. ``newest`` is a PMID
    near the upper end, where the first cut is made; it decides how many requests are needed, never
    what is found.
    """

    ask: Callable[[UidRange], Hits]
    count: Callable[[UidRange], int]
    newest: int
    ceiling: int = CEILING
    parts: dict[UidRange, frozenset[str]] = field(default_factory=dict)

    def run(self, total: int, *, enough: int | None = None) -> tuple[set[str], int]:
        """
        Return the PMIDs, and PubMed's count, which ``total`` was at first.

        ``enough`` stops the listing, from the highest PMIDs downwards, once so many are there.
        Raises SourceUnavailable, naming the range, where what PubMed lists differs from what it
        counts, each time that it is asked again.
        """
        for span, pmids in self._cut(EVERYTHING, total):
            self.parts[span] = pmids
            if enough is not None and self._listed >= enough:
                return self._pmids, total
        for _ in range(ROUNDS):
            if self._listed == total:
                return self._pmids, total
            total = self.count(EVERYTHING)
            if self._listed != total:
                self._list_again()
        if self._listed == total:
            return self._pmids, total
        raise _differs(EVERYTHING, total, self._listed)

    @property
    def _listed(self) -> int:
        return sum(map(len, self.parts.values()))

    @property
    def _pmids(self) -> set[str]:
        return set().union(*self.parts.values())

    def _cut(self, span: UidRange, total: int) -> Iterator[tuple[UidRange, frozenset[str]]]:
        """Yield the parts of a range that is too large, the highest PMIDs first."""
        last = self.newest if span == EVERYTHING else (span.low + span.high) // 2
        if not span.low <= last < span.high:
            raise _differs(span, total, span.high - span.low + 1)
        for _ in range(ROUNDS):
            halves = [(half, self.ask(half)) for half in span.cut_after(last)]
            listed = sum(hits.count for _, hits in halves)
            if listed != total:
                total = self.count(span)
            if listed == total:
                break
        else:
            raise _differs(span, total, listed)
        for half, hits in halves:
            yield from self._whole(half, hits)

    def _whole(self, span: UidRange, hits: Hits) -> Iterator[tuple[UidRange, frozenset[str]]]:
        if hits.count > self.ceiling:
            yield from self._cut(span, hits.count)
        elif hits.count:
            yield span, hits.pmids

    def _list_again(self) -> None:
        # An empty range may have hits now, so the gaps between the parts are asked for as well.
        spans = sorted(self.parts, key=lambda span: span.low)
        lows = [1, *(span.low for span in spans[1:])]
        highs = [*(low - 1 for low in lows[1:]), HIGHEST]
        self.parts = {}
        for span in map(UidRange, lows, highs):
            self.parts.update(self._whole(span, self.ask(span)))


def _differs(span: UidRange, counted: int, listed: int) -> SourceUnavailable:
    return SourceUnavailable(
        f"PubMed counts {counted:,} hits among {span}, but lists {listed:,} in the parts of that "
        "range",
        hint="Run the same command again: PubMed may have been changing while it was asked.",
    )
