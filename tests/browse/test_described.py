"""Every table and view is described, and no column that is not there."""

import asyncio
import sqlite3
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from curate.browse.described import tables
from curate.browse.server import application
from curate.store.database import SqliteStore
from tests.browse.conftest import Get

TOLD = tomllib.loads(files("curate.browse").joinpath("described.toml").read_text("utf-8"))
WHOLLY = ("evidence", "summary", "standing_claims", "candidates", "matrix", "screenings")


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    path = tmp_path_factory.mktemp("schema") / "curate.db"
    SqliteStore(path, create=True).close()
    conn = sqlite3.connect(path)
    names = [
        row[0]
        for row in conn.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        )
    ]
    found = {
        name: [row[1] for row in conn.execute(f"PRAGMA table_info({name})")] for name in names
    }
    conn.close()
    return found


def test_every_table_and_view_is_described(columns: dict[str, list[str]]) -> None:
    assert set(TOLD["tables"]) == set(columns)
    assert all(t["description"].endswith(".") for t in TOLD["tables"].values())


def test_what_is_described_is_there(columns: dict[str, list[str]]) -> None:
    every = {c for present in columns.values() for c in present}
    assert set(TOLD["columns"]) <= every
    for name, told in TOLD["tables"].items():
        ordered = [told["sort_desc"]] if "sort_desc" in told else []
        assert {*told.get("columns", {}), *told.get("facets", []), *ordered} <= set(columns[name])


@pytest.mark.parametrize("name", WHOLLY)
def test_what_readers_meet_first_is_described_to_the_last_column(
    columns: dict[str, list[str]], name: str
) -> None:
    described = set(tables(columns)[name]["columns"])
    screening = {"screening_id"}
    assert set(columns[name]) - screening == described


def test_datasette_shows_it(get: Get) -> None:
    page = get("/curate/claims").text
    assert "What the tagger read" in page
    assert "How sure the tagger is, 0 to 1." in page
    facets = get("/curate/claims.json").json()["facet_results"]
    assert set(facets) == {"role", "certainty", "source_kind"}


def test_each_has_its_own_descriptions(sample_workspace: Path, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "other.db").close()

    async def metadata(path: Path) -> Any:
        datasette = application(path)
        await datasette.invoke_startup()
        return datasette.metadata("tables", database=path.stem)

    assert asyncio.run(metadata(sample_workspace / "curate.db"))["claims"]["facets"]
    assert not asyncio.run(metadata(tmp_path / "other.db"))
