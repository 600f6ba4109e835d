from dataclasses import dataclass, field

import pytest

from curate.core.errors import SourceUnavailable
from curate.core.search import FetchStatus
from curate.store.database import SqliteStore
from curate.workflow.fetching import FetchRequest, fetch
from curate.workflow.reports import FetchReport
from tests.workflow.fakes import FakeArchive, FakeReader, FakeSource, article

ALL = [str(n) for n in range(1, 11)]
QUERY = FetchRequest(query="opioid tolerance", batch_size=4)


@dataclass
class Bench:
    """A store, an archive and a reader that a test's fetches share."""

    store: SqliteStore
    archive: FakeArchive = field(default_factory=FakeArchive)
    reader: FakeReader = field(default_factory=FakeReader)
    notes: list[str] = field(default_factory=list)
    done: int = 0

    def fetch(self, source: FakeSource, request: FetchRequest = QUERY) -> FetchReport:
        return fetch(
            source, self.store, request, archive=self.archive, read=self.reader, progress=self
        )

    def begin(self, label: str, total: int | None) -> None:
        self.done = 0

    def advance(self, count: int) -> None:
        self.done += count

    def note(self, text: str) -> None:
        self.notes.append(text)

    def statuses(self, number: int = 1) -> dict[FetchStatus, int]:
        found = {n: counts for n, _, counts in self.store.status("x").searches}
        return dict(found[number])


@pytest.fixture
def bench() -> Bench:
    return Bench(SqliteStore(None, create=True))


def test_every_batch_is_asked_for_kept_and_settled(bench: Bench) -> None:
    source = FakeSource(ALL)
    report = bench.fetch(source)
    assert source.asked == [ALL[:4], ALL[4:8], ALL[8:]]
    assert bench.archive.kept == [b"1 2 3 4", b"5 6 7 8", b"9 10"]
    assert (report.received, report.saved.new, report.exit_code) == (10, 10, 0)
    assert bench.statuses() == {FetchStatus.RECEIVED: 10}
    assert bench.done == 10


def test_the_plan_is_stored_before_the_first_record_is_asked_for(bench: Bench) -> None:
    with pytest.raises(SourceUnavailable):
        bench.fetch(FakeSource(ALL, fails_after=1))
    assert bench.statuses() == {FetchStatus.RECEIVED: 4, FetchStatus.PENDING: 6}


def test_an_unfinished_search_is_continued_and_says_so(bench: Bench) -> None:
    with pytest.raises(SourceUnavailable, match="stopped answering after 4 records"):
        bench.fetch(FakeSource(ALL, fails_after=1))
    source = FakeSource(ALL)
    report = bench.fetch(source)
    assert source.searches == []
    assert source.asked == [ALL[4:8], ALL[8:]]
    assert report.resumed
    assert bench.notes == [
        "going on with search 1 of 2026-11-22T12:00:00+00:00: 6 of 10 records are left"
    ]


@pytest.mark.parametrize(
    "other",
    [
        FetchRequest(query="other words"),
        FetchRequest(query="opioid tolerance", since="2020-01-01"),
        FetchRequest(query="opioid tolerance", maximum=3),
        FetchRequest(query="opioid tolerance", anew=True),
    ],
    ids=str,
)
def test_another_search_is_asked_anew(bench: Bench, other: FetchRequest) -> None:
    with pytest.raises(SourceUnavailable):
        bench.fetch(FakeSource(ALL, fails_after=1))
    source = FakeSource(ALL)
    assert bench.fetch(source, other).search_id == 2
    assert len(source.searches) == 1


def test_final_records_are_not_fetched_again(bench: Bench) -> None:
    bench.store.save_records([article("1"), article("2", status="In-Process")])
    source = FakeSource(["1", "2", "3"])
    report = bench.fetch(source)
    assert source.asked == [["2", "3"]]
    assert report.held == 1
    assert bench.statuses() == {FetchStatus.HELD: 1, FetchStatus.RECEIVED: 2}


def test_refetch_asks_for_final_records_too(bench: Bench) -> None:
    bench.store.save_records([article("1")])
    source = FakeSource(["1"])
    report = bench.fetch(source, FetchRequest(query="x", refetch=True))
    assert source.asked == [["1"]]
    assert (report.held, report.saved.unchanged) == (0, 1)


def test_what_is_missing_is_asked_for_once_more(bench: Bench) -> None:
    source = FakeSource(ALL[:4], late=frozenset({"2"}))
    report = bench.fetch(source)
    assert source.asked == [ALL[:4], ["2"]]
    assert (report.received, report.missing, report.exit_code) == (4, (), 0)


def test_what_stays_missing_is_named(bench: Bench) -> None:
    source = FakeSource(["1", "3"])
    report = bench.fetch(source, FetchRequest(pmids=("3", "2", "1", "3")))
    assert source.asked == [["1", "2", "3"], ["2"]]
    assert (report.missing, report.exit_code) == (("2",), 6)
    assert bench.statuses() == {FetchStatus.RECEIVED: 2, FetchStatus.MISSING: 1}
    assert report.search.query.startswith("3 PMIDs, 1 to 3 (")


@pytest.mark.parametrize("bad", ALL)
def test_one_bad_record_does_not_stop_the_others(bench: Bench, bad: str) -> None:
    source = FakeSource(ALL, broken=frozenset({bad}))
    report = bench.fetch(source, FetchRequest(query="x", batch_size=10))
    assert [f.pmid for f in report.failures] == [bad]
    assert report.failures[0].reason == "the body broke off"
    assert (report.received, report.exit_code) == (9, 6)
    assert bench.done == 10
    again = bench.fetch(FakeSource(ALL), FetchRequest(query="x", batch_size=10))
    assert (again.resumed, again.received, again.exit_code) == (True, 1, 0)


@pytest.mark.parametrize("bad", ["1", "5"])
def test_a_bad_record_in_the_very_first_request(bench: Bench, bad: str) -> None:
    source = FakeSource(ALL, broken=frozenset({bad}))
    request = FetchRequest(pmids=tuple(ALL), batch_size=5)
    assert [f.pmid for f in bench.fetch(source, request).failures] == [bad]


def test_nobody_there_at_all_keeps_the_plan(bench: Bench) -> None:
    source = FakeSource(ALL, fails_after=0)
    with pytest.raises(SourceUnavailable, match="nobody is there"):
        bench.fetch(source, FetchRequest(pmids=tuple(ALL)))
    assert bench.statuses() == {FetchStatus.PENDING: 10}


def test_a_source_that_goes_away_is_given_up(bench: Bench) -> None:
    many = [str(n) for n in range(1, 1001)]
    source = FakeSource(many, fails_after=2)
    with pytest.raises(SourceUnavailable, match="stopped answering after 400 records") as caught:
        bench.fetch(source, FetchRequest(query="x"))
    assert caught.value.exit_code == 3
    assert "again" in caught.value.hint
    assert bench.statuses()[FetchStatus.RECEIVED] == 400


def test_an_unreadable_record_is_reported_with_its_reason(bench: Bench) -> None:
    bench.reader = FakeReader(unreadable=frozenset({"2"}))
    report = bench.fetch(FakeSource(["1", "2", "3"]))
    assert [(f.pmid, f.reason) for f in report.failures] == [("2", "no title")]
    assert bench.statuses() == {FetchStatus.RECEIVED: 2, FetchStatus.FAILED: 1}


def test_no_hits_is_an_answer(bench: Bench) -> None:
    report = bench.fetch(FakeSource([]))
    assert (report.search.count, report.received, report.exit_code) == (0, 0, 0)


def test_a_record_without_a_number_fails_the_one_that_is_missing(bench: Bench) -> None:
    bench.reader = FakeReader(nameless=frozenset({"2"}))
    report = bench.fetch(FakeSource(["1", "2", "3"]))
    assert [(f.pmid, f.reason) for f in report.failures] == [("2", "no PMID")]
    assert report.missing == ()


def test_a_merged_record_is_kept_and_named(bench: Bench) -> None:
    bench.reader = FakeReader(merged={"2": "77"})
    report = bench.fetch(FakeSource(["1", "2"]))
    assert (report.unasked, report.missing, report.saved.new) == (("77",), ("2",), 2)


def test_deletions_are_marked(bench: Bench) -> None:
    bench.reader = FakeReader(deleted=frozenset({"2"}))
    report = bench.fetch(FakeSource(["1", "2"]))
    assert report.saved.deleted == 1
    assert bench.store.status("x").records == 1


def test_a_second_request_that_fails_puts_the_missing_down_as_failed(bench: Bench) -> None:
    source = FakeSource(["1", "2"], late=frozenset({"2"}), fails_after=1)
    report = bench.fetch(source)
    assert [(f.pmid, f.reason) for f in report.failures] == [("2", "nobody is there")]
    assert bench.statuses() == {FetchStatus.RECEIVED: 1, FetchStatus.FAILED: 1}
