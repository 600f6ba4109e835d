"""The coverage report as text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from curate.core.article import Article
from curate.formats.plain import printable

_SHOWN = 100


class Line(Protocol):
    """One reference, as the text needs it."""

    @property
    def pmid(self) -> str | None:
        """Return its PMID."""

    @property
    def citation(self) -> str:
        """Return it as printed."""

    @property
    def reason(self) -> str:
        """Return why it is lacking."""


def coverage_text(seed: Article, total: int, groups: Mapping[str, Sequence[Line]]) -> str:
    """
    Return the report: a head, a count for each group, and the references of each but the first.

    ``groups`` are the references by a heading, what is covered first.
    """
    return "\n".join(_lines(seed, total, groups)) + "\n"


def _lines(seed: Article, total: int, groups: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    yield f"Seed        {seed.pmid}  {printable(_cited(seed))}"
    yield f"References  {total:,}"
    width = max((len(heading) for heading in groups), default=0)
    for heading, lines in groups.items():
        share = f"  {len(lines) / total:.0%}" if total else ""
        yield f"  {heading:<{width}}  {len(lines):>5,}{share}"
    for heading, lines in list(groups.items())[1:]:
        if lines:
            yield ""
            yield f"{heading}:"
            for line in lines:
                text = printable(line.citation)
                shown = f"{text[:_SHOWN].rstrip()}..." if len(text) > _SHOWN else text
                yield f"  {line.pmid or '-':<10}{shown or 'no citation'}"
                yield f"  {'':<10}({printable(line.reason)})"


def _cited(seed: Article) -> str:
    first = seed.authors[0].name if seed.authors else "Anonymous"
    others = " et al." if len(seed.authors) > 1 else ""
    return f"{first}{others} {seed.year or 'no year'}. {seed.title}"
