"""``curate import``."""

from pathlib import Path
from typing import Annotated

import typer

from curate import workflow
from curate.cli.errors import complain
from curate.cli.options import BatchSizeOption, JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import emit_json, list_failures, note, plain
from curate.cli.progress import shown_progress
from curate.cli.wiring import file_reader, open_archive, open_store
from curate.cli.workspace import open_workspace
from curate.workflow import FileReport, ImportReport
from curate.workflow.importing import BATCH_SIZE


def import_(
    *,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="PubMed XML: .xml, or .xml.gz as NLM ships it."),
    ],
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    batch_size: BatchSizeOption = None,
) -> int:
    """Import PubMed XML files from disk.

    EFetch output, and the baseline and update files of NLM, compressed or not. A copy of each
    file is kept in corpus/.
    """
    space = open_workspace(workspace)
    with open_store(space) as store, shown_progress(quiet=quiet) as progress:
        report = workflow.import_files(
            files,
            store=store,
            archive=open_archive(space),
            open_records=file_reader(),
            progress=progress,
            batch_size=batch_size or BATCH_SIZE,
        )
    if as_json:
        emit_json({"files": plain(report.files), "exit_code": report.exit_code})
    tell_import(report, quiet=quiet)
    if not report.exit_code:
        note("Next: curate tag", quiet=quiet)
    return report.exit_code


def tell_import(report: ImportReport, *, quiet: bool) -> None:
    """Say on stderr what became of each file; errors and unreadable records always."""
    for file in report.files:
        if file.error is not None:
            complain(file.error, hint=file.hint, code=report.exit_code)
        if file.error is None or file.records:
            note(f"{Path(file.path).name}: {_counts(file)}", quiet=quiet)
        list_failures(f"{Path(file.path).name}: records that can't be read", file.failures)


def _counts(file: FileReport) -> str:
    saved = file.saved
    counts = {
        "new": saved.new,
        "changed": saved.changed,
        "unchanged": saved.unchanged,
        "older than what is here": saved.older,
    }
    parts = [f"{count:,} {what}" for what, count in counts.items() if count]
    text = f"{file.records:,} records" + (f" ({', '.join(parts)})" if parts else "")
    return text + (f", {saved.deleted:,} marked as deleted" if saved.deleted else "")
