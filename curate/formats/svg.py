"""Drawings as SVG documents: plain elements, escaped, the same bytes for the same drawing."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from curate.formats.plain import printable
from curate.formats.svg_text import FONT, broken

INK = "#1c2024"
QUIET = "#59626c"
LINE = "#c3c9d0"
BAND = "#eef1f4"
PAPER = "#ffffff"

Element = ET.Element


def element(name: str, *children: Element, **attributes: float | str) -> Element:
    """Return an element; an underscore in a name is a hyphen, numbers have two decimals."""
    values = {key.rstrip("_").replace("_", "-"): _value(v) for key, v in attributes.items()}
    made = ET.Element(name, values)
    made.extend(children)
    return made


def text(words: str, x: float, y: float, **attributes: float | str) -> Element:
    """Return text whose base line begins at a point, or ends or is centred there."""
    made = element("text", x=x, y=y, **attributes)
    made.text = printable(words)
    return made


def paragraph(
    words: str,
    y: float,
    *,
    x: float,
    room: float,
    size: float,
    leading: float,
    **attributes: float | str,
) -> tuple[list[Element], float]:
    """Return a text in lines no wider than the room, from ``y`` down, and where they end."""
    bold = attributes.get("font_weight") == "bold"
    lines = broken(printable(words), room, size=size, bold=bold)
    made = [
        text(line, x, y + size + leading * number, font_size=size, **attributes)
        for number, line in enumerate(lines)
    ]
    return made, y + leading * len(lines)


def path(data: str, **attributes: float | str) -> Element:
    """Return a path."""
    return element("path", d=data, **attributes)


def points(*pairs: tuple[float, float]) -> str:
    """Return the data of a closed path through these points."""
    return f"M{' L'.join(f'{_value(x)} {_value(y)}' for x, y in pairs)} Z"


def titled(words: str, *children: Element) -> Element:
    """Return elements as a group with a title, which readers show or speak."""
    title = ET.Element("title")
    title.text = printable(words)
    return element("g", title, *children)


def document(
    children: Iterable[Element], *, width: float, height: float, title: str, description: str
) -> str:
    """
    Return a whole drawing: dark on white, no script, no network, with title and description.

    Sizes are in user units, which are pixels at 96 dots an inch.
    """
    root = element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        role="img",
        aria_labelledby="figure-title figure-description",
        font_family=FONT,
        fill=INK,
    )
    for name, words in (("title", title), ("desc", description)):
        named = "description" if name == "desc" else name
        told = element(name, id=f"figure-{named}")
        told.text = printable(words)
        root.append(told)
    root.append(element("rect", width=width, height=height, fill=PAPER))
    root.extend(children)
    ET.indent(root, space="")
    return ET.tostring(root, encoding="unicode") + "\n"


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"
