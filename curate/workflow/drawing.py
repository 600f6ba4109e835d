"""Figures of an evidence table: the map, the graph, two phenomena beside each other."""

from collections.abc import Sequence

from curate.core.comparison import compare
from curate.core.evidence_graph import EvidenceGraph, evidence_graph
from curate.core.evidence_map import EvidenceMap, comparison_map, evidence_map, of_phenomena
from curate.core.lexicon import Lexicon
from curate.core.table import EvidenceTable


def draw_map(table: EvidenceTable, phenomena: Sequence[str], *, top: int) -> EvidenceMap:
    """Return the evidence map of a table, of these phenomena or of all."""
    return evidence_map(of_phenomena(table, phenomena), top=top)


def draw_graph(table: EvidenceTable, phenomena: Sequence[str], *, top: int) -> EvidenceGraph:
    """Return the graph of a table, of these phenomena or of all."""
    return evidence_graph(of_phenomena(table, phenomena), top=top)


def draw_comparison(
    table: EvidenceTable, lexicon: Lexicon, first: str, second: str, *, top: int
) -> EvidenceMap:
    """Return two phenomena beside each other; raise UsageError where they are one."""
    return comparison_map(table, compare(table, first, second, lexicon), top=top)
