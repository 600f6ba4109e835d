"""``curate claims``."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

import typer

from curate.cli.choosing import claim_filter, takes
from curate.cli.options import (
    QuietOption,
    StateOption,
    WorkspaceOption,
)
from curate.cli.output import emit, note, terminal_color, terminal_width
from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import UsageError
from curate.core.source_standing import Standing
from curate.workflow import reading
from curate.workflow.reports import ClaimsReport
from curate.workflow.tabulating import invented_notice


@takes(wanted=claim_filter)
def claims(
    *,
    wanted: ClaimFilter,
    standing: Annotated[
        Standing | None,
        typer.Option("--standing", help="What became of the paper."),
    ] = None,
    state: StateOption = None,
    search: Annotated[
        str | None, typer.Option("--search", "-s", metavar="TEXT", help="Words of the sentence.")
    ] = None,
    pmid: Annotated[
        str | None, typer.Option("--pmid", metavar="PMID", help="Claims of one record.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="At most this many.")
    ] = None,
    candidates: Annotated[
        bool, typer.Option("--all", help="Add candidates that only co-occur in a sentence.")
    ] = False,
    excluded: Annotated[
        bool, typer.Option("--excluded", help="Add claims of records that screening excluded.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, a claim a row.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON Lines, an object a claim.")
    ] = False,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the claims, all or those that match.

    They come as people left them: corrected ones corrected, rejected ones not at all, unless
    --state rejected asks for them. Claims of records that PubMed deleted are listed with
    --standing deleted only.
    """
    if as_csv and as_json:
        raise UsageError("--csv and --json exclude each other")
    wanted = replace(
        wanted,
        standing=standing,
        pmid=pmid,
        text=search,
        candidates=candidates,
        excluded=excluded,
        state=state,
        limit=limit,
    )
    with open_store(open_workspace(workspace)) as store:
        report = reading.claims(store, wanted)
    for block in _written(report, as_csv=as_csv, as_json=as_json):
        emit(block)
    if notice := invented_notice(report.articles):
        note(notice, quiet=quiet)
    note(f"{len(report.claims):,} claims in {len(report.articles):,} records.", quiet=quiet)
    return report.exit_code


def _written(report: ClaimsReport, *, as_csv: bool, as_json: bool) -> Iterator[str]:
    from curate.formats.annotations import claim_line
    from curate.formats.claims import claims_csv, claims_text

    if as_json:
        return (claim_line(c, report.standings[c.pmid]) for c in report.claims)
    if as_csv:
        return claims_csv(report.claims, report.articles, report.standings)
    return claims_text(
        report.claims,
        report.articles,
        report.standings,
        width=terminal_width(),
        color=terminal_color(),
    )
