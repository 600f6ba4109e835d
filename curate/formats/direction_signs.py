"""The signs of the four directions in a drawing: told apart by shape, and by colour as well."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from curate.core.signs import Role
from curate.formats.svg import INK, PAPER, Element, element, path, points

COLORS: Mapping[Role, str] = MappingProxyType(
    {
        Role.PROMOTES: "#0072b2",
        Role.INHIBITS: "#d55e00",
        Role.NONE: INK,
        Role.INVOLVED: "#7a828b",
    }
)
"""Of the palette of Okabe and Ito, which people with any colour vision tell apart."""


def sign(role: Role, x: float, y: float, radius: float, *, hollow: bool = False) -> Element:
    """
    Return a direction's sign about a point: triangle up or down, ring, or diamond.

    ``hollow`` leaves only the outline. The signs of one radius are about equal in area.
    """
    color = COLORS[role]
    hollow = hollow or role is Role.NONE
    style: dict[str, float | str] = {
        "fill": PAPER if hollow else color,
        "stroke": color,
        "stroke_width": 1.4,
    }
    return _SHAPES[role](x, y, radius, style)


_Style = Mapping[str, float | str]


def _up(x: float, y: float, r: float, style: _Style) -> Element:
    return path(points((x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)), **style)


def _down(x: float, y: float, r: float, style: _Style) -> Element:
    return path(points((x, y + r), (x + r, y - r * 0.8), (x - r, y - r * 0.8)), **style)


def _ring(x: float, y: float, r: float, style: _Style) -> Element:
    return element("circle", cx=x, cy=y, r=r * 0.8, **style)


def _diamond(x: float, y: float, r: float, style: _Style) -> Element:
    return path(points((x, y - r), (x + r, y), (x, y + r), (x - r, y)), **style)


_SHAPES: Mapping[Role, Callable[[float, float, float, _Style], Element]] = {
    Role.PROMOTES: _up,
    Role.INHIBITS: _down,
    Role.NONE: _ring,
    Role.INVOLVED: _diamond,
}
