"""``curate table``."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from curate import workflow
from curate.cli.files import form_of, replace_file
from curate.cli.options import (
    CertaintyOption,
    MechanismOption,
    OriginOption,
    PackOption,
    PhenomenonOption,
    QuietOption,
    ReviewedOption,
    RoleOption,
    SourceKindOption,
    WorkspaceOption,
)
from curate.cli.output import emit, note, terminal_color, terminal_width
from curate.cli.views import CompareOption, View, ViewOption, asked_for, viewed
from curate.cli.wiring import lexicon, open_store, provenance, tagger_identity
from curate.cli.workspace import Workspace, open_workspace
from curate.core.errors import UsageError
from curate.core.flat import FlatTable
from curate.core.ports import ClaimFilter
from curate.core.table import EvidenceTable


class Format(StrEnum):
    """How a table can be written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    LATEX = "latex"


ENDINGS = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".json": Format.JSON,
    ".docx": Format.DOCX,
    ".xlsx": Format.XLSX,
    ".tex": Format.LATEX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}

PICTURES = (".svg", ".png")


def table(
    *,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to write it; else the ending of -o says."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")
    ] = None,
    view: ViewOption = View.MATRIX,
    compare: CompareOption = None,
    mechanism: MechanismOption = None,
    phenomenon: PhenomenonOption = None,
    role: RoleOption = None,
    certainty: CertaintyOption = None,
    origin: OriginOption = None,
    source_kind: SourceKindOption = None,
    reviewed: ReviewedOption = False,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
) -> None:
    """Print the evidence table.

    Mechanisms down, phenomena across, author-date citations in the cells. Only claims that stand
    are in it: no questions, no mere co-occurrence, nothing from a record that was retracted, is a
    notice about another, or was deleted. Corrected papers and those of concern are marked. The
    other views show the same claims another way.
    """
    if form is None and output is not None and output.suffix.lower() in PICTURES:
        raise UsageError("a table is no picture", hint=f"Draw it: curate figure -o {output}")
    chosen = form or (form_of(output, ENDINGS) if output else Format.TEXT)
    wanted = ClaimFilter(
        mechanism=mechanism,
        phenomenon=phenomenon,
        role=role,
        certainty=certainty,
        origin=origin,
        source_kind=source_kind,
        reviewed=reviewed,
    )
    space = open_workspace(workspace).using(pack=pack)
    compared = asked_for(space, view, compare)
    built = build(space, wanted)
    shown = viewed(space, built, view, compared)
    written = write(shown, chosen, for_terminal=output is None)
    if output is None:
        show(written)
    else:
        replace_file(output, written)
        note(f"Wrote {output}.", quiet=quiet)
    if not built.groups:
        note("No claim stands in this table yet; see: curate status", quiet=quiet)


def build(space: Workspace, wanted: ClaimFilter | None = None) -> EvidenceTable:
    """Return the table of a workspace."""
    pack = lexicon(space)
    with open_store(space) as store:
        return workflow.table(
            store,
            pack,
            identity=tagger_identity(space),
            provenance=provenance(pack, space.settings.model),
            wanted=wanted,
        )


def write(built: EvidenceTable | FlatTable, form: Format, *, for_terminal: bool) -> str | bytes:
    """Return the table in its format; on a terminal, as wide as it is and in colour."""
    from curate.formats import flat_text, text
    from curate.formats.writers import flat_writer, writer

    if form is Format.TEXT and for_terminal:
        width, color = terminal_width(), terminal_color()
        if isinstance(built, FlatTable):
            return flat_text.to_text(built, width=width, color=color)
        return text.to_text(built, width=width, color=color)
    if isinstance(built, FlatTable):
        return flat_writer(form.value)(built)
    return writer(form.value)(built)


def show(written: str | bytes) -> None:
    """Write a table to stdout; raise UsageError for bytes on a terminal."""
    if isinstance(written, str):
        emit(written)
        return
    if sys.stdout.isatty():
        raise UsageError("this format is no text", hint="Name a file for it: -o table.docx")
    sys.stdout.buffer.write(written)
