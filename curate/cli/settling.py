"""Goes through disputes at the terminal, a key each."""

import sys
from typing import Final

import typer

from curate.cli.decide import parse_changes
from curate.cli.output import note, terminal_color, terminal_width
from curate.cli.wiring import open_store, review_session
from curate.cli.workspace import Workspace
from curate.core.act import Act
from curate.core.errors import CurateError, UsageError
from curate.core.review import ReasonCode, Verdict
from curate.workflow import adjudicating
from curate.workflow.adjudicating import Dispute
from curate.workflow.reviewing import ReviewSession

KEYS: Final = (
    "1-9 take that side · a accept as it stands · r reject · c correct · s skip · u undo · q quit"
)
_STOP: Final = frozenset({"\x03", "\x04", "\x1b"})


def settle_at_the_terminal(space: Workspace) -> None:
    """
    Show each dispute and do what its key says; every act is kept at once.

    Raises UsageError where there is no terminal to read keys from.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "there is no terminal to settle disputes at",
            hint="List them with --list, and settle one with: curate adjudicate CLAIM VERDICT",
        )
    with open_store(space) as store:
        session = review_session(space, store)
        waiting = adjudicating.disputes(store)
        if not waiting:
            note("Nobody disputes anything.")
            return
        settled: list[tuple[int, str]] = []
        at = 0
        while at < len(waiting):
            _show(waiting[at], at, len(waiting))
            key = _key()
            if key == "q" or key in _STOP:
                break
            if key == "s":
                at += 1
            elif key != "u":
                if decision_id := _settle(session, waiting[at], key):
                    settled.append((at, decision_id))
                    at += 1
            elif settled:
                at, decision_id = settled.pop()
                session.withdraw(decision_id)
            else:
                note("There is nothing to undo here.")
        left = len(adjudicating.disputes(store))
    note(f"{len(settled):,} settled, {left:,} disputed claims left.")


def _show(dispute: Dispute, at: int, count: int) -> None:
    from curate.formats.disputes import dispute_text

    typer.echo(f"\n{at + 1:,} of {count:,}")
    width, color = terminal_width(), terminal_color()
    block = dispute_text(dispute.claim, dispute.article, dispute.sides, width=width, color=color)
    typer.echo(block, nl=False)
    typer.echo(KEYS)


def _settle(session: ReviewSession, dispute: Dispute, key: str) -> str | None:
    """Do what a key says; return the id of the decision, ``None`` where it settles nothing."""
    try:
        act = _act(dispute, key)
        if act is None:
            return None
        decided = session.decide(act)
    except CurateError as exc:
        note(f"{exc}{f' ({exc.hint})' if exc.hint else ''}")
        return None
    note(f"It is {decided.claim.state if decided.claim else 'gone'}.")
    return decided.decision.decision_id


def _act(dispute: Dispute, key: str) -> Act | None:
    claim_id = dispute.claim.claim_id
    if key == "a":
        return Act(claim=claim_id, verdict=Verdict.ACCEPT, adjudicates=True)
    if key == "r":
        codes = ", ".join(ReasonCode)
        given = typer.prompt(f"Reason ({codes}; empty for none)", default="", show_default=False)
        return Act(claim=claim_id, verdict=Verdict.REJECT, reason=_reason(given), adjudicates=True)
    if key == "c":
        given = typer.prompt(
            "FIELD=VALUE, several with a semicolon", default="", show_default=False
        )
        changes = parse_changes([part for part in given.split(";") if part.strip()])
        return Act(claim=claim_id, verdict=Verdict.CORRECT, changes=changes, adjudicates=True)
    if key.isdecimal() and 1 <= int(key) <= len(dispute.sides):
        return adjudicating.side_act(dispute, dispute.sides[int(key) - 1].reviewer)
    note(f"No key {key!r} here.")
    return None


def _reason(given: str) -> ReasonCode | None:
    if not given.strip():
        return None
    try:
        return ReasonCode(given.strip())
    except ValueError as exc:
        raise UsageError(f"no reason is called {given.strip()!r}") from exc


def _key() -> str:
    """Return the key that is pressed; the end of the input is as good as q."""
    try:
        return typer.getchar().lower()
    except EOFError:
        return "q"
