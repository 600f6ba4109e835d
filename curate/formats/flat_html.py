"""A flat table as one self-contained HTML file."""

from curate.core.flat import FlatTable
from curate.formats.html import page

TEMPLATE = "flat_table.html.jinja"


def to_html(table: FlatTable) -> str:
    """
    Return a page that needs no network and no script.

    Sentences have the words marked that their claim points at; citations that stand for several
    sentences open to them.
    """
    return page(TEMPLATE, table=table)
