"""Reference lists as plain text: APA and Vancouver."""

from collections.abc import Iterable

from curate.core.bibliography import Entry
from curate.core.vancouver import vancouver
from curate.formats.plain import printable


def to_apa(entries: Iterable[Entry]) -> str:
    """Return a list in the style of APA 7, a reference a line, by author and date."""
    return "".join(f"{printable(entry.reference.line)}\n" for entry in entries)


def to_vancouver(entries: Iterable[Entry]) -> str:
    """Return a numbered list in the style of the NLM and the ICMJE, a reference a line."""
    return "".join(
        f"{number}. {printable(vancouver(entry.article, standing=entry.reference.standing))}\n"
        for number, entry in enumerate(entries, start=1)
    )
