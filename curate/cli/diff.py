"""``curate diff``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.files import form_of, replace_file
from curate.cli.options import PackOption, QuietOption, WorkspaceOption
from curate.cli.output import emit, note
from curate.cli.table import build_edition
from curate.cli.wiring import open_editions
from curate.cli.workspace import open_workspace
from curate.core.edition_diff import changes
from curate.workflow.reports import DRIFTED


class DiffFormat(StrEnum):
    """How changes can be written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


ENDINGS = {
    ".txt": DiffFormat.TEXT,
    ".md": DiffFormat.MARKDOWN,
    ".markdown": DiffFormat.MARKDOWN,
    ".csv": DiffFormat.CSV,
    ".json": DiffFormat.JSON,
}


def diff(
    *,
    old: Annotated[
        str | None, typer.Argument(metavar="[OLD]", help="An edition; without it, all are listed.")
    ] = None,
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="A later one; else the table as it is.")
    ] = None,
    form: Annotated[
        DiffFormat | None,
        typer.Option("--format", "-f", help="How to write it; else the ending of -o says."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 7 where anything has changed.")
    ] = False,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
) -> int:
    """Say what changed between two editions of the table, and why.

    Editions are saved with: curate table --edition NAME. Each citation that appeared, is gone, or
    points another way is listed with its cause: a new paper, a decision (whose and when), a
    retraction or another standing, screening, a record that changed at PubMed, another pack or
    tagger, or another choice of options. NEW is made with the options of OLD where it is the
    table as it is now.
    """
    from curate.formats.edition_changes import changes_writer

    space = open_workspace(workspace).using(pack=pack)
    editions = open_editions(space)
    if old is None:
        for name in editions.names():
            saved = editions.load(name)
            emit(f"{name}  {saved.saved_at[:10]}  {len(saved.cited):,} citations")
        if not editions.names():
            note("No edition is saved yet: curate table --edition NAME", quiet=quiet)
        return 0
    earlier = editions.load(old)
    later = editions.load(new) if new else build_edition(space, earlier.asked)[1]
    found = changes(earlier, later)
    chosen = form or (form_of(output, ENDINGS) if output else DiffFormat.TEXT)
    text = changes_writer(chosen.value)(earlier, later, found)
    if output is None:
        emit(text)
    else:
        replace_file(output, text)
        note(f"Wrote {output}.", quiet=quiet)
    return DRIFTED if exit_code and found else 0
