"""What the front page says of the workspace: searches, counts, and how precise the tagger is."""

import json
from dataclasses import dataclass
from typing import Any

from curate.core import decision_rows
from curate.core.audit import AuditReport, assess, audit_of

MOST_SEARCHES = 8
_AUDIT = ("name", "drawn_at", "seed", "identity", "population")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLine:
    """One search: when, of what kind, under which name, in which words, and its hits."""

    date: str
    kind: str
    name: str
    query: str
    hits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """
    The workspace in figures.

    ``claims`` and ``papers`` count what stands in the table; ``audit`` is the newest that is
    finished. ``searches`` are the newest ones of ``search_count``.
    """

    records: int
    read: int
    papers: int
    claims: int
    decisions: int
    reviewed: int
    searches: tuple[SearchLine, ...]
    search_count: int
    audit: AuditReport | None = None


def load(conn: Any) -> About:
    """Return what the workspace is."""
    standing = conn.execute(
        "SELECT papers + restating, claims FROM summary WHERE margin = 'all' AND source_kind = ''"
    ).fetchone() or (0, 0)
    return About(
        records=_count(conn, "articles WHERE deleted = 0"),
        read=_count(
            conn, "readings WHERE pmid NOT IN (SELECT pmid FROM articles WHERE deleted = 1)"
        ),
        papers=standing[0],
        claims=standing[1],
        decisions=_count(conn, "decisions"),
        reviewed=_count(conn, "reviewed_claims"),
        searches=tuple(
            SearchLine(date=at[:10], kind=kind, name=name, query=query, hits=hits)
            for at, kind, name, query, hits in conn.execute(
                "SELECT searched_at, kind, name, query, hit_count FROM searches"
                " ORDER BY search_id DESC LIMIT ?",
                (MOST_SEARCHES,),
            )
        ),
        search_count=_count(conn, "searches"),
        audit=_finished_audit(conn),
    )


def _finished_audit(conn: Any) -> AuditReport | None:
    """Return the newest audit whose every claim was judged that is still here."""
    rows = conn.execute(
        f"SELECT {', '.join(_AUDIT)} FROM audits ORDER BY drawn_at DESC, name"  # noqa: S608
    ).fetchall()
    for row in rows:
        claims = [
            json.loads(content)
            for (content,) in conn.execute(
                "SELECT claim FROM audit_claims WHERE name = ? ORDER BY position", (row[0],)
            )
        ]
        audit = audit_of(dict(zip(_AUDIT, row, strict=True)) | {"size": len(claims)}, claims)
        decisions = [
            decision_rows.decision(tuple(found))
            for found in conn.execute(
                f"SELECT {', '.join(decision_rows.COLUMNS)} FROM decisions"  # noqa: S608
                " WHERE audit = ?1 OR withdraws IN (SELECT decision_id FROM decisions"
                " WHERE audit = ?1) ORDER BY decided_at, decision_id",
                (row[0],),
            )
        ]
        report = assess(audit, decisions)
        gone = {c.claim_id for c in report.left if not _is_here(conn, c.claim_id)}
        report = assess(audit, decisions, gone=gone) if gone else report
        if report.finished:
            return report
    return None


def _is_here(conn: Any, claim_id: str) -> bool:
    row = conn.execute(
        "SELECT 1 FROM claims WHERE claim_id = ?1 UNION"
        " SELECT 1 FROM reviewed_claims WHERE claim_id = ?1",
        (claim_id,),
    ).fetchone()
    return row is not None


def _count(conn: Any, what: str) -> int:
    found: int = conn.execute(f"SELECT count(*) FROM {what}").fetchone()[0]  # noqa: S608
    return found
