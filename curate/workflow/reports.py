"""What each step did: counts, what failed and why, and the exit code that follows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from curate.core.article import Article, Relation
from curate.core.claim import Attachment, Claim
from curate.core.errors import SourceError
from curate.core.ports import Reattached, Saved, Status
from curate.core.review import Decision
from curate.core.search import Search
from curate.core.search_lock import Drift, SearchLock
from curate.core.source_standing import Standing

DONE = 0
DONE_IN_PART = 6
DRIFTED = 7
FAULTS_FOUND = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that was left out, by PMID where it has one, and why."""

    reason: str
    pmid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchReport:
    """
    What a fetch did.

    ``held`` were here already in their final form and not asked for; ``missing`` were asked for
    twice and not sent; ``unasked`` came under a number that was not asked for (merged records).
    ``resumed`` says that an unfinished search was continued.
    """

    search_id: int
    search: Search
    resumed: bool
    received: int = 0
    held: int = 0
    saved: Saved = field(default_factory=Saved)
    missing: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return 6 where a record failed or is missing."""
        return DONE_IN_PART if self.failures or self.missing else DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """
    What an update of one saved search did.

    ``since`` is the day from which changes were asked for, ``asked`` how many records were asked
    for, ``lock`` the search as it is now. ``drift`` compares it with the one of before.
    ``written`` is false where something failed: the next update covers the same period again.
    """

    before: SearchLock
    lock: SearchLock
    since: str
    asked: int
    drift: Drift
    saved: Saved
    written: bool
    failures: tuple[Failure, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return 6 where a record failed."""
        return DONE_IN_PART if self.failures else DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """How a saved search and the same search today differ; ``lock`` is today's."""

    before: SearchLock
    lock: SearchLock
    drift: Drift
    failures: tuple[Failure, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return 6 where a record could not be compared, 7 where there is any difference."""
        if self.failures:
            return DONE_IN_PART
        return DRIFTED if self.drift.any else DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshReport:
    """
    What came of asking again for records that are here.

    ``standings`` holds those whose standing is another now; ``changed`` and ``deleted`` are PMIDs.
    """

    asked: int
    resumed: bool
    received: int = 0
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()

    @property
    def exit_code(self) -> int:
        """Return 6 where a record failed."""
        return DONE_IN_PART if self.failures else DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """
    What became of one file; ``failures`` are its records that could not be imported.

    ``skipped`` says that a file of the same content was imported to its end before.
    """

    path: str
    saved: Saved = field(default_factory=Saved)
    failures: tuple[Failure, ...] = ()
    error: str | None = None
    hint: str = ""
    skipped: bool = False

    @property
    def records(self) -> int:
        """Return how many of its records could be read."""
        saved = self.saved
        return saved.new + saved.changed + saved.unchanged + saved.older + saved.fuller


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, file by file."""

    files: tuple[FileReport, ...]

    @property
    def saved(self) -> Saved:
        """Return the counts of all files together."""
        return sum((file.saved for file in self.files), Saved())

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Return the records that can't be read, in all files."""
        return tuple(failure for file in self.files for failure in file.failures)

    @property
    def exit_code(self) -> int:
        """Return 3 where no file could be read, 6 where some file or record could not."""
        broken = [file for file in self.files if file.error is not None]
        if broken and len(broken) == len(self.files) and self.saved == Saved():
            return SourceError.exit_code
        return DONE_IN_PART if broken or self.failures else DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class TagReport:
    """
    What a tagging run did.

    ``claims`` counts what a reader read, ``candidates`` what merely stands in one sentence.
    ``reattached`` are the decisions on the records that were read, hung on what was found.
    """

    identity: str
    read: int = 0
    sentences: int = 0
    claims: int = 0
    candidates: int = 0
    reattached: tuple[Reattached, ...] = ()

    @property
    def decisions(self) -> dict[Attachment, int]:
        """Return how many decisions were kept, moved, changed and orphaned."""
        counts = Counter(found.after.attachment for found in self.reattached)
        return {attachment: counts[attachment] for attachment in Attachment}

    @property
    def exit_code(self) -> int:
        """Return 0."""
        return DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsReport:
    """Claims in the store's order, and their records and the standing of these by PMID."""

    claims: tuple[Claim, ...]
    articles: Mapping[str, Article]
    standings: Mapping[str, Standing]

    @property
    def exit_code(self) -> int:
        """Return 0: no claim found is an answer too."""
        return DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """
    One claim as it stands, its record, the standing of that, and every act on it, oldest first.

    ``notices`` are the notices here that tell of the standing; ``as_read`` is what the tagger
    makes of the claim now, ``None`` where it does not find it.
    """

    claim: Claim
    article: Article
    standing: Standing
    decisions: tuple[Decision, ...] = ()
    as_read: Claim | None = None
    notices: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """What is here, and what is left to do, as the steps that would do it."""

    status: Status
    unfinished: tuple[int, ...]

    @property
    def exit_code(self) -> int:
        """Return 0."""
        return DONE
