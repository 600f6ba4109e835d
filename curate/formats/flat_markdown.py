"""A flat table as GitHub Markdown."""

from collections.abc import Iterator

from curate.core.flat import FlatCell, FlatTable
from curate.formats.flat_cells import line_words
from curate.formats.markdown import escaped, line, notes_under, title_above


def to_markdown(table: FlatTable) -> str:
    """Return a pipe table, its groups as rows of their own, with notes and references under it."""
    lines = [*title_above(table), escaped(table.overview), ""]
    lines += _grid(table) if table.groups else [escaped(table.empty)]
    return "\n".join([*lines, *notes_under(table)]) + "\n"


def _grid(table: FlatTable) -> Iterator[str]:
    rest = [""] * (len(table.columns) - 1)
    yield line(*(escaped(column.label) for column in table.columns))
    yield "|" + " --- |" * len(table.columns)
    for group in table.groups:
        remarks = "".join(f"<br>{escaped(remark)}" for remark in group.remarks)
        yield line(f"**{escaped(group.heading)}**{remarks}", *rest)
        for row in group.rows:
            yield line(*map(_cell, row.cells))


def _cell(cell: FlatCell) -> str:
    return "<br>".join(escaped(line_words(words)) for words in cell)
