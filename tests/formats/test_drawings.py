"""The map and the graph as SVG, read back with a parser; as PNG where signs have fonts or none."""

import struct
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from curate.core.comparison import compare
from curate.core.evidence_graph import evidence_graph
from curate.core.evidence_map import comparison_map, evidence_map
from curate.core.signs import Role
from curate.core.table import EvidenceTable
from curate.formats import png as pictures
from curate.formats.direction_signs import sign
from curate.formats.graph_svg import graph_svg
from curate.formats.map_svg import map_svg
from curate.formats.png import missing, png
from curate.formats.svg import document, element, text
from tests.core.test_evidence_map import many
from tests.evidence import LEXICON

SVG = "{http://www.w3.org/2000/svg}"


def compared(table: EvidenceTable) -> str:
    comparison = compare(table, "tolerance", "hyperalgesia", LEXICON)
    return map_svg(comparison_map(table, comparison))


DRAWERS: dict[str, Callable[[EvidenceTable], str]] = {
    "map": lambda table: map_svg(evidence_map(table)),
    "graph": lambda table: graph_svg(evidence_graph(table)),
    "compare": compared,
}


@pytest.fixture(params=DRAWERS)
def draw(request: pytest.FixtureRequest) -> Callable[[EvidenceTable], str]:
    return DRAWERS[request.param]


def root_of(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - it was made here


def texts(root: ET.Element) -> list[str]:
    return [e.text or "" for e in root.iter(f"{SVG}text")]


def test_a_figure_is_well_formed_and_names_itself(
    draw: Callable[[EvidenceTable], str], table: EvidenceTable
) -> None:
    svg = draw(table)
    root = root_of(svg)
    assert draw(table) == svg
    assert root.get("role") == "img"
    ids = {e.get("id") for e in root.iter() if e.get("id")}
    assert set((root.get("aria-labelledby") or "").split()) == ids
    title, description = (root.find(f"{SVG}{name}") for name in ("title", "desc"))
    assert title is not None
    assert "Opioid tolerance" in (title.text or "")
    assert description is not None
    assert "NMDA receptor" in (description.text or "")
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_hostile_text_comes_back_as_text(
    draw: Callable[[EvidenceTable], str], table: EvidenceTable
) -> None:
    svg = draw(table)
    assert "<script" not in svg
    assert "\x1b" not in svg
    assert "<script>" in "".join(texts(root_of(svg)))


def test_all_is_inside_the_drawing(
    draw: Callable[[EvidenceTable], str], table: EvidenceTable
) -> None:
    root = root_of(draw(table))
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    placed = [e for e in root.iter() if e.get("x") or e.get("cx")]
    assert len(placed) > 5
    for e in placed:
        for name, most in (("x", width), ("cx", width), ("y", height), ("cy", height)):
            if e.get(name) is not None:
                assert 0 <= float(e.get(name, "0")) <= most


def test_a_sign_is_as_large_as_there_are_papers() -> None:
    root = root_of(map_svg(evidence_map(many(9))))
    shown = [t for t in texts(root) if t.isdigit()]
    assert shown == [str(n) for n in range(9, 0, -1)]
    heights = []
    for group in root.iter(f"{SVG}g"):
        (drawn,) = group.iter(f"{SVG}path")
        corners = [float(y) for y in drawn.get("d", "").split()[1::2] if y[-1].isdigit()]
        heights.append(max(corners) - min(corners))
    assert heights[0] == pytest.approx(3 * heights[-1], rel=0.2)
    assert heights == sorted(heights, reverse=True)


def test_a_contested_cell_has_a_frame_and_says_so(table: EvidenceTable) -> None:
    root = root_of(map_svg(evidence_map(table)))
    framed = [g for g in root.iter(f"{SVG}g") if any(r.get("fill") == "none" for r in g.iter())]
    (title,) = (g.find(f"{SVG}title") for g in framed)
    assert title is not None
    assert title.text == (
        "NMDA receptor, Tolerance: contested; promotes: 1 paper; inhibits: 1 paper; "
        "no effect found: 1 paper; involved: 0 papers and 1 restating"
    )
    assert "contested" in texts(root)


def test_every_edge_has_a_title_and_its_own_way(table: EvidenceTable) -> None:
    graph = evidence_graph(table)
    root = root_of(graph_svg(graph))
    ways = [g.findall(f"{SVG}path")[0].get("d") for g in root.iter(f"{SVG}g")]
    assert len(ways) == len(set(ways)) == len(graph.edges)
    dashes = {g.findall(f"{SVG}path")[0].get("stroke-dasharray") for g in root.iter(f"{SVG}g")}
    assert len(dashes) == len({edge.role for edge in graph.edges})


def test_directions_are_told_apart_by_shape() -> None:
    shapes = {ET.tostring(e) for e in (_bare(role) for role in Role)}
    assert len(shapes) == len(Role)


def _bare(role: Role) -> ET.Element:
    drawn = sign(role, 10, 10, 5)
    return ET.Element(drawn.tag, {k: v for k, v in drawn.items() if k in {"d", "r"}})


def test_an_empty_figure_says_so(
    draw: Callable[[EvidenceTable], str], empty_table: EvidenceTable
) -> None:
    found = " ".join(texts(root_of(draw(empty_table))))
    assert "No claim stands" in found


def test_a_long_name_ends_in_an_ellipsis(table: EvidenceTable) -> None:
    (group, *others) = table.groups
    row = replace(group.rows[0], label="very long name " * 20)
    wide = replace(table, groups=(replace(group, rows=(row,)), *others))
    for draw in DRAWERS.values():
        cut = [t for t in texts(root_of(draw(wide))) if t.startswith("very long")]
        assert cut
        assert any(t.endswith("\N{HORIZONTAL ELLIPSIS}") for t in texts(root_of(draw(wide))))
        assert max(map(len, cut)) < 60


def _size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_a_png_has_the_size_that_was_asked_for() -> None:
    svg = document([], width=100, height=40, title="", description="")
    assert _size(png(svg, dpi=96)[0]) == (100, 40)
    assert _size(png(svg, dpi=288)[0]) == (300, 120)


def test_a_png_shows_signs_and_repeats_itself(
    draw: Callable[[EvidenceTable], str], table: EvidenceTable
) -> None:
    svg = draw(table)
    picture, _ = png(svg, dpi=96)
    assert picture == png(svg, dpi=96)[0]
    assert len(picture) > 5000


def drawing(words: str) -> str:
    return document([text(words, 0, 20)], width=300, height=40, title="", description="")


def test_a_sign_that_no_font_has_is_named() -> None:
    lacking = missing(drawing("plain \U0010fffe \U000f1234 text"))
    assert "\U000f1234" in lacking
    assert "p" not in lacking or "a" in lacking


def test_only_texts_are_asked_for_and_each_sign_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def pictured(sign: str) -> bytes:
        asked.append(sign)
        return b"" if sign in {"\U0010fffd", "κ"} else b"drawn"

    monkeypatch.setattr(pictures, "_pictured", pictured)
    assert missing(drawing("κ μ κ a")) == "κ"
    assert sorted(asked) == sorted(["\U0010fffd", "κ", "μ", "a"])


def test_without_any_font_every_sign_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_pictured", lambda _: b"")
    assert missing(drawing("no font")) == "fnot"


def test_numbers_have_two_decimals_and_names_hyphens() -> None:
    made = element("path", stroke_width=1 / 3, x=2.0, class_="a")
    assert made.attrib == {"stroke-width": "0.33", "x": "2", "class": "a"}
