"""``curate adjudicate``."""

from enum import StrEnum
from typing import Annotated

import typer

from curate.cli.decide import ReasonOption, parse_changes, report
from curate.cli.options import (
    JsonOption,
    NoteOption,
    PackOption,
    QuietOption,
    ReviewerOption,
    SetOption,
    WorkspaceOption,
)
from curate.cli.output import emit, emit_json, note, terminal_color, terminal_width
from curate.cli.settling import settle_at_the_terminal
from curate.cli.wiring import open_store, review_session
from curate.cli.workspace import Workspace, open_workspace
from curate.core.act import Act
from curate.core.errors import UsageError
from curate.core.review import Verdict
from curate.workflow import adjudicating


class Settlement(StrEnum):
    """How a dispute can be settled."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"


def adjudicate(
    *,
    claim: Annotated[
        str | None, typer.Argument(metavar="CLAIM", help="A claim's id, or the beginning of it.")
    ] = None,
    settlement: Annotated[
        Settlement | None, typer.Argument(metavar="VERDICT", help=", ".join(Settlement) + ".")
    ] = None,
    side: Annotated[
        str | None,
        typer.Option("--side", metavar="NAME", help="Settle it as this reviewer has it."),
    ] = None,
    reason: ReasonOption = None,
    changes: SetOption = None,
    text: NoteOption = "",
    listing: Annotated[
        bool, typer.Option("--list", help="List the disputed claims, and what each side says.")
    ] = False,
    reviewer: ReviewerOption = None,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Settle the claims on which reviewers differ.

    Without a claim it goes through all of them at the terminal, a key each. Both sides stay on
    record, with the settlement and who made it beside them.
    """
    space = open_workspace(workspace).using(pack=pack, reviewer=reviewer)
    if listing:
        if claim is not None:
            raise UsageError("--list lists all disputes", hint="Leave CLAIM away")
        _list(space, as_json=as_json, quiet=quiet)
        return
    if claim is None:
        if side is not None or settlement is not None:
            raise UsageError("which claim?", hint="Such as: curate adjudicate 3f9a accept")
        settle_at_the_terminal(space)
        return
    if (side is None) == (settlement is None):
        raise UsageError(
            "a verdict or a side is needed, and not both",
            hint="Such as: curate adjudicate 3f9a accept; or: curate adjudicate 3f9a --side ann",
        )
    with open_store(space) as store:
        session = review_session(space, store)
        found = adjudicating.dispute(store, claim)
        if side is not None:
            if reason is not None or changes:
                raise UsageError(
                    "--side takes over what that reviewer said",
                    hint="Leave --reason and --set away",
                )
            act = adjudicating.side_act(found, side, note=text)
        else:
            act = Act(
                claim=found.claim.claim_id,
                verdict=Verdict(settlement or Settlement.ACCEPT),
                reason=reason,
                note=text,
                changes=parse_changes(changes),
                adjudicates=True,
            )
        decided = session.decide(act)
    report([decided], as_json=as_json, quiet=quiet)


def _list(space: Workspace, *, as_json: bool, quiet: bool) -> None:
    from curate.formats.disputes import dispute_json, dispute_text

    with open_store(space) as store:
        found = adjudicating.disputes(store)
    if as_json:
        emit_json([dispute_json(d.claim, d.sides) for d in found])
    else:
        width, color = terminal_width(), terminal_color()
        for d in found:
            emit(dispute_text(d.claim, d.article, d.sides, width=width, color=color))
    note(f"{len(found):,} disputed claims.", quiet=quiet)
