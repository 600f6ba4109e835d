"""The fetch step: a search planned, its records asked for in batches, each batch kept whole."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from curate.core.ports import Archive, Saved, SearchLocks, Source, Store
from curate.core.search import FetchStatus, Search
from curate.workflow.gathering import BATCH_SIZE, Gathering, RecordReader, Settled
from curate.workflow.locking import choose_name, lock_of
from curate.workflow.progress import Progress, Silent
from curate.workflow.reports import FetchReport


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """
    What to fetch: a query, or PMIDs.

    ``since`` is an ISO date of entry, ``maximum`` the most records of a query. ``name`` is that
    under which the search is saved, empty for one made from the query. ``refetch`` asks for
    records that are here in their final form too; ``anew`` searches again even where an
    unfinished search of the same words could be continued. ``in_flight`` is the most requests at
    a time. ``named`` says where PMIDs come from, ``filed_as`` what kind of search that makes.
    """

    query: str = ""
    pmids: tuple[str, ...] = ()
    since: str | None = None
    maximum: int | None = None
    name: str = ""
    refetch: bool = False
    anew: bool = False
    batch_size: int = BATCH_SIZE
    in_flight: int = 1
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


def fetch(  # noqa: PLR0913
    source: Source,
    store: Store,
    request: FetchRequest,
    *,
    archive: Archive,
    read: RecordReader,
    locks: SearchLocks | None = None,
    progress: Progress | None = None,
) -> FetchReport:
    """
    Plan a search, or continue an unfinished one, and fetch what is left of it.

    A batch that fails for good is halved down to the record at fault, which is put down as
    failed. Once everything was asked for, the search is written down in ``locks``. Raises
    SourceUnavailable where the source does not answer at all; the plan and every batch that came
    stay, and the same request goes on from there. Raises UsageError for a name that another
    search has.
    """
    progress = progress or Silent()
    # A name that can't be had is told before anything is asked.
    name = "" if locks is None else choose_name(locks, _question(request), request.name)
    search_id, resumed = _plan(source, store, request, name)
    search = store.load_search(search_id)
    search = replace(search, name=search.name or name)
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
    keeping = Keeping(store, search_id)
    gathering = Gathering(
        source=source,
        read=read,
        settle=keeping.settle,
        progress=progress,
        archive=archive,
        batch_size=request.batch_size,
        in_flight=request.in_flight,
        # A search that PubMed answered a moment ago shows that it is there.
        answered=not (resumed or request.pmids),
    )
    progress.begin("Fetching records", len(wanted))
    gathering.run(wanted)
    if locks is not None and search.name:
        locks.save(lock_of(store, search))
    return FetchReport(
        search_id=search_id,
        search=search,
        resumed=resumed,
        received=gathering.received,
        held=len(held),
        saved=keeping.saved,
        missing=tuple(gathering.missing),
        unasked=tuple(gathering.unasked),
        failures=tuple(gathering.failures),
    )


def pmid_search(request: FetchRequest, *, name: str = "") -> Search:
    """Return a list of PMIDs as a search."""
    pmids = tuple(sorted(set(request.pmids), key=int))
    return Search(
        query=request.words,
        translation="",
        count=len(pmids),
        pmids=pmids,
        searched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        kind=request.kind,
        name=name,
    )


def _question(request: FetchRequest) -> Search:
    """Return a request as a search that was not run."""
    return Search(
        query=request.words,
        translation="",
        count=0,
        pmids=(),
        searched_at="",
        since=request.since,
        maximum=request.maximum,
        kind=request.kind,
    )


def _plan(source: Source, store: Store, request: FetchRequest, name: str) -> tuple[int, bool]:
    if not request.anew:
        unfinished = store.unfinished_search(
            request.words, since=request.since, maximum=request.maximum, kind=request.kind
        )
        if unfinished is not None:
            return unfinished, True
    if request.pmids:
        search = pmid_search(request, name=name)
    else:
        found = source.search(request.query, since=request.since, maximum=request.maximum)
        search = replace(found, name=name)
    return store.plan_search(search), False


@dataclass(slots=True)
class Keeping:
    """
    Keeps the batches of one planned search, and counts what was new.

    ``deletes_missing`` marks as deleted what is here and the source no longer has.
    """

    store: Store
    search_id: int
    deletes_missing: bool = False
    saved: Saved = field(default_factory=Saved)

    def settle(self, batch: Settled) -> None:
        """Keep one batch."""
        gone = batch.having(FetchStatus.MISSING) if self.deletes_missing else []
        self.saved += self.store.settle(
            self.search_id,
            batch.statuses,
            batch.records,
            [*batch.deletions, *gone],
            asked_at=batch.asked_at,
        )
