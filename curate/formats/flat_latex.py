"""A flat table as a LaTeX document of its own, for pdfLaTeX, LuaLaTeX and XeLaTeX."""

from collections.abc import Iterator, Sequence

from curate.core.flat import FlatCell, FlatGroup, FlatTable
from curate.formats.flat_cells import split_cell
from curate.formats.latex import LANDSCAPE_FROM, closing, notice_above, opening
from curate.formats.latex_rows import ACROSS, Words, page_sized, row_cell
from curate.formats.latex_text import latex_text

SMALL_FROM = 8
"""So many columns are set in smaller letters and closer together."""


def to_latex(table: FlatTable) -> str:
    """
    Return a document with a ``longtable`` whose heading is repeated on every page, and its notes
    and references behind it.
    """
    wide = len(table.columns) >= LANDSCAPE_FROM
    return "\n".join([*opening(wide=wide), *_body(table), *closing(table), ""])


def _body(table: FlatTable) -> Iterator[str]:
    yield from notice_above(table)
    if not table.groups:
        yield rf"\section*{{{latex_text(table.title)}}}"
        yield latex_text(table.empty)
    elif len(table.columns) >= SMALL_FROM:
        yield r"{\scriptsize\setlength{\tabcolsep}{2.5pt}"
        yield from _grid(table)
        yield "}"
    else:
        yield from _grid(table)


def _grid(table: FlatTable) -> Iterator[str]:
    count = len(table.columns)
    columns = "".join(_column(c.width, table) for c in table.columns)
    heading = " & ".join(rf"\textbf{{{latex_text(c.label)}}}" for c in table.columns)
    yield rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}"
    yield rf"\caption{{{latex_text(table.title)}. {latex_text(table.overview)}}}\\"
    yield rf"\toprule {heading} \\ \midrule \endfirsthead"
    yield rf"\toprule {heading} \\ \midrule \endhead"
    yield r"\bottomrule \endfoot"
    across = ACROSS[count >= LANDSCAPE_FROM] * (1.3 if count >= SMALL_FROM else 1)
    whole = sum(column.width for column in table.columns)
    signs = [int(across * column.width / whole) for column in table.columns]
    for group in table.groups:
        yield from _rows(group, signs)
    yield r"\end{longtable}"


def _column(width: int, table: FlatTable) -> str:
    count, whole = len(table.columns), sum(column.width for column in table.columns)
    room = rf"\dimexpr(\linewidth-{2 * (count - 1)}\tabcolsep)*{width}/{whole}\relax"
    return rf">{{\raggedright\arraybackslash}}p{{{room}}}"


def _rows(group: FlatGroup, signs: Sequence[int]) -> Iterator[str]:
    # A star keeps the heading of a group with its first row.
    for number, words in enumerate((group.heading, *group.remarks)):
        text = latex_text(words)
        shown = text if number else rf"\textbf{{{text}}}"
        span = rf"\multicolumn{{{len(signs)}}}{{@{{}}p{{\linewidth}}@{{}}}}"
        yield rf"{span}{{\raggedright {shown}}} \\*"
    for row in group.rows:
        for piece in page_sized([_words(cell) for cell in row.cells], signs):
            yield " & ".join(map(row_cell, piece)) + r" \\"
        yield r"\addlinespace"


def _words(cell: FlatCell) -> list[Words]:
    first, small = split_cell(cell)
    return [*((line, False) for line in first), *((line, True) for line in small)]
