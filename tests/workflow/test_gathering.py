"""Batches in flight, and how they shrink and grow."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.core.errors import SourceUnavailable
from curate.core.search import FetchStatus
from curate.workflow.gathering import SINGLY, Gathering, Settled
from curate.workflow.progress import Silent
from tests.workflow.fakes import FakeReader, FakeSource

MANY = [str(n) for n in range(1, 101)]


@dataclass
class Troubled:
    """A source whose first requests fail, or whose requests fail above a size."""

    failing: frozenset[int] = frozenset()
    largest: int = 1_000
    broken: frozenset[str] = frozenset()
    sizes: list[int] = field(default_factory=list)

    def fetch(self, pmids: Sequence[str]) -> bytes:
        self.sizes.append(len(pmids))
        if len(self.sizes) in self.failing or len(pmids) > self.largest:
            raise SourceUnavailable("too much at once")
        if self.broken & set(pmids):
            raise SourceUnavailable("the body broke off")
        return " ".join(pmids).encode()


def gathering(source: object, settled: list[Settled], **changes: object) -> Gathering:
    values = {"batch_size": 20, "answered": True} | changes
    return Gathering(
        source=source,  # type: ignore[arg-type]
        read=FakeReader(),
        settle=settled.append,
        progress=Silent(),
        **values,  # type: ignore[arg-type]
    )


def statuses(settled: Sequence[Settled]) -> dict[str, FetchStatus]:
    return {pmid: status for batch in settled for pmid, status in batch.statuses.items()}


def test_batches_shrink_where_requests_fail_and_grow_back() -> None:
    settled: list[Settled] = []
    source = Troubled(failing=frozenset({2}))
    gathering(source, settled).run(MANY)
    # The second fails and is halved; the size grows back with each answer.
    assert source.sizes == [20, 20, 10, 10, 20, 20, 20]
    assert list(statuses(settled)) == MANY


def test_a_source_that_takes_small_batches_only_gets_them() -> None:
    settled: list[Settled] = []
    source = Troubled(largest=5)
    gathering(source, settled).run(MANY)
    assert set(statuses(settled).values()) == {FetchStatus.RECEIVED}
    assert sorted(statuses(settled), key=int) == MANY


def test_several_are_in_flight_and_settled_in_order() -> None:
    meeting = threading.Barrier(3, timeout=10)
    settled: list[Settled] = []

    class Meeting:
        """Answers the second to fourth request only when all three are there."""

        asked = 0
        lock = threading.Lock()

        def fetch(self, pmids: Sequence[str]) -> bytes:
            with self.lock:
                self.asked += 1
                number = self.asked
            if pmids[0] in {"81", "61", "41"} and number > 1:
                meeting.wait()
            return " ".join(pmids).encode()

    gathering(Meeting(), settled, in_flight=3).run(MANY)
    assert list(statuses(settled)) == MANY
    assert not meeting.broken


@settings(deadline=None, max_examples=60)
@given(
    # Four single records that fail in a row would mean that nobody is there.
    broken=st.frozensets(st.sampled_from(MANY), max_size=2),
    failing=st.frozensets(st.integers(1, 12), max_size=1),
    in_flight=st.integers(1, 4),
    size=st.integers(1, 40),
)
def test_every_record_is_settled_once_whatever_fails(
    broken: frozenset[str], failing: frozenset[int], in_flight: int, size: int
) -> None:
    settled: list[Settled] = []
    source = Troubled(failing=failing, broken=broken)
    job = gathering(source, settled, in_flight=in_flight, batch_size=size)
    job.run(MANY)
    found = [pmid for batch in settled for pmid in batch.statuses]
    assert sorted(found, key=int) == MANY
    failed = {p for p, status in statuses(settled).items() if status is FetchStatus.FAILED}
    assert broken <= failed
    # A single record that met a passing failure is failed too: the next run asks for it.
    assert len(failed - broken) <= len(failing)
    assert {f.pmid for f in job.failures} == failed


def test_what_a_reply_lacks_is_asked_for_one_by_one() -> None:
    settled: list[Settled] = []
    source = FakeSource([p for p in MANY if int(p) % 10])
    job = gathering(source, settled)
    job.run(MANY[:20])
    assert source.asked == [MANY[:20], ["10"], ["20"]]
    assert job.missing == ["10", "20"]


def test_many_that_a_reply_lacks_are_asked_for_together_once_more() -> None:
    settled: list[Settled] = []
    source = FakeSource(MANY[:30])
    job = gathering(source, settled, batch_size=100)
    job.run(MANY)
    assert source.asked == [MANY, MANY[30:]]
    assert len(job.missing) == 70
    assert len(MANY[30:]) > SINGLY


def test_an_error_of_ours_in_another_thread_is_raised_here() -> None:
    class Wrong:
        def fetch(self, pmids: Sequence[str]) -> bytes:
            if pmids[0] != "1":
                raise RuntimeError("a mistake of ours")
            return " ".join(pmids).encode()

    with pytest.raises(RuntimeError, match="of ours"):
        gathering(Wrong(), [], in_flight=3).run(MANY)
