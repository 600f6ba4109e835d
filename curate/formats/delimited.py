"""CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Iterator

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
    return "".join(map(csv_line, _rows(table)))


def to_tsv(table: EvidenceTable) -> str:
    """Return what ``to_csv`` does with tabs between fields, for programs that read no quotes."""
    return "".join(map(tsv_line, _rows(table)))


def csv_line(fields: Iterable[object]) -> str:
    """Return one line of CSV, its line end included, every text guarded."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(_guarded(fields))
    return out.getvalue()


def tsv_line(fields: Iterable[object]) -> str:
    """Return the same with tabs, for fields that hold neither a tab nor a line end."""
    return "\t".join(map(str, _guarded(fields))) + "\n"


def guarded(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _guarded(fields: Iterable[object]) -> list[object]:
    return [guarded(f) if isinstance(f, str) else f for f in fields]


def _rows(table: EvidenceTable) -> Iterator[list[object]]:
    fixed = ["category", "mechanism", "papers", "groups", "restating", "animal", "human"]
    yield [*fixed, *(printable(c.heading) for c in table.columns)]
    for group in table.groups:
        yield from (_row(group, row) for row in group.rows)


def _row(group: Group, row: Row) -> list[object]:
    counts = row.counts
    numbers = [counts.papers, counts.groups, counts.restating, counts.animal, counts.human]
    names = [printable(group.heading), printable(row.label)]
    return [*names, *numbers, *map(_cell, row.cells)]


def _cell(cell: Cell) -> str:
    value = cell_value(cell)
    return value if isinstance(value, str) else " | ".join(value)
