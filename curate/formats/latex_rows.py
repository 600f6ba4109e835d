"""Rows that fit a page: longtable breaks between rows only, and loses what is longer."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from curate.formats.latex_text import latex_text

MOST_LINES = 22
"""Rows up to this many lines stay whole; a landscape page holds about twice as many."""

PIECE = 8
"""Longer ones are cut into pieces of so many lines, small enough to fill a page."""

ACROSS = {False: 95, True: 140}
"""How many signs a line has room for at 9 points, upright and on its side."""

Words = tuple[str, bool]
"""A line of a cell, and whether it is set small."""


def page_sized(
    cells: Sequence[Sequence[Words]], signs: Sequence[int]
) -> Iterator[list[list[Words]]]:
    """
    Yield a row as it is, or in pieces of ``PIECE`` lines where it is longer than ``MOST_LINES``.

    ``signs`` is how many signs a line of each cell has room for. Joined, the pieces of a cell
    hold all its words.
    """
    broken = [_broken(cell, room) for cell, room in zip(cells, signs, strict=True)]
    if max(map(len, broken), default=0) <= MOST_LINES:
        yield [list(cell) for cell in cells]
        return
    pieces = (_pieces(lines) for lines in broken)
    for beside in zip_longest(*pieces):
        yield [piece or [] for piece in beside]


def row_cell(lines: Sequence[Words]) -> str:
    """Return the lines of a cell in LaTeX."""
    return r" \newline ".join(
        rf"{{\footnotesize {latex_text(words)}}}" if small else latex_text(words)
        for words, small in lines
    )


def _broken(cell: Sequence[Words], room: int) -> list[tuple[str, bool, bool]]:
    """Return the printed lines: words, whether small, whether they go on a line."""
    lines = []
    for words, small in cell:
        wrapped = textwrap.wrap(words, max(room, 1), break_on_hyphens=False) or [""]
        lines += [(text, small, number > 0) for number, text in enumerate(wrapped)]
    return lines


def _pieces(lines: Sequence[tuple[str, bool, bool]]) -> Iterator[list[Words]]:
    for start in range(0, len(lines), PIECE):
        piece: list[Words] = []
        for text, small, goes_on in lines[start : start + PIECE]:
            if goes_on and piece:
                piece[-1] = (f"{piece[-1][0]} {text}", small)
            else:
                piece.append((text, small))
        yield piece
