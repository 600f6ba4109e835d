"""``curate publish-db``."""

from pathlib import Path
from typing import Annotated

import typer

from curate.cli.files import check_place
from curate.cli.options import QuietOption, WorkspaceOption
from curate.cli.output import note
from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from curate.core.errors import UsageError

MEGABYTE = 1_000_000


def publish_db(
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The database file to write.")],
    with_notes: Annotated[
        bool, typer.Option("--with-notes", help="Keep what reviewers wrote beside their verdicts.")
    ] = False,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Call reviewers by numbers and not by name.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file that is there already.")
    ] = False,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write a copy of the database that can be given away.

    One file, without reviewers' notes and comments: to download, or to serve with Datasette in
    immutable mode. Records, claims, verdicts with their reasons, screenings and audits are in it,
    and whose they are, unless --anonymous. Settings, e-mail addresses and keys were never in it.
    """
    check_place(file)
    space = open_workspace(workspace)
    if file.exists() and space.database.exists() and file.samefile(space.database):
        raise UsageError(f"{file} is the workspace's own database", hint="Name another file")
    if file.exists() and not force:
        raise UsageError(f"{file} is there already", hint="Name another file, or say --force")
    with open_store(space) as store:
        store.publish(file, notes=with_notes, names=not anonymous)
    note(f"Wrote {file} ({file.stat().st_size / MEGABYTE:,.1f} MB).", quiet=quiet)
