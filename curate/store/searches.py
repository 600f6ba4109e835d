"""Searches in the database: what was asked, and what became of each PMID."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from curate.core.errors import NotFound
from curate.core.search import FetchStatus, Search
from curate.store import pmids

_COLUMNS = (
    "search_id, query, translation, hit_count, searched_at, warnings, since, maximum, kind, name"
)
_LEFT = "status IN ('pending', 'failed')"
# These ask again for everything the next time; only what was broken off is taken up.
_REPEATED = frozenset({"update", "refresh"})


def plan(conn: sqlite3.Connection, search: Search) -> int:
    """
    Keep a search with every PMID pending; return its number.

    An update takes the place of a broken-off one of the same words, a refresh that of any
    broken-off refresh: what that had left is asked for again.
    """
    if search.kind in _REPEATED:
        _drop_broken_off(conn, search)
    cursor = conn.execute(
        "INSERT INTO searches (query, translation, hit_count, searched_at, warnings, since,"
        " maximum, kind, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            search.query,
            search.translation,
            search.count,
            search.searched_at,
            json.dumps(search.warnings, ensure_ascii=False),
            search.since,
            search.maximum,
            search.kind,
            search.name,
        ),
    )
    number = cursor.lastrowid
    if number is None:
        raise NotFound("the search that was just kept has no number")
    conn.executemany(
        "INSERT INTO search_articles (search_id, pmid, status) VALUES (?, ?, ?)",
        (
            (number, pmids.number(p), FetchStatus.PENDING.value)
            for p in dict.fromkeys(search.pmids)
        ),
    )
    return number


def unfinished(
    conn: sqlite3.Connection, query: str, *, since: str | None, maximum: int | None, kind: str
) -> int | None:
    """
    Return the newest search of these words with PMIDs left to fetch.

    Failed ones are left, too, but for updates and refreshes.
    """
    left = "status = 'pending'" if kind in _REPEATED else _LEFT
    row = conn.execute(
        "SELECT max(q.search_id) FROM searches q"  # noqa: S608
        " WHERE q.query = ? AND q.since IS ? AND q.maximum IS ? AND q.kind = ?"
        " AND EXISTS (SELECT 1 FROM search_articles p"
        f" WHERE p.search_id = q.search_id AND {left})",
        (query, since, maximum, kind),
    ).fetchone()
    found: int | None = row[0]
    return found


def load(conn: sqlite3.Connection, search_id: int) -> Search:
    """Return a search by its number; raise NotFound where there is none."""
    row = conn.execute(
        f"SELECT {_COLUMNS} FROM searches WHERE search_id = ?",  # noqa: S608
        (search_id,),
    ).fetchone()
    if row is None:
        raise NotFound(f"there is no search {search_id}", hint="'curate status' lists them.")
    listed = conn.execute(
        "SELECT pmid FROM search_articles WHERE search_id = ? ORDER BY pmid", (search_id,)
    )
    return Search(
        query=row[1],
        translation=row[2],
        count=row[3],
        pmids=_texts(listed),
        searched_at=row[4],
        warnings=tuple(json.loads(row[5])),
        since=row[6],
        maximum=row[7],
        kind=row[8],
        name=row[9],
    )


def load_all(
    conn: sqlite3.Connection,
) -> tuple[tuple[int, Search, Mapping[FetchStatus, int]], ...]:
    """Return every search with how many of its PMIDs stand where, oldest first."""
    numbers = [row[0] for row in conn.execute("SELECT search_id FROM searches ORDER BY 1")]
    return tuple((n, load(conn, n), _counts(conn, n)) for n in numbers)


def pending(conn: sqlite3.Connection, search_id: int) -> list[str]:
    """Return the PMIDs left to fetch, sorted by number; raise NotFound for no such search."""
    if not conn.execute("SELECT 1 FROM searches WHERE search_id = ?", (search_id,)).fetchone():
        raise NotFound(f"there is no search {search_id}", hint="'curate status' lists them.")
    left = conn.execute(
        f"SELECT pmid FROM search_articles WHERE search_id = ? AND {_LEFT} ORDER BY pmid",  # noqa: S608
        (search_id,),
    )
    return list(_texts(left))


def mark(conn: sqlite3.Connection, search_id: int, statuses: Mapping[str, FetchStatus]) -> None:
    """Put down what became of PMIDs; raise NotFound for one that the search does not list."""
    for pmid, status in statuses.items():
        marked = conn.execute(
            "UPDATE search_articles SET status = ? WHERE search_id = ? AND pmid = ?",
            (status.value, search_id, pmids.number(pmid)),
        )
        if not marked.rowcount:
            raise NotFound(f"search {search_id} does not list PMID {pmid}")


def _drop_broken_off(conn: sqlite3.Connection, search: Search) -> None:
    same = search.query if search.kind == "update" else None
    rows = conn.execute(
        "SELECT q.search_id FROM searches q WHERE q.kind = ? AND (? IS NULL OR q.query = ?)"
        " AND EXISTS (SELECT 1 FROM search_articles p"
        " WHERE p.search_id = q.search_id AND p.status = 'pending')",
        (search.kind, same, same),
    ).fetchall()
    conn.executemany("DELETE FROM search_articles WHERE search_id = ?", rows)
    conn.executemany("DELETE FROM searches WHERE search_id = ?", rows)


def _counts(conn: sqlite3.Connection, search_id: int) -> dict[FetchStatus, int]:
    rows = conn.execute(
        "SELECT status, count(*) FROM search_articles WHERE search_id = ? GROUP BY status",
        (search_id,),
    )
    found = dict(rows.fetchall())
    return {status: found[status.value] for status in FetchStatus if status.value in found}


def _texts(rows: Iterable[tuple[int]]) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in rows)
