from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from curate.core.matching import best_matching

Graph = dict[int, dict[int, tuple[int, int]]]


def test_no_edges_give_no_pairs() -> None:
    assert best_matching({}) == []
    assert best_matching({0: {}, 1: {}}) == []


def test_size_wins_over_quality() -> None:
    # 0-0 is the best single pair, and would leave 1 without a partner.
    edges = {0: {0: (9,), 1: (0,)}, 1: {0: (0,)}}
    assert best_matching(edges) == [(0, 1), (1, 0)]


def test_an_earlier_figure_wins_over_any_later_one() -> None:
    edges = {0: {0: (1, 0), 1: (0, 500)}}
    assert best_matching(edges) == [(0, 0)]


def test_a_long_alternating_path_is_found() -> None:
    edges = {0: {0: (1,), 1: (0,)}, 1: {1: (1,), 2: (0,)}, 2: {0: (0,)}}
    assert best_matching(edges) == [(0, 1), (1, 2), (2, 0)]


def brute_force(edges: Graph, size: int) -> tuple[int, int, int]:
    """Return the best (pairs, first figure, second figure) over every assignment."""
    lefts = sorted(edges)
    best = (0, 0, 0)
    # A right node from ``size`` up stands for "left alone".
    for choice in permutations(range(size + len(lefts)), len(lefts)):
        chosen = [(i, j) for i, j in zip(lefts, choice, strict=True) if j < size]
        if all(j in edges[i] for i, j in chosen):
            firsts = sum(edges[i][j][0] for i, j in chosen)
            seconds = sum(edges[i][j][1] for i, j in chosen)
            best = max(best, (len(chosen), firsts, seconds))
    return best


graphs = st.dictionaries(
    st.integers(0, 2),
    st.dictionaries(st.integers(0, 3), st.tuples(st.integers(0, 2), st.integers(0, 2))),
)


@given(graphs)
def test_no_assignment_is_better(edges: Graph) -> None:
    pairs = best_matching(edges)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    value = (
        len(pairs),
        sum(edges[i][j][0] for i, j in pairs),
        sum(edges[i][j][1] for i, j in pairs),
    )
    assert value == brute_force(edges, 4)


@given(graphs)
def test_the_order_of_the_edges_makes_no_difference(edges: Graph) -> None:
    turned = {i: dict(reversed(row.items())) for i, row in reversed(edges.items())}
    assert best_matching(turned) == best_matching(edges)
