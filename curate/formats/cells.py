"""The words of a cell and its counts, shared by the formats that print plain text."""

from curate.core.table import Cell, Citation, Counts, Evidence
from curate.core.wording import DIRECTIONS, EMPTY, MARKS, Mark
from curate.formats.plain import printable


def cited(citation: Citation) -> str:
    """Return the label with its marks, such as ``Mao et al., 1995a†``."""
    return printable(citation.label) + "".join(MARKS[m].symbol for m in citation.marks)


def evidence_line(evidence: Evidence) -> str:
    """Return the direction's sign and its citations on one line."""
    return f"{DIRECTIONS[evidence.role].symbol} " + "; ".join(map(cited, evidence.citations))


def cell_lines(cell: Cell) -> list[str]:
    """Return the lines of a cell: contested or not, a line a direction, the counts."""
    if cell.empty:
        return [EMPTY.symbol]
    contested = MARKS[Mark.CONTESTED]
    lines = [f"{contested.symbol} {contested.word}"] if cell.contested else []
    lines += map(evidence_line, cell.evidence)
    return [*lines, counts_line(cell.counts)]


def counts_line(counts: Counts) -> str:
    """Return the counts in short, such as ``n = 3 (2 animal, 1 human) +1 restating``."""
    studied = [(counts.animal, "animal"), (counts.human, "human")]
    kinds = ", ".join(f"{number:,} {kind}" for number, kind in studied if number)
    text = f"n = {counts.papers:,}" + (f" ({kinds})" if kinds else "")
    return f"{text} +{counts.restating:,} restating" if counts.restating else text


def overview(counts: Counts, mechanisms: int, phenomena: int) -> str:
    """Return the size of a whole table in words."""
    return (
        f"{mechanisms:,} mechanism{_s(mechanisms)} by {phenomena:,} "
        f"phenomen{'on' if phenomena == 1 else 'a'}; papers: {counts_line(counts)}."
    )


def _s(number: int) -> str:
    return "" if number == 1 else "s"
