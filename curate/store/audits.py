"""Audits in the database: samples as they were drawn, never changed."""

import json
import sqlite3
from collections.abc import Sequence

from curate.core.audit import Audit, audit_of, audit_record, claim_records
from curate.core.errors import StoreError
from curate.store import pmids

_COLUMNS = ("name", "drawn_at", "seed", "identity", "population")


def keep(conn: sqlite3.Connection, audits: Sequence[Audit]) -> int:
    """
    Keep those audits that are not here, and return how many; to be called inside a transaction.

    Raise StoreError where another sample has the same name.
    """
    new = 0
    for audit in audits:
        here = load(conn, audit.name)
        if not here:
            _insert(conn, audit)
            new += 1
        elif here != [audit]:
            raise StoreError(
                f"another sample has the name {audit.name!r} here",
                hint=f"It was drawn at {here[0].drawn_at}, this one at {audit.drawn_at}; "
                "give one of them another name, in its file and in the decisions made for it.",
            )
    return new


def load(conn: sqlite3.Connection, name: str | None = None) -> list[Audit]:
    """Return the audit of that name, or all of them, newest first."""
    condition, values = ("", ()) if name is None else (" WHERE name = ?", (name,))
    rows = conn.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM audits{condition} ORDER BY drawn_at DESC, name",  # noqa: S608
        values,
    ).fetchall()
    return [_audit(conn, row) for row in rows]


def _insert(conn: sqlite3.Connection, audit: Audit) -> None:
    record = audit_record(audit)
    conn.execute(
        f"INSERT INTO audits ({', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
        [record[column] for column in _COLUMNS],
    )
    conn.executemany(
        "INSERT INTO audit_claims (name, position, claim_id, pmid, claim) VALUES (?, ?, ?, ?, ?)",
        [
            (
                audit.name,
                position,
                claim.claim_id,
                pmids.number(claim.pmid),
                json.dumps(content, ensure_ascii=False, sort_keys=True),
            )
            for position, (claim, content) in enumerate(
                zip(audit.claims, claim_records(audit), strict=True), start=1
            )
        ],
    )


def _audit(conn: sqlite3.Connection, row: Sequence[object]) -> Audit:
    drawn = conn.execute(
        "SELECT claim FROM audit_claims WHERE name = ? ORDER BY position", (row[0],)
    ).fetchall()
    try:
        claims = [json.loads(content) for (content,) in drawn]
        record = dict(zip(_COLUMNS, row, strict=True)) | {"size": len(claims)}
        return audit_of(record, claims)
    except ValueError as exc:
        raise StoreError(
            f"audit {row[0]} holds what no audit can hold: {exc}",
            hint="Something else than curate wrote to the table; restore a copy of the database.",
        ) from exc
