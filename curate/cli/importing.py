"""``curate import``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.errors import complain
from curate.cli.options import BatchSizeOption, JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import SHOWN_FAILURES, emit_json, list_failures, note, plain
from curate.cli.progress import shown_progress
from curate.cli.wiring import file_reader, list_folder, open_archive, open_store
from curate.cli.workspace import open_workspace
from curate.workflow import importing
from curate.workflow.importing import BATCH_SIZE
from curate.workflow.progress import Progress
from curate.workflow.reports import FileReport, ImportReport


def import_(
    *,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE|DIR...", help="Files of records, or folders with such files in them."
        ),
    ],
    again: Annotated[
        bool, typer.Option("--again", help="Read files once more that were imported before.")
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="The encoding of .nbib and RIS files."),
    ] = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    batch_size: BatchSizeOption = None,
) -> int:
    """Import files of records from disk.

    PubMed XML (EFetch output, and the baseline and update files of NLM), MEDLINE text (.nbib)
    and RIS, compressed or not. A copy of each file is kept in corpus/.

    A folder's files are imported in the order of their numbers, so that of NLM's the baseline
    comes first. Where FILE.md5 lies beside a file, the two must agree, or nothing of it is
    imported. A file that was imported to its end is not read again: run the same command to go
    on where it was broken off.

    Records that NLM deleted are marked and kept. One from XML is never replaced by one from
    MEDLINE text or RIS, which say less. Records without a PMID are listed, and can be looked up
    with curate fetch --citations FILE.
    """
    space = open_workspace(workspace)
    with open_store(space) as store, shown_progress(quiet=quiet) as progress:
        paths, others = _listed(files, progress)
        report = importing.import_files(
            paths,
            store=store,
            archive=open_archive(space),
            files=file_reader(encoding=encoding, notify=progress.note, again=again),
            progress=progress,
            batch_size=batch_size or BATCH_SIZE,
        )
    if as_json:
        emit_json(
            {
                "files": plain(report.files),
                "other_files": [str(path) for path in others],
                "exit_code": report.exit_code,
            }
        )
    tell_import(report, quiet=quiet)
    _tell_others(others, quiet=quiet)
    if not report.exit_code:
        note("Next: curate tag", quiet=quiet)
    return report.exit_code


def _listed(given: Sequence[Path], progress: Progress) -> tuple[list[Path], list[Path]]:
    """Return the files to import, folders opened, and the other files in these folders."""
    files: list[Path] = []
    others: list[Path] = []
    for path in given:
        if not path.is_dir():
            files.append(path)
            continue
        folder = list_folder(path)
        files += folder.files
        others += folder.others
        for text in folder.notes:
            progress.note(text)
    return list(dict.fromkeys(files)), others


def tell_import(report: ImportReport, *, quiet: bool) -> None:
    """Say on stderr what became of each file; errors and records left out always."""
    for file in report.files:
        name = Path(file.path).name
        if file.error is not None:
            complain(file.error, hint=file.hint, code=report.exit_code)
        if not file.skipped and (file.error is None or file.records):
            note(f"{name}: {_counts(file)}", quiet=quiet)
        list_failures(f"{name}: records that could not be imported", file.failures)
        if file.failures and file.hint and file.error is None:
            note(f"Hint: {file.hint}")
    skipped = [Path(file.path).name for file in report.files if file.skipped]
    if skipped:
        what = skipped[0] if len(skipped) == 1 else f"{len(skipped):,} files"
        note(f"{what}: imported before, not read again (--again does)", quiet=quiet)


def _tell_others(others: Sequence[Path], *, quiet: bool) -> None:
    if others:
        shown = ", ".join(path.name for path in others[:SHOWN_FAILURES])
        more = f" and {len(others) - SHOWN_FAILURES:,} more" * (len(others) > SHOWN_FAILURES)
        note(f"Not imported, for they are no files of records: {shown}{more}", quiet=quiet)


def _counts(file: FileReport) -> str:
    saved = file.saved
    counts = {
        "new": saved.new,
        "changed": saved.changed,
        "unchanged": saved.unchanged,
        "older than what is here": saved.older,
        "here in a fuller form": saved.fuller,
    }
    parts = [f"{count:,} {what}" for what, count in counts.items() if count]
    text = f"{file.records:,} records" + (f" ({', '.join(parts)})" if parts else "")
    return text + (f", {saved.deleted:,} marked as deleted" if saved.deleted else "")
