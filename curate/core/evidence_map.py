"""The evidence as a map: how many papers point which way, mechanism by mechanism."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from curate.core.citing import collation
from curate.core.comparison import ComparedRow, Comparison, Studied, evidence_on
from curate.core.counting import count
from curate.core.finding import Finding
from curate.core.signs import Role
from curate.core.table import Cell, Counts, Evidence, EvidenceTable, Row
from curate.core.wording import DIRECTIONS

TOP = 30
"""So many mechanisms stay legible on one page."""

_SORTED = (
    "Mechanisms are sorted by all their evidence on a phenomenon; a frame marks what is contested "
    "within one column."
)
_OTHER = "Other: in vitro, reviews, and papers that do not tell what they studied."
_Ranked = TypeVar("_Ranked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many papers point one way: with a finding of their own, and only restating."""

    role: Role
    papers: int
    restating: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One cell of a map; without tallies it is empty."""

    tallies: tuple[Tally, ...] = ()

    @property
    def contested(self) -> bool:
        """Say whether some evidence promotes and some inhibits."""
        return {Role.PROMOTES, Role.INHIBITS} <= {t.role for t in self.tallies}


@dataclass(frozen=True, slots=True, kw_only=True)
class MapColumn:
    """A column; those that stand together have the same ``over``, which may be empty."""

    label: str
    over: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """One mechanism, its spots in the order of the columns."""

    label: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGroup:
    """Rows under one heading."""

    heading: str
    rows: tuple[MapRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceMap:
    """All that is drawn; ``remarks`` stand under it."""

    title: str
    columns: tuple[MapColumn, ...]
    groups: tuple[MapGroup, ...]
    remarks: tuple[str, ...] = ()

    @property
    def rows(self) -> Iterator[MapRow]:
        """Yield every row, group by group."""
        return (row for group in self.groups for row in group.rows)


def of_phenomena(table: EvidenceTable, phenomena: Sequence[str]) -> EvidenceTable:
    """
    Return the columns of these phenomena, by id and in this order, and the rows that they fill.

    Without phenomena the table stands as it is. A phenomenon that has no column gives none.
    """
    if not phenomena:
        return table
    places = {column.phenomenon: place for place, column in enumerate(table.columns)}
    kept = [places[p] for p in dict.fromkeys(phenomena) if p in places]
    groups = []
    for group in table.groups:
        rows = []
        for row in group.rows:
            cells = tuple(row.cells[place] for place in kept)
            if any(not cell.empty for cell in cells):
                rows.append(replace(row, cells=cells, counts=count(_findings(cells))))
        if rows:
            groups.append(replace(group, rows=tuple(rows)))
    columns = tuple(table.columns[place] for place in kept)
    return replace(table, columns=columns, groups=tuple(groups))


def evidence_map(table: EvidenceTable, *, top: int = TOP) -> EvidenceMap:
    """
    Return the matrix as a map, its rows and groups in the table's order.

    Of more than ``top`` mechanisms those with most papers are there, and a remark says how many
    were left out.
    """
    kept = strongest([(row, row.counts) for row in table.rows], top, name=_label)
    among = {row.mechanism for row in kept}
    groups = tuple(
        MapGroup(heading=group.heading, rows=rows)
        for group in table.groups
        if (rows := tuple(_row(row) for row in group.rows if row.mechanism in among))
    )
    return EvidenceMap(
        title=table.title,
        columns=tuple(MapColumn(label=column.label) for column in table.columns),
        groups=groups,
        remarks=remarks(table, shown=len(kept), of=sum(1 for _ in table.rows)),
    )


def comparison_map(table: EvidenceTable, comparison: Comparison, *, top: int = TOP) -> EvidenceMap:
    """
    Return two phenomena beside each other as a map: a group a pattern, animal and human apart.

    Of more than ``top`` mechanisms those stay that have evidence on both phenomena, then those
    with most papers.
    """
    ranked = [(row, _both_counts(row)) for row in comparison.rows]
    both = [pair for pair in ranked if not any(cell.empty for cell in pair[0].cells)]
    others = [pair for pair in ranked if any(cell.empty for cell in pair[0].cells)]
    kept = strongest(both, top, name=_label)
    kept += strongest(others, top - len(kept), name=_label)
    among = {row.mechanism for row in kept}
    kinds = [_kinds(kept, side) for side in (0, 1)]
    groups = tuple(
        MapGroup(heading=group.heading, rows=rows)
        for group in comparison.groups
        if (rows := tuple(_compared_row(r, kinds) for r in group.rows if r.mechanism in among))
    )
    one, other = (column.label for column in comparison.columns)
    return EvidenceMap(
        title=f"{table.title}: {one} and {other}",
        columns=tuple(
            MapColumn(label=kind.value, over=column.label)
            for column, kinds_here in zip(comparison.columns, kinds, strict=True)
            for kind in kinds_here
        ),
        groups=groups,
        remarks=remarks(
            table,
            shown=len(kept),
            of=len(ranked),
            order=", those with evidence on both phenomena first",
            more=(_SORTED, _OTHER) if any(Studied.OTHER in side for side in kinds) else (_SORTED,),
        ),
    )


def strongest(
    ranked: Sequence[tuple[_Ranked, Counts]], top: int, *, name: Callable[[_Ranked], str]
) -> list[_Ranked]:
    """Return those with most papers, ``top`` at most; equals stand by name."""

    def order(pair: tuple[_Ranked, Counts]) -> tuple[int, int, str, str]:
        found, counts = pair
        return -counts.papers, -counts.restating, collation(name(found)), name(found)

    return [found for found, _ in sorted(ranked, key=order)[: max(top, 0)]]


def tallies(evidence: Iterable[Evidence]) -> tuple[Tally, ...]:
    """Return how many papers point each way, in the order in which a cell shows them."""
    found = {e.role: e.citations for e in evidence}
    return tuple(
        Tally(
            role=role,
            papers=sum(not c.restated for c in found[role]),
            restating=sum(c.restated for c in found[role]),
        )
        for role in DIRECTIONS
        if role in found
    )


def remarks(
    table: EvidenceTable, *, shown: int, of: int, order: str = "", more: Iterable[str] = ()
) -> tuple[str, ...]:
    """
    Return what a figure says beneath: the notice, ``more``, what was left out, what made it.

    ``order`` says by what else than papers the ones shown were chosen.
    """
    said = [*filter(None, [table.provenance.notice]), *more]
    if shown < of:
        left = of - shown
        said.append(
            f"The {shown:,} mechanism{'' if shown == 1 else 's'} with most papers{order}, "
            f"of {of:,}; {left:,} {'is' if left == 1 else 'are'} left out."
        )
    pack = f"pack {table.provenance.pack} {table.provenance.pack_version}".strip()
    made = ", ".join(part for part in (table.provenance.tool, pack) if part not in {"", "pack"})
    return (*said, *([f"Made with {made}."] if made else []))


def _findings(cells: Iterable[Cell]) -> Iterator[Finding]:
    return (
        finding
        for cell in cells
        for evidence in cell.evidence
        for citation in evidence.citations
        for finding in citation.findings
    )


def _label(row: Row | ComparedRow) -> str:
    return row.label


def _row(row: Row) -> MapRow:
    spots = tuple(Spot(tallies=tallies(cell.evidence)) for cell in row.cells)
    return MapRow(label=row.label, spots=spots)


def _compared_row(row: ComparedRow, kinds: Sequence[Sequence[Studied]]) -> MapRow:
    spots = tuple(
        Spot(tallies=tallies(evidence_on(cell, kind)))
        for cell, kinds_here in zip(row.cells, kinds, strict=True)
        for kind in kinds_here
    )
    return MapRow(label=row.label, spots=spots)


def _kinds(rows: Iterable[ComparedRow], side: int) -> list[Studied]:
    other = any(evidence_on(row.cells[side], Studied.OTHER) for row in rows)
    return [kind for kind in Studied if other or kind is not Studied.OTHER]


def _both_counts(row: ComparedRow) -> Counts:
    return Counts(
        papers=sum(cell.counts.papers for cell in row.cells),
        restating=sum(cell.counts.restating for cell in row.cells),
    )
