"""Wraps text to the columns of a terminal, fast enough for tables of a hundred thousand lines."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest

from rich.cells import cell_len, chop_cells, set_cell_size

# Signs that every terminal shows in one column: Latin, Greek, Cyrillic and the signs of tables.
_NARROW = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u0482"
                     "\u2010\u2012-\u2015\u2018-\u201f\u2020-\u2022\u2026\u2030\u2190-\u2199"
                     "\u2212\u2016\u21c5\u25cb]*")  # fmt: skip
HANG = 2


def wrap(text: str, width: int) -> list[str]:
    """
    Return the text as lines of at most ``width`` columns; none begins or ends with a blank.

    A word that is wider than a line is cut. An empty text is one empty line.
    """
    width = max(width, 1)
    if not _NARROW.fullmatch(text):
        return _wide(text, width)
    return [text.strip(" ")] if len(text) <= width else _narrow(text, width)


def fill(text: str, width: int, *, indent: int = 0, hang: int = 0) -> str:
    """
    Return the same lines as one text.

    They stand ``indent`` columns in, all but the first ``hang`` more.
    """
    inner = width - indent - hang
    return " " * indent + ("\n" + " " * (indent + hang)).join(wrap(text, inner))


def beside(cells: Sequence[Sequence[str]], widths: Sequence[int], between: str) -> Iterator[str]:
    """Yield the lines of cells that stand beside each other, each padded to its width."""
    for parts in zip_longest(*cells, fillvalue=""):
        yield between.join(map(_padded, parts, widths))


def _padded(text: str, width: int) -> str:
    return text.ljust(width) if _NARROW.fullmatch(text) else set_cell_size(text, width)


def _narrow(text: str, width: int) -> list[str]:
    """Wrap where a character is a column."""
    return _line(width).findall(text) or [""]


@cache
def _line(width: int) -> re.Pattern[str]:
    """
    Return what finds the next line of that many characters.

    It begins and ends with a word, or is the first part of a word that is longer than a line.
    """
    most = f"(?:.{{0,{width - 2}}}[^ ])?" if width > 1 else ""
    return re.compile(rf"[^ ]{most}(?= |\Z)|[^ ]{{{width}}}")


def _wide(text: str, width: int) -> list[str]:
    lines = [""]
    used = 0
    for word in text.strip(" ").split(" "):
        size = cell_len(word)
        if lines[-1] and used + 1 + size <= width:
            lines[-1] += f" {word}"
            used += 1 + size
            continue
        pieces = chop_cells(word, width) if size > width else [word]
        if lines[-1]:
            lines.extend(pieces)
        else:
            lines[-1:] = pieces
        used = cell_len(lines[-1])
    return [line.rstrip(" ") for line in lines]
