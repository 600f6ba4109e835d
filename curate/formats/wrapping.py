"""Wraps text to the columns of a terminal, fast enough for tables of a hundred thousand lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells, set_cell_size

# Signs that every terminal shows in one column: Latin, Greek, Cyrillic and the signs of tables.
_NARROW = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u0482"
                     "\u2010\u2012-\u2015\u2018-\u201f\u2020-\u2022\u2026\u2030\u2190-\u2199"
                     "\u2212\u2016\u21c5\u25cb]*")  # fmt: skip
HANG = 2


def wrap(text: str, width: int, *, indent: int = 0, hang: int = 0) -> list[str]:
    """
    Return the text as lines of at most ``width`` columns, without blanks at their ends.

    Lines stand ``indent`` columns in, all but the first ``hang`` more; a word that is wider than
    a line is cut. An empty text is one empty line.
    """
    first, later = " " * indent, " " * (indent + hang)
    room = max(width - indent - hang, 1)
    lines = _narrow(text, room) if _NARROW.fullmatch(text) else _wide(text, room)
    return [(later if number else first) + line for number, line in enumerate(lines)]


def beside(cells: Sequence[Sequence[str]], widths: Sequence[int], between: str) -> Iterator[str]:
    """Yield the lines of cells that stand beside each other, each padded to its width."""
    for parts in zip_longest(*cells, fillvalue=""):
        yield between.join(map(_padded, parts, widths))


def _padded(text: str, width: int) -> str:
    return text.ljust(width) if _NARROW.fullmatch(text) else set_cell_size(text, width)


def _narrow(text: str, width: int) -> list[str]:
    """Wrap where a character is a column, so that only the ends of lines are looked at."""
    lines = []
    start, end = 0, len(text)
    while end - start > width:
        stop = text.rfind(" ", start, start + width + 1)
        if stop <= start:
            stop = start + width
        lines.append(text[start:stop].rstrip(" "))
        start = stop
        while start < end and text[start] == " ":
            start += 1
    if start < end or not lines:
        lines.append(text[start:].rstrip(" "))
    return lines


def _wide(text: str, width: int) -> list[str]:
    lines = [""]
    used = 0
    for word in text.split(" "):
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
    return lines
