"""Files that were imported to their end, and what NLM's numbered files delete."""

import json
import sqlite3
from collections.abc import Sequence

from curate.core.imported_file import ImportedFile
from curate.store import pmids


def is_imported(conn: sqlite3.Connection, digest: str, reader: int) -> bool:
    """Say whether a file of that content was imported by this reader or a later one."""
    row = conn.execute(
        "SELECT 1 FROM imports WHERE digest = ? AND reader >= ?", (digest, reader)
    ).fetchone()
    return row is not None


def note(conn: sqlite3.Connection, file: ImportedFile) -> None:
    """Put a file down as imported, in the place of what was said of the same content before."""
    conn.execute(
        "INSERT INTO imports (digest, name, reader, record_count, finished_at)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET name = excluded.name,"
        " reader = excluded.reader, record_count = excluded.record_count,"
        " finished_at = excluded.finished_at",
        (file.digest, file.name, file.reader, file.records, file.finished_at),
    )


def note_deletions(conn: sqlite3.Connection, deleted: Sequence[str], order: int) -> None:
    """Remember the highest number of a file that deletes each of these PMIDs."""
    conn.executemany(
        "INSERT INTO deletions (pmid, file_order) VALUES (?, ?) ON CONFLICT (pmid)"
        " DO UPDATE SET file_order = max(file_order, excluded.file_order)",
        [(pmids.number(pmid), order) for pmid in deleted],
    )


def deleted_later(conn: sqlite3.Connection, wanted: Sequence[str], order: int) -> list[str]:
    """Return those of these PMIDs that a file of a higher number deletes."""
    rows = conn.execute(
        "SELECT pmid FROM deletions WHERE file_order > ?"
        " AND pmid IN (SELECT value FROM json_each(?))",
        (order, json.dumps(pmids.numbers(wanted))),
    )
    return [str(row[0]) for row in rows]
