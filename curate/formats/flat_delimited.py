"""A flat table as CSV and TSV, for spreadsheets and programs."""

from collections.abc import Iterator

from curate.core.flat import FlatTable
from curate.formats.delimited import csv_line, tsv_line
from curate.formats.flat_cells import one_line
from curate.formats.plain import printable


def to_csv(table: FlatTable) -> str:
    """
    Return the rows as CSV: UTF-8 text, ``\\n`` line ends.

    What stands in the headings of groups is in columns of its own, ahead of the others. A cell
    puts `` | `` between its lines; an empty one is empty. Notes and references are no rows.
    """
    return "".join(map(csv_line, _rows(table)))


def to_tsv(table: FlatTable) -> str:
    """Return what ``to_csv`` does with tabs between fields, for programs that read no quotes."""
    return "".join(map(tsv_line, _rows(table)))


def _rows(table: FlatTable) -> Iterator[list[str]]:
    yield [c.key for c in (*table.group_columns, *table.columns)]
    for group in table.groups:
        values = [printable(value) for value in group.values]
        yield from ([*values, *map(one_line, row.cells)] for row in group.rows)
