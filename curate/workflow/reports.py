"""What each step did: counts, what failed and why, and the exit code that follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from curate.core.article import Article
from curate.core.claim import Claim
from curate.core.errors import SourceError
from curate.core.ports import Saved, Status
from curate.core.search import Search

DONE = 0
DONE_IN_PART = 6


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
    """

    identity: str
    read: int = 0
    sentences: int = 0
    claims: int = 0
    candidates: int = 0

    @property
    def exit_code(self) -> int:
        """Return 0."""
        return DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsReport:
    """Claims in the store's order, and the records that they come from by PMID."""

    claims: tuple[Claim, ...]
    articles: Mapping[str, Article]

    @property
    def exit_code(self) -> int:
        """Return 0: no claim found is an answer too."""
        return DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One claim and its record."""

    claim: Claim
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """What is here, and what is left to do, as the steps that would do it."""

    status: Status
    unfinished: tuple[int, ...]

    @property
    def exit_code(self) -> int:
        """Return 0."""
        return DONE
