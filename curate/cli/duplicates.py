"""``curate duplicates``."""

from pathlib import Path
from typing import Annotated

import typer

from curate.cli.options import JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import emit, emit_json, note, plain
from curate.cli.wiring import citations_in, open_store
from curate.cli.workspace import open_workspace
from curate.workflow import duplicates as duplicates_step
from curate.workflow.duplicates import DuplicatesReport

SHOWN_PAIRS = 100


def duplicates(
    *,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...", help="RIS, MEDLINE text or reference lists to compare, too."
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> int:
    """List records that may be one work.

    The same PMID from several searches and files is one record from the start. This lists pairs
    under different PMIDs, or in FILE, that share a DOI, or a title and a first author in the same
    year or the next. What is the same and what differs is told for each pair; nothing is merged.

    DOIs are compared without case and resolver, titles without case, accents, punctuation and
    mark-up, Greek letters spelled out. Titles of less than three words are not compared.
    """
    from curate.formats.duplicates import duplicates_text

    brought = [(path.name, citations_in(path)) for path in files or []]
    with open_store(open_workspace(workspace)) as store:
        report = duplicates_step.duplicates(store, brought)
    if as_json:
        emit_json(_as_json(report))
    elif report.pairs:
        emit(duplicates_text(report.pairs, report.links, most=SHOWN_PAIRS))
    files_too = f" and {report.from_files:,} entries of files" if files else ""
    note(
        f"{report.records:,} records{files_too} compared: {len(report.pairs):,} pairs may be one "
        f"work. Of {report.listed:,} PMIDs in searches {report.listed_again:,} are in more than "
        "one, and kept once.",
        quiet=quiet,
    )
    return report.exit_code


def _as_json(report: DuplicatesReport) -> dict[str, object]:
    return {
        "records": report.records,
        "from_files": report.from_files,
        "listed_by_searches": report.listed,
        "listed_by_several_searches": report.listed_again,
        "pairs": [
            {
                "first": plain(pair.first),
                "second": plain(pair.second),
                "same": list(pair.same),
                "differs": list(pair.differs),
                "links": list(report.links.get((pair.first.name, pair.second.name), ())),
            }
            for pair in report.pairs
        ],
    }
