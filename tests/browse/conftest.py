"""A workspace of the sample records, and a client that asks its pages without a server."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

pytest.importorskip("datasette")

from curate.browse.server import application
from curate.cli.app import app

Get = Callable[..., Any]


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the tagged sample, for tests that only read."""
    root = tmp_path_factory.mktemp("browse") / "demo"
    result = CliRunner().invoke(app, ["demo", str(root), "--quiet"])
    assert result.exit_code == 0, result.output
    return root


def asked(database: Path, path: str, **labels: object) -> Any:
    """Return Datasette's reply for one address."""

    async def ask() -> Any:
        datasette = application(database, labels=labels)
        await datasette.invoke_startup()
        return await datasette.client.get(path)

    return asyncio.run(ask())


@pytest.fixture
def get(sample_workspace: Path) -> Get:
    """Return a function that asks for a page of the sample workspace."""

    def ask(path: str, **labels: object) -> Any:
        return asked(sample_workspace / "curate.db", path, **labels)

    return ask
