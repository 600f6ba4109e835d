"""CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable

from curate.core.table import Cell, EvidenceTable, Group, Row
from curate.formats.cells import cell_value
from curate.formats.plain import printable

_FULLWIDTH = ("\uff1d", "\uff0b", "\uff0d", "\uff20")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", *_FULLWIDTH)


def to_csv(table: EvidenceTable) -> str:
    """
    Return the matrix as CSV: UTF-8 text, ``\\n`` line ends, a row a mechanism.

    The columns are category, mechanism, papers, groups, restating, animal, human, then one a
    phenomenon, or a part of it such as ``tolerance, human``. A cell puts `` | `` between
    directions; one in which nothing was found is empty, other empty cells say in words what they
    are. Notes and references are no rows of the matrix and are not in it.
    """
    fixed = ["category", "mechanism", "papers", "groups", "restating", "animal", "human"]
    rows: list[list[object]] = [[*fixed, *(printable(c.heading) for c in table.columns)]]
    rows += [_row(group, row) for group in table.groups for row in group.rows]
    return "".join(map(csv_line, rows))


def to_tsv(table: EvidenceTable) -> str:
    """Return what ``to_csv`` does with tabs between fields, for programs that read no quotes."""
    return tabbed(to_csv(table))


def tabbed(text: str) -> str:
    """Return CSV with tabs between fields in place of commas and quotes."""
    rows = csv.reader(io.StringIO(text, newline=""))
    return "".join("\t".join(row) + "\n" for row in rows)


def csv_line(fields: Iterable[object]) -> str:
    """Return one line of CSV, its line end included, every text guarded."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(
        [guarded(f) if isinstance(f, str) else f for f in fields]
    )
    return out.getvalue()


def guarded(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _row(group: Group, row: Row) -> list[object]:
    counts = row.counts
    numbers = [counts.papers, counts.groups, counts.restating, counts.animal, counts.human]
    names = [printable(group.heading), printable(row.label)]
    return [*names, *numbers, *map(_cell, row.cells)]


def _cell(cell: Cell) -> str:
    value = cell_value(cell)
    return value if isinstance(value, str) else " | ".join(value)
