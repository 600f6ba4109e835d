"""``curate review``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from curate.cli.choosing import claim_filter, takes
from curate.cli.options import (
    PackOption,
    QuietOption,
    ReviewerOption,
    StateOption,
    WorkspaceOption,
)
from curate.cli.output import note
from curate.cli.wiring import lexicon, open_store, review_session
from curate.cli.workspace import open_workspace
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import UsageError
from curate.core.queue import Choice, Order
from curate.workflow import auditing

if TYPE_CHECKING:
    from curate.core.lexicon import Lexicon
    from curate.workflow.desk import ReviewDesk

NO_TERMINAL = "For scripts: curate decide CLAIM accept|reject|correct|unsure, or --from FILE"
INSTALL = "For the full screen install Textual: pip install 'curate[review]'"


@takes(wanted=claim_filter)
def review(
    *,
    only: Annotated[
        Choice,
        typer.Option(
            "--only",
            help="todo: not judged by you, or read otherwise since; new: by nobody; again: "
            "disputed, unsure, or read otherwise since; mine: judged by you; all.",
        ),
    ] = Choice.TODO,
    order: Annotated[
        Order,
        typer.Option(
            "--order",
            help="confidence: least sure first; cell: cell by cell of the table; disagreement: "
            "what people or papers differ on first; random; record: as they stand in the "
            "records.",
        ),
    ] = Order.CONFIDENCE,
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="For --order random: another shuffle.")
    ] = 0,
    blind: Annotated[
        bool,
        typer.Option("--blind", help="Hide what others decided, and judge what the tagger says."),
    ] = False,
    audit: Annotated[
        str | None,
        typer.Option(
            "--audit",
            metavar="NAME",
            help="Judge the sample of this audit, blind, in the order drawn.",
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Ask line by line, without the full screen.")
    ] = False,
    wanted: ClaimFilter,
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
    reviewer: ReviewerOption = None,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
) -> None:
    """Judge claims one by one in the terminal.

    Each decision is kept before the next claim is shown: stop at any time, and the same command
    goes on. Press h for the keys.
    """
    _check_terminal()
    from curate.workflow.desk import ReviewDesk
    from curate.workflow.queueing import Plan

    plan = Plan(
        wanted=replace(
            wanted,
            pmid=pmid,
            text=search,
            candidates=candidates,
            state=state,
            limit=limit,
        ),
        choice=only,
        order=order,
        seed=seed,
        reverse=reverse,
        blind=blind,
    )
    if audit is not None and plan != Plan(blind=blind):
        raise UsageError(
            "an audit's sample is as it was drawn", hint="Leave filters and orders away"
        )
    space = open_workspace(workspace).using(pack=pack, reviewer=reviewer)
    with open_store(space) as store:
        session = review_session(space, store)
        if audit is not None:
            left = auditing.to_audit(store, audit, session.reviewer)
            plan = Plan(audit=audit, sample=tuple(claim.claim_id for claim in left))
        desk = ReviewDesk(store, session, plan)
        if not desk.total:
            note(_nothing(only), quiet=quiet)
            return
        _sit_down(desk, lexicon(space), plain=plain, quiet=quiet)
        from curate.cli.reviewing.words import summary

        note(summary(desk), quiet=quiet)
        if desk.left:
            note("The same command goes on.", quiet=quiet)


def _check_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "a review needs a terminal to show claims and read keys", hint=NO_TERMINAL
        )


def _sit_down(desk: ReviewDesk, pack: Lexicon, *, plain: bool, quiet: bool) -> None:
    if not plain and find_spec("textual") is None:
        note(INSTALL, quiet=quiet)
        plain = True
    # Textual draws on stderr, and needs a terminal that can do more than print.
    if plain or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        from curate.cli.reviewing.prompt import run_prompt

        run_prompt(desk, pack)
    else:
        from curate.cli.reviewing.screen import ReviewApp

        ReviewApp(desk, pack).run()


def _nothing(only: Choice) -> str:
    if only is Choice.TODO:
        return "Nothing left to review: you have judged every claim that matches."
    return "Nothing to review: no claim matches."
