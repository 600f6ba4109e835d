"""What the workflow needs from the edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from curate.core.claim import Claim, Reading
from curate.core.source_standing import Standing
from curate.core.table_source import TableSource

# What only signatures name; loading all of it would take every command a while.
if TYPE_CHECKING:
    from curate.core.article import Article, Relation
    from curate.core.attachment import Hold
    from curate.core.audit import Audit
    from curate.core.claim_filter import ClaimFilter
    from curate.core.duplicates import Entry
    from curate.core.imported_file import ImportedFile
    from curate.core.prisma import Census
    from curate.core.review import Decision
    from curate.core.screening import Screening
    from curate.core.search import FetchStatus, Search
    from curate.core.search_lock import SearchLock


class Source(Protocol):
    """Somewhere records come from."""

    def search(self, query: str, *, since: str | None, maximum: int | None) -> Search:
        """Ask for the PMIDs that match; ``since`` is an ISO date of entry."""

    def fetch(self, pmids: Sequence[str]) -> bytes:
        """Return the raw XML of one batch, whole and well formed; some records may be missing."""


class Archive(Protocol):
    """Where raw records are kept as they came."""

    def keep(self, pmids: Sequence[str], data: bytes) -> str:
        """Keep one batch for good and return its name; the same batch has the same name."""


class Journal(Protocol):
    """Where decisions are written down for people and for git, a file a reviewer."""

    def count(self, reviewer: str) -> int:
        """Return how many entries of a reviewer are written down; cheap."""

    def add(self, acts: Sequence[Decision | Screening]) -> None:
        """Write down those that are not yet; what is there already stays, whoever wrote it."""

    def acts(self) -> list[Decision | Screening]:
        """Return all that is written down, oldest first; raise BadFile naming a broken line."""


class SearchLocks(Protocol):
    """Where saved searches are written down, one file each, made for version control."""

    def names(self) -> list[str]:
        """Return the names of all that are kept, sorted."""

    def load(self, name: str) -> SearchLock:
        """Return one; raise NotFound for none of that name, BadFile for one that is damaged."""

    def save(self, lock: SearchLock) -> None:
        """Write one, whole or not at all."""


class AuditArchive(Protocol):
    """Where audits are written down for people and for git, a file an audit."""

    def write(self, audit: Audit) -> None:
        """Write an audit down; one that is there is left as it is."""

    def read(self) -> list[Audit]:
        """Return all that are written down; raise BadFile naming a broken line."""


class Tagger(Protocol):
    """Something that reads records."""

    @property
    def identity(self) -> str:
        """Return a hash of all that a reading depends on: code, pack, model."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield one reading for each article, in the same order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """
    How many records were new, changed, the same as before, or older than what is held.

    ``fuller`` counts those that are held in a form that says more (XML over MEDLINE text over
    RIS), ``deleted`` the records that were marked as deleted.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0
    fuller: int = 0
    deleted: int = 0

    def __add__(self, other: Saved) -> Saved:
        """Add two counts."""
        return Saved(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            older=self.older + other.older,
            fuller=self.fuller + other.fuller,
            deleted=self.deleted + other.deleted,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """
    How a PMID stands in a store: whether its record is here, and what searches know of it.

    ``standing`` is ``None`` where its record is not here. ``claims`` counts what was read in it
    (candidates that only co-occur are among them), ``None`` where it was not read.
    """

    standing: Standing | None = None
    has_abstract: bool = False
    claims: int | None = None
    searches: tuple[tuple[int, FetchStatus], ...] = ()

    @property
    def held(self) -> bool:
        """Say whether the record is here, deleted or not."""
        return self.standing is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How many decisions were new, and how many were here already."""

    new: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reattached:
    """A decision, what it hung on before (``None``: on nothing yet) and what it hangs on now."""

    decision: Decision
    before: Hold | None
    after: Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """
    What a workspace holds.

    ``unread`` counts for the tagger identity that was given; ``claims`` and ``claims_by_role``
    are the tagger's, ``reviewed`` counts the claims that people judged, by state,
    ``screened`` the records that somebody screened, by outcome. ``standings`` counts the records
    that are not regular; deleted ones are in it as deleted, and nowhere else.
    """

    records: int
    records_with_abstract: int
    standings: Mapping[Standing, int]
    read: int
    unread: int
    sentences: int
    claims: int
    candidates: int
    claims_by_role: Mapping[str, int]
    searches: tuple[tuple[int, Search, Mapping[FetchStatus, int]], ...]
    schema: str
    decisions: int = 0
    reviewed: Mapping[str, int] = field(default_factory=dict)
    screened: Mapping[str, int] = field(default_factory=dict)


class Store(TableSource, Protocol):
    """Somewhere records, readings and claims are kept. Every method that writes is atomic."""

    def save_records(self, records: Sequence[Article], deletions: Sequence[str] = ()) -> Saved:
        """Keep records; newer and fuller ones replace, others are left out; deletions mark."""

    def is_imported(self, digest: str, reader: int) -> bool:
        """Say whether a file of that content was imported to its end, by no older reader."""

    def note_deletions(self, pmids: Sequence[str], order: int) -> None:
        """Remember what a numbered file of NLM deletes, whether it is here or not."""

    def deleted_later(self, pmids: Sequence[str], order: int) -> list[str]:
        """Return those of these PMIDs that a file of a higher number deletes."""

    def note_import(self, file: ImportedFile) -> None:
        """Put a file down as imported."""

    def plan_search(self, search: Search) -> int:
        """Keep a search and put every PMID of it down as pending; return its number."""

    def unfinished_search(
        self, query: str, *, since: str | None, maximum: int | None, kind: str
    ) -> int | None:
        """Return the newest search of the same words that still has pending PMIDs."""

    def load_search(self, search_id: int) -> Search:
        """Return a search by its number."""

    def pending(self, search_id: int) -> list[str]:
        """Return the PMIDs of a search that are pending or failed, sorted by number."""

    def held(self, pmids: Sequence[str]) -> set[str]:
        """Return those PMIDs whose records are here whole and final (XML, MEDLINE status)."""

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

        ``asked_at`` is when the source was asked for them (ISO 8601, UTC).
        """

    def mark_current(self, pmids: Iterable[str], moment: str) -> None:
        """Put down that these records are as the source had them at that moment."""

    def outdated(self, pmids: Iterable[str], moment: str) -> set[str]:
        """Return those that are not here, or not known to be the source's at that moment."""

    def held_pmids(self, *, before: str | None = None, with_claims: bool = False) -> list[str]:
        """Return the records here that are not deleted; ``before`` leaves out fresher ones."""

    def digests(self, pmids: Iterable[str]) -> dict[str, str]:
        """Return the digests of those records that are here, deleted ones too."""

    def standings(self, pmids: Iterable[str]) -> dict[str, Standing]:
        """Return the standing of those records that are here, deleted ones too."""

    def count_unread(self, identity: str) -> int:
        """Return how many records this tagger has not read in their present form."""

    def unread(self, identity: str) -> Iterator[Article]:
        """Yield these records by PMID; safe while readings are being saved."""

    def save_readings(self, identity: str, readings: Sequence[Reading]) -> list[Reattached]:
        """
        Replace what was read in these records, in one transaction.

        Return the decisions on these records, hung on what is found now; none is ever dropped.
        """

    def claims(self, wanted: ClaimFilter) -> Iterator[Claim]:
        """Yield claims by PMID, place in the record, mechanism, phenomenon, cause, variant."""

    def claim(self, prefix: str) -> Claim:
        """Return the claim whose id begins so; raise NotFound for none or several."""

    def claim_as_read(self, claim_id: str) -> Claim | None:
        """Return the tagger's claim of that id, whatever people made of it."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep other processes from writing meanwhile, without writing anything oneself."""

    def reading(self, pmid: str) -> Reading | None:
        """Return what the tagger got from a record, in reading order; None: it was not read."""

    def records_read(self) -> list[str]:
        """Return the PMIDs of the records that were read, sorted by number; no deleted ones."""

    def decide(self, decided: Sequence[Decision]) -> Kept:
        """Append those decisions that are new, in one transaction, and settle their claims."""

    def decisions(
        self, *, reviewer: str | None = None, claim_id: str | None = None
    ) -> Iterator[Decision]:
        """Yield decisions, oldest first: all, one reviewer's, or those that hang on a claim."""

    def decided_on(self, decision_id: str) -> Claim | None:
        """Return the claim that a decision hangs on, as it stands; None where it does not."""

    def last_decided(self, reviewer: str) -> str | None:
        """Return when a reviewer last decided something."""

    def reviewers(self) -> dict[str, int]:
        """Return everybody who decided or screened, with the number of acts, by name."""

    def keep_audits(self, drawn: Sequence[Audit]) -> int:
        """Keep those audits that are not here, in one transaction, and return how many."""

    def audits(self, name: str | None = None) -> list[Audit]:
        """Return the audit of that name, or all of them, newest first."""

    def record_pmids(self) -> list[str]:
        """Return the PMIDs of all records but those deleted at the source, sorted by number."""

    def articles(self, pmids: Iterable[str]) -> dict[str, Article]:
        """Return the records that are here among these."""

    def states(self, pmids: Sequence[str]) -> dict[str, RecordState]:
        """Return how each of these PMIDs stands, whether its record is here or not."""

    def by_doi(self, dois: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the PMIDs of records with these DOIs, in any case, by the DOI as asked."""

    def entries(self) -> list[Entry]:
        """Return what each record that is not deleted is compared by, by PMID."""

    def overlap(self) -> tuple[int, int]:
        """Return how many PMIDs searches list, and how many of them more than one lists."""

    def save_screenings(self, said: Sequence[Screening]) -> int:
        """Add what reviewers said of records; return how many of these were not here yet."""

    def screenings(self, pmids: Iterable[str] | None = None) -> tuple[Screening, ...]:
        """Return what reviewers said of these records, or of all, by time; it never changes."""

    def known(self, pmids: Iterable[str]) -> set[str]:
        """Return those PMIDs whose records are here or that a search lists."""

    def census(self) -> Census:
        """Return every PMID that is known here and what became of it, at one moment."""

    def notices(self, pmid: str) -> tuple[Relation, ...]:
        """Return the links of other records (RefType, their PMID) that tell of its standing."""

    def status(self, identity: str) -> Status:
        """Count what is here."""
