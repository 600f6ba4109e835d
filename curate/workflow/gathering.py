"""Records asked for by PMID: in batches, several in flight, smaller where there is trouble."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Thread

from curate.core.article import Article, Deletion
from curate.core.errors import BadRecord, SourceError, SourceUnavailable
from curate.core.ports import Archive, Source
from curate.core.search import FetchStatus
from curate.workflow.progress import Progress, Silent
from curate.workflow.reports import Failure

RecordReader = Callable[[bytes], Iterable[Article | Deletion | BadRecord]]

BATCH_SIZE = 200
# So many single records that fail one after the other are no bad records: nobody is there.
SUSPECTS_IN_A_ROW = 4
# Before anything answered: the batch, one record of it, the others of it.
FAILURES_AT_FIRST = 3
# Up to so many that a reply lacks are asked for one by one; more of them together once more first.
SINGLY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """
    One batch that is done with: what became of each PMID, and the records that came.

    ``asked_at`` is when the source was asked (ISO 8601, UTC). ``reasons`` says why of those that
    failed.
    """

    statuses: dict[str, FetchStatus]
    records: list[Article]
    deletions: list[str]
    asked_at: str
    reasons: dict[str, str] = field(default_factory=dict)

    def having(self, status: FetchStatus) -> list[str]:
        """Return the PMIDs that came to this."""
        return [pmid for pmid, found in self.statuses.items() if found is status]


@dataclass(slots=True)
class _Answer:
    """What one reply held."""

    records: dict[str, Article] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    nameless: list[str] = field(default_factory=list)

    def without(self, pmids: Sequence[str]) -> list[str]:
        """Return those PMIDs that the reply says nothing about."""
        return [p for p in pmids if p not in self.records and p not in self.unreadable]

    def add(self, other: "_Answer") -> None:
        """Take in a second reply."""
        self.records.update(other.records)
        self.deleted += other.deleted
        self.unreadable.update(other.unreadable)
        self.nameless += other.nameless


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a source is asked: who it is, what reads its replies, and how much at a time."""

    source: Source
    read: RecordReader
    archive: Archive | None = None
    progress: Progress = field(default_factory=Silent)
    batch_size: int = BATCH_SIZE
    in_flight: int = 1

    def gathering(
        self, settle: Callable[[Settled], None], *, answered: bool = False
    ) -> "Gathering":
        """Return a gathering that asks so."""
        return Gathering(
            source=self.source,
            read=self.read,
            settle=settle,
            progress=self.progress,
            archive=self.archive,
            batch_size=self.batch_size,
            in_flight=self.in_flight,
            answered=answered,
        )


@dataclass(frozen=True, slots=True)
class _Flight:
    """One batch that was asked for."""

    pmids: list[str]
    asked_at: str
    reply: "Future[bytes]"


@dataclass(slots=True)
class Gathering:
    """
    Asks a source for records, and hands each batch to ``settle`` once it is done with.

    A batch that fails for good is halved, down to the record at fault. ``batch_size`` is the most
    that one request asks for, ``in_flight`` the most requests at a time; both shrink where
    requests fail and grow back while they are answered. Batches are settled in the order in which
    they were asked for, in the caller's thread. ``answered`` says that the source is known to be
    there. ``archive``, where there is one, keeps every reply.
    """

    source: Source
    read: RecordReader
    settle: Callable[[Settled], None]
    progress: Progress
    archive: Archive | None = None
    batch_size: int = BATCH_SIZE
    in_flight: int = 1
    answered: bool = False
    received: int = 0
    missing: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    _size: int = 0
    _room: int = 1
    _failed_in_a_row: int = 0
    _suspects: list[Failure] = field(default_factory=list)

    def run(self, pmids: Sequence[str]) -> None:
        """
        Ask for all of them.

        Raises SourceUnavailable where the source does not answer at all, or stops answering.
        """
        self._size = self.batch_size
        waiting = deque(pmids)
        parts: list[list[str]] = []
        flights: deque[_Flight] = deque()
        while parts or waiting or flights:
            while (parts or waiting) and len(flights) < self._room:
                batch = parts.pop() if parts else self._cut(waiting)
                flights.append(self._start(batch))
            flight = flights.popleft()
            try:
                answer = self._read(flight.pmids, flight.reply.result())
            except SourceError as exc:
                parts += self._failed(flight.pmids, exc)
                if self._nobody_there(last=not (parts or waiting or flights)):
                    raise self._stopped(exc) from exc
                continue
            self._settle_suspects()
            self._settle(flight, answer)
        self._settle_suspects()

    def _cut(self, waiting: deque[str]) -> list[str]:
        return [waiting.popleft() for _ in range(min(self._size, len(waiting)))]

    def _start(self, pmids: list[str]) -> _Flight:
        """Ask for a batch: here and now where it is the only one, else beside the others."""
        reply: Future[bytes] = Future()
        moment = datetime.now(UTC).isoformat(timespec="seconds")

        def ask() -> None:
            try:
                data = self.source.fetch(pmids)
            except Exception as exc:  # noqa: BLE001 - raised again where the reply is taken
                reply.set_exception(exc)
            else:
                reply.set_result(data)

        if self._room == 1:
            ask()
        else:
            # A daemon: what the user breaks off does not wait for replies that nobody reads.
            Thread(target=ask, daemon=True).start()
        return _Flight(pmids, moment, reply)

    def _read(self, pmids: Sequence[str], data: bytes) -> _Answer:
        if self.archive is not None:
            self.archive.keep(pmids, data)
        answer = _Answer()
        for item in self.read(data):
            match item:
                case Article():
                    answer.records[item.pmid] = item
                case Deletion():
                    answer.deleted += item.pmids
                case BadRecord(pmid=None):
                    answer.nameless.append(str(item))
                case BadRecord(pmid=str() as pmid):
                    answer.unreadable[pmid] = str(item)
        self.answered = True
        self._failed_in_a_row = 0
        self._room = min(self.in_flight, self._room + 1)
        self._size = min(self.batch_size, self._size * 2)
        return answer

    def _failed(self, batch: list[str], exc: SourceError) -> list[list[str]]:
        """Note the failure, and return the parts to ask for in place of the batch, first last."""
        self._failed_in_a_row += 1
        self._room = 1
        self._size = max(1, self._size // 2)
        if len(batch) == 1:
            self._suspects.append(Failure(pmid=batch[0], reason=str(exc)))
            return []
        # As long as nothing answered, one record is enough to see whether anybody is there.
        cut = len(batch) // 2 if self.answered else 1
        return [batch[cut:], batch[:cut]]

    def _nobody_there(self, *, last: bool) -> bool:
        if self.answered:
            return len(self._suspects) >= SUSPECTS_IN_A_ROW
        return last or self._failed_in_a_row >= FAILURES_AT_FIRST

    def _stopped(self, exc: SourceError) -> SourceError:
        if not self.answered:
            return type(exc)(str(exc), hint=exc.hint or "What is planned is kept; run it again")
        return SourceUnavailable(
            f"the source stopped answering after {self.received:,} records: {exc}",
            hint=exc.hint or "What came is kept; run the same command again to go on",
        )

    def _settle_suspects(self) -> None:
        """Put down as failed what failed by itself, now that it is known to be its own fault."""
        reasons = {f.pmid: f.reason for f in self._suspects if f.pmid is not None}
        if reasons:
            self.settle(
                Settled(
                    statuses=dict.fromkeys(reasons, FetchStatus.FAILED),
                    records=[],
                    deletions=[],
                    asked_at=datetime.now(UTC).isoformat(timespec="seconds"),
                    reasons=reasons,
                )
            )
        self.failures += self._suspects
        self.progress.advance(len(self._suspects))
        self._suspects.clear()

    def _settle(self, flight: _Flight, answer: _Answer) -> None:
        """Keep what came, once those that did not come were asked for again."""
        batch = flight.pmids
        reason = self._ask_again(answer, batch)
        absent = answer.without(batch)
        if absent and not reason and answer.nameless:
            reason = answer.nameless[0]
        statuses = dict.fromkeys(batch, FetchStatus.RECEIVED)
        statuses |= dict.fromkeys(absent, FetchStatus.FAILED if reason else FetchStatus.MISSING)
        reasons = {p: why for p, why in answer.unreadable.items() if p not in answer.records}
        statuses |= dict.fromkeys(reasons.keys() & statuses.keys(), FetchStatus.FAILED)
        reasons |= dict.fromkeys(absent, reason) if reason else {}
        settled = Settled(
            statuses=statuses,
            records=list(answer.records.values()),
            deletions=answer.deleted,
            asked_at=flight.asked_at,
            reasons=reasons,
        )
        self.settle(settled)
        self.received += len(settled.having(FetchStatus.RECEIVED))
        self.missing += settled.having(FetchStatus.MISSING)
        self.unasked += [p for p in answer.records if p not in statuses]
        self.failures += [Failure(pmid=p, reason=why) for p, why in reasons.items()]
        self.progress.advance(len(batch))

    def _ask_again(self, answer: _Answer, batch: Sequence[str]) -> str:
        """Ask for what a reply lacks, one by one in the end; return what kept it from coming."""
        try:
            absent = answer.without(batch)
            if len(absent) > SINGLY:
                answer.add(self._read(absent, self.source.fetch(absent)))
                absent = answer.without(batch)
            if len(absent) <= SINGLY:
                for pmid in absent:
                    answer.add(self._read([pmid], self.source.fetch([pmid])))
        except SourceError as exc:
            return str(exc)
        return ""
