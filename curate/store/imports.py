"""Files that were imported to their end."""

import sqlite3

from curate.core.ports import ImportedFile


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
