"""What the workflow needs from the edges."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from curate.core.article import Article
from curate.core.citation import Citation, Match
from curate.core.claim import Certainty, Claim, Origin, Reading, SourceKind
from curate.core.duplicates import Entry
from curate.core.search import Search
from curate.core.signs import Role


class Source(Protocol):
    """Somewhere records come from."""

    def search(self, query: str, *, since: str | None, maximum: int | None) -> Search:
        """Ask for the PMIDs that match; ``since`` is an ISO date of entry."""

    def fetch(self, pmids: Sequence[str]) -> bytes:
        """Return the raw XML of one batch, whole and well formed; some records may be missing."""


class Link(StrEnum):
    """How PubMed links one record to others: what it cites, what cites it, what is alike."""

    CITES = "cites"
    CITED_BY = "cited-by"
    SIMILAR = "similar"


class References(Source, Protocol):
    """A source that knows which record cites which, and records by their citations."""

    def linked(self, pmid: str, link: Link) -> tuple[str, ...]:
        """Return the PMIDs that are linked to a record, in the source's order."""

    def match(self, citations: Mapping[str, Citation]) -> dict[str, Match]:
        """Return a verdict on each citation that names a journal, volume and page, by its key."""


class Archive(Protocol):
    """Where raw records are kept as they came."""

    def keep(self, pmids: Sequence[str], data: bytes) -> str:
        """Keep one batch for good and return its name; the same batch has the same name."""


class Tagger(Protocol):
    """Something that reads records."""

    @property
    def identity(self) -> str:
        """Return a hash of all that a reading depends on: code, pack, model."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield one reading for each article, in the same order."""


class FetchStatus(StrEnum):
    """What became of one PMID of a search."""

    PENDING = "pending"
    RECEIVED = "received"
    HELD = "held"
    MISSING = "missing"
    FAILED = "failed"


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

    def __add__(self, other: "Saved") -> "Saved":
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
class ImportedFile:
    """
    A file that was imported to its end.

    ``digest`` is the SHA-256 of its bytes, ``reader`` the number of the reader's version, which
    rises when a reader keeps more of a record; ``finished_at`` is ISO 8601 in UTC.
    """

    digest: str
    name: str
    reader: int
    records: int
    finished_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """
    Which claims to show; an empty filter shows all but the candidates that only co-occur.

    Claims of records that were deleted at the source are never among them.
    ``mechanism`` and ``phenomenon`` match a concept id or, in any case, a part of its label.
    ``text`` is words that the sentence holds (full-text search). ``candidates`` adds the
    co-occurrence tier.
    """

    mechanism: str | None = None
    phenomenon: str | None = None
    role: Role | None = None
    certainty: Certainty | None = None
    origin: Origin | None = None
    source_kind: SourceKind | None = None
    pmid: str | None = None
    text: str | None = None
    candidates: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordState:
    """
    How a PMID stands in a store: whether its record is here, and what searches know of it.

    ``claims`` counts what was read in it (candidates that only co-occur are among them), ``None``
    where it was not read.
    """

    held: bool = False
    deleted: bool = False
    retracted: bool = False
    has_abstract: bool = False
    claims: int | None = None
    searches: tuple[tuple[int, FetchStatus], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a workspace holds. ``unread`` counts for the tagger identity that was given."""

    records: int
    records_with_abstract: int
    deleted: int
    retracted: int
    read: int
    unread: int
    sentences: int
    claims: int
    candidates: int
    claims_by_role: Mapping[str, int]
    searches: tuple[tuple[int, Search, Mapping[FetchStatus, int]], ...]
    schema: str


class Store(Protocol):
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
    ) -> Saved:
        """Keep one batch's records and what became of its PMIDs, in one transaction."""

    def count_unread(self, identity: str) -> int:
        """Return how many records this tagger has not read in their present form."""

    def unread(self, identity: str) -> Iterator[Article]:
        """Yield these records by PMID; safe while readings are being saved."""

    def save_readings(self, identity: str, readings: Sequence[Reading]) -> None:
        """Replace what was read in these records, in one transaction."""

    def claims(self, wanted: ClaimFilter) -> Iterator[Claim]:
        """Yield claims by PMID, place in the record, mechanism, phenomenon, cause, variant."""

    def claim(self, prefix: str) -> Claim:
        """Return the claim whose id begins so; raise NotFound for none or several."""

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

    def status(self, identity: str) -> Status:
        """Count what is here."""
