"""The update step: a saved search run again for what is new, changed, gone or retracted since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from curate.core.ports import SearchLocks, Source, Store
from curate.core.search import Search
from curate.core.search_lock import SearchLock, drift
from curate.core.source_standing import Standing
from curate.workflow.fetching import Keeping
from curate.workflow.gathering import Asking
from curate.workflow.locking import lock_of
from curate.workflow.reports import UpdateReport

# PubMed dates a change by the day, in its own time zone, and shows it a day or several later.
OVERLAP_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePlan:
    """
    What an update has to ask for.

    ``listing`` is the search as PubMed answers it now. ``wanted`` are the records to ask for,
    ``unlisted`` those of them that the search no longer lists. ``since`` is the first day whose
    changes were looked for.
    """

    before: SearchLock
    listing: Search
    since: str
    wanted: tuple[str, ...]
    unlisted: tuple[str, ...]


def plan_update(source: Source, store: Store, before: SearchLock) -> UpdatePlan:
    """
    Ask what a saved search lists now, and what of that entered PubMed or changed since.

    Records that are not here, or are older here than the saved search, are wanted in any case, so
    that nothing hangs on dates alone.
    """
    asked = before.search
    since = _first_day(asked.searched_at)
    if asked.kind != "query":
        now = datetime.now(UTC).isoformat(timespec="seconds")
        listing, touched = replace(asked, searched_at=now), set(asked.pmids)
    else:
        listing = replace(
            source.search(asked.query, since=asked.since, maximum=asked.maximum), name=before.name
        )
        touched = set(
            source.search(_touched(asked.query, since), since=asked.since, maximum=None).pmids
        )
    listed = set(listing.pmids)
    unlisted = set(asked.pmids) - listed
    wanted = (touched & listed) | (listed - set(asked.pmids)) | unlisted
    wanted |= {p for p in listed if not before.hashes.get(p)}
    wanted |= store.outdated(listing.pmids, asked.searched_at)
    return UpdatePlan(
        before=before,
        listing=listing,
        since=since,
        wanted=_sorted(wanted),
        unlisted=_sorted(unlisted),
    )


def update(asking: Asking, store: Store, locks: SearchLocks, name: str) -> UpdateReport:
    """
    Bring a saved search up to date, and report what is different.

    The saved search is written anew only when every record was asked for and none failed; until
    then the next update covers the same period again. What PubMed no longer has is marked as
    deleted. Raises NotFound for no search of that name, SourceUnavailable where the source does
    not answer.
    """
    before = locks.load(name)
    plan = plan_update(asking.source, store, before)
    search = replace(plan.listing, kind="update", pmids=plan.wanted)
    search_id = store.plan_search(search)
    keeping = Keeping(store, search_id, deletes_missing=True)
    gathering = asking.gathering(keeping.settle, answered=True)
    asking.progress.begin(f"Updating {name}", len(plan.wanted))
    gathering.run(plan.wanted)
    lock = lock_of(store, _kept(plan, set(gathering.missing)), deleted=plan.unlisted)
    failures = tuple(gathering.failures)
    if not failures:
        store.mark_current(plan.listing.pmids, plan.listing.searched_at)
        locks.save(replace(lock, standings=_of_listed(lock)))
    return UpdateReport(
        before=before,
        lock=lock,
        since=plan.since,
        asked=len(plan.wanted),
        drift=drift(before, lock),
        saved=keeping.saved,
        written=not failures,
        failures=failures,
    )


def _kept(plan: UpdatePlan, missing: set[str]) -> Search:
    """Return the listing as it is written down: a list of the newest keeps those before them."""
    listing = plan.listing
    if listing.maximum is None:
        return listing
    still_there = set(plan.unlisted) - missing
    return replace(listing, pmids=_sorted({*listing.pmids, *still_there}))


def _of_listed(lock: SearchLock) -> dict[str, Standing]:
    listed = set(lock.search.pmids)
    return {p: s for p, s in lock.standings.items() if p in listed}


def _touched(query: str, since: str) -> str:
    """Return the query narrowed to what entered PubMed, or was changed there, since a day."""
    days = f"{since.replace('-', '/')}:3000"
    return f"({query}) AND ({days}[EDAT] OR {days}[MDAT])"


def _first_day(moment: str) -> str:
    return (date.fromisoformat(moment[:10]) - timedelta(days=OVERLAP_DAYS)).isoformat()


def _sorted(pmids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(pmids, key=int))
