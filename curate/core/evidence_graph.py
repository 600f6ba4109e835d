"""The evidence as a graph: mechanisms on one side, phenomena on the other, an edge a direction."""

from collections.abc import Iterable
from dataclasses import dataclass

from curate.core.citing import collation
from curate.core.evidence_map import TOP, remarks, strongest, tallies
from curate.core.signs import Role
from curate.core.table import EvidenceTable, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """
    The papers on one mechanism and one phenomenon that point one way.

    ``mechanism`` and ``phenomenon`` are places in the graph's lists of nodes; ``restating`` papers
    are not among ``papers``.
    """

    mechanism: int
    phenomenon: int
    role: Role
    papers: int
    restating: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGraph:
    """All that is drawn: the labels of the nodes from top to bottom, and the edges."""

    title: str
    mechanisms: tuple[str, ...]
    phenomena: tuple[str, ...]
    edges: tuple[Edge, ...]
    remarks: tuple[str, ...] = ()


def evidence_graph(table: EvidenceTable, *, top: int = TOP) -> EvidenceGraph:
    """
    Return the graph of a table.

    Phenomena stand in the table's order. Mechanisms stand by the mean place of their phenomena,
    weighted by papers, which keeps edges from crossing (the barycentre method of Sugiyama,
    Tagawa and Toda, 1981); among equals those with most papers come first. Of more than ``top``
    mechanisms those with most papers are there, and a remark says how many were left out.
    """
    ranked = [(row, row.counts) for row in table.rows]
    kept = sorted(strongest(ranked, top, name=_label), key=_barycentre)
    edges = tuple(
        Edge(
            mechanism=place,
            phenomenon=column,
            role=tally.role,
            papers=tally.papers,
            restating=tally.restating,
        )
        for place, row in enumerate(kept)
        for column, cell in enumerate(row.cells)
        for tally in tallies(cell.evidence)
    )
    return EvidenceGraph(
        title=table.title,
        mechanisms=tuple(row.label for row in kept),
        phenomena=tuple(column.label for column in table.columns),
        edges=edges,
        remarks=remarks(table, shown=len(kept), of=len(ranked)),
    )


def _label(row: Row) -> str:
    return row.label


def _barycentre(row: Row) -> tuple[float, int, str, str]:
    weights = [_weight(cell.counts.papers, cell.counts.restating) for cell in row.cells]
    mean = _mean(weights)
    return mean, -row.counts.papers, collation(row.label), row.mechanism


def _weight(papers: int, restating: int) -> float:
    # A restatement is no evidence of its own, but places a mechanism that has nothing else.
    return papers + restating / 100


def _mean(weights: Iterable[float]) -> float:
    pairs = list(enumerate(weights))
    whole = sum(weight for _, weight in pairs)
    return round(sum(place * weight for place, weight in pairs) / whole, 9) if whole else 0.0
