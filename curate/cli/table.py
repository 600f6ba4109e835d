"""``curate table``."""

import dataclasses
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from curate import workflow
from curate.cli.files import form_of, replace_file
from curate.cli.memory import no_cycle_search
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
from curate.cli.wiring import lexicon, open_editions, open_store, provenance, tagger_identity
from curate.cli.workspace import Workspace, open_workspace
from curate.core.claim import Certainty, Origin, SourceKind
from curate.core.edition import Edition, Versions
from curate.core.errors import UsageError
from curate.core.lexicon import Lexicon
from curate.core.ports import ClaimFilter
from curate.core.signs import Role
from curate.core.table import EvidenceTable

if TYPE_CHECKING:
    from curate.store.database import SqliteStore


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


def table(
    *,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to write it; else the ending of -o says."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")
    ] = None,
    mechanism: MechanismOption = None,
    phenomenon: PhenomenonOption = None,
    role: RoleOption = None,
    certainty: CertaintyOption = None,
    origin: OriginOption = None,
    source_kind: SourceKindOption = None,
    reviewed: ReviewedOption = False,
    edition: Annotated[
        str | None,
        typer.Option(
            "--edition",
            metavar="NAME",
            help="Keep the table as it is now under annotations/editions/, for: curate diff",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
) -> None:
    """Print the evidence table.

    Mechanisms down, phenomena across, author-date citations in the cells. Only claims that stand
    are in it: no questions, no mere co-occurrence, nothing from a record that was retracted, is a
    notice about another, or was deleted. Corrected papers and those of concern are marked.
    """
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
    if edition is not None:
        open_editions(space).path(edition)
    with no_cycle_search():
        if edition is None:
            built = build(space, wanted)
        else:
            built, saved = _edition(space, wanted, edition)
        written = write(built, chosen, for_terminal=output is None)
    if edition is not None:
        new = open_editions(space).save(saved)
        note(f"{'Saved' if new else 'Held already'}: the edition {edition}.", quiet=quiet)
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
        return _build(store, space, pack, wanted)


def _build(
    store: "SqliteStore", space: Workspace, pack: Lexicon, wanted: ClaimFilter | None
) -> EvidenceTable:
    return workflow.table(
        store,
        pack,
        identity=tagger_identity(space, pack),
        provenance=provenance(pack, space.settings.model),
        wanted=wanted,
    )


def edition_of_now(space: Workspace, asked: Mapping[str, str]) -> Edition:
    """Return the table as it is now as an edition, asked for as that one was."""
    return _edition(space, _wanted(asked), "now")[1]


def _edition(space: Workspace, wanted: ClaimFilter, name: str) -> tuple[EvidenceTable, Edition]:
    pack = lexicon(space)
    with open_store(space) as store:
        built = _build(store, space, pack, wanted)
        return built, workflow.edition(
            store,
            built,
            name=name,
            asked=_asked(wanted),
            versions=Versions(
                tool=built.provenance.tool,
                pack=f"{pack.name} {pack.version} ({pack.digest[:12]})",
                model=built.provenance.model,
                identity=tagger_identity(space, pack),
            ),
        )


def _asked(wanted: ClaimFilter) -> dict[str, str]:
    """Return what a filter asks for, by the name of its field."""
    fields = dataclasses.asdict(wanted)
    return {name: str(value) for name, value in fields.items() if value not in {None, False}}


def _wanted(asked: Mapping[str, str]) -> ClaimFilter:
    kinds = {"role": Role, "certainty": Certainty, "origin": Origin, "source_kind": SourceKind}
    fields: dict[str, Any] = dict(asked)
    fields |= {name: kind(asked[name]) for name, kind in kinds.items() if name in asked}
    return ClaimFilter(**fields | dict.fromkeys({"reviewed"} & asked.keys(), True))


def write(built: EvidenceTable, form: Format, *, for_terminal: bool) -> str | bytes:
    """Return the table in its format; on a terminal, as wide as it is and in colour."""
    from curate.formats.text import to_text
    from curate.formats.writers import writer

    if form is Format.TEXT and for_terminal:
        return to_text(built, width=terminal_width(), color=terminal_color())
    return writer(form.value)(built)


def show(written: str | bytes) -> None:
    """Write a table to stdout; raise UsageError for bytes on a terminal."""
    if isinstance(written, str):
        emit(written)
        return
    if sys.stdout.isatty():
        raise UsageError("this format is no text", hint="Name a file for it: -o table.docx")
    sys.stdout.buffer.write(written)
