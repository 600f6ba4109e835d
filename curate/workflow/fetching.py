"""The fetch step: a search planned, its records asked for in batches, each batch kept whole."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from curate.core.article import Article, Deletion
from curate.core.errors import BadRecord, SourceError, SourceUnavailable
from curate.core.ports import Archive, FetchStatus, Saved, Source, Store
from curate.core.search import Search
from curate.workflow.batches import batched
from curate.workflow.progress import Progress, Silent
from curate.workflow.reports import Failure, FetchReport

RecordReader = Callable[[bytes], Iterable[Article | Deletion | BadRecord]]

BATCH_SIZE = 200
# So many single records that fail one after the other are no bad records: nobody is there.
SUSPECTS_IN_A_ROW = 4
# Before anything answered: the batch, one record of it, the others of it.
FAILURES_AT_FIRST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """
    What to fetch: a query, or PMIDs.

    ``since`` is an ISO date of entry, ``maximum`` the most records of a query. ``refetch`` asks
    for records that are here in their final form too; ``anew`` searches again even where an
    unfinished search of the same words could be continued. ``named`` says where PMIDs come from,
    ``filed_as`` what kind of search that makes.
    """

    query: str = ""
    pmids: tuple[str, ...] = ()
    since: str | None = None
    maximum: int | None = None
    refetch: bool = False
    anew: bool = False
    batch_size: int = BATCH_SIZE
    named: str = ""
    filed_as: str = "pmids"

    @property
    def kind(self) -> str:
        """Return what a search is filed as: ``query``, ``pmids``, or where PMIDs come from."""
        return self.filed_as if self.pmids else "query"

    @property
    def words(self) -> str:
        """Return what the search is filed under."""
        if not self.pmids:
            return self.query
        ordered = sorted(set(self.pmids), key=int)
        digest = hashlib.sha256(" ".join(ordered).encode()).hexdigest()[:12]
        listed = f"{len(ordered)} PMIDs, {ordered[0]} to {ordered[-1]} ({digest})"
        return f"{self.named}: {listed}" if self.named else listed


def fetch(
    source: Source,
    store: Store,
    request: FetchRequest,
    *,
    archive: Archive,
    read: RecordReader,
    progress: Progress | None = None,
) -> FetchReport:
    """
    Plan a search, or continue an unfinished one, and fetch what is left of it.

    A batch that fails for good is halved down to the record at fault, which is put down as
    failed. Raises SourceUnavailable where the source does not answer at all; the plan and every
    batch that came stay, and the same request goes on from there.
    """
    progress = progress or Silent()
    search_id, resumed = _plan(source, store, request)
    search = store.load_search(search_id)
    pending = store.pending(search_id)
    if resumed:
        progress.note(
            f"going on with search {search_id} of {search.searched_at}: {len(pending):,} of "
            f"{len(search.pmids):,} records are left"
        )
    held = set() if request.refetch else store.held(pending)
    if held:
        store.settle(search_id, dict.fromkeys(held, FetchStatus.HELD))
    wanted = [pmid for pmid in pending if pmid not in held]
    # A search that PubMed answered a moment ago shows that it is there.
    batches = _Batches(
        source, store, archive, read, progress, search_id, answered=not (resumed or request.pmids)
    )
    progress.begin("Fetching records", len(wanted))
    batches.run(wanted, request.batch_size)
    return FetchReport(
        search_id=search_id,
        search=search,
        resumed=resumed,
        received=batches.received,
        held=len(held),
        saved=batches.saved,
        missing=tuple(batches.missing),
        unasked=tuple(batches.unasked),
        failures=tuple(batches.failures),
    )


def _plan(source: Source, store: Store, request: FetchRequest) -> tuple[int, bool]:
    if not request.anew:
        unfinished = store.unfinished_search(
            request.words, since=request.since, maximum=request.maximum, kind=request.kind
        )
        if unfinished is not None:
            return unfinished, True
    if request.pmids:
        pmids = tuple(sorted(set(request.pmids), key=int))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        search = Search(
            query=request.words,
            translation="",
            count=len(pmids),
            pmids=pmids,
            searched_at=now,
            since=request.since,
            maximum=request.maximum,
            kind=request.kind,
        )
    else:
        search = source.search(request.query, since=request.since, maximum=request.maximum)
    return store.plan_search(search), False


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


@dataclass(slots=True)
class _Batches:
    """The batches of one search, and the tally of what became of them."""

    source: Source
    store: Store
    archive: Archive
    read: RecordReader
    progress: Progress
    search_id: int
    answered: bool
    failed_in_a_row: int = 0
    received: int = 0
    saved: Saved = field(default_factory=Saved)
    missing: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    suspects: list[Failure] = field(default_factory=list)

    def run(self, pmids: Sequence[str], size: int) -> None:
        """Ask for all of them, and settle each batch before the next is asked for."""
        stack = list(batched(pmids, size))[::-1]
        while stack:
            batch = stack.pop()
            try:
                answer = self._ask(batch)
            except SourceError as exc:
                self.failed_in_a_row += 1
                if len(batch) == 1:
                    self.suspects.append(Failure(pmid=batch[0], reason=str(exc)))
                else:
                    stack += self._split(batch)
                if self._nobody_there(last=not stack):
                    raise self._stopped(exc) from exc
                continue
            self._settle_suspects()
            self._settle(batch, answer)
        self._settle_suspects()

    def _ask(self, pmids: Sequence[str]) -> _Answer:
        data = self.source.fetch(pmids)
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
        self.failed_in_a_row = 0
        return answer

    def _nobody_there(self, *, last: bool) -> bool:
        if self.answered:
            return len(self.suspects) >= SUSPECTS_IN_A_ROW
        return last or self.failed_in_a_row >= FAILURES_AT_FIRST

    def _stopped(self, exc: SourceError) -> SourceError:
        if not self.answered:
            return type(exc)(str(exc), hint=exc.hint or "What is planned is kept; run it again")
        return SourceUnavailable(
            f"the source stopped answering after {self.received:,} records: {exc}",
            hint="What came is kept; run the same command again to go on",
        )

    def _split(self, batch: list[str]) -> list[list[str]]:
        """Return two parts, the one to ask for first at the end."""
        # As long as nothing answered, one record is enough to see whether anybody is there.
        cut = len(batch) // 2 if self.answered else 1
        return [batch[cut:], batch[:cut]]

    def _settle_suspects(self) -> None:
        """Put down as failed what failed by itself, now that it is known to be its own fault."""
        failed = {f.pmid: FetchStatus.FAILED for f in self.suspects if f.pmid is not None}
        if failed:
            self.store.settle(self.search_id, failed)
        self.failures += self.suspects
        self.progress.advance(len(self.suspects))
        self.suspects.clear()

    def _settle(self, batch: list[str], answer: _Answer) -> None:
        """Keep what came, once those that did not come were asked for again."""
        absent = answer.without(batch)
        reason = ""
        if absent:
            try:
                answer.add(self._ask(absent))
            except SourceError as exc:
                reason = str(exc)
        absent = answer.without(batch)
        if absent and not reason and answer.nameless:
            reason = answer.nameless[0]
        statuses = dict.fromkeys(batch, FetchStatus.RECEIVED)
        statuses |= dict.fromkeys(absent, FetchStatus.FAILED if reason else FetchStatus.MISSING)
        unreadable = {p: why for p, why in answer.unreadable.items() if p not in answer.records}
        statuses |= dict.fromkeys(unreadable.keys() & statuses.keys(), FetchStatus.FAILED)
        self.saved += self.store.settle(
            self.search_id, statuses, list(answer.records.values()), answer.deleted
        )
        self.received += sum(s is FetchStatus.RECEIVED for s in statuses.values())
        self.unasked += [p for p in answer.records if p not in statuses]
        self.failures += [Failure(pmid=p, reason=why) for p, why in unreadable.items()]
        if reason:
            self.failures += [Failure(pmid=p, reason=reason) for p in absent]
        else:
            self.missing += absent
        self.progress.advance(len(batch))
