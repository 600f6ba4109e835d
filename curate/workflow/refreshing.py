"""The refresh step: records that are here, asked for again."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from curate.core.ports import Store
from curate.core.search import FetchStatus, Search
from curate.core.source_standing import Standing
from curate.workflow.fetching import Keeping
from curate.workflow.gathering import Asking, Settled
from curate.workflow.reports import RefreshReport


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshRequest:
    """
    Which records to ask for again: all that are here and not deleted, or fewer.

    ``before`` (ISO 8601, UTC) leaves out those that are known to be as PubMed had them then or
    later; ``with_claims`` leaves out those that gave no claim.
    """

    before: str | None = None
    with_claims: bool = False

    @property
    def words(self) -> str:
        """Return what the refresh is filed under; a day is exact enough to go on with it."""
        parts = ["records held"]
        if self.with_claims:
            parts.append("with claims")
        if self.before:
            parts.append(f"last asked for before {self.before[:10]}")
        return " ".join(parts)


def refresh(asking: Asking, store: Store, request: RefreshRequest) -> RefreshReport:
    """
    Ask again for records that are here, and report what is different.

    What PubMed no longer has is marked as deleted; its claims stay, and count for nothing. A
    refresh that was broken off goes on. Raises SourceUnavailable where the source does not answer.
    """
    search_id = store.unfinished_search(request.words, since=None, maximum=None, kind="refresh")
    resumed = search_id is not None
    if search_id is None:
        search_id = store.plan_search(_planned(store, request))
    wanted = store.pending(search_id)
    watching = _Watching(store, Keeping(store, search_id, deletes_missing=True))
    gathering = asking.gathering(watching.settle)
    asking.progress.begin("Asking again for records", len(wanted))
    gathering.run(wanted)
    return RefreshReport(
        asked=len(wanted),
        resumed=resumed,
        received=gathering.received,
        changed=tuple(watching.changed),
        deleted=tuple(watching.deleted),
        standings=watching.standings,
        failures=tuple(gathering.failures),
    )


def _planned(store: Store, request: RefreshRequest) -> Search:
    pmids = tuple(store.held_pmids(before=request.before, with_claims=request.with_claims))
    return Search(
        query=request.words,
        translation="",
        count=len(pmids),
        pmids=pmids,
        searched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        kind="refresh",
    )


@dataclass(slots=True)
class _Watching:
    """Keeps batches, and notes what each of them changed."""

    store: Store
    keeping: Keeping
    changed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    standings: dict[str, Standing] = field(default_factory=dict)

    def settle(self, batch: Settled) -> None:
        """Keep one batch."""
        asked = list(batch.statuses)
        digests, standings = self.store.digests(asked), self.store.standings(asked)
        self.keeping.settle(batch)
        now = self.store.standings(asked)
        found = self.store.digests(batch.having(FetchStatus.RECEIVED))
        self.changed += [p for p, digest in found.items() if digests.get(p) != digest]
        self.deleted += [p for p in now if now[p] is Standing.DELETED is not standings.get(p)]
        self.standings |= {
            p: s for p, s in now.items() if s is not standings.get(p) and s is not Standing.DELETED
        }
