"""The evidence table as a value: groups of mechanisms down, phenomena across, cited evidence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from curate.core.citing import Reference
from curate.core.claim import Claim
from curate.core.finding import Finding
from curate.core.provenance import Provenance
from curate.core.signs import Role
from curate.core.wording import Gap, Mark


class Part(StrEnum):
    """
    Which papers a column of a phenomenon is about, where phenomena are split.

    ``other`` is what is neither: in vitro, a review, or a study whose record does not tell.
    """

    ANIMAL = "animal"
    HUMAN = "human"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """
    How many papers.

    ``papers`` report a finding of their own, ``restating`` only tell what others found or comment
    on it; records that are one work count once. ``groups`` counts the groups of authors that
    ``papers`` come from (``core.independence``). Of ``papers``, ``animal`` and ``human`` say what
    was studied (a paper can be both or neither).
    """

    papers: int = 0
    restating: int = 0
    groups: int = 0
    animal: int = 0
    human: int = 0


class Citation(NamedTuple):
    """
    One paper in one cell, with what it is cited for.

    ``number`` is the reference's, in a table that cites by numbers.
    """

    pmid: str
    label: str
    findings: tuple[Finding, ...]
    marks: tuple[Mark, ...] = ()
    number: int | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """
        Return the claims, so the sentences, that the paper is cited for.

        Raise TypeError in a table that was made of bare findings, which have no sentences.
        """
        whole = tuple(f for f in self.findings if isinstance(f, Claim))
        if len(whole) < len(self.findings):
            raise TypeError(f"PMID {self.pmid} is cited for findings without their sentences")
        return whole

    @property
    def restated(self) -> bool:
        """Say whether the paper only tells what others found."""
        return Mark.RESTATED in self.marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    All that points one way in one cell.

    Own findings come first, then by year and label; in a table that cites by numbers, by number.
    """

    role: Role
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """
    What is known of one mechanism and one phenomenon; no evidence is an empty cell.

    ``part`` is that of the cell's column. ``gap`` says what kind of empty an empty cell is, and
    ``marks`` what holds of all its evidence together.
    """

    phenomenon: str
    evidence: tuple[Evidence, ...] = ()
    counts: Counts = Counts()
    part: Part | None = None
    gap: Gap = Gap.NOTHING
    marks: tuple[Mark, ...] = ()

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
    """One phenomenon or a part of it, and how many papers its whole column counts."""

    phenomenon: str
    label: str
    counts: Counts = Counts()
    part: Part | None = None

    @property
    def heading(self) -> str:
        """Return the label on one line, with the part where there is one: ``tolerance, human``."""
        return self.label if self.part is None else f"{self.label}, {self.part}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Columns of one phenomenon under one heading, for formats that have two-level headings."""

    label: str
    columns: tuple[Column, ...]


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
    def split(self) -> bool:
        """Say whether phenomena are split by what was studied."""
        return any(column.part is not None for column in self.columns)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return the columns phenomenon by phenomenon."""
        return tuple(
            Span(label=members[0].label, columns=tuple(members))
            for _, found in groupby(self.columns, key=lambda c: c.phenomenon)
            for members in [list(found)]
        )

    @property
    def phenomena(self) -> int:
        """Return how many phenomena the columns are about."""
        return len(self.spans)

    @property
    def rows(self) -> Iterator[Row]:
        """Yield every row, group by group."""
        return (row for group in self.groups for row in group.rows)

    @property
    def cells(self) -> Iterator[Cell]:
        """Yield every cell, row by row."""
        return (cell for row in self.rows for cell in row.cells)
