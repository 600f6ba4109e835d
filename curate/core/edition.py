"""An edition: the evidence table as it was on a day, with all that a later one differs by."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from curate.core.asked import Asked
from curate.core.claim import Claim, State, Tier
from curate.core.review import Decision, Verdict
from curate.core.signs import Role
from curate.core.source_standing import Standing
from curate.core.standing import votes
from curate.core.table import Citation, EvidenceTable
from curate.core.wording import Mark

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
JUDGED = frozenset(State) - {State.UNREVIEWED, State.UNSURE}
"""The states of a claim that somebody has decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWord:
    """The decision that settles a claim: an adjudication, or else the latest verdict."""

    decision_id: str
    reviewer: str
    decided_at: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedClaim:
    """A claim that a citation rests on; ``section`` and ``start`` are where its sentence is."""

    claim_id: str
    section: int
    start: int
    sentence: str
    state: State
    tier: Tier
    word: LastWord | None = None


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a table a paper is cited: mechanism, phenomenon, direction, PMID."""

    mechanism: str
    phenomenon: str
    role: Role
    pmid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One paper in one cell, pointing one way; ``marks`` are without "not yet reviewed"."""

    place: Place
    mechanism: str
    phenomenon: str
    label: str
    claims: tuple[CitedClaim, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def judged(self) -> bool:
        """Say whether somebody has decided on a claim of it."""
        return any(claim.state in JUDGED for claim in self.claims)

    @property
    def rests_on(self) -> tuple[object, ...]:
        """Return what makes it the citation that it is; its label hangs on other papers, too."""
        claims = tuple(sorted((c.claim_id, c.sentence, c.state) for c in self.claims))
        return self.marks, self.judged, claims


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRecord:
    """How a record stood; ``digest`` begins the content's, ``read`` says it was tagged."""

    digest: str
    standing: Standing = Standing.REGULAR
    read: bool = True
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What read the records: ``identity`` is the tagger's, ``pack`` with version and digest."""

    tool: str
    pack: str
    model: str
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """
    A table as it was, and what it was made from.

    ``saved_at`` is ISO 8601 in UTC. ``asked`` is its layout, and which claims it takes.
    ``searches`` holds the name or query and the date of each search. ``records`` are all that
    were held, by PMID; ``rejected`` the claims that reviewers rejected, with whose word it was.
    Raises ValueError for a name that can't stand in a file's name.
    """

    name: str
    saved_at: str
    title: str
    versions: Versions
    asked: Asked
    searches: tuple[tuple[str, str], ...]
    cited: tuple[Cited, ...]
    records: Mapping[str, HeldRecord]
    rejected: Mapping[str, LastWord]

    def __post_init__(self) -> None:
        """Refuse a name that can't be."""
        check_name(self.name)

    @property
    def places(self) -> dict[Place, Cited]:
        """Return the citations by their place."""
        return {cited.place: cited for cited in self.cited}

    def same_as(self, other: "Edition") -> bool:
        """Say whether both hold the same, whenever they were saved."""
        return replace(self, saved_at=other.saved_at) == other


def check_name(name: str) -> str:
    """Return an edition's name; raise ValueError for one that can't stand in a file's name."""
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{name!r} is no edition's name: letters, digits, and . _ - between them, 64 at most"
        )
    return name


def last_word(decisions: Iterable[Decision]) -> LastWord | None:
    """Return what settles a claim by the decisions on it; None where nobody decided."""
    counted = votes(decisions)
    settling = counted.settling or max(counted.latest, key=lambda d: d.place, default=None)
    if settling is None:
        return None
    return LastWord(
        decision_id=settling.decision_id,
        reviewer=settling.reviewer,
        decided_at=settling.decided_at,
        verdict=settling.verdict,
    )


def citations_of(table: EvidenceTable, words: Mapping[str, LastWord]) -> Iterator[Cited]:
    """Yield every citation of a table in print order; ``words`` are by claim id."""
    names = {column.phenomenon: column.label for column in table.columns}
    for row in table.rows:
        for cell in row.cells:
            for evidence in cell.evidence:
                for citation in evidence.citations:
                    yield Cited(
                        place=Place(row.mechanism, cell.phenomenon, evidence.role, citation.pmid),
                        mechanism=row.label,
                        phenomenon=names[cell.phenomenon],
                        label=citation.label,
                        claims=tuple(_claims(citation, words)),
                        marks=tuple(m for m in citation.marks if m is not Mark.UNREVIEWED),
                    )


def _claims(citation: Citation, words: Mapping[str, LastWord]) -> Iterator[CitedClaim]:
    for claim in citation.claims:
        yield _cited(claim, words.get(claim.claim_id))


def _cited(claim: Claim, word: LastWord | None) -> CitedClaim:
    return CitedClaim(
        claim_id=claim.claim_id,
        section=claim.sentence.section,
        start=claim.sentence.start,
        sentence=claim.sentence.text,
        state=claim.state,
        tier=claim.grounds.tier,
        word=word,
    )
