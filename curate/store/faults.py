"""The store's door: what SQLite raises becomes what a user can read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from curate.core.errors import StoreBusy, StoreError

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_REASONS = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some space and run the same command again."),
    sqlite3.SQLITE_NOTADB: (
        "this file is not an SQLite database",
        "Give the path of a curate.db, or make a new workspace with 'curate init'.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the database is damaged",
        "Restore a copy, or make a new workspace and import the raw records in corpus/ again.",
    ),
    sqlite3.SQLITE_READONLY: ("the database can't be written to", "Check its permissions."),
    sqlite3.SQLITE_CANTOPEN: ("the database can't be opened", "Check the path and permissions."),
    sqlite3.SQLITE_IOERR: ("reading or writing the disk failed", ""),
}


@contextmanager
def store_errors(place: str) -> Iterator[None]:
    """Turn the errors of SQLite and of its binding into the store's own, naming ``place``."""
    try:
        yield
    except sqlite3.Error as exc:
        raise translated(place, exc) from exc
    except UnicodeEncodeError as exc:
        raise StoreError(f"{place}: a text holds characters that are no Unicode text") from exc
    except OverflowError as exc:
        raise StoreError(f"{place}: a number is too large to keep") from exc


def translated(place: str, exc: sqlite3.Error) -> StoreError:
    """Return the error to raise for one of SQLite's."""
    code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return StoreBusy(
            f"{place}: another process holds the database",
            hint="Wait until it is done, then run the same command again.",
        )
    reason, hint = _REASONS.get(code, (str(exc), ""))
    return StoreError(f"{place}: {reason}", hint=hint)
