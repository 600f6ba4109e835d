"""A flat table as a value: named columns, grouped rows, lines of text in the cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from curate.core.citing import Reference
from curate.core.claim import Claim
from curate.core.notes import GROUPS
from curate.core.provenance import Provenance
from curate.core.source_standing import NO_EVIDENCE
from curate.core.table import Citation, EvidenceTable, Note
from curate.core.wording import MARKS, Mark


class Framed(Protocol):
    """What every table has around its grid: title, notes, references, where it comes from."""

    @property
    def title(self) -> str:
        """Return the title."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return the notes in print order."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return the reference list in its order."""

    @property
    def provenance(self) -> Provenance:
        """Return what the table was made from and by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One line of a cell: words, then the papers that they are cited from.

    ``quote`` is a claim whose exact sentence stands there in place of words. ``quiet`` lines are
    of second rank: counts, traits.
    """

    text: str = ""
    citations: tuple[Citation, ...] = ()
    quote: Claim | None = None
    quiet: bool = False


FlatCell = tuple[Line, ...]
"""The lines of a cell; none is an empty cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatColumn:
    """A column: its name in data, its heading in print, and its width in signs."""

    key: str
    label: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatRow:
    """Cells in the order of the columns, and the claims that they are made from."""

    cells: tuple[FlatCell, ...]
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatGroup:
    """
    Rows under one heading, with remarks that hold for all of them.

    ``values`` say the same as fields, in the order of the table's ``group_columns``: formats
    that have no headings between rows repeat them in each row.
    """

    heading: str
    rows: tuple[FlatRow, ...]
    values: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatTable:
    """
    All that a writer needs, in print order.

    ``view`` names what it shows, ``overview`` tells its size, ``empty`` why there is no row.
    ``headed`` says that the first column names what its row is about.
    """

    view: str
    title: str
    overview: str
    empty: str
    columns: tuple[FlatColumn, ...]
    headed: bool = False
    group_columns: tuple[FlatColumn, ...] = ()
    groups: tuple[FlatGroup, ...] = ()
    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def rows(self) -> Iterator[FlatRow]:
        """Yield every row, group by group."""
        return (row for group in self.groups for row in group.rows)

    @property
    def lines(self) -> Iterator[Line]:
        """Yield every line of every cell."""
        return (line for row in self.rows for cell in row.cells for line in cell)


def framed_by(table: FlatTable, source: EvidenceTable, *, more: Iterable[str] = ()) -> FlatTable:
    """
    Return a flat table with the notes, references and provenance of the one it is drawn from.

    Of the notes on signs those stay whose sign is shown; ``more`` stands between them and the
    notes on what was left out. Of the references those stay that are cited, and those that a
    note names because they count for nothing.
    """
    shown = _signs(table)
    signs = [
        note
        for note in source.notes
        if note.symbol in shown and note.symbol and note.text not in _OF_MATRIX_CELLS
    ]
    dropped = set() if "n" in shown else {GROUPS}
    others = [note for note in source.notes if not note.symbol and note.text not in dropped]
    cited = {c.pmid for line in table.lines for c in line.citations}
    return replace(
        table,
        notes=(*signs, *(Note(symbol="", text=text) for text in more), *others),
        references=tuple(
            r for r in source.references if r.pmid in cited or r.standing in NO_EVIDENCE
        ),
        provenance=source.provenance,
    )


_OF_MATRIX_CELLS = frozenset(
    f"{MARKS[mark].word}: {MARKS[mark].meaning}." for mark in (Mark.HEDGED_ONLY, Mark.UNCHECKED)
)
"""What a cell of the matrix is marked with as a whole, with the sign of a citation's own mark."""


def _signs(table: FlatTable) -> set[str]:
    """Return the words that stand in cells and headings, and the marks of what they cite."""
    words: set[str] = set()
    for text in (c.label for c in table.columns):
        words.update(text.split())
    for group in table.groups:
        words.update(*(text.split() for text in (group.heading, *group.remarks)))
    for line in table.lines:
        words.update(line.text.split())
        words.update(MARKS[mark].symbol for c in line.citations for mark in c.marks)
    return words
