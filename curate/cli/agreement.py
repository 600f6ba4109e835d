"""``curate agreement``."""

from typing import Annotated

import typer

from curate.cli.options import JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import emit, emit_json, note, terminal_width
from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from curate.workflow import agreeing
from curate.workflow.agreeing import RESAMPLES


def agreement(
    *,
    worklist: Annotated[
        bool,
        typer.Option("--worklist", help="List the sentences that cause most disagreement."),
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="At most so many sentences.")
    ] = 20,
    resamples: Annotated[
        int, typer.Option("--resamples", min=0, metavar="N", help="For the intervals; 0: none.")
    ] = RESAMPLES,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="For the intervals; the same every time.")
    ] = 0,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say how far reviewers and the tagger agree.

    Each reviewer with each other, with the tagger, and all of them, on every claim that somebody
    judged: is there a finding, and among those who hold that there is, its role and its
    certainty. What a reviewer last said counts; unsure is no rating, and a question no finding.
    """
    from curate.formats.agreement import agreement_json, agreement_text, worklist_text

    with open_store(open_workspace(workspace)) as store:
        draws = resamples if as_json or not worklist else 0
        report = agreeing.agreement(store, resamples=draws, seed=seed)
    listed = report.contested[:limit]
    if as_json:
        emit_json(agreement_json(report, worklist=listed if worklist else None))
    elif not worklist:
        emit(agreement_text(report))
    else:
        for block in worklist_text(listed, width=terminal_width()):
            emit(block)
    if worklist:
        shown = f"{len(listed):,} of {len(report.contested):,}"
        note(f"{shown} sentences on which somebody differs.", quiet=quiet)
    elif len(report.judged) < 2:
        note("One reviewer so far; let a second one judge the same claims.", quiet=quiet)
