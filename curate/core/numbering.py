"""
Numbers the references of a table in the order in which its cells first cite them.

Source: ICMJE, Recommendations for the Conduct, Reporting, Editing, and Publication of Scholarly
Work in Medical Journals: references are numbered in the order in which they are first mentioned.
A table is read row by row, from left to right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from curate.core.cited_paper import CitedPaper
from curate.core.citing import Reference, dated
from curate.core.table import Cell, Evidence, Group


def numbered(
    groups: Sequence[Group], references: Sequence[Reference], papers: Mapping[str, CitedPaper]
) -> tuple[tuple[Group, ...], tuple[Reference, ...]]:
    """
    Return the same groups and references, numbered from 1.

    References become entries in the Vancouver style, in the order of their numbers; those that no
    cell cites (retracted ones, that notes name) come last, in the order that they had. The
    citations of one direction in a cell stand in the order of their numbers.
    """
    cells = (cell for group in groups for row in group.rows for cell in row.cells)
    cited = (c.pmid for cell in cells for e in cell.evidence for c in e.citations)
    order = dict.fromkeys([*cited, *(r.pmid for r in references)])
    numbers = {pmid: number for number, pmid in enumerate(order, start=1)}
    by_pmid = {r.pmid: r for r in references}
    return (
        tuple(
            replace(
                group,
                rows=tuple(
                    replace(row, cells=tuple(_cell(cell, numbers) for cell in row.cells))
                    for row in group.rows
                ),
            )
            for group in groups
        ),
        tuple(_entry(by_pmid[pmid], papers[pmid], number) for pmid, number in numbers.items()),
    )


def ranges(numbers: Iterable[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """
    Return numbers, each with its marks, in runs: three or more in a row without marks are one.

    ``[(1, ""), (2, ""), (3, ""), (7, "†")]`` gives the run of 1 to 3 and 7 alone.
    """
    runs: list[list[tuple[int, str]]] = []
    for number, marks in numbers:
        last = runs[-1][-1] if runs else None
        if last is not None and not marks and not last[1] and last[0] + 1 == number:
            runs[-1].append((number, marks))
        else:
            runs.append([(number, marks)])
    return [
        part for run in runs for part in ([run] if len(run) > 2 else [[member] for member in run])
    ]


def _cell(cell: Cell, numbers: Mapping[str, int]) -> Cell:
    return replace(cell, evidence=tuple(_evidence(e, numbers) for e in cell.evidence))


def _evidence(evidence: Evidence, numbers: Mapping[str, int]) -> Evidence:
    cited = (c._replace(number=numbers[c.pmid]) for c in evidence.citations)
    return replace(evidence, citations=tuple(sorted(cited, key=lambda c: c.number or 0)))


def _entry(reference: Reference, paper: CitedPaper, number: int) -> Reference:
    # Letters tell years apart in a list by author and date; here the numbers do.
    label = f"{paper.authors}, {dated(paper.year)}"
    return reference._replace(number=number, label=label, entry=paper.vancouver)
