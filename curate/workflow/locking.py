"""Searches written down: under which name, and what of."""

from curate.core.errors import BadFile, UsageError
from curate.core.ports import SearchLocks, Store
from curate.core.search import Search
from curate.core.search_lock import SearchLock, default_name, hash_scheme, is_name
from curate.core.source_standing import Standing


def lock_of(store: Store, search: Search, *, deleted: tuple[str, ...] = ()) -> SearchLock:
    """
    Return a search with the digests and standings of its records as they are in the store.

    ``deleted`` are PMIDs that the search no longer lists and PubMed no longer has.
    """
    held = store.digests(search.pmids)
    standings = store.standings([*search.pmids, *deleted])
    return SearchLock(
        name=search.name,
        search=search,
        hashes={pmid: held.get(pmid, "") for pmid in search.pmids},
        standings={p: s for p, s in standings.items() if s is not Standing.REGULAR},
        scheme=hash_scheme(),
    )


def check_name(name: str) -> None:
    """Raise UsageError for what can't be the name of a search."""
    if not is_name(name):
        raise UsageError(
            f"{name!r} can't be the name of a search",
            hint="Use letters, digits, hyphens, dots and underscores; 60 at most.",
        )


def choose_name(locks: SearchLocks, search: Search, wanted: str) -> str:
    """
    Return the name that a search is saved under: the one that is wanted, its earlier one, or one
    made from its words.

    Raises UsageError for a name that can't be one, or that a search with another question has.
    """
    taken = locks.names()
    if wanted:
        check_name(wanted)
        if wanted in taken and not locks.load(wanted).asks_the_same(search):
            raise UsageError(
                f"there is a search {wanted} already, and it asks something else",
                hint=f"Give another --name, or remove corpus/searches/{wanted}.toml.",
            )
        return wanted
    mine = (name for name in taken if _asks_the_same(locks, name, search))
    if (earlier := next(mine, None)) is not None:
        return earlier
    name = plain = default_name(search.kind, search.query)
    number = 1
    lowered = {other.lower() for other in taken}
    while name.lower() in lowered:
        number += 1
        name = f"{plain}-{number}"
    return name


def _asks_the_same(locks: SearchLocks, name: str, search: Search) -> bool:
    try:
        return locks.load(name).asks_the_same(search)
    except BadFile:
        # A damaged file keeps its name; whoever asks for that search is told.
        return False
