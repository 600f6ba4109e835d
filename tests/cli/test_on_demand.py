"""Commands that are loaded when they are asked for."""

import sys

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from curate.cli.app import COMMANDS
from curate.cli.on_demand import Commands, command, group_of
from tests.cli.conftest import Curate


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_under_its_name(name: str) -> None:
    loaded = COMMANDS[name].load(name)
    assert isinstance(loaded, TyperCommand | TyperGroup)
    assert loaded.name == name
    assert loaded.help


def test_a_command_is_loaded_once_and_when_it_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "curate.cli.undo", raising=False)
    commands = Commands({"undo": command("undo:undo"), "lost": command("nowhere:lost")})
    assert (list(commands), len(commands), "lost" in commands) == (["undo", "lost"], 2, True)
    assert "curate.cli.undo" not in sys.modules
    assert commands["undo"] is commands.get("undo")
    assert "curate.cli.undo" in sys.modules
    assert commands.get("none") is None
    with pytest.raises(ModuleNotFoundError):
        commands["lost"]


def test_a_group_lists_without_loading() -> None:
    group = group_of({"b": command("nowhere:b"), "a": command("nowhere:a")})(name="some")
    assert group.list_commands(typer.Context(group)) == ["b", "a"]


def test_a_slip_is_answered_with_what_comes_near(curate: Curate) -> None:
    result = curate("tabel")
    assert result.exit_code == 2
    assert "Did you mean 'table'" in result.stderr


def test_a_group_within_offers_no_completion_of_its_own(curate: Curate) -> None:
    assert "--install-completion" not in curate("pack", "--help").stdout
