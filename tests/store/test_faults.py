"""What SQLite raises, as a user reads it."""

import sqlite3

import pytest

from curate.core.errors import StoreBusy, StoreError
from curate.store.faults import store_errors


@pytest.mark.parametrize(
    ("code", "error", "message"),
    [
        (sqlite3.SQLITE_BUSY, StoreBusy, "another process holds"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy, "another process holds"),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, StoreBusy, "another process holds"),
        (sqlite3.SQLITE_FULL, StoreError, "the disk is full"),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreError, "can't be written to"),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreError, "the disk failed"),
        (sqlite3.SQLITE_CORRUPT, StoreError, "damaged"),
        (sqlite3.SQLITE_ERROR, StoreError, "made.db: as SQLite put it"),
    ],
)
def test_each_failure_has_its_words(code: int, error: type[StoreError], message: str) -> None:
    failure = sqlite3.OperationalError("as SQLite put it")
    failure.sqlite_errorcode = code
    with pytest.raises(error, match=message) as caught, store_errors("made.db"):
        raise failure
    assert type(caught.value) is error
    assert caught.value.__cause__ is failure


def test_other_errors_pass_through() -> None:
    with pytest.raises(KeyError), store_errors("made.db"):
        raise KeyError("x")
