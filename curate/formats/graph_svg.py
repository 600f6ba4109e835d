"""The mechanism-phenomenon graph as one self-contained SVG file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from curate.core.evidence_graph import Edge, EvidenceGraph
from curate.core.evidence_map import Tally
from curate.core.signs import Role
from curate.core.wording import DIRECTIONS
from curate.formats.direction_signs import COLORS, sign
from curate.formats.map_svg import (
    LINE_HEIGHT,
    MARGIN,
    MOST_NAMED,
    NOTHING,
    SIZE,
    SMALL,
    small_print,
    tally_words,
    title_lines,
)
from curate.formats.plain import printable
from curate.formats.svg import (
    BAND,
    INK,
    Element,
    document,
    element,
    path,
    text,
    titled,
)
from curate.formats.svg_text import shortened, text_width

LABEL_WIDTH = 230
PHENOMENON_WIDTH = 170
BETWEEN = 430
WIDTH = 2 * MARGIN + LABEL_WIDTH + BETWEEN + PHENOMENON_WIDTH
GAP = 9
LEAST_NODE = 22
THICKEST, THINNEST = 12.0, 1.2
PITCH = 12

DASHES: Mapping[Role, str] = MappingProxyType(
    {
        Role.PROMOTES: "none",
        Role.INHIBITS: "9 5",
        Role.NONE: "1.5 4",
        Role.INVOLVED: "12 3 2 3",
    }
)
"""How the edges of a direction are broken, so that they are told apart without colour."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A node on one side, from ``top`` to ``bottom``."""

    label: str
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def graph_svg(graph: EvidenceGraph) -> str:
    """
    Return the graph: mechanisms on the left, phenomena on the right, an edge a direction.

    An edge is as thick as there are papers with a finding of their own; its dashes, its colour
    and the sign at its end tell the direction. The layout hangs on the graph alone. A graph
    without edges says so.
    """
    made, y = title_lines(graph.title, WIDTH, MARGIN)
    if graph.edges:
        legend, y = _legend(graph, y)
        drawn, y = _drawn(graph, y + 6)
        made += [*legend, *drawn]
    else:
        made.append(text(NOTHING, MARGIN, y + SIZE, font_size=SIZE))
        y += 2 * LINE_HEIGHT
    for remark in graph.remarks:
        said, y = small_print(remark, WIDTH, y)
        made += said
    return document(
        made,
        width=WIDTH,
        height=y + MARGIN - LINE_HEIGHT / 2,
        title=f"Mechanisms and phenomena: {graph.title}",
        description=describe(graph),
    )


def describe(graph: EvidenceGraph) -> str:
    """Return in words what the graph shows: its size, and its edges with most papers."""
    size = (
        f"{len(graph.mechanisms):,} mechanisms linked with {len(graph.phenomena):,} phenomena by "
        f"{len(graph.edges):,} edges."
    )
    ranked = sorted(graph.edges, key=lambda e: (-e.papers, e.mechanism, e.phenomenon))
    named = "; ".join(_words(graph, edge) for edge in ranked[:MOST_NAMED])
    parts = [size, *([f"Those with most papers: {named}."] if named else [])]
    return " ".join([*parts, *graph.remarks])


def _words(graph: EvidenceGraph, edge: Edge) -> str:
    tally = Tally(role=edge.role, papers=edge.papers, restating=edge.restating)
    ends = f"{graph.mechanisms[edge.mechanism]}, {graph.phenomena[edge.phenomenon]}"
    return f"{ends}: {tally_words(tally)}"


def _legend(graph: EvidenceGraph, y: float) -> tuple[list[Element], float]:
    roles = [role for role in DIRECTIONS if any(e.role is role for e in graph.edges)]
    made: list[Element] = []
    x = float(MARGIN)
    for role in roles:
        words = DIRECTIONS[role].word
        made.append(_line(role, f"M{x:g} {y + 10:g} h36", 2.5))
        made.append(sign(role, x + 42, y + 10, 5.5))
        made.append(text(words, x + 54, y + 14, font_size=SMALL))
        x += 54 + text_width(words, size=SMALL) + 20
    y += LINE_HEIGHT + 8
    most = _most(graph)
    meaning = (
        f"Thickness: papers with a finding of their own (thickest edge: {most:,}). The thinnest "
        "edges with a hollow sign: papers that only restate."
    )
    said, y = small_print(meaning, WIDTH, y)
    return [*made, *said], y


def _most(graph: EvidenceGraph) -> int:
    return max((edge.papers for edge in graph.edges), default=1) or 1


def _thickness(edge: Edge, most: int) -> float:
    return max(THINNEST, THICKEST * edge.papers / most)


def _drawn(graph: EvidenceGraph, top: float) -> tuple[list[Element], float]:
    most = _most(graph)
    order = {role: place for place, role in enumerate(DIRECTIONS)}
    leaving = sorted(graph.edges, key=lambda e: (e.mechanism, e.phenomenon, order[e.role]))
    coming = sorted(graph.edges, key=lambda e: (e.phenomenon, e.mechanism, order[e.role]))

    def pitch(edge: Edge) -> float:
        return max(_thickness(edge, most) + 2, 6)

    def wide_pitch(edge: Edge) -> float:
        return max(_thickness(edge, most) + 2, PITCH)

    left, starts = _stacked(
        graph.mechanisms, leaving, lambda e: e.mechanism, pitch, least=LEAST_NODE, gap=GAP
    )
    right, ends = _stacked(
        graph.phenomena, coming, lambda e: e.phenomenon, wide_pitch, least=34, gap=2.4 * GAP
    )
    height = max(nodes[-1].bottom for nodes in (left, right))
    down, across = (top + (height - nodes[-1].bottom) / 2 for nodes in (left, right))
    made: list[Element] = []
    # The thickest first, so that no thin edge is covered.
    for edge in sorted(graph.edges, key=lambda e: (-e.papers, e.mechanism, e.phenomenon, e.role)):
        begin, end = starts[edge] + down, ends[edge] + across
        drawn = _edge(edge, begin, end, _thickness(edge, most))
        made.append(titled(_words(graph, edge), *drawn))
    made += (part for node in left for part in _mechanism(node, down))
    made += (part for node in right for part in _phenomenon(node, across))
    return made, top + height + 22


def _stacked(
    labels: tuple[str, ...],
    edges: list[Edge],
    node_of: Callable[[Edge], int],
    pitch: Callable[[Edge], float],
    *,
    least: float,
    gap: float,
) -> tuple[list[_Node], dict[Edge, float]]:
    """Stack the nodes of one side; return them, and at what height each edge meets its node."""
    nodes = []
    meets = {}
    y = 0.0
    for place, label in enumerate(labels):
        own = [edge for edge in edges if node_of(edge) == place]
        needed = sum(map(pitch, own))
        height = max(least, needed)
        at = y + (height - needed) / 2
        for edge in own:
            meets[edge] = at + pitch(edge) / 2
            at += pitch(edge)
        nodes.append(_Node(label, y, y + height))
        y += height + gap
    return nodes, meets


def _edge(edge: Edge, begin: float, end: float, thickness: float) -> Iterator[Element]:
    x1 = MARGIN + LABEL_WIDTH
    x2 = x1 + BETWEEN - 10
    bend = BETWEEN * 0.45
    curve = (
        f"M{x1:g} {begin:.2f} C{x1 + bend:g} {begin:.2f} {x2 - bend:g} {end:.2f} "
        f"{x2 - 6:g} {end:.2f}"
    )
    yield _line(edge.role, curve, thickness)
    yield sign(edge.role, x2 - 1, end, 5, hollow=not edge.papers)


def _line(role: Role, data: str, thickness: float) -> Element:
    return path(
        data,
        fill="none",
        stroke=COLORS[role],
        stroke_width=thickness,
        stroke_dasharray=DASHES[role],
        stroke_opacity=0.75,
    )


def _mechanism(node: _Node, down: float) -> Iterator[Element]:
    lines = shortened(printable(node.label), LABEL_WIDTH - 16, size=SMALL, lines=2)
    for n, line in enumerate(lines):
        base = node.middle + down + 4 + 12.5 * (n - (len(lines) - 1) / 2)
        x = MARGIN + LABEL_WIDTH - 10
        yield text(line, x, base, font_size=SMALL, text_anchor="end")
    yield element(
        "rect",
        x=MARGIN + LABEL_WIDTH - 5,
        y=node.top + down,
        width=5,
        height=node.bottom - node.top,
        fill=INK,
    )


def _phenomenon(node: _Node, down: float) -> Iterator[Element]:
    x = MARGIN + LABEL_WIDTH + BETWEEN
    yield element(
        "rect",
        x=x,
        y=node.top + down,
        width=PHENOMENON_WIDTH,
        height=node.bottom - node.top,
        rx=4,
        fill=BAND,
        stroke=INK,
    )
    lines = shortened(printable(node.label), PHENOMENON_WIDTH - 20, size=SIZE * 1.1, lines=2)
    for n, line in enumerate(lines):
        base = node.middle + down + 4.5 + 15 * (n - (len(lines) - 1) / 2)
        middle = x + PHENOMENON_WIDTH / 2
        yield text(line, middle, base, font_size=SIZE, font_weight="bold", text_anchor="middle")
