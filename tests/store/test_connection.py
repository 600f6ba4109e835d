"""How a connection is set up while others are at work on the same file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from curate.store.connection import prepare


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """Yield a connection that holds a new file, and one that has just been opened."""
    path = tmp_path / "new.db"
    with (
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as holder,
        closing(sqlite3.connect(path, isolation_level=None)) as opened,
    ):
        holder.execute("CREATE TABLE made (one INTEGER)")
        holder.execute("BEGIN IMMEDIATE")
        yield holder, opened


def test_the_switch_to_the_log_waits_for_others(
    held: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    holder, opened = held
    timer = Timer(0.2, holder.execute, ["COMMIT"])
    timer.start()
    prepare(opened, busy_seconds=30)
    timer.join()
    assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_switch_to_the_log_does_not_wait_for_ever(
    held: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    _, opened = held
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        prepare(opened, busy_seconds=0.1)
