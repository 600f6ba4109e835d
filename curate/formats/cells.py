"""The words of a cell and its counts, shared by the formats that print plain text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from curate.core.numbering import ranges
from curate.core.table import Cell, Citation, Column, Counts, Evidence
from curate.core.wording import DIRECTIONS, GAPS, MARKS, Gap, Mark
from curate.formats.plain import printable

_CITATIONS_KEPT = 65_536


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of what cites: a citation or a range of numbers, and what stands before it."""

    before: str
    text: str
    citation: Citation


def marks(citation: Citation) -> str:
    """Return the signs of a citation's marks."""
    return _signs(citation.marks)


def cited(citation: Citation) -> str:
    """Return the label or the number with its marks, such as ``Mao et al., 1995a†``."""
    name = citation.label if citation.number is None else str(citation.number)
    return _cited(name, citation.marks)


# A paper stands in several cells, mostly with the same marks.
@lru_cache(_CITATIONS_KEPT)
def _cited(name: str, marked: tuple[Mark, ...]) -> str:
    return printable(name) + _signs(marked)


def _signs(marked: Iterable[Mark]) -> str:
    return "".join([MARKS[mark].symbol for mark in marked])


def pieces(evidence: Evidence) -> tuple[Cited, ...]:
    """
    Return the citations of one direction in order, each with its separator before it.

    Three or more numbers in a row come as two pieces, the first and, after an en dash, the last.
    """
    citations = evidence.citations
    if any(c.number is None for c in citations):
        return tuple(Cited("; " if n else "", cited(c), c) for n, c in enumerate(citations))
    by_number = {c.number or 0: c for c in citations}
    found: list[Cited] = []
    for run in ranges((number, marks(c)) for number, c in by_number.items()):
        found.append(_number(", " if found else "", by_number[run[0][0]]))
        if len(run) > 1:
            found.append(_number("\N{EN DASH}", by_number[run[-1][0]]))
    return tuple(found)


def citing(evidence: Evidence) -> str:
    """Return the citations of one direction: ``Mao, 1995; King, 2005†`` or ``[1, 7†]``."""
    if any(c.number is None for c in evidence.citations):
        return "; ".join(map(cited, evidence.citations))
    return f"[{''.join(piece.before + piece.text for piece in pieces(evidence))}]"


def evidence_line(evidence: Evidence) -> str:
    """Return the direction's sign and its citations on one line."""
    return f"{DIRECTIONS[evidence.role].symbol} {citing(evidence)}"


def cell_lines(cell: Cell) -> list[str]:
    """Return the lines of a cell: its marks, a line a direction, the counts; or its gap."""
    if cell.empty:
        return [GAPS[cell.gap].symbol]
    lines = ["; ".join(f"{MARKS[m].symbol} {MARKS[m].word}" for m in cell.marks)]
    lines += map(evidence_line, cell.evidence)
    return [*filter(None, lines), cell_counts(cell)]


def cell_value(cell: Cell) -> str | tuple[str, ...]:
    """Return a cell for a data file: its lines, or in words what it lacks; "" for nothing."""
    if cell.empty:
        return "" if cell.gap is Gap.NOTHING else GAPS[cell.gap].word
    return tuple(cell_lines(cell))


def counts_line(counts: Counts, *, kinds: bool = True) -> str:
    """
    Return the counts in short: ``n = 5 (3 groups; 4 animal, 1 human) +1 restating``.

    Groups are told of two papers and more. Without ``kinds`` what was studied is left out.
    """
    groups = f"{counts.groups:,} group{_s(counts.groups)}" if counts.papers > 1 else ""
    studied = [(counts.animal, "animal"), (counts.human, "human")] if kinds else []
    told = ", ".join(f"{number:,} {kind}" for number, kind in studied if number)
    inside = "; ".join(filter(None, [groups, told]))
    text = f"n = {counts.papers:,}" + (f" ({inside})" if inside else "")
    return f"{text} +{counts.restating:,} restating" if counts.restating else text


def cell_counts(cell: Cell) -> str:
    """Return a cell's counts; where phenomena are split, its column says what was studied."""
    return counts_line(cell.counts, kinds=cell.part is None)


def column_counts(column: Column) -> str:
    """Return a column's counts in short, in the same manner."""
    return counts_line(column.counts, kinds=column.part is None)


def overview(counts: Counts, mechanisms: int, phenomena: int) -> str:
    """Return the size of a whole table in words."""
    return (
        f"{mechanisms:,} mechanism{_s(mechanisms)} by {phenomena:,} "
        f"phenomen{'on' if phenomena == 1 else 'a'}; papers: {counts_line(counts)}."
    )


def _number(before: str, citation: Citation) -> Cited:
    return Cited(before, cited(citation), citation)


def _s(number: int) -> str:
    return "" if number == 1 else "s"
