"""``curate cite``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curate.cli.choosing import claim_filter, takes
from curate.cli.files import check_place, form_of, replace_file
from curate.cli.layout_options import LayoutOptions, chosen, layout_options
from curate.cli.options import (
    QuietOption,
    WorkspaceOption,
)
from curate.cli.output import emit, note
from curate.cli.wiring import lexicon, open_store
from curate.cli.workspace import Workspace, open_workspace
from curate.core.bibliography import Entry
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import UsageError
from curate.core.layout import CiteStyle
from curate.core.source_standing import Standing
from curate.workflow import citing
from curate.workflow.tabulating import invented_notice

if TYPE_CHECKING:
    from curate.store.database import SqliteStore


class Format(StrEnum):
    """How references can be written."""

    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    RIS = "ris"
    NBIB = "nbib"
    APA = "apa"
    VANCOUVER = "vancouver"


class PandocFormat(StrEnum):
    """What pandoc writes a styled list in."""

    PLAIN = "plain"
    MARKDOWN = "gfm"
    HTML = "html"
    WORD = "docx"
    WRITER = "odt"
    RICH = "rtf"
    LATEX = "latex"


ENDINGS = {
    ".json": Format.CSL_JSON,
    ".bib": Format.BIBTEX,
    ".ris": Format.RIS,
    ".nbib": Format.NBIB,
    ".txt": Format.APA,
}
STYLED_ENDINGS = {
    ".txt": PandocFormat.PLAIN,
    ".md": PandocFormat.MARKDOWN,
    ".html": PandocFormat.HTML,
    ".docx": PandocFormat.WORD,
    ".odt": PandocFormat.WRITER,
    ".rtf": PandocFormat.RICH,
    ".tex": PandocFormat.LATEX,
}


CITED_BY = {Format.APA: CiteStyle.AUTHOR_DATE, Format.VANCOUVER: CiteStyle.NUMBERS}
"""How a text cites from a list of this style, and so the order of the list."""


@takes(wanted=claim_filter, options=layout_options)
def cite(
    *,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to write them; else the ending of -o says."),
    ] = None,
    csl: Annotated[
        Path | None,
        typer.Option(
            "--csl",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="A CSL style, by pandoc; -o ends in .txt, .md, .html, .docx, .odt, .rtf or .tex.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")
    ] = None,
    pmid: Annotated[
        list[str] | None,
        typer.Option("--pmid", metavar="PMID", help="Cite this record. May be repeated."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Cite every record here.")] = False,
    wanted: ClaimFilter,
    options: LayoutOptions,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write references for a manuscript or a reference manager.

    They are those of the evidence table, laid out as it is, with its labels and its letters: what
    a cell calls "Mao et al., 2002a" has the key Mao-et-al-2002a. Vancouver lists have the order
    and the numbers of "curate table --cite numbers". With --pmid or --all, those of the
    records. Retracted ones are marked.
    """
    asked = wanted != ClaimFilter() or options != layout_options()
    if [bool(pmid), everything, asked].count(True) > 1:
        raise UsageError(
            "--pmid, --all and a choice of claims exclude each other",
            hint="The choice of claims is for the references of the table",
        )
    if csl:
        write = _styled(csl, form, output)
    else:
        form = form or (form_of(output, ENDINGS) if output else Format.APA)
        write = _written(form)
    if output is not None:
        check_place(output)
    space = open_workspace(workspace)
    with open_store(space) as store:
        if everything:
            entries = citing.cite_all(store)
        elif pmid:
            entries = _records(store, pmid)
        else:
            entries = _of_table(store, space, form, options, wanted)
    content = write(entries)
    if output is not None:
        replace_file(output, content)
        note(f"Wrote {output}.", quiet=quiet)
    elif content:
        emit(str(content))
    _tell(entries, quiet=quiet)


def _written(form: Format) -> Callable[[tuple[Entry, ...]], str | bytes]:
    def write(entries: tuple[Entry, ...]) -> str:
        from curate.formats.bibliographies import BIBLIOGRAPHY_WRITERS

        return BIBLIOGRAPHY_WRITERS[form.value](entries)

    return write


def _styled(
    csl: Path, form: Format | None, output: Path | None
) -> Callable[[tuple[Entry, ...]], str | bytes]:
    if form is not None:
        raise UsageError(
            "--csl and --format exclude each other",
            hint="With --csl, the ending of -o says what the list is written in",
        )
    to = form_of(output, STYLED_ENDINGS, option=None) if output else PandocFormat.PLAIN
    from curate.formats.pandoc import check_style, format_with_style

    check_style(csl)

    def write(entries: tuple[Entry, ...]) -> str | bytes:
        listed = format_with_style(entries, csl, to=to.value)
        return listed if output else listed.decode()

    return write


def _of_table(
    store: SqliteStore,
    space: Workspace,
    form: Format | None,
    options: LayoutOptions,
    wanted: ClaimFilter,
) -> tuple[Entry, ...]:
    """Return the table's references, in the order of the style that they are written in."""
    pack = lexicon(space)
    layout, filtered = chosen(space, pack, options, wanted)
    if form in CITED_BY and options.cite is None:
        layout = replace(layout, cite=CITED_BY[form])
    return citing.cite_table(store, pack, filtered, layout)


def _records(store: SqliteStore, pmids: list[str]) -> tuple[Entry, ...]:
    from curate.pubmed.query import parse_pmids

    return citing.cite_records(store, parse_pmids(pmids))


def _tell(entries: tuple[Entry, ...], *, quiet: bool) -> None:
    if notice := invented_notice(entry.article.pmid for entry in entries):
        note(notice, quiet=quiet)
    if not entries:
        note("There is nothing to cite yet; see: curate status", quiet=quiet)
        return
    retracted = sum(entry.reference.standing is Standing.RETRACTED for entry in entries)
    marked = f", {retracted:,} of them retracted and marked so" if retracted else ""
    note(f"{len(entries):,} reference{'s' if len(entries) > 1 else ''}{marked}.", quiet=quiet)
