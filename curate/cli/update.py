"""``curate update``."""

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
from curate.cli.saved import SearchArgument, chosen, drift_fields, drift_lines
from curate.cli.wiring import asking, open_store, saved_searches
from curate.cli.workspace import Workspace, open_workspace
from curate.core.ports import SearchLocks
from curate.workflow import updating
from curate.workflow.gathering import BATCH_SIZE
from curate.workflow.reports import UpdateReport
from curate.workflow.updating import UpdatePlan


def update(
    *,
    search: SearchArgument = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be asked for.")
    ] = False,
    email: EmailOption = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    batch_size: BatchSizeOption = None,
) -> int:
    """Bring saved searches up to date.

    Runs a saved search again, asks for the records that are new to it and for those that entered
    PubMed or were changed there since its last complete run (with a week's overlap), and says
    which are new, changed, gone, retracted or corrected. What PubMed no longer has is marked as
    deleted; nothing is dropped. An update that failed or was broken off leaves the saved search as
    it was, so that the next one covers the same time again.

    The rules of NCBI are in: curate fetch --help
    """
    space = open_workspace(workspace).using(email=email)
    locks = saved_searches(space)
    names = chosen(locks, search)
    if dry_run:
        return _dry_run(space, locks, names, quiet=quiet, as_json=as_json)
    reports: list[UpdateReport] = []
    with open_store(space) as store, shown_progress(quiet=quiet) as progress:
        how = asking(space, progress, batch_size=batch_size)
        for name in names:
            reports.append(updating.update(how, store, locks, name))
            _tell(reports[-1], quiet=quiet)
    code = max(report.exit_code for report in reports)
    if as_json:
        emit_json({"searches": [_fields(report) for report in reports], "exit_code": code})
    if not code and any(report.saved.new or report.saved.changed for report in reports):
        note("Next: curate tag", quiet=quiet)
    return code


def _dry_run(
    space: Workspace, locks: SearchLocks, names: list[str], *, quiet: bool, as_json: bool
) -> int:
    listed = []
    with open_store(space) as store, shown_progress(quiet=quiet) as progress:
        client = asking(space, progress, batch_size=None).source
        for name in names:
            plan = updating.plan_update(client, store, locks.load(name))
            cost = Cost.of(space, len(plan.wanted), batch_size=BATCH_SIZE)
            listed.append({"search": name, **_planned(plan), **cost.fields})
            if not as_json:
                emit("\n".join([*_plan_lines(name, plan), *cost.lines]))
    if as_json:
        emit_json({"searches": listed})
    return 0


def _planned(plan: UpdatePlan) -> dict[str, object]:
    return {
        "query": plan.before.search.query,
        "since": plan.since,
        "count_before": plan.before.search.count,
        "count": plan.listing.count,
        "no_longer_listed": list(plan.unlisted),
    }


def _plan_lines(name: str, plan: UpdatePlan) -> list[str]:
    before = plan.before.search
    return [
        f"Search      {name}: {before.query}",
        f"Hits        {plan.listing.count:,}, and {before.count:,} on {before.searched_at[:10]}",
        f"Changes     looked for from {plan.since} on",
        f"Not listed  {len(plan.unlisted):,} any more",
    ]


def _fields(report: UpdateReport) -> dict[str, object]:
    return {
        "search": report.lock.name,
        "query": report.lock.search.query,
        "searched_before": report.before.search.searched_at,
        "searched_at": report.lock.search.searched_at,
        "since": report.since,
        "count": report.lock.search.count,
        "asked": report.asked,
        "saved": plain(report.saved),
        "drift": drift_fields(report.drift),
        "failures": plain(report.failures),
        "written": report.written,
    }


def _tell(report: UpdateReport, *, quiet: bool) -> None:
    before = report.before.search
    drift = report.drift
    note(
        f"{report.lock.name}: {report.lock.search.count:,} hits now, {before.count:,} on "
        f"{before.searched_at[:10]}; {report.asked:,} records asked for.",
        quiet=quiet,
    )
    for line in drift_lines(drift):
        note(f"  {line}", quiet=quiet)
    if not drift.any:
        note("  Nothing is different.", quiet=quiet)
    list_failures("Failed (the next update asks again)", report.failures)
    if not report.written:
        note(
            f"{report.lock.name} is left as it was: the next update covers the same time again.",
            quiet=quiet,
        )
