"""Makes a copy of the database that can be given away: one file, and nothing private in it."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from curate.core.errors import StoreError
from curate.core.publishing import published
from curate.store import audits, decisions, screenings
from curate.store.connection import writing
from curate.store.faults import store_errors

_MADE_ANEW = (
    "decision_holds",
    "reviewed_claims",
    "decisions",
    "screenings",
    "audit_claims",
    "audits",
)


def publish(conn: sqlite3.Connection, path: Path, *, notes: bool, names: bool) -> None:
    """
    Write a copy to ``path``, whole or not at all, in place of what is there.

    It is the database as it was at one moment, with its indexes, in one file without a log beside
    it, and compacted, so that nothing of what was taken out is left between its pages. Raises
    StoreError.
    """
    folder = path.resolve().parent
    with tempfile.TemporaryDirectory(dir=folder, prefix=".curate-") as scratch:
        copy = Path(scratch) / "copy.db"
        conn.execute("VACUUM INTO ?", (os.fspath(copy),))
        with store_errors(str(path)), closing(sqlite3.connect(copy, isolation_level=None)) as made:
            _strip(made, notes=notes, names=names)
            made.execute("PRAGMA journal_mode = DELETE")
            made.execute("VACUUM")
            if faults := made.execute("PRAGMA foreign_key_check").fetchall():
                raise StoreError(f"{path}: the copy does not hold together: {faults[0]}")
        try:
            copy.replace(path)
        except OSError as error:
            raise StoreError(f"{path}: can't be written: {error}") from error


def _strip(conn: sqlite3.Connection, *, notes: bool, names: bool) -> None:
    kept = published(
        list(decisions.select(conn)),
        screenings.load(conn),
        audits.load(conn),
        notes=notes,
        names=names,
    )
    guards = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN"
        " ('decisions', 'screenings', 'audits', 'audit_claims') ORDER BY name"
    ).fetchall()
    with writing(conn):
        for name, _ in guards:
            conn.execute(f'DROP TRIGGER "{name}"')
        for table in _MADE_ANEW:
            conn.execute(f"DELETE FROM {table}")  # noqa: S608
        # Of an imported file its own name is told, and not where somebody had it.
        conn.executemany(
            "UPDATE imports SET name = ? WHERE digest = ?",
            [
                (name.replace("\\", "/").rsplit("/", 1)[-1], digest)
                for digest, name in conn.execute("SELECT digest, name FROM imports").fetchall()
            ],
        )
        audits.keep(conn, kept.audits)
        screenings.save(conn, kept.screenings)
        decisions.append(conn, kept.decisions)
        for _, sql in guards:
            conn.execute(sql)
