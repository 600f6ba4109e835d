"""The PRISMA 2020 flow: every record comes to one end, and every box adds up."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.core.prisma import Availability, Census, Flow, Identified, SourceType, flow
from curate.core.references import Link
from curate.core.screening import ExclusionReason, Outcome, Screening, standing
from curate.core.search import Search
from curate.workflow.seeds import CITATIONS
from tests.screenings import said, screenings

FIRST = 900000001
RECORDS = 12


def pmid(n: int) -> str:
    return str(FIRST + n)


def search(*numbers: int, query: str = "one", kind: str = "query", day: int = 1) -> Search:
    return Search(
        query=query,
        translation="",
        count=len(numbers) + 100,
        pmids=tuple(pmid(n) for n in sorted(numbers)),
        searched_at=f"2026-11-{day:02d}T10:00:00+00:00",
        kind=kind,
    )


def states(**numbers: tuple[int, ...]) -> Mapping[str, Availability]:
    return {pmid(n): Availability(state) for state, found in numbers.items() for n in found}


@st.composite
def censuses(draw: st.DrawFn) -> Census:
    numbers = st.integers(0, RECORDS - 1)
    pmids = st.sets(numbers, max_size=RECORDS)
    searches = tuple(
        search(*found, query=query, kind=kind, day=day)
        for found, query, kind, day in draw(
            st.lists(
                st.tuples(
                    pmids,
                    st.sampled_from(("one", "two")),
                    st.sampled_from(("query", "pmids")),
                    st.integers(1, 28),
                ),
                max_size=5,
            )
        )
    )
    listed = {p for s in searches for p in s.pmids}
    here = {pmid(n) for n in draw(pmids)}
    absent = st.sampled_from((Availability.MISSING, Availability.UNFETCHED))
    present = st.sampled_from((Availability.HERE, Availability.RETRACTED, Availability.DELETED))
    pairs = st.tuples(numbers.map(pmid), numbers.map(pmid))
    return Census(
        searches=searches,
        states={p: draw(present if p in here else absent) for p in sorted(here | listed)},
        screenings=tuple(draw(st.lists(screenings(count=RECORDS + 2), max_size=20))),
        links=tuple(draw(st.lists(pairs, max_size=6))),
    )


@settings(deadline=None)
@given(censuses())
def test_every_box_adds_up(census: Census) -> None:
    found = flow(census)
    stand = standing(census.screenings)
    by_query: dict[tuple[str, str], set[str]] = {}
    for one in census.searches:
        by_query.setdefault((one.kind, one.query), set()).update(one.pmids)
    distinct = set(census.states) | set(stand)
    files = distinct - {p for pmids in by_query.values() for p in pmids}
    assert found.total == sum(map(len, by_query.values())) + len(files)
    assert found.total - found.duplicates == len(distinct)
    to_screen = len(distinct) - found.not_given - found.deleted
    assert to_screen == found.unfetched + found.unscreened + found.screened
    judged = [p for p in stand if stand[p].outcome is not Outcome.UNSCREENED]
    assert found.screened == len(judged)
    outcomes = [stand[p].outcome for p in judged]
    assert found.excluded == sum(found.exclusions.values())
    assert found.excluded == outcomes.count(Outcome.EXCLUDED)
    assert found.unsure == outcomes.count(Outcome.UNSURE)
    assert found.disputed == outcomes.count(Outcome.DISPUTED)
    assert found.screened - found.excluded - found.undecided == found.sought
    assert found.sought - found.not_retrieved == found.assessed
    assert found.assessed - found.retracted == found.reports
    included = [p for p in judged if stand[p].outcome is Outcome.INCLUDED]
    states = [census.states.get(p) for p in included]
    assert found.reports == states.count(Availability.HERE)
    assert found.retracted == states.count(Availability.RETRACTED)
    assert bool(found.reports) <= found.studies <= found.reports
    counts = [
        getattr(found, name) for name in Flow.__slots__ if name not in ("identified", "exclusions")
    ]
    assert min(counts) >= 0


@settings(deadline=None)
@given(censuses(), screenings(count=RECORDS))
def test_one_more_verdict_moves_one_record(census: Census, screening: Screening) -> None:
    known = screening.pmid in census.states
    more = Census(
        searches=census.searches,
        states=census.states,
        screenings=(*census.screenings, screening),
        links=census.links,
    )
    before, after = flow(census), flow(more)
    screened_before = any(s.pmid == screening.pmid for s in census.screenings)
    assert after.total - before.total == (0 if known or screened_before else 1)
    assert after.duplicates == before.duplicates
    assert abs(after.excluded - before.excluded) <= 1
    assert abs(after.reports - before.reports) <= 1


def test_nothing_at_all() -> None:
    found = flow(Census(states={}))
    assert (found.total, found.screened, found.reports, found.studies) == (0, 0, 0, 0)
    assert found.identified == ()


def test_a_review_from_end_to_end() -> None:
    census = Census(
        searches=(
            search(0, 1, 2, 3, 4, query="one", day=1),
            search(1, 2, 5, query="one", day=9),
            search(4, 5, 6, 7, query="2 PMIDs", kind="pmids", day=3),
        ),
        states=states(
            here=(0, 1, 2, 8, 9, 10), retracted=(3,), deleted=(4,), missing=(6, 7), unfetched=(5,)
        ),
        screenings=(
            said("Ada", "exclude", pmid=pmid(0), reason="population"),
            said("Ada", "include", pmid=pmid(1)),
            said("Ada", "unsure", pmid=pmid(2)),
            said("Ada", "include", pmid=pmid(3)),
            said("Ada", "include", pmid=pmid(7)),
            said("Ada", "include", pmid=pmid(8)),
            said("Bo", "include", pmid=pmid(9)),
            said("Ada", "exclude", pmid=pmid(9)),
        ),
        links=((pmid(8), pmid(1)), (pmid(1), pmid(0)), (pmid(8), "12")),
    )
    assert flow(census) == Flow(
        identified=(
            Identified(
                source=SourceType.DATABASE,
                records=6,
                query="one",
                hits=103,
                searched_at="2026-11-09T10:00:00+00:00",
            ),
            Identified(
                source=SourceType.PMID_LIST,
                records=4,
                query="2 PMIDs",
                searched_at="2026-11-03T10:00:00+00:00",
            ),
            Identified(source=SourceType.FILES, records=3),
        ),
        duplicates=2,
        not_given=1,
        deleted=1,
        unfetched=1,
        unscreened=1,
        exclusions={ExclusionReason.POPULATION: 1},
        unsure=1,
        disputed=1,
        not_retrieved=1,
        retracted=1,
        reports=2,
        studies=1,
    )
    found = flow(census)
    assert (found.total, found.removed, found.screened, found.excluded) == (13, 4, 7, 1)
    assert (found.undecided, found.unjudged) == (2, 2)
    assert (found.sought, found.assessed) == (4, 3)


def test_what_was_asked_again_is_no_source_of_its_own() -> None:
    census = Census(
        searches=(
            search(0, 1, 2),
            search(1, 3, day=2, kind="update"),
            search(7, kind="pmids", query="1 PMIDs"),
            search(7, kind="update", query="1 PMIDs", day=3),
            search(0, 1, 2, 3, 5, 7, query="records held", kind="refresh", day=4),
        ),
        states=states(here=(0, 1, 2, 3, 5, 7)),
    )
    found = [(one.source, one.records, one.hits) for one in flow(census).identified]
    assert found == [
        (SourceType.DATABASE, 4, 102),
        (SourceType.PMID_LIST, 1, None),
        (SourceType.FILES, 1, None),
    ]


def test_citations_and_similar_articles_are_sources_beside_the_database() -> None:
    kinds = (*(link.value for link in Link), CITATIONS)
    census = Census(
        searches=tuple(search(n, query=kind, kind=kind) for n, kind in enumerate(kinds)),
        states=states(here=(0, 1, 2, 3)),
    )
    assert {one.query: one.source for one in flow(census).identified} == {
        "cites": SourceType.CITATIONS,
        "cited-by": SourceType.CITATIONS,
        "citations": SourceType.CITATIONS,
        "similar": SourceType.SIMILAR,
    }


@pytest.mark.parametrize(("duplicates", "studies"), [(0, 1), (1, 2), (1, 0), (2, 1)])
def test_counts_that_do_not_add_up_are_refused(duplicates: int, studies: int) -> None:
    with pytest.raises(ValueError, match=r"accounted for|can't have"):
        Flow(
            identified=(Identified(source=SourceType.FILES, records=2),),
            duplicates=duplicates,
            not_given=0,
            deleted=0,
            unfetched=0,
            unscreened=0,
            exclusions={},
            unsure=0,
            disputed=0,
            not_retrieved=0,
            retracted=0,
            reports=1,
            studies=studies,
        )
