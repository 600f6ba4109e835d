"""A drawing as a PNG picture, set with the fonts of this machine."""

import xml.etree.ElementTree as ET

import resvg_py

from curate.formats.svg import document, text

UNITS_AN_INCH = 96
_NO_SIGN = "\U0010fffd"
_PROBE = 20


def png(svg: str, *, dpi: int) -> tuple[bytes, str]:
    """
    Return a drawing as PNG on white, and the signs that no font here has, each once, sorted.

    The drawing has so many pixels that it is as large at ``dpi`` as it is in its own units. What
    no font has stands in the picture as an empty box, or not at all. The same drawing gives the
    same bytes on the same machine.
    """
    picture = bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=dpi / UNITS_AN_INCH))
    return picture, missing(svg)


def missing(svg: str) -> str:
    """Return the signs of a drawing's texts that no font here has."""
    root = ET.fromstring(svg)  # noqa: S314 - it was made here, and holds no entities
    words = "".join(e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}text"))
    # One letter stands for its alphabet: a machine that has fonts at all has all of ASCII.
    asked = {sign for sign in words if not sign.isascii() and not sign.isspace()} | {"a"}
    nothing = _pictured(_NO_SIGN)
    lacking = {sign for sign in asked if _pictured(sign) == nothing}
    if "a" in lacking:
        lacking = {sign for sign in words if not sign.isspace()}
    return "".join(sorted(lacking))


def _pictured(sign: str) -> bytes:
    """Return the picture of one sign; of one that no font has it is that of no sign."""
    drawn = text(sign, 2, _PROBE - 4, font_size=_PROBE - 6)
    svg = document([drawn], width=2 * _PROBE, height=_PROBE, title="", description="")
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))
