"""Every way to write an evidence table, by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from curate.core.table import EvidenceTable
from curate.formats.delimited import to_csv
from curate.formats.html import to_html
from curate.formats.markdown import to_markdown
from curate.formats.text import to_text

WRITERS: Mapping[str, Callable[[EvidenceTable], str]] = MappingProxyType(
    {"text": to_text, "markdown": to_markdown, "csv": to_csv, "html": to_html}
)
"""Writers by the name that ``--format`` takes; ``to_text`` also takes a width and a colour."""
