"""``curate init``."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.options import QuietOption
from curate.cli.output import note
from curate.cli.wiring import open_store
from curate.cli.workspace import create_workspace, open_workspace


def init(
    *,
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    quiet: QuietOption = False,
) -> None:
    """Make a workspace: a folder for one review.

    It gets corpus/, annotations/, curate.toml (the settings) and curate.db. A workspace that is
    there already is left as it is.
    """
    fresh = create_workspace(directory)
    with open_store(open_workspace(directory), create=True):
        pass
    if not fresh:
        note(f"{directory} is a workspace already; its files were left as they are.", quiet=quiet)
        return
    note(f"Made the workspace {directory}.", quiet=quiet)
    note(f"Next: set your e-mail address in {directory / 'curate.toml'}, then", quiet=quiet)
    note(f"  cd {shlex.quote(str(directory))}", quiet=quiet)
    note('  curate fetch "opioid tolerance AND NMDA"', quiet=quiet)
