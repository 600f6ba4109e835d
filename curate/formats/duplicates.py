"""The report on duplicates as text."""

from collections.abc import Iterator, Mapping, Sequence

from curate.core.duplicates import Duplicate, Entry
from curate.formats.plain import printable

_SHOWN = 70


def duplicates_text(
    pairs: Sequence[Duplicate], links: Mapping[tuple[str, str], Sequence[str]], *, most: int
) -> str:
    """Return a paragraph a pair: both entries, what is the same, what differs, how linked."""
    lines = [line for pair in pairs[:most] for line in _lines(pair, links)]
    if len(pairs) > most:
        lines.append(f"and {len(pairs) - most:,} pairs more (--json lists all)")
    return "\n".join(lines)


def _lines(pair: Duplicate, links: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[str]:
    width = max(len(pair.first.name), len(pair.second.name))
    for entry in (pair.first, pair.second):
        yield f"{printable(entry.name):<{width}}  {_described(entry)}"
    reasons = f"the same {', '.join(pair.same)}"
    if pair.differs:
        reasons += f"; different {', '.join(pair.differs)}"
    if linked := links.get((pair.first.name, pair.second.name)):
        reasons += f"; linked by PubMed ({', '.join(linked)})"
    yield f"{'':<{width}}  {reasons}"
    yield ""


def _described(entry: Entry) -> str:
    title = printable(entry.title)
    shown = f"{title[:_SHOWN].rstrip()}..." if len(title) > _SHOWN else title or "no title"
    place = f"{entry.journal} {entry.volume}:{entry.page}".strip(" :")
    who = f"{entry.author or 'Anonymous'} {entry.year or 'no year'}"
    return f"{printable(who)}. {shown} {printable(place)}".rstrip()
