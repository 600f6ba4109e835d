"""``curate verify``."""

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
from curate.cli.output import emit, emit_json, list_failures, plain
from curate.cli.progress import shown_progress
from curate.cli.saved import SearchArgument, chosen, drift_fields, drift_lines
from curate.cli.wiring import asking, saved_searches
from curate.cli.workspace import open_workspace
from curate.workflow import verifying
from curate.workflow.gathering import BATCH_SIZE
from curate.workflow.reports import VerifyReport


def verify(
    *,
    search: SearchArgument = None,
    listing_only: Annotated[
        bool,
        typer.Option("--listing-only", help="Compare what is listed, and no records."),
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
    """Repeat saved searches and say what has drifted.

    Asks PubMed again what a saved search asked, fetches its records, keeps nothing, and compares:
    how PubMed reads the query, which records are new, gone or changed, and which were retracted,
    corrected or put under concern since. Needs the saved search only, no database. Exit code 7
    says that something is different.

    The rules of NCBI are in: curate fetch --help
    """
    space = open_workspace(workspace).using(email=email)
    locks = saved_searches(space)
    names = chosen(locks, search)
    if dry_run:
        costs = {}
        for name in names:
            count = len(locks.load(name).search.pmids)
            wanted = 0 if listing_only else count
            costs[name] = Cost.of(space, wanted, batch_size=BATCH_SIZE, listed=count)
        if as_json:
            emit_json({"searches": [{"search": n, **c.fields} for n, c in costs.items()]})
        else:
            for name, cost in costs.items():
                emit("\n".join([f"Search      {name}", *cost.lines]))
        return 0
    reports: list[VerifyReport] = []
    with shown_progress(quiet=quiet) as progress:
        how = asking(space, progress, batch_size=batch_size, keep=False)
        for name in names:
            report = verifying.verify(how, locks, name, records=not listing_only)
            reports.append(report)
            if not as_json:
                emit("\n".join(_lines(report)))
            list_failures("Not compared", report.failures)
    code = max(report.exit_code for report in reports)
    if as_json:
        emit_json({"searches": [_fields(report) for report in reports], "exit_code": code})
    return code


def _lines(report: VerifyReport) -> list[str]:
    before, now = report.before.search, report.lock.search
    lines = [
        f"{report.before.name}: {now.count:,} hits now, {before.count:,} on "
        f"{before.searched_at[:10]}"
    ]
    different = [f"  {line}" for line in drift_lines(report.drift)]
    return [*lines, *(different or ["  Nothing has drifted."])]


def _fields(report: VerifyReport) -> dict[str, object]:
    return {
        "search": report.before.name,
        "query": report.before.search.query,
        "searched_before": report.before.search.searched_at,
        "searched_at": report.lock.search.searched_at,
        "count_before": report.before.search.count,
        "count": report.lock.search.count,
        "warnings": list(report.lock.search.warnings),
        "drift": drift_fields(report.drift),
        "failures": plain(report.failures),
    }
