from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from curate.cli.app import app
from tests import readme
from tests.cli.conftest import Curate

README = Path(__file__).parents[2] / "README.md"


def commands() -> list[str]:
    """Return every command, those of groups with their group's name."""
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    found = []
    for name, command in root.commands.items():
        found.append(name)
        if isinstance(command, TyperGroup):
            found += [f"{name} {inner}" for inner in command.commands]
    return found


def test_every_command_is_in_the_readme() -> None:
    assert sorted(readme.COMMANDS) == sorted(commands())
    headings = README.read_text("utf-8").splitlines()
    assert [c for c in commands() if f"### curate {c}" not in headings] == []


@pytest.mark.parametrize("command", commands())
def test_help_says_what_it_does_and_gives_an_example(curate: Curate, command: str) -> None:
    result = curate(*command.split(), "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\x1b" not in result.stdout
    assert result.stdout.isascii()
    if command not in {"annotations", "pack"}:
        assert "Example" in result.stdout


def test_the_root_lists_all_without_cutting_a_line(curate: Curate) -> None:
    listed = curate("--help").stdout.partition("Commands:")[2]
    assert [c for c in commands() if " " not in c and f"\n  {c} " not in listed] == []
    assert "..." not in listed


def test_version(curate: Curate) -> None:
    assert curate("--version").stdout == f"curate {version('curate')}\n"


def test_completion_is_offered(curate: Curate) -> None:
    assert "--install-completion" in curate("--help").stdout
