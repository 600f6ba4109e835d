"""What a database holds, counted."""

import sqlite3
from collections import Counter

from curate.core.claim import Tier
from curate.core.ports import Status
from curate.core.signs import Role
from curate.core.table_source import Progress
from curate.store import readings, searches, standings


def status(conn: sqlite3.Connection, identity: str, schema: str) -> Status:
    """
    Count what is here; to be called at one moment.

    Deleted records count as ``deleted`` and nowhere else, their sentences and claims neither.
    ``read`` counts for the tagger identity that was given, as ``unread`` does.
    """
    here = progress(conn, identity)
    claims = _claims(conn)
    by_role: Counter[str] = Counter()
    for (tier, role), count in claims.items():
        if tier != Tier.COOCCURRENCE.value:
            by_role[role] += count
    return Status(
        records=here.records,
        records_with_abstract=_one(
            conn, "SELECT count(*) FROM articles WHERE deleted = 0 AND abstract <> ''"
        ),
        standings=standings.counts(conn),
        read=here.read,
        unread=here.records - here.read,
        sentences=_one(conn, "SELECT count(*) FROM sentences")
        - _one(
            conn,
            "SELECT count(*) FROM sentences s JOIN articles a ON a.pmid = s.pmid"
            " WHERE a.deleted = 1",
        ),
        claims=by_role.total(),
        candidates=claims.total() - by_role.total(),
        claims_by_role={role.value: by_role[role.value] for role in Role},
        searches=here.searches,
        decisions=_one(conn, "SELECT count(*) FROM decisions"),
        reviewed=dict(
            conn.execute("SELECT state, count(*) FROM reviewed_claims GROUP BY state ORDER BY 1")
        ),
        screened=dict(
            conn.execute("SELECT outcome, count(*) FROM screened GROUP BY outcome ORDER BY 1")
        ),
        schema=schema,
    )


def progress(conn: sqlite3.Connection, identity: str) -> Progress:
    """Count records and those that a tagger has read; to be called at one moment."""
    records = _one(conn, "SELECT count(*) FROM articles WHERE deleted = 0")
    return Progress(
        records=records,
        read=records - readings.count_unread(conn, identity),
        searches=searches.load_all(conn),
    )


def _claims(conn: sqlite3.Connection) -> Counter[tuple[str, str]]:
    """Count claims by tier and role; those of deleted records, few, are taken off again."""
    counts: Counter[tuple[str, str]] = Counter()
    for tier, role, count in conn.execute(
        "SELECT tier, role, count(*) FROM claims GROUP BY tier, role"
    ):
        counts[tier, role] += count
    for tier, role, count in conn.execute(
        "SELECT tier, role, count(*) FROM claims c JOIN articles a ON a.pmid = c.pmid"
        " WHERE a.deleted = 1 GROUP BY tier, role"
    ):
        counts[tier, role] -= count
    return counts


def _one(conn: sqlite3.Connection, sql: str) -> int:
    found: int = conn.execute(sql).fetchone()[0]
    return found
