"""``curate tag``."""

from curate.cli.options import (
    BatchSizeOption,
    JsonOption,
    PackOption,
    QuietOption,
    WorkspaceOption,
)
from curate.cli.output import emit_json, note
from curate.cli.progress import shown_progress
from curate.cli.wiring import open_store, tagger
from curate.cli.workspace import open_workspace
from curate.core.claim import Attachment
from curate.workflow import tagging
from curate.workflow.reports import TagReport
from curate.workflow.tagging import BATCH_SIZE

COUNTED = ("identity", "read", "sentences", "claims", "candidates")


def tag(
    *,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    batch_size: BatchSizeOption = None,
) -> int:
    """Find claims in the records not read yet.

    A record is read again when it has changed, and when the pack, the model or the tagger has.
    People's decisions stay; what became of them is told.
    """
    space = open_workspace(workspace).using(pack=pack)
    with open_store(space) as store:
        reader = tagger(space)
        with shown_progress(quiet=quiet) as progress:
            report = tagging.tag(
                reader, store, progress=progress, batch_size=batch_size or BATCH_SIZE
            )
    if as_json:
        from curate.formats.retag import retag_records

        emit_json(
            {
                **{name: getattr(report, name) for name in COUNTED},
                "decisions": report.decisions,
                "reattached": list(retag_records(report.reattached)),
            }
        )
    tell_tag(report, quiet=quiet)
    if report.claims:
        note("Next: curate table, curate claims, or curate review", quiet=quiet)
    return report.exit_code


def tell_tag(report: TagReport, *, quiet: bool) -> None:
    """Say on stderr what was read."""
    if not report.read:
        note("Nothing to tag: this tagger has read every record that is here.", quiet=quiet)
        return
    note(
        f"{report.read:,} records read, {report.sentences:,} sentences: {report.claims:,} claims "
        f"and {report.candidates:,} candidates that only co-occur.",
        quiet=quiet,
    )
    if report.reattached:
        from curate.formats.retag import retag_text

        note(f"Decisions on these records, {len(report.reattached):,} in all:", quiet=quiet)
        for line in retag_text(report.reattached):
            note(line, quiet=quiet)
        if any(r.after.attachment is Attachment.CHANGED for r in report.reattached):
            note("Look again at what changed: curate review --only again", quiet=quiet)
