"""The evidence table as one self-contained HTML file."""

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined

from curate.core.citing import doi_url, pubmed_url
from curate.core.marking import passages
from curate.core.table import EvidenceTable
from curate.core.wording import DIRECTIONS, EMPTY, MARKS, Mark
from curate.formats.cells import counts_line, overview
from curate.formats.plain import visible

TEMPLATE = "evidence_table.html.jinja"


def to_html(table: EvidenceTable) -> str:
    """
    Return a page that needs no network and no script.

    Each cell opens to the sentences behind it, the words that the claim points at marked.
    """
    template = _environment().get_template(TEMPLATE)
    mechanisms = sum(1 for _ in table.rows)
    return template.render(
        table=table,
        overview=overview(table.counts, mechanisms, len(table.columns)),
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("curate.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_clean,
    )
    words: dict[str, object] = {
        "directions": DIRECTIONS,
        "marks": MARKS,
        "contested": MARKS[Mark.CONTESTED],
        "empty": EMPTY,
    }
    environment.globals.update(words)
    filters: dict[str, Callable[..., object]] = {
        "counts_line": counts_line,
        "passages": passages,
        "pubmed_url": pubmed_url,
        "doi_url": doi_url,
    }
    environment.filters.update(filters)
    return environment


def _clean(value: object) -> object:
    """Clean plain text on its way into the page; markup that jinja made passes."""
    return visible(value) if type(value) is str else value
