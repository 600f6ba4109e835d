"""A command line that sees only what a test gives it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from curate.cli.app import app
from tests.cli.records import write_records

Curate = Callable[..., Result]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the user's own settings, and fix what the output's form hangs on."""
    for name in ("WORKSPACE", "EMAIL", "TOOL", "EUTILS_BASE", "PACK", "MODEL", "REVIEWER"):
        monkeypatch.delenv(f"CURATE_{name}", raising=False)
    monkeypatch.delenv("NCBI_API_KEY", raising=False)
    for name, value in {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def curate() -> Curate:
    """Return a function that runs a command in this process."""

    def run(*arguments: object, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)

    return run


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Return a file of twelve invented records."""
    return write_records(tmp_path / "records.xml")


@pytest.fixture
def workspace(tmp_path: Path, curate: Curate) -> Path:
    """Return a new workspace whose path holds a space."""
    root = tmp_path / "my review"
    assert curate("init", root).exit_code == 0
    return root


@pytest.fixture(scope="session")
def tagged_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with tagged records, for tests that only read."""
    folder = tmp_path_factory.mktemp("tagged")
    root = folder / "review"
    file = write_records(folder / "records.xml")
    for arguments in (["init", root], ["import", file, "-w", root], ["tag", "-w", root]):
        result = CliRunner().invoke(app, [str(a) for a in arguments])
        assert result.exit_code == 0, result.output
    return root


def loaded(result: Result) -> Any:
    """Return what a command printed as JSON."""
    return json.loads(result.stdout)
