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
    """Write every decision down, a file a reviewer, and every audit, ready for git.

    Each decision is written down when it is made; this writes what is not there yet. Lines that a
    file has and the database has not stay: "curate annotations import" reads them.
    """
    space = open_workspace(workspace)
    with open_store(space) as store:
        written = workflow.export_annotations(store, open_journal(space), open_audits(space))
    if as_json:
        emit_json(written.decisions)
    for reviewer, count in written.decisions.items():
        note(
            f"{reviewer}: {count:,} decisions in {open_journal(space).path(reviewer)}", quiet=quiet
        )
    if written.audits:
        note(f"{written.audits:,} audits in {space.annotations}", quiet=quiet)
    if not written.decisions:
        note("Nobody has decided anything yet.", quiet=quiet)


def import_(
    *,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read the decisions and audits of annotations/ into the database.

    Those that are here already change nothing. A merge conflict or a broken line is named with
    its line, and then nothing is taken in.
    """
    space = open_workspace(workspace)
    with open_store(space) as store:
        taken = workflow.import_annotations(store, open_journal(space), open_audits(space))
    kept = taken.decisions
    if as_json:
        emit_json({"new": kept.new, "known": kept.known, "audits": taken.audits})
    note(f"{kept.new:,} new decisions, {kept.known:,} known already.", quiet=quiet)
    if taken.audits:
        note(f"{taken.audits:,} new audits.", quiet=quiet)


app.command("export", epilog="\b\nExamples:\n  curate annotations export")(reports_errors(export))
app.command("import", epilog="\b\nExamples:\n  git pull && curate annotations import")(
    reports_errors(import_)
)
