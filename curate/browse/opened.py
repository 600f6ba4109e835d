"""The workspace's database among those that Datasette has open, and how pages read it."""

from collections.abc import Callable
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit

from curate.browse.labels import Labels

_Found = TypeVar("_Found")

NEEDED = frozenset({"summary", "claims", "reviewed_claims", "articles"})
TIME_LIMIT_MS = 5000


async def workspace_database(datasette: Any) -> Any | None:
    """Return the first database that curate made in its present form; ``None`` for none."""
    for database in datasette.databases.values():
        if await is_workspace(database):
            return database
    return None


async def is_workspace(database: Any) -> bool:
    """Say whether curate made this database, in its present form."""
    return database.name != "_internal" and set(await database.table_names()) >= NEEDED


async def read(database: Any, query: Callable[[Any], _Found]) -> _Found:
    """Run a function with a read-only connection, in Datasette's thread and within a limit."""

    def limited(conn: Any) -> _Found:
        with sqlite_timelimit(conn, TIME_LIMIT_MS):
            return query(conn)

    found: _Found = await database.execute_fn(limited)
    return found


def labels_of(datasette: Any) -> Labels:
    """Return the names that the domain pack gives, where curate browse handed them over."""
    return Labels.of(datasette.plugin_config("curate") or {})
