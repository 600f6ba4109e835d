"""``curate prisma``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.files import form_of, replace_file
from curate.cli.options import QuietOption, WorkspaceOption
from curate.cli.output import emit, note, terminal_color, terminal_width
from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from curate.core.prisma import Flow
from curate.workflow import screening


class Format(StrEnum):
    """How the flow can be written."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"


ENDINGS = {".txt": Format.TEXT, ".json": Format.JSON, ".svg": Format.SVG}


def prisma(
    *,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to write it; else the ending of -o says."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")
    ] = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
) -> None:
    """Count the PRISMA 2020 flow.

    Records identified, removed, screened, excluded with reasons, and included, from the searches
    and the screening in the database. As SVG it is the flow diagram.
    """
    chosen = form or (form_of(output, ENDINGS) if output else Format.TEXT)
    with open_store(open_workspace(workspace)) as store:
        flow = screening.prisma(store)
    if output is None:
        emit(_written(flow, chosen, width=terminal_width(), color=terminal_color()))
    else:
        replace_file(output, _written(flow, chosen))
        note(f"Wrote {output}.", quiet=quiet)
    if flow.unscreened:
        note(f"{flow.unscreened:,} records are not screened; see: curate screen", quiet=quiet)


def _written(flow: Flow, form: Format, *, width: int = 100, color: bool = False) -> str:
    from curate.formats.prisma import prisma_json, prisma_text
    from curate.formats.prisma_svg import prisma_svg

    if form is Format.TEXT:
        return prisma_text(flow, width=width, color=color)
    return prisma_json(flow) if form is Format.JSON else prisma_svg(flow)
