"""The store itself: opens a database, guards its door, and hands each job to its module."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from curate.core.article import Article, Relation
from curate.core.audit import Audit
from curate.core.claim import Claim, Reading
from curate.core.claim_filter import ClaimFilter
from curate.core.duplicates import Entry
from curate.core.imported_file import ImportedFile
from curate.core.ports import Kept, Reattached, RecordState, Saved, Status
from curate.core.prisma import Census
from curate.core.review import Decision
from curate.core.screening import Screening
from curate.core.search import FetchStatus, Search
from curate.core.source_standing import Standing
from curate.store import (
    articles,
    audits,
    cited_papers,
    claims,
    currency,
    decisions,
    duplicates,
    imports,
    publishing,
    screenings,
    searches,
    standings,
    states,
    summary,
)
from curate.store import readings as done
from curate.store.connection import connect, prepare, reading, writing
from curate.store.faults import store_errors
from curate.store.pmids import numbers
from curate.store.status import status
from curate.store.steps import STEPS, up_to_date
from curate.store.table_source import SqliteTableSource

BUSY_SECONDS = 15.0


class SqliteStore(SqliteTableSource):
    """
    Records, readings and claims in one SQLite file; implements ``curate.core.ports.Store``.

    ``path`` of ``None`` is a database in memory. Opening brings an older database up to date.
    Raise StoreError for a missing file unless ``create``, for a file that is something else, and
    whenever SQLite fails; StoreTooNew for a database of a newer curate; StoreBusy where another
    process holds the lock for longer than ``busy_seconds``.

    Use it as a context manager, in one thread.
    """

    def __init__(
        self, path: Path | None, *, create: bool = False, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        self.path = path
        self._place = str(path) if path else "the database in memory"
        self._offered = done.Offered()
        with store_errors(self._place):
            self._conn = connect(path, create=create, busy_seconds=busy_seconds)
            try:
                self.schema = self._up_to_date(busy_seconds)
            except BaseException:
                self._conn.close()
                raise

    def _up_to_date(self, busy_seconds: float) -> str:
        """Set the connection up, bring the database up to date, and name its last step."""
        if up_to_date(self._conn):
            prepare(self._conn, busy_seconds=busy_seconds)
            return STEPS[-1]
        from curate.store.migrations import check, migrate

        check(self._conn, self._place)
        prepare(self._conn, busy_seconds=busy_seconds)
        return migrate(self._conn, self._place)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with store_errors(self._place):
            self._conn.close()

    def save_records(self, records: Sequence[Article], deletions: Sequence[str] = ()) -> Saved:
        """
        Keep records, then mark deletions.

        A record in a fuller form replaces one in a lesser form and is never replaced by one. Of
        the same form, newer is a higher version, then a later ``revised``; of the same age, the
        one that comes later replaces. What is written is what changed: the same record twice
        changes nothing.
        """
        with store_errors(self._place), writing(self._conn):
            return articles.save(self._conn, records, deletions)

    def is_imported(self, digest: str, reader: int) -> bool:
        """Say whether a file of that content was imported to its end, by no older reader."""
        with store_errors(self._place):
            return imports.is_imported(self._conn, digest, reader)

    def note_deletions(self, pmids: Sequence[str], order: int) -> None:
        """Remember what a numbered file of NLM deletes, whether it is here or not."""
        with store_errors(self._place), writing(self._conn):
            imports.note_deletions(self._conn, pmids, order)

    def deleted_later(self, pmids: Sequence[str], order: int) -> list[str]:
        """Return those of these PMIDs that a file of a higher number deletes."""
        with store_errors(self._place):
            return imports.deleted_later(self._conn, pmids, order)

    def note_import(self, file: ImportedFile) -> None:
        """Put a file down as imported."""
        with store_errors(self._place), writing(self._conn):
            imports.note(self._conn, file)

    def plan_search(self, search: Search) -> int:
        """Keep a search and put every PMID of it down as pending; return its number."""
        with store_errors(self._place), writing(self._conn):
            return searches.plan(self._conn, search)

    def unfinished_search(
        self, query: str, *, since: str | None, maximum: int | None, kind: str
    ) -> int | None:
        """Return the newest search of the same words that has pending or failed PMIDs."""
        with store_errors(self._place):
            return searches.unfinished(self._conn, query, since=since, maximum=maximum, kind=kind)

    def load_search(self, search_id: int) -> Search:
        """Return a search by its number; raise NotFound where there is none."""
        with store_errors(self._place), reading(self._conn):
            return searches.load(self._conn, search_id)

    def pending(self, search_id: int) -> list[str]:
        """Return the PMIDs of a search that are pending or failed, sorted by number."""
        with store_errors(self._place), reading(self._conn):
            return searches.pending(self._conn, search_id)

    def held(self, pmids: Sequence[str]) -> set[str]:
        """Return those PMIDs whose records are here whole and final (XML, MEDLINE status)."""
        with store_errors(self._place):
            return articles.held(self._conn, pmids)

    def settle(
        self,
        search_id: int,
        statuses: Mapping[str, FetchStatus],
        records: Sequence[Article] = (),
        deletions: Sequence[str] = (),
        *,
        asked_at: str | None = None,
    ) -> Saved:
        """
        Keep one batch's records and what became of its PMIDs, in one transaction.

        ``asked_at`` is when PubMed was asked for them (ISO 8601, UTC): up to then they are known
        to be as PubMed has them. Raise NotFound for a PMID that the search does not list.
        """
        with store_errors(self._place), writing(self._conn):
            saved = articles.save(self._conn, records, deletions)
            searches.mark(self._conn, search_id, statuses)
            if asked_at is not None:
                currency.mark(self._conn, (r.pmid for r in records), asked_at)
            return saved

    def mark_current(self, pmids: Iterable[str], moment: str) -> None:
        """Put down that these records are as PubMed had them at that moment (ISO 8601, UTC)."""
        with store_errors(self._place), writing(self._conn):
            currency.mark(self._conn, pmids, moment)

    def outdated(self, pmids: Iterable[str], moment: str) -> set[str]:
        """Return those that are not here, or not known to be as PubMed had them at a moment."""
        with store_errors(self._place):
            return currency.outdated(self._conn, pmids, moment)

    def held_pmids(self, *, before: str | None = None, with_claims: bool = False) -> list[str]:
        """
        Return the records here that are not deleted, sorted by number.

        ``before`` leaves out those known to be as PubMed had them at that moment or later.
        """
        with store_errors(self._place):
            return currency.held(self._conn, before=before, with_claims=with_claims)

    def digests(self, pmids: Iterable[str]) -> dict[str, str]:
        """Return the digests of those records that are here, deleted ones too."""
        with store_errors(self._place):
            return currency.digests(self._conn, pmids)

    def standings(self, pmids: Iterable[str]) -> dict[str, Standing]:
        """Return the standing of those records that are here, notices in others counted in."""
        with store_errors(self._place):
            return standings.load(self._conn, pmids)

    def count_unread(self, identity: str) -> int:
        """Return how many records this tagger has not read in their present form."""
        with store_errors(self._place):
            return done.count_unread(self._conn, identity)

    def unread(self, identity: str) -> Iterator[Article]:
        """Yield these records by PMID, never deleted ones; safe while readings are saved."""
        with store_errors(self._place):
            yield from done.unread(self._conn, identity, self._offered)

    def save_readings(self, identity: str, readings: Sequence[Reading]) -> list[Reattached]:
        """
        Replace what was read in these records, in one transaction.

        A reading counts for the form of the record that ``unread`` gave out. Return the decisions
        on these records, hung on what is found now.
        """
        with store_errors(self._place), writing(self._conn):
            read = numbers(r.pmid for r in readings)
            with summary.kept(self._conn, read):
                done.save(self._conn, identity, readings, self._offered)
                hung = decisions.settle(self._conn, read)
            cited_papers.keep(self._conn, read)
        self._offered.forget(r.pmid for r in readings)
        return hung

    def claims(self, wanted: ClaimFilter) -> Iterator[Claim]:
        """Yield claims by PMID, place, mechanism, phenomenon, cause, variant."""
        with store_errors(self._place):
            yield from claims.select(self._conn, wanted)

    def claim(self, prefix: str) -> Claim:
        """Return the claim whose id begins so; raise NotFound for none or several."""
        with store_errors(self._place), reading(self._conn):
            return claims.find(self._conn, prefix)

    def claim_as_read(self, claim_id: str) -> Claim | None:
        """Return the tagger's claim of that id, whatever people made of it."""
        with store_errors(self._place), reading(self._conn):
            return claims.find_as_read(self._conn, claim_id)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from writing meanwhile, without writing anything oneself."""
        with store_errors(self._place), writing(self._conn):
            yield

    def reading(self, pmid: str) -> Reading | None:
        """Return what the tagger got from a record, in reading order; None: it was not read."""
        with store_errors(self._place), reading(self._conn):
            return done.load(self._conn, pmid)

    def records_read(self) -> list[str]:
        """Return the PMIDs of the records that were read, sorted by number; no deleted ones."""
        with store_errors(self._place):
            return done.records(self._conn)

    def decide(self, decided: Sequence[Decision]) -> Kept:
        """Append those decisions that are new, in one transaction, and settle their claims."""
        concerned = numbers(d.pmid for d in decided)
        with store_errors(self._place), writing(self._conn):
            with summary.kept(self._conn, concerned):
                kept = decisions.append(self._conn, decided)
            cited_papers.keep(self._conn, concerned)
            return kept

    def decisions(
        self, *, reviewer: str | None = None, claim_id: str | None = None
    ) -> Iterator[Decision]:
        """Yield decisions, oldest first: all, one reviewer's, or those that hang on a claim."""
        with store_errors(self._place):
            yield from decisions.select(self._conn, reviewer=reviewer, claim_id=claim_id)

    def decided_on(self, decision_id: str) -> Claim | None:
        """Return the claim that a decision hangs on, as it stands; None where it does not."""
        with store_errors(self._place), reading(self._conn):
            claim_id = decisions.holds_on(self._conn, decision_id)
            return claims.find_standing(self._conn, claim_id) if claim_id else None

    def last_decided(self, reviewer: str) -> str | None:
        """Return when a reviewer last decided something."""
        with store_errors(self._place):
            return decisions.latest_time(self._conn, reviewer)

    def reviewers(self) -> dict[str, int]:
        """Return everybody who decided or screened, with the number of acts, by name."""
        with store_errors(self._place):
            return decisions.reviewers(self._conn)

    def publish(self, path: Path, *, notes: bool, names: bool) -> None:
        """
        Write a copy that can be given away, in one file, whole or not at all.

        What reviewers wrote beside their verdicts is not in it unless ``notes``, nor are their
        names unless ``names``. A file that is there is replaced.
        """
        with store_errors(self._place):
            publishing.publish(self._conn, path, notes=notes, names=names)

    def keep_audits(self, drawn: Sequence[Audit]) -> int:
        """
        Keep those audits that are not here, in one transaction, and return how many.

        Raise StoreError where another sample has the same name.
        """
        with store_errors(self._place), writing(self._conn):
            return audits.keep(self._conn, drawn)

    def audits(self, name: str | None = None) -> list[Audit]:
        """Return the audit of that name, or all of them, newest first."""
        with store_errors(self._place), reading(self._conn):
            return audits.load(self._conn, name)

    def record_pmids(self) -> list[str]:
        """Return the PMIDs of all records but those deleted at the source, sorted by number."""
        with store_errors(self._place):
            return articles.kept(self._conn)

    def articles(self, pmids: Iterable[str]) -> dict[str, Article]:
        """Return the records that are here among these, deleted ones too, in the order asked."""
        wanted = list(pmids)
        with store_errors(self._place), reading(self._conn):
            return articles.load_all(self._conn, wanted)

    def states(self, pmids: Sequence[str]) -> dict[str, RecordState]:
        """Return how each of these PMIDs stands, whether its record is here or not."""
        with store_errors(self._place), reading(self._conn):
            return states.states(self._conn, pmids)

    def by_doi(self, dois: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the PMIDs of records with these DOIs, in any case, by the DOI as asked."""
        with store_errors(self._place), reading(self._conn):
            return states.by_doi(self._conn, dois)

    def entries(self) -> list[Entry]:
        """Return what each record that is not deleted is compared by, by PMID."""
        with store_errors(self._place):
            return list(duplicates.entries(self._conn))

    def overlap(self) -> tuple[int, int]:
        """Return how many PMIDs searches list, and how many of them more than one lists."""
        with store_errors(self._place):
            return duplicates.overlap(self._conn)

    def save_screenings(self, said: Sequence[Screening]) -> int:
        """Add what reviewers said, in one transaction; return how many were not here yet."""
        with (
            store_errors(self._place),
            writing(self._conn),
            summary.kept(self._conn, numbers(s.pmid for s in said)),
        ):
            return screenings.save(self._conn, said)

    def screenings(self, pmids: Iterable[str] | None = None) -> tuple[Screening, ...]:
        """Return what reviewers said of these records, or of all, by time."""
        wanted = None if pmids is None else numbers(pmids)
        with store_errors(self._place):
            return screenings.load(self._conn, wanted)

    def known(self, pmids: Iterable[str]) -> set[str]:
        """Return those PMIDs whose records are here, deleted too, or that a search lists."""
        with store_errors(self._place):
            return screenings.known(self._conn, numbers(pmids))

    def census(self) -> Census:
        """Return what the flow of the review hangs on, at one moment."""
        with store_errors(self._place), reading(self._conn):
            return screenings.census(self._conn)

    def notices(self, pmid: str) -> tuple[Relation, ...]:
        """Return the links of other records here that tell something of this one's standing."""
        with store_errors(self._place):
            return standings.notices(self._conn, pmid)

    def status(self, identity: str) -> Status:
        """Count what is here, at one moment."""
        with store_errors(self._place), reading(self._conn):
            return status(self._conn, identity, self.schema)
