"""How records stand here: held or not, and what searches know of them."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from curate.core.ports import RecordState
from curate.core.search import FetchStatus
from curate.core.source_standing import Standing
from curate.store import pmids

_AMONG = "(SELECT value FROM json_each(?))"


def states(conn: sqlite3.Connection, wanted: Sequence[str]) -> dict[str, RecordState]:
    """Return how each of these stands, whether it is here or not; to be called at one moment."""
    asked = dict.fromkeys(pmids.numbers(wanted))
    among = json.dumps(list(asked))
    listed: dict[int, list[tuple[int, FetchStatus]]] = defaultdict(list)
    for number, search, status in conn.execute(
        "SELECT pmid, search_id, status FROM search_articles"  # noqa: S608
        f" WHERE pmid IN {_AMONG} ORDER BY pmid, search_id",
        (among,),
    ):
        listed[number].append((search, FetchStatus(status)))
    held = {
        row[0]: row[1:]
        for row in conn.execute(
            "SELECT a.pmid, a.deleted, a.standing, a.abstract <> '', r.claim_count"  # noqa: S608
            " FROM articles a LEFT JOIN readings r ON r.pmid = a.pmid"
            f" WHERE a.pmid IN {_AMONG}",
            (among,),
        )
    }
    found = {}
    for number in asked:
        deleted, standing, abstract, claims = held.get(number, (0, None, 0, None))
        found[str(number)] = RecordState(
            standing=_standing(standing, deleted=deleted),
            has_abstract=bool(abstract),
            claims=claims,
            searches=tuple(listed.get(number, ())),
        )
    return found


def _standing(text: str | None, *, deleted: int) -> Standing | None:
    if text is None:
        return None
    return Standing.DELETED if deleted else Standing(text)


def by_doi(conn: sqlite3.Connection, dois: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the PMIDs of the records that have these DOIs, in any case, by the DOI as asked."""
    found: dict[str, tuple[str, ...]] = {}
    for doi in dict.fromkeys(dois):
        rows = conn.execute(
            "SELECT pmid FROM articles WHERE doi = ? COLLATE NOCASE ORDER BY pmid", (doi,)
        ).fetchall()
        if rows:
            found[doi] = tuple(str(row[0]) for row in rows)
    return found
