"""Maximum matching between two sides, the best of the largest."""

from collections.abc import Mapping, Sequence

Edges = Mapping[int, Mapping[int, Sequence[int]]]
"""Left node -> right node -> how good the pair is, the most important figure first."""

_STEP = 1 << 20
"""More than any sum of one figure over a matching."""


def best_matching(edges: Edges) -> list[tuple[int, int]]:
    """
    Pair each left node with at most one right node, and the reverse.

    The matching has as many pairs as can be; among those, the largest sum of the first figure,
    then of the second, and so on (figures are small and not negative). The answer depends on the
    numbers of the nodes only, not on the order of ``edges``; pairs are sorted.
    """
    pairs: list[tuple[int, int]] = []
    for component in _components(edges):
        pairs.extend(_match_component(component))
    return sorted(pairs)


def _components(edges: Edges) -> list[dict[int, dict[int, int]]]:
    """Split into connected parts, with one weight an edge."""
    by_right: dict[int, list[int]] = {}
    for left in sorted(edges):
        for right in edges[left]:
            by_right.setdefault(right, []).append(left)
    seen: set[int] = set()
    parts = []
    for start in sorted(edges):
        if start in seen:
            continue
        seen.add(start)
        todo, members = [start], [start]
        while todo:
            for right in edges[todo.pop()]:
                fresh = [left for left in by_right[right] if left not in seen]
                seen.update(fresh)
                todo.extend(fresh)
                members.extend(fresh)
        parts.append({left: _weigh(edges[left]) for left in sorted(members)})
    return parts


def _weigh(row: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Fold the figures into one whole number in which an earlier one always wins."""
    weights = {}
    for right in sorted(row):
        weight = 1
        for figure in row[right]:
            weight = weight * _STEP + figure
        weights[right] = weight
    return weights


def _match_component(weights: Mapping[int, Mapping[int, int]]) -> list[tuple[int, int]]:
    """Add the most profitable alternating path until there is none: optimal at every size."""
    left_of: dict[int, int] = {}
    while path := _best_path(weights, left_of):
        for left, right in path:
            left_of[right] = left
    return [(left, right) for right, left in left_of.items()]


def _best_path(
    weights: Mapping[int, Mapping[int, int]], left_of: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the new pairs of the best path from a free left to a free right node."""
    right_of = {left: right for right, left in left_of.items()}
    gain = {left: 0 for left in weights if left not in right_of}
    came_by: dict[int, int] = {}
    reached: dict[int, int] = {}
    changed = bool(gain)
    while changed:
        changed = False
        for left in [left for left in weights if left in gain]:
            for right, weight in weights[left].items():
                total = gain[left] + weight
                if right_of.get(left) == right or total <= reached.get(right, -1):
                    continue
                reached[right], came_by[right] = total, left
                changed = True
                if right in left_of:
                    back = left_of[right]
                    gain[back] = total - weights[back][right]
    free = [right for right in reached if right not in left_of]
    if not free:
        return []
    right = max(free, key=lambda r: (reached[r], -r))
    path = []
    while True:
        left = came_by[right]
        path.append((left, right))
        if left not in right_of:
            return path
        right = right_of[left]
