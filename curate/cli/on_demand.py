"""A group of commands whose modules are imported when a command is asked for."""

from collections import UserDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from curate.cli.errors import reports_errors


@dataclass(frozen=True, slots=True)
class Unloaded:
    """
    A command that is not imported yet, and the examples under its help.

    ``where`` is a module below ``curate.cli`` and a name in it, ``module:name``: the command's
    function, or the Typer of a group.
    """

    where: str
    examples: tuple[str, ...]

    def load(self, name: str) -> Any:
        """Import the module, and return what Typer makes of it under that name."""
        module, _, attribute = self.where.partition(":")
        found: Callable[..., int | None] | typer.Typer = getattr(
            import_module(f"curate.cli.{module}"), attribute
        )
        if isinstance(found, typer.Typer):
            return typer.main.get_command(found)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        epilog = "\b\nExamples:\n" + "\n".join(f"  {line}" for line in self.examples)
        alone.command(name, epilog=epilog)(reports_errors(found))
        return typer.main.get_command(alone)


def command(where: str, *examples: str) -> Unloaded:
    """Return the command that stands at ``module:name`` below ``curate.cli``."""
    return Unloaded(where, examples)


class Commands(UserDict[str, Any]):
    """Typer's commands by their names, each loaded when it is first looked at."""

    def __getitem__(self, name: str) -> Any:
        held = self.data[name]
        if isinstance(held, Unloaded):
            held = self.data[name] = held.load(name)
        return held


def group_of(listed: Mapping[str, Unloaded]) -> type[TyperGroup]:
    """Return the class of a group of these commands, for ``typer.Typer(cls=...)``."""

    class Group(TyperGroup):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.commands = Commands(listed)

        def list_commands(self, ctx: Any) -> list[str]:
            return list(self.commands)

    return Group
