"""How wide a text is in a drawing, and where its lines end."""

import unicodedata

# Widths of signs in parts of the font size, after Arial and rounded up.
_NARROW = frozenset("ijlIft.,:;|!'()[]{}-/ ")
_BROAD = frozenset("mwMW@%\N{EM DASH}")
_NARROW_WIDTH, _WIDTH, _CAPITAL_WIDTH, _BROAD_WIDTH = 0.36, 0.58, 0.74, 1.02
_BOLD = 1.1

FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""The fonts that the widths are made for, the ones that stand in for them last."""


def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """Return how wide a text is at most, in user units, at that font size."""
    return sum(map(_sign_width, text)) * size * (_BOLD if bold else 1.0)


def broken(text: str, room: float, *, size: float, bold: bool = False) -> list[str]:
    """Return a text in lines that are no wider than the room; a word that is, is cut."""
    lines = [""]
    for word in text.split(" "):
        candidate = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(candidate, size=size, bold=bold) <= room:
            lines[-1] = candidate
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if lines[-1] and text_width(lines[-1] + sign, size=size, bold=bold) > room:
                lines.append("")
            lines[-1] += sign
    return lines


def shortened(text: str, room: float, *, size: float, lines: int) -> list[str]:
    """Return a text in at most so many lines; one that is longer ends in an ellipsis."""
    found = broken(text, room, size=size)
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    ellipsis = "\N{HORIZONTAL ELLIPSIS}"
    while last and text_width(last + ellipsis, size=size) > room:
        last = last[:-1]
    return [*found[: lines - 1], last.rstrip() + ellipsis]


def _sign_width(sign: str) -> float:
    if sign in _NARROW or sign.isspace():
        return _NARROW_WIDTH
    if sign in _BROAD or unicodedata.east_asian_width(sign) in {"F", "W"}:
        return _BROAD_WIDTH
    return _CAPITAL_WIDTH if sign.isupper() or not sign.isascii() else _WIDTH
