"""``curate undo``."""

from typing import Annotated

import typer

from curate.cli.decide import report
from curate.cli.options import JsonOption, QuietOption, ReviewerOption, WorkspaceOption
from curate.cli.wiring import open_store, review_session
from curate.cli.workspace import open_workspace


def undo(
    *,
    decision: Annotated[
        str | None,
        typer.Argument(
            metavar="DECISION", help="A decision's id, or the beginning of it; else the last one."
        ),
    ] = None,
    reviewer: ReviewerOption = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take back a decision of your own.

    It stays on record, with the withdrawal beside it; undoing again takes back the one before.
    """
    space = open_workspace(workspace).using(reviewer=reviewer)
    with open_store(space) as store:
        decided = review_session(space, store).withdraw(decision)
    report([decided], as_json=as_json, quiet=quiet)
