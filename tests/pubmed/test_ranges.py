from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.errors import SourceUnavailable
from curate.pubmed.ranges import HIGHEST, Hits, RangeListing, UidRange


@dataclass
class Shelf:
    """A source that hands out at most ``ceiling`` PMIDs of one range."""

    pmids: set[int]
    ceiling: int = 10
    asked: list[UidRange] = field(default_factory=list)
    counted: list[UidRange] = field(default_factory=list)
    # Before the n-th request, these PMIDs come in.
    coming: dict[int, set[int]] = field(default_factory=dict)
    # What it does not list in any part, though it counts it in the whole of what lies around it.
    hidden: set[int] = field(default_factory=set)

    def within(self, span: UidRange) -> set[int]:
        return {p for p in self.pmids if span.low <= p <= span.high}

    def ask(self, span: UidRange) -> Hits:
        self._next(span, self.asked)
        found = self.within(span)
        if len(found) <= self.ceiling:
            found -= self.hidden
        listed = sorted(found, reverse=True)[: self.ceiling]
        return Hits(len(found), frozenset(map(str, listed)))

    def count(self, span: UidRange) -> int:
        self._next(span, self.counted)
        return len(self.within(span))

    def _next(self, span: UidRange, into: list[UidRange]) -> None:
        into.append(span)
        self.pmids |= self.coming.pop(len(self.asked) + len(self.counted), set())

    def listing(self, newest: int | None = None) -> RangeListing:
        top = newest or max(self.pmids)
        return RangeListing(ask=self.ask, count=self.count, newest=top, ceiling=self.ceiling)


@given(
    pmids=st.sets(st.integers(1, 5_000) | st.integers(1, HIGHEST), min_size=11, max_size=300),
    newest=st.integers(1, HIGHEST - 1),
    ceiling=st.integers(1, 12),
)
def test_everything_is_listed_once_wherever_the_first_cut_is(
    pmids: set[int], newest: int, ceiling: int
) -> None:
    shelf = Shelf(set(pmids), ceiling=min(ceiling, len(pmids) - 1))
    listing = shelf.listing(newest)
    found, total = listing.run(len(pmids))
    assert {int(p) for p in found} == pmids
    assert total == len(pmids) == sum(map(len, listing.parts.values()))
    assert shelf.counted == []


@given(st.sets(st.integers(1, 10_000), min_size=11, max_size=200), st.integers(1, 200))
def test_a_maximum_takes_the_highest_and_asks_for_no_more(pmids: set[int], enough: int) -> None:
    shelf = Shelf(set(pmids))
    found, total = shelf.listing().run(len(pmids), enough=enough)
    highest = sorted(pmids, reverse=True)
    assert {int(p) for p in found} == set(highest[: len(found)])
    assert len(found) >= min(enough, len(pmids))
    assert total == len(pmids)


@given(
    moments=st.dictionaries(
        st.integers(1, 30), st.sets(st.integers(1, 3_000), max_size=3), max_size=2
    )
)
def test_records_that_come_in_meanwhile_are_listed(moments: dict[int, set[int]]) -> None:
    shelf = Shelf(set(range(1, 3_000, 40)), coming=dict(moments))
    found, total = shelf.listing(2_999).run(len(shelf.pmids))
    # What comes in after the last look at a part is the next search's.
    assert total == len(found)
    assert set(range(1, 3_000, 40)) <= {int(p) for p in found} <= shelf.pmids


def test_a_difference_that_stays_names_the_range() -> None:
    shelf = Shelf(set(range(1, 101)), hidden={42})
    with pytest.raises(
        SourceUnavailable, match=r"counts 12 hits among PMIDs 39 to 50, but lists 11 "
    ):
        shelf.listing().run(100)


def test_a_whole_that_counts_more_than_its_parts_is_told() -> None:
    shelf = Shelf(set(range(1, 31)))
    listing = RangeListing(
        ask=shelf.ask, count=lambda span: shelf.count(span) + 1, newest=30, ceiling=10
    )
    with pytest.raises(SourceUnavailable, match="counts 31 hits among PMIDs 1 to 999999999"):
        listing.run(31)


def test_ranges_are_asked_for_from_the_top() -> None:
    shelf = Shelf(set(range(1, 22)))
    shelf.listing().run(21)
    assert [span.clause for span in shelf.asked][:4] == [
        "22:999999999[UID]",
        "1:21[UID]",
        "12:21[UID]",
        "1:11[UID]",
    ]
