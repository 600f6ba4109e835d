"""``curate annotations export`` and ``curate annotations import``."""

import typer

from curate.cli.errors import reports_errors
from curate.cli.options import JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import emit_json, note
from curate.cli.wiring import open_journal, open_store
from curate.cli.workspace import open_workspace
from curate.workflow.journaling import export_journal, import_journal

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
    """Write every decision and screening down, a file a reviewer, ready for git.

    Each is written down when it is made; this writes what is not there yet. Lines that a
    file has and the database has not stay: "curate annotations import" reads them.
    """
    space = open_workspace(workspace)
    with open_store(space) as store:
        counts = export_journal(store, open_journal(space))
    if as_json:
        emit_json(counts)
    for reviewer, count in counts.items():
        note(f"{reviewer}: {count:,} lines in {open_journal(space).path(reviewer)}", quiet=quiet)
    if not counts:
        note("Nobody has decided anything yet.", quiet=quiet)


def import_(
    *,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read the decisions and screenings of annotations/ into the database.

    Those that are here already change nothing. A merge conflict or a broken line is named with
    its line, and then nothing is taken in.
    """
    space = open_workspace(workspace)
    with open_store(space) as store:
        kept = import_journal(store, open_journal(space))
    if as_json:
        emit_json(kept)
    for what, counts in (("decisions", kept.decisions), ("screenings", kept.screenings)):
        if counts.new or counts.known or what == "decisions":
            note(f"{counts.new:,} new {what}, {counts.known:,} known already.", quiet=quiet)


app.command("export", epilog="\b\nExamples:\n  curate annotations export")(reports_errors(export))
app.command("import", epilog="\b\nExamples:\n  git pull && curate annotations import")(
    reports_errors(import_)
)
