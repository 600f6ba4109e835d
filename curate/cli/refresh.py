"""``curate refresh``."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from curate.cli.cost import Cost
from curate.cli.options import (
    BatchSizeOption,
    EmailOption,
    JsonOption,
    QuietOption,
    WorkspaceOption,
)
from curate.cli.output import emit, emit_json, list_failures, note, plain
from curate.cli.progress import shown_progress
from curate.cli.saved import pmid_line
from curate.cli.wiring import asking, open_store
from curate.cli.workspace import open_workspace
from curate.core.source_standing import MEANINGS, Standing
from curate.workflow import refreshing
from curate.workflow.gathering import BATCH_SIZE
from curate.workflow.refreshing import RefreshRequest
from curate.workflow.reports import RefreshReport


def refresh(
    *,
    older_than: Annotated[
        int | None,
        typer.Option(
            "--older-than",
            min=0,
            metavar="DAYS",
            help="Only what PubMed was not asked about for so many days.",
        ),
    ] = None,
    with_claims: Annotated[
        bool, typer.Option("--with-claims", help="Only records that gave claims.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be asked for.")
    ] = False,
    email: EmailOption = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    batch_size: BatchSizeOption = None,
) -> int:
    """Ask PubMed again for the records that are here.

    Imported ones too. Says which have changed, which were retracted, corrected or put under
    concern, and which PubMed no longer has: these are marked as deleted, and their claims are
    kept, but count for nothing. A refresh that was broken off goes on when it is run again.

    The rules of NCBI are in: curate fetch --help
    """
    before = None
    if older_than is not None:
        moment = datetime.now(UTC) - timedelta(days=older_than)
        before = moment.isoformat(timespec="seconds")
    request = RefreshRequest(before=before, with_claims=with_claims)
    space = open_workspace(workspace).using(email=email)
    with open_store(space) as store, shown_progress(quiet=quiet) as progress:
        if dry_run:
            count = len(store.held_pmids(before=before, with_claims=with_claims))
            cost = Cost.of(space, count, batch_size=BATCH_SIZE)
            if as_json:
                emit_json(cost.fields)
            else:
                emit("\n".join(cost.lines))
            return 0
        how = asking(space, progress, batch_size=batch_size)
        report = refreshing.refresh(how, store, request)
    if as_json:
        emit_json({**_fields(report), "exit_code": report.exit_code})
    _tell(report, quiet=quiet)
    return report.exit_code


def _fields(report: RefreshReport) -> dict[str, object]:
    fields = plain(report)
    return fields if isinstance(fields, dict) else {}


def _tell(report: RefreshReport, *, quiet: bool) -> None:
    if report.resumed:
        note("A refresh that was broken off was continued.", quiet=quiet)
    note(
        f"{report.asked:,} records asked for, {report.received:,} received: "
        f"{len(report.changed):,} changed, {len(report.deleted):,} deleted at PubMed.",
        quiet=quiet,
    )
    for line in filter(
        None, (pmid_line("Changed", report.changed), pmid_line("Deleted", report.deleted))
    ):
        note(f"  {line}", quiet=quiet)
    for standing in Standing:
        pmids = [p for p, found in report.standings.items() if found is standing]
        if line := pmid_line(standing.capitalize(), pmids):
            note(f"  {line} ({MEANINGS[standing]})", quiet=quiet)
    list_failures("Failed (run it again to ask again)", report.failures)
    if not report.exit_code and report.changed:
        note("Next: curate tag", quiet=quiet)
