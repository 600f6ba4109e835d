"""What the commands on saved searches share: which are meant, and how a difference reads."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from curate.core.errors import ConfigurationError
from curate.core.ports import SearchLocks
from curate.core.search_lock import Drift
from curate.core.source_standing import Standing

SHOWN = 20

SearchArgument = Annotated[
    str | None,
    typer.Argument(metavar="SEARCH", help="A saved search's name; all of them where none is."),
]
_HEADINGS = {
    Standing.RETRACTED: "Retracted",
    Standing.CONCERN: "Of concern",
    Standing.CORRECTED: "Corrected",
    Standing.NOTICE: "Notices",
}


def chosen(locks: SearchLocks, name: str | None) -> list[str]:
    """Return the names that are meant; raise ConfigurationError where nothing is saved."""
    if name is not None:
        return [locks.load(name).name]
    names = locks.names()
    if not names:
        raise ConfigurationError(
            "no search is saved in corpus/searches/",
            hint='Save one: curate fetch "opioid tolerance AND NMDA" --name tolerance',
        )
    return names


def drift_lines(drift: Drift) -> Iterator[str]:
    """Yield what is different, a line a kind, with PMIDs."""
    if drift.translation is not None:
        yield f"PubMed read      {drift.translation[0]}"
        yield f"and now reads    {drift.translation[1]}"
    elsewhere = [pmid for pmid in drift.gone if pmid not in set(drift.deleted)]
    listed: list[tuple[str, Iterable[str]]] = [
        ("New", drift.new),
        ("Changed", drift.changed),
        ("No longer found", elsewhere),
        ("Deleted", drift.deleted),
    ]
    listed += [(text, drift.having(standing)) for standing, text in _HEADINGS.items()]
    listed.append(("Regular again", drift.restored))
    for heading, pmids in listed:
        if line := pmid_line(heading, pmids):
            yield line
    if not drift.comparable:
        yield (
            "Changed records can't be told: the digests were made by another version of curate "
            "(curate update writes new ones)"
        )


def drift_fields(drift: Drift) -> dict[str, object]:
    """Return the difference for a report in JSON."""
    return {
        "new": list(drift.new),
        "changed": list(drift.changed) if drift.comparable else None,
        "gone": list(drift.gone),
        "deleted": list(drift.deleted),
        "standings": {pmid: standing.value for pmid, standing in drift.standings.items()},
        "restored": list(drift.restored),
        "translation": list(drift.translation) if drift.translation else None,
    }


def pmid_line(heading: str, pmids: Iterable[str]) -> str:
    """Return a heading, how many there are, and the first of them; empty for none."""
    all_ = list(pmids)
    if not all_:
        return ""
    shown = ", ".join(all_[:SHOWN])
    more = f" and {len(all_) - SHOWN:,} more" if len(all_) > SHOWN else ""
    return f"{heading:<17}{len(all_):,}: {shown}{more}"
