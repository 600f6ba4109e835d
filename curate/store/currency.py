"""Up to when each record is known to be as PubMed has it."""

import json
import sqlite3
from collections.abc import Iterable

from curate.store import pmids

_AMONG = "(SELECT value FROM json_each(?))"
_WITH_CLAIMS = " AND EXISTS (SELECT 1 FROM claims c WHERE c.pmid = a.pmid)"
_OLDER = " AND (u.current_at IS NULL OR u.current_at < ?)"


def mark(conn: sqlite3.Connection, wanted: Iterable[str], moment: str) -> None:
    """Put down that these records, so far as they are here, were PubMed's own at that moment."""
    conn.execute(
        "INSERT INTO currency (pmid, current_at)"  # noqa: S608
        f" SELECT pmid, ? FROM articles WHERE pmid IN {_AMONG}"
        " ON CONFLICT (pmid) DO UPDATE SET current_at = max(current_at, excluded.current_at)",
        (moment, json.dumps(pmids.numbers(wanted))),
    )


def outdated(conn: sqlite3.Connection, wanted: Iterable[str], moment: str) -> set[str]:
    """Return those that are not here, deleted here, or not known to be PubMed's at that moment."""
    asked = list(wanted)
    rows = conn.execute(
        "SELECT a.pmid FROM articles a JOIN currency u ON u.pmid = a.pmid"  # noqa: S608
        f" WHERE a.pmid IN {_AMONG} AND a.deleted = 0 AND u.current_at >= ?",
        (json.dumps(pmids.numbers(asked)), moment),
    )
    return set(asked) - {str(row[0]) for row in rows}


def held(conn: sqlite3.Connection, *, before: str | None, with_claims: bool) -> list[str]:
    """Return the records here that are not deleted, narrowed as asked, sorted by number."""
    narrowed = (_WITH_CLAIMS if with_claims else "") + (_OLDER if before else "")
    rows = conn.execute(
        "SELECT a.pmid FROM articles a LEFT JOIN currency u ON u.pmid = a.pmid"  # noqa: S608
        f" WHERE a.deleted = 0{narrowed} ORDER BY a.pmid",
        (before,) if before else (),
    )
    return [str(row[0]) for row in rows]


def digests(conn: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return the digest of those that are here, deleted ones included."""
    rows = conn.execute(
        f"SELECT pmid, digest FROM articles WHERE pmid IN {_AMONG} ORDER BY pmid",  # noqa: S608
        (json.dumps(pmids.numbers(wanted)),),
    )
    return {str(number): digest for number, digest in rows}
