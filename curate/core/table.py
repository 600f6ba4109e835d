"""The evidence table as a value: groups of mechanisms down, phenomena across, cited evidence."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from curate.core.citing import Reference
from curate.core.claim import Claim
from curate.core.provenance import Provenance
from curate.core.signs import Role
from curate.core.wording import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """
    How many papers.

    ``papers`` report a finding of their own, ``restating`` only tell what others found; of
    ``papers``, ``animal`` and ``human`` say what was studied (a paper can be both or neither).
    """

    papers: int = 0
    restating: int = 0
    animal: int = 0
    human: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One paper in one cell, with the claims (so the sentences) that it is cited for."""

    pmid: str
    label: str
    claims: tuple[Claim, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def restated(self) -> bool:
        """Say whether the paper only tells what others found."""
        return Mark.RESTATED in self.marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that points one way in one cell: own findings first, then by year and label."""

    role: Role
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is known of one mechanism and one phenomenon; no evidence is an empty cell."""

    phenomenon: str
    evidence: tuple[Evidence, ...] = ()
    counts: Counts = Counts()

    @property
    def empty(self) -> bool:
        """Say whether nothing was found."""
        return not self.evidence

    @property
    def contested(self) -> bool:
        """Say whether some evidence promotes and some inhibits."""
        return {Role.PROMOTES, Role.INHIBITS} <= {e.role for e in self.evidence}

    def citations(self, role: Role) -> tuple[Citation, ...]:
        """Return the citations that point one way, an empty tuple where none does."""
        return next((e.citations for e in self.evidence if e.role is role), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One mechanism; ``cells`` stand in the order of the table's columns."""

    mechanism: str
    label: str
    cells: tuple[Cell, ...]
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The mechanisms of one category; ``category`` is ``None`` for those outside the pack."""

    category: str | None
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One phenomenon, and how many papers its whole column counts."""

    phenomenon: str
    label: str
    counts: Counts = Counts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One line under the table: a symbol that it explains (or none), and the explanation."""

    symbol: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceTable:
    """All that a writer needs, in print order."""

    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    counts: Counts = Counts()
    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def rows(self) -> Iterator[Row]:
        """Yield every row, group by group."""
        return (row for group in self.groups for row in group.rows)

    @property
    def cells(self) -> Iterator[Cell]:
        """Yield every cell, row by row."""
        return (cell for row in self.rows for cell in row.cells)
