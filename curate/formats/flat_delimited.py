"""A flat table as CSV and TSV, for spreadsheets and programs."""

from curate.core.flat import FlatTable
from curate.formats.delimited import csv_line, tabbed
from curate.formats.flat_cells import one_line
from curate.formats.plain import printable


def to_csv(table: FlatTable) -> str:
    """
    Return the rows as CSV: UTF-8 text, ``\\n`` line ends.

    What stands in the headings of groups is in columns of its own, ahead of the others. A cell
    puts `` | `` between its lines; an empty one is empty. Notes and references are no rows.
    """
    lines = [csv_line(c.key for c in (*table.group_columns, *table.columns))]
    for group in table.groups:
        values = [printable(value) for value in group.values]
        lines += (csv_line([*values, *map(one_line, row.cells)]) for row in group.rows)
    return "".join(lines)


def to_tsv(table: FlatTable) -> str:
    """Return what ``to_csv`` does with tabs between fields, for programs that read no quotes."""
    return tabbed(to_csv(table))
