from curate.core.evidence_graph import Edge, evidence_graph
from curate.core.signs import Role
from curate.core.tabulate import build_table
from tests.core.test_evidence_map import many
from tests.core.views import table
from tests.evidence import LEXICON


def test_an_edge_is_a_direction_with_its_papers() -> None:
    graph = evidence_graph(table())
    assert graph.phenomena == ("Tolerance", "Hyperalgesia")
    assert graph.mechanisms == ("NMDA receptor", "Cholecystokinin")
    assert graph.edges == (
        Edge(mechanism=0, phenomenon=0, role=Role.PROMOTES, papers=1),
        Edge(mechanism=0, phenomenon=0, role=Role.INHIBITS, papers=1),
        Edge(mechanism=0, phenomenon=0, role=Role.NONE, papers=1),
        Edge(mechanism=0, phenomenon=0, role=Role.INVOLVED, papers=0, restating=1),
        Edge(mechanism=0, phenomenon=1, role=Role.PROMOTES, papers=1),
        Edge(mechanism=1, phenomenon=0, role=Role.INHIBITS, papers=1),
        Edge(mechanism=1, phenomenon=1, role=Role.PROMOTES, papers=1),
    )


def test_only_the_strongest_are_there_and_it_says_so() -> None:
    graph = evidence_graph(many(5), top=2)
    assert graph.mechanisms == ("Mechanism 05", "Mechanism 04")
    assert graph.remarks == ("The 2 mechanisms with most papers, of 5; 3 are left out.",)
    assert {edge.mechanism for edge in graph.edges} == {0, 1}


def test_no_evidence_has_no_edges() -> None:
    graph = evidence_graph(build_table([], {}, lexicon=LEXICON))
    assert graph.edges == ()
    assert graph.mechanisms == ()
