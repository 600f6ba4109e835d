"""Fixtures of the store's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from curate.store.database import SqliteStore


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """Return an empty store in memory."""
    with SqliteStore(None) as empty:
        yield empty


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a new, empty database file."""
    found = tmp_path / "curate.db"
    with SqliteStore(found, create=True):
        pass
    return found
