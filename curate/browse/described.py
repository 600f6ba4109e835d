"""Descriptions, facets and order of tables and views, as Datasette's metadata."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any
from weakref import WeakKeyDictionary

from curate.browse import opened

# Datasette asks for metadata where nothing can be awaited; what was found stands here.
_found: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()


async def prepare(datasette: Any) -> None:
    """Find out which columns the workspace's database has, and describe those."""
    database = await opened.workspace_database(datasette)
    if database is None:
        return
    names = [*await database.table_names(), *await database.view_names()]
    columns = {name: await database.table_columns(name) for name in names}
    _found[datasette] = {"databases": {database.name: {"tables": tables(columns)}}}


def metadata(datasette: Any) -> dict[str, Any]:
    """Return what was prepared, nothing where there is no workspace."""
    return _found.get(datasette, {})


def tables(columns: Mapping[str, Iterable[str]]) -> dict[str, dict[str, Any]]:
    """Return the metadata of these tables and views, given their columns."""
    text = files("curate.browse").joinpath("described.toml").read_text("utf-8")
    told = tomllib.loads(text)
    common: dict[str, str] = told["columns"]
    found = {}
    for name, present in columns.items():
        if name in told["tables"]:
            given = dict(told["tables"][name])
            words = common | given.pop("columns", {})
            found[name] = given | {"columns": {c: words[c] for c in present if c in words}}
    return found
