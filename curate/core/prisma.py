"""
The PRISMA 2020 flow of a review, counted so that every box adds up.

Source: Page MJ, McKenzie JE, Bossuyt PM, et al. The PRISMA 2020 statement: an updated guideline
for reporting systematic reviews. BMJ 2021;372:n71, figure 1.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from curate.core.screening import ExclusionReason, Outcome, Screened, Screening, standing
from curate.core.search import Search

SAME_STUDY = (
    "CorrectedandRepublishedFrom",
    "CorrectedandRepublishedIn",
    "OriginalReportIn",
    "ReprintIn",
    "ReprintOf",
    "RepublishedFrom",
    "RepublishedIn",
    "RetractedandRepublishedFrom",
    "RetractedandRepublishedIn",
    "SummaryForPatientsIn",
    "UpdateIn",
    "UpdateOf",
)
"""PubMed's links between records that report one study; comments and errata are none of it."""


class Availability(StrEnum):
    """What is here of one PMID."""

    HERE = "here"
    RETRACTED = "retracted"
    DELETED = "deleted"
    MISSING = "missing"
    UNFETCHED = "unfetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """
    All that the flow hangs on, as it stood at one moment.

    ``states`` holds every PMID that is here or that a search lists. ``links`` are pairs of PMIDs
    that PubMed says report one study.
    """

    searches: tuple[Search, ...] = ()
    states: Mapping[str, Availability]
    screenings: tuple[Screening, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


class SourceType(StrEnum):
    """How records were identified."""

    DATABASE = "database"
    PMID_LIST = "pmid_list"
    CITATIONS = "citations"
    SIMILAR = "similar"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """
    One source and how many different records it gave.

    ``query`` is the search's words, ``hits`` what PubMed counted (more than ``records`` where a
    maximum was set), ``searched_at`` when it was last run. For files these are empty.
    """

    source: SourceType
    records: int
    query: str = ""
    hits: int | None = None
    searched_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """
    The counts of the PRISMA 2020 flow diagram.

    The fields are the ends that a record can come to; every box in between is a sum of them.
    ``not_given`` and ``deleted`` were removed before screening, because PubMed sent no record of
    that PMID or has deleted it. ``unfetched``, ``unscreened``, ``unsure`` and ``disputed`` wait.
    ``not_retrieved`` passed screening, but the record is not to be had; ``retracted`` was
    excluded as a report. ``studies`` counts ``reports`` that PubMed links as one study once.
    Raises ValueError where the records that went in are not those that came out.
    """

    identified: tuple[Identified, ...]
    duplicates: int
    not_given: int
    deleted: int
    unfetched: int
    unscreened: int
    exclusions: Mapping[ExclusionReason, int]
    unsure: int
    disputed: int
    not_retrieved: int
    retracted: int
    reports: int
    studies: int

    def __post_init__(self) -> None:
        """Refuse counts that do not add up."""
        out = self.removed + self.unjudged + self.screened
        if self.total != out:
            raise ValueError(f"{self.total} records were identified, and {out} accounted for")
        if not bool(self.reports) <= self.studies <= self.reports:
            raise ValueError(f"{self.studies} studies can't have {self.reports} reports")

    @property
    def total(self) -> int:
        """Return the records identified, duplicates included."""
        return sum(source.records for source in self.identified)

    @property
    def removed(self) -> int:
        """Return the records removed before screening."""
        return self.duplicates + self.not_given + self.deleted

    @property
    def screened(self) -> int:
        """Return the records that somebody screened."""
        return self.excluded + self.undecided + self.sought

    @property
    def excluded(self) -> int:
        """Return the records excluded on title and abstract."""
        return sum(self.exclusions.values())

    @property
    def undecided(self) -> int:
        """Return the records that were screened and not settled."""
        return self.unsure + self.disputed

    @property
    def unjudged(self) -> int:
        """Return the records that wait to be screened, those to be fetched first among them."""
        return self.unfetched + self.unscreened

    @property
    def sought(self) -> int:
        """Return the reports sought for retrieval: the records that passed screening."""
        return self.not_retrieved + self.assessed

    @property
    def assessed(self) -> int:
        """Return the reports assessed for eligibility."""
        return self.retracted + self.reports


def flow(census: Census) -> Flow:
    """
    Return the flow of the records in a census.

    Runs of one query, whatever their dates, and its updates are one source, and each of its PMIDs
    counts once; a refresh asks again for what is here, and is none. A PMID that several sources
    gave is a duplicate in all but one. What no search lists came from files. A record that was
    screened went through screening, whatever became of it at PubMed.
    """
    sources = _sources(census.searches)
    listed = {pmid for _, pmids in sources for pmid in pmids}
    screened = standing(census.screenings)
    known = census.states.keys() | listed | screened.keys()
    identified = [source for source, _ in sources]
    if others := len(known - listed):
        identified.append(Identified(source=SourceType.FILES, records=others))
    ends = {p: _end(census.states.get(p, Availability.MISSING), screened.get(p)) for p in known}
    count = Counter(ends.values())
    reasons = Counter(s.reason for s in screened.values())
    return Flow(
        identified=tuple(identified),
        duplicates=sum(source.records for source in identified) - len(known),
        not_given=count[_End.NOT_GIVEN],
        deleted=count[_End.DELETED],
        unfetched=count[_End.UNFETCHED],
        unscreened=count[_End.UNSCREENED],
        exclusions={r: reasons[r] for r in ExclusionReason if reasons[r]},
        unsure=count[_End.UNSURE],
        disputed=count[_End.DISPUTED],
        not_retrieved=count[_End.NOT_RETRIEVED],
        retracted=count[_End.RETRACTED],
        reports=count[_End.INCLUDED],
        studies=_studies({p for p in known if ends[p] is _End.INCLUDED}, census.links),
    )


def summary(counts: Flow) -> str:
    """Return the flow in one line, what is nought left out."""
    reasons = ", ".join(f"{r.label} {n:,}" for r, n in counts.exclusions.items())
    parts = [
        (counts.total, "identified", ""),
        (counts.duplicates, "duplicates", ""),
        (counts.not_given, "not given by PubMed", ""),
        (counts.deleted, "deleted at PubMed", ""),
        (counts.screened, "screened", ""),
        (counts.excluded, "excluded", f" ({reasons})"),
        (counts.not_retrieved, "not retrieved", ""),
        (counts.retracted, "retracted", ""),
        (counts.unjudged, "waiting to be screened", ""),
        (counts.undecided, "waiting to be settled", ""),
    ]
    said = [f"{number:,} {what}{more}" for number, what, more in parts if number]
    return "; ".join([*said, f"{counts.reports:,} included"])


class _End(Enum):
    """Where one record ended, or waits."""

    NOT_GIVEN = auto()
    DELETED = auto()
    UNFETCHED = auto()
    UNSCREENED = auto()
    EXCLUDED = auto()
    UNSURE = auto()
    DISPUTED = auto()
    NOT_RETRIEVED = auto()
    RETRACTED = auto()
    INCLUDED = auto()


_UNSCREENED = {
    Availability.HERE: _End.UNSCREENED,
    Availability.RETRACTED: _End.UNSCREENED,
    Availability.DELETED: _End.DELETED,
    Availability.MISSING: _End.NOT_GIVEN,
    Availability.UNFETCHED: _End.UNFETCHED,
}
_UNDECIDED = {
    Outcome.EXCLUDED: _End.EXCLUDED,
    Outcome.UNSURE: _End.UNSURE,
    Outcome.DISPUTED: _End.DISPUTED,
}
_INCLUDED = {Availability.HERE: _End.INCLUDED, Availability.RETRACTED: _End.RETRACTED}


_TYPES = {
    "query": SourceType.DATABASE,
    "pmids": SourceType.PMID_LIST,
    "citations": SourceType.CITATIONS,
    "cites": SourceType.CITATIONS,
    "cited-by": SourceType.CITATIONS,
    "similar": SourceType.SIMILAR,
}


def _end(state: Availability, screened: Screened | None) -> _End:
    if screened is None or screened.outcome is Outcome.UNSCREENED:
        return _UNSCREENED[state]
    if screened.outcome is Outcome.INCLUDED:
        return _INCLUDED.get(state, _End.NOT_RETRIEVED)
    return _UNDECIDED[screened.outcome]


def _sources(searches: Iterable[Search]) -> list[tuple[Identified, frozenset[str]]]:
    """Return each query with the PMIDs of all its runs, in the order of their first ones."""
    asked = [search for search in searches if search.kind != "refresh"]
    kinds = {search.query: search.kind for search in asked if search.kind != "update"}
    runs: dict[tuple[str, str], list[Search]] = {}
    for search in asked:
        # An update goes by the words of the search that it brings up to date.
        again = search.kind == "update"
        kind = kinds.get(search.query, "query") if again else search.kind
        runs.setdefault((kind, search.query), []).append(search)
    found = []
    for (kind, query), same in runs.items():
        pmids = frozenset(pmid for search in same for pmid in search.pmids)
        newest = max(same, key=lambda search: search.searched_at)
        source = Identified(
            source=_TYPES[kind],
            records=len(pmids),
            query=query,
            hits=newest.count if kind == "query" else None,
            searched_at=newest.searched_at,
        )
        found.append((source, pmids))
    return found


def _studies(reports: set[str], links: Iterable[tuple[str, str]]) -> int:
    """Count the groups of reports that links hold together."""
    group = {pmid: {pmid} for pmid in reports}
    for one, other in links:
        if one in group and other in group and group[one] is not group[other]:
            joined = group[one] | group[other]
            group.update(dict.fromkeys(joined, joined))
    return len({id(members) for members in group.values()})
