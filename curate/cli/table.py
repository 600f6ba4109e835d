"""``curate table``."""

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curate.cli.choosing import claim_filter, takes
from curate.cli.files import form_of, replace_file
from curate.cli.layout_options import LayoutOptions, chosen, layout_options
from curate.cli.memory import no_cycle_search
from curate.cli.options import (
    PackOption,
    QuietOption,
    WorkspaceOption,
)
from curate.cli.output import emit, note, terminal_color, terminal_width
from curate.cli.views import CompareOption, View, ViewOption, asked_for, viewed
from curate.cli.wiring import (
    lexicon,
    open_editions,
    open_store,
    provenance,
    tagger_identity,
)
from curate.cli.workspace import Workspace, open_workspace
from curate.core.asked import Asked
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import UsageError
from curate.core.flat import FlatTable
from curate.core.layout import Layout
from curate.core.lexicon import Lexicon
from curate.core.table import EvidenceTable
from curate.workflow import tabulating

if TYPE_CHECKING:
    from curate.core.edition import Edition
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

PICTURES = (".svg", ".png")


@takes(wanted=claim_filter, options=layout_options)
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
    wanted: ClaimFilter,
    options: LayoutOptions,
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

    Mechanisms down, phenomena across, citations in the cells, laid out as table.toml in the
    workspace says, where there is one; options win over it. Only claims that stand
    are in it: no questions, no mere co-occurrence, nothing from a record that was retracted, is a
    notice about another, or was deleted. Corrected papers and those of concern are marked. The
    other views show the same claims another way.
    """
    if form is None and output is not None and output.suffix.lower() in PICTURES:
        raise UsageError("a table is no picture", hint=f"Draw it: curate figure -o {output}")
    written_as = form or (form_of(output, ENDINGS) if output else Format.TEXT)
    space = open_workspace(workspace).using(pack=pack)
    if edition is not None:
        open_editions(space).path(edition)
    with no_cycle_search():
        pack_read = lexicon(space)
        compared = asked_for(pack_read, view, compare)
        layout, taken = chosen(space, pack_read, options, wanted)
        flat = compared is not None or view is not View.MATRIX
        if flat:
            # The other views tell animal and human evidence apart in a way of their own.
            layout = replace(layout, split=False)
        saved = None
        if edition is None:
            sentences = flat or with_sentences(written_as)
            built = build(space, layout, taken, pack=pack_read, sentences=sentences)
        else:
            built, saved = build_edition(space, Asked(layout, taken), edition, pack=pack_read)
        shown = viewed(space, pack_read, built, view, compared)
        written = write(shown, written_as, for_terminal=output is None)
    if saved is not None:
        new = open_editions(space).save(saved)
        note(f"{'Saved' if new else 'Held already'}: the edition {edition}.", quiet=quiet)
    if output is None:
        show(written)
    else:
        replace_file(output, written)
        note(f"Wrote {output}.", quiet=quiet)
    if not built.groups:
        note("No claim stands in this table yet; see: curate status", quiet=quiet)


def build(
    space: Workspace,
    layout: Layout | None = None,
    wanted: ClaimFilter | None = None,
    *,
    pack: Lexicon | None = None,
    sentences: bool = True,
) -> EvidenceTable:
    """
    Return the table of a workspace; ``pack`` is its pack, where it is loaded already.

    Without ``sentences`` citations do not lead to their sentences, and it is made faster.
    """
    asked = Asked(layout or Layout(), wanted or ClaimFilter())
    with open_store(space) as store:
        return _made(store, space, pack or lexicon(space), asked, sentences=sentences)


def build_edition(
    space: Workspace, asked: Asked, name: str = "now", *, pack: Lexicon | None = None
) -> "tuple[EvidenceTable, Edition]":
    """Return the table of a workspace, and an edition of it; ``pack`` as in ``build``."""
    from curate.core.edition import Versions
    from curate.workflow import editions

    pack = pack or lexicon(space)
    with open_store(space) as store:
        built = whole = _made(store, space, pack, asked)
        if asked.layout.split:
            # Split, a citation stands in two columns; an edition holds it once, in its whole cell.
            plain = replace(asked.layout, split=False)
            whole = _made(store, space, pack, Asked(plain, asked.wanted))
        versions = Versions(
            tool=built.provenance.tool,
            pack=f"{pack.name} {pack.version} ({pack.digest[:12]})",
            model=built.provenance.model,
            identity=tagger_identity(space, pack),
        )
        return built, editions.edition(store, whole, name=name, asked=asked, versions=versions)


def _made(
    store: "SqliteStore", space: Workspace, pack: Lexicon, asked: Asked, *, sentences: bool = True
) -> EvidenceTable:
    return tabulating.table(
        store,
        pack,
        identity=tagger_identity(space, pack),
        provenance=provenance(pack, space.settings.model),
        wanted=asked.wanted,
        layout=asked.layout,
        sentences=sentences,
    )


def with_sentences(form: Format) -> bool:
    """Say whether a format holds the sentences that citations stand for."""
    from curate.formats.writers import WITH_SENTENCES

    return form.value in WITH_SENTENCES


def write(built: EvidenceTable | FlatTable, form: Format, *, for_terminal: bool) -> str | bytes:
    """Return the table in its format; on a terminal, as wide as it is and in colour."""
    from curate.formats.writers import flat_writer, writer

    if form is Format.TEXT and for_terminal:
        width, color = terminal_width(), terminal_color()
        if isinstance(built, FlatTable):
            from curate.formats import flat_text

            return flat_text.to_text(built, width=width, color=color)
        from curate.formats import text

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
