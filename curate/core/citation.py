"""A work as another one cites it, and whether a record is that work."""

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from curate.core.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """
    What a reference says of a work; an empty text or ``None`` is what it does not say.

    ``text`` is the reference as printed, ``line`` where it stands in its file (0 where it stands
    in none). ``author`` is the first author's last name, ``page`` the first page.
    """

    text: str
    line: int = 0
    author: str = ""
    year: int | None = None
    title: str = ""
    journal: str = ""
    volume: str = ""
    page: str = ""
    doi: str = ""
    pmid: str = ""

    @property
    def has_place(self) -> bool:
        """Say whether journal, volume and page are there, which PubMed looks citations up by."""
        return bool(self.journal and self.volume and self.page)


class Verdict(StrEnum):
    """What PubMed's citation matcher says of one citation."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not-found"
    UNKNOWN_JOURNAL = "unknown-journal"
    NO_ANSWER = "no-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A verdict with its PMIDs; ``count`` is how many an ambiguous citation may be."""

    verdict: Verdict
    pmids: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """
    What became of one citation: a PMID and how it was found, or the reason why there is none.

    ``how`` is ``pmid``, ``doi``, ``place`` (journal, volume and page) or ``title``.
    """

    citation: Citation
    pmid: str | None = None
    how: str = ""
    reason: str = ""
    candidates: tuple[str, ...] = field(default=())


def objection(citation: Citation, record: Article) -> str:
    """
    Return why a record is not the work that was cited; empty where nothing speaks against it.

    First author and year are compared, because PubMed's matcher goes by journal, volume and page
    and takes a wrong author or year without a word. The year may be that of the issue or of the
    electronic publication; names are compared without accents, case and particles.
    """
    first = record.authors[0].name if record.authors else ""
    if citation.author and first and not _same_name(citation.author, first):
        return f"its first author is {first}, not {citation.author}"
    years = {record.year, int(record.electronic_date[:4]) if record.electronic_date else None}
    years.discard(None)
    if citation.year and years and citation.year not in years:
        return f"it is of {record.year or record.electronic_date}, not of {citation.year}"
    return ""


def fold(text: str) -> str:
    """Return letters and digits only, without accents and case, words one space apart."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def _same_name(one: str, other: str) -> bool:
    first, second = fold(one).split(), fold(other).split()
    if not first or not second:
        return True
    shorter, longer = sorted((first, second), key=len)
    # "de la Cruz" is "Cruz" in another list, and "Cruz-Villegas" may be "Cruz".
    return longer[-len(shorter) :] == shorter or longer[: len(shorter)] == shorter
