"""The verify step: a saved search run again, and nothing kept."""

from dataclasses import replace
from datetime import UTC, datetime

from curate.core.ports import SearchLocks, Source
from curate.core.search import Search
from curate.core.search_lock import SearchLock, drift, hash_scheme
from curate.core.source_standing import Standing
from curate.workflow.gathering import Asking, Settled
from curate.workflow.reports import VerifyReport


def verify(asking: Asking, locks: SearchLocks, name: str, *, records: bool = True) -> VerifyReport:
    """
    Ask PubMed again what a saved search asked, and compare.

    Without ``records`` only the list of PMIDs and the translation are compared. With them, those
    that the search no longer lists are asked for too, so that it can be said which of them PubMed
    no longer has. Raises NotFound for no search of that name, SourceUnavailable where the source
    does not answer.
    """
    before = locks.load(name)
    listing = search_again(asking.source, before)
    hashes: dict[str, str] = {}
    standings: dict[str, Standing] = {}

    def compare(batch: Settled) -> None:
        for record in batch.records:
            hashes[record.pmid] = record.digest
            if record.standing is not Standing.REGULAR:
                standings[record.pmid] = record.standing

    gathering = asking.gathering(compare, answered=True)
    unlisted = set(before.search.pmids) - set(listing.pmids)
    wanted = sorted({*listing.pmids, *unlisted}, key=int) if records else []
    asking.progress.begin(f"Verifying {name}", len(wanted))
    gathering.run(wanted)
    standings |= {p: Standing.DELETED for p in gathering.missing if p in unlisted}
    now = SearchLock(
        name=name,
        search=listing,
        hashes=hashes,
        # What notices in the corpus say of a record is not asked for here.
        standings=standings if records else before.standings,
        scheme=hash_scheme() if records else before.scheme,
    )
    earlier = replace(before, standings=_comparable(before, now)) if records else before
    return VerifyReport(
        before=before,
        lock=now,
        drift=drift(earlier, now),
        failures=tuple(gathering.failures),
    )


def search_again(source: Source, lock: SearchLock) -> Search:
    """Return what a saved search lists now; a list of PMIDs lists itself."""
    asked = lock.search
    if asked.kind != "query":
        return replace(asked, searched_at=datetime.now(UTC).isoformat(timespec="seconds"))
    found = source.search(asked.query, since=asked.since, maximum=asked.maximum)
    return replace(found, name=lock.name)


def _comparable(before: SearchLock, now: SearchLock) -> dict[str, Standing]:
    """Leave out standings that the record itself does not tell, where the record is unchanged."""
    return {
        pmid: standing
        for pmid, standing in before.standings.items()
        if now.standings.get(pmid) is standing
        or now.hashes.get(pmid, "") != before.hashes.get(pmid, "")
    }
