"""``curate annotations export`` and ``curate annotations import``."""

import typer

from curate import workflow
from curate.cli.errors import reports_errors
from curate.cli.options import JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import emit_json, note
from curate.cli.wiring import open_audits, open_journal, open_store
from curate.cli.workspace import open_workspace

app = typer.Typer(
    name="annotations",
    help="Write decisions down under annotations/, and read them back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def export(
    *,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write decisions, screenings and audits down, ready for git.

    Each is written down when it is made; this writes what is not there yet. Lines that a
    file has and the database has not stay: "curate annotations import" reads them.
    """
    space = open_workspace(workspace)
    with open_store(space) as store:
        written = workflow.export_annotations(store, open_journal(space), open_audits(space))
    if as_json:
        emit_json(written.acts)
    for reviewer, count in written.acts.items():
        note(f"{reviewer}: {count:,} lines in {open_journal(space).path(reviewer)}", quiet=quiet)
    if written.audits:
        note(f"{written.audits:,} audits in {space.annotations}", quiet=quiet)
    if not written.acts:
        note("Nobody has decided anything yet.", quiet=quiet)


def import_(
    *,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read decisions, screenings and audits of annotations/ into the database.

    Those that are here already change nothing. A merge conflict or a broken line is named with
    its line, and then nothing is taken in.
    """
    space = open_workspace(workspace)
    with open_store(space) as store:
        taken = workflow.import_annotations(store, open_journal(space), open_audits(space))
    if as_json:
        emit_json(taken)
    for what, counts in (("decisions", taken.decisions), ("screenings", taken.screenings)):
        if counts.new or counts.known or what == "decisions":
            note(f"{counts.new:,} new {what}, {counts.known:,} known already.", quiet=quiet)
    if taken.audits:
        note(f"{taken.audits:,} new audits.", quiet=quiet)


app.command("export", epilog="\b\nExamples:\n  curate annotations export")(reports_errors(export))
app.command("import", epilog="\b\nExamples:\n  git pull && curate annotations import")(
    reports_errors(import_)
)
