"""Connections to SQLite: how one is opened and set up, and what a transaction is."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curate.core.errors import StoreError

OLDEST_SQLITE = (3, 37, 0)
CACHE_KIB = 32 * 1024
_AGAIN_AFTER = 0.02


def connect(path: Path | None, *, create: bool, busy_seconds: float) -> sqlite3.Connection:
    """
    Return a connection in autocommit mode; ``None`` is a database in memory.

    Raise StoreError for a missing file unless ``create``, and for a folder.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"SQLite {sqlite3.sqlite_version} is too old",
            hint="curate needs SQLite 3.37 or later: use a newer Python.",
        )
    if path is None:
        return sqlite3.connect(":memory:", isolation_level=None)
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a database")
    if not create and not path.exists():
        raise StoreError(
            f"there is no database at {path}", hint="Make a workspace first: curate init DIR"
        )
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=busy_seconds)


def prepare(conn: sqlite3.Connection, *, busy_seconds: float) -> None:
    """Turn on what SQLite leaves off: foreign keys, and a log beside the file (WAL)."""
    conn.execute("PRAGMA foreign_keys = ON")
    _write_ahead(conn, time.monotonic() + busy_seconds)
    conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    # In WAL a kill loses nothing and a power cut at most the last batches, never consistency.
    conn.execute("PRAGMA synchronous = NORMAL")


def _write_ahead(conn: sqlite3.Connection, deadline: float) -> None:
    """Switch to the log; where another process holds the file, SQLite itself does not wait."""
    while conn.execute("PRAGMA journal_mode").fetchone()[0] not in {"wal", "memory"}:
        try:
            conn.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_AGAIN_AFTER)


@contextmanager
def writing(conn: sqlite3.Connection) -> Iterator[None]:
    """
    Write in one transaction, all or nothing.

    The lock is taken at once: a deferred transaction that reads first and writes later fails
    without waiting when another process wrote in between.
    """
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


@contextmanager
def reading(conn: sqlite3.Connection) -> Iterator[None]:
    """Read several things as they were at one moment."""
    conn.execute("BEGIN")
    try:
        yield
    finally:
        if conn.in_transaction:
            conn.execute("COMMIT")
