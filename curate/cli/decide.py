"""``curate decide``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.options import (
    JsonOption,
    NoteOption,
    PackOption,
    QuietOption,
    ReviewerOption,
    SetOption,
    WorkspaceOption,
)
from curate.cli.output import emit_json, note
from curate.cli.wiring import open_store, review_session
from curate.cli.workspace import open_workspace
from curate.core.act import Act
from curate.core.errors import UsageError
from curate.core.review import REASONS, ReasonCode, Verdict
from curate.workflow.reviewing import Decided

REASON_HELP = "Why: " + "; ".join(f"{code}: {meaning}" for code, meaning in REASONS.items()) + "."


class Judgement(StrEnum):
    """What can be said of a claim that is there."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    UNSURE = "unsure"
    COMMENT = "comment"


ReasonOption = Annotated[
    ReasonCode | None, typer.Option("--reason", help=REASON_HELP, show_choices=False)
]


def decide(
    *,
    claim: Annotated[
        str | None, typer.Argument(metavar="CLAIM", help="A claim's id, or the beginning of it.")
    ] = None,
    judgement: Annotated[
        Judgement | None, typer.Argument(metavar="VERDICT", help=", ".join(Judgement) + ".")
    ] = None,
    reason: ReasonOption = None,
    changes: SetOption = None,
    text: NoteOption = "",
    as_read: Annotated[
        bool,
        typer.Option(
            "--as-read", help="Judge what the tagger says now, not what others made of it."
        ),
    ] = False,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Take many decisions from CSV or JSON Lines, all or none: claim, verdict, "
            "reason, note, and fields to set.",
        ),
    ] = None,
    reviewer: ReviewerOption = None,
    audit: Annotated[
        str | None,
        typer.Option("--audit", metavar="NAME", help="Judge for this audit's sample alone."),
    ] = None,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Judge a claim: accept, reject, correct, unsure or comment.

    A decision is never changed: the latest of each reviewer counts, and "curate undo" takes one
    back. A role that does not follow from effect and basis overrules the inference alone.
    """
    given = Act(
        claim=claim or "",
        verdict=Verdict(judgement or Judgement.ACCEPT),
        reason=reason,
        note=text,
        changes=parse_changes(changes),
        as_read=as_read,
        audit=audit,
    )
    acts = _acts(given, judgement, source)
    space = open_workspace(workspace).using(pack=pack, reviewer=reviewer)
    with open_store(space) as store:
        decided = review_session(space, store).decide_all(acts)
    report(decided, as_json=as_json, quiet=quiet)


def report(decided: list[Decided], *, as_json: bool, quiet: bool) -> None:
    """Say what was kept, a line a decision."""
    from curate.formats.claims import headline

    if as_json:
        emit_json(
            [
                {
                    "decision_id": d.decision.decision_id,
                    "claim_id": d.claim.claim_id if d.claim else d.decision.claim_id,
                    "verdict": d.decision.verdict,
                    "reviewer": d.decision.reviewer,
                    "decided_at": d.decision.decided_at,
                    "state": d.claim.state if d.claim else None,
                    "role": d.claim.inference.role if d.claim else None,
                }
                for d in decided
            ]
        )
        return
    for d in decided:
        claim = d.claim or d.decision.claim
        what = f"{d.decision.verdict} by {d.decision.reviewer}"
        note(f"{claim.claim_id}  {headline(claim)}: {what}; it is {claim.state}.", quiet=quiet)


def parse_changes(given: list[str] | None) -> dict[str, str]:
    """Return ``FIELD=VALUE`` texts as a mapping; raise UsageError."""
    changes: dict[str, str] = {}
    for text in given or ():
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"{text!r} sets nothing", hint="Write it as --set role=inhibits")
        if changes.setdefault(name.strip(), value.strip()) != value.strip():
            raise UsageError(f"{name.strip()} is set twice")
    return changes


def _acts(given: Act, judgement: Judgement | None, source: Path | None) -> list[Act]:
    if source is None:
        if not given.claim or judgement is None:
            raise UsageError(
                "a claim and a verdict are needed",
                hint="Such as: curate decide 3f9a accept; or many: curate decide --from FILE",
            )
        return [given]
    if given.claim:
        raise UsageError("--from takes the claims from the file", hint="Leave CLAIM away")
    from curate.formats.acts import read_acts

    return read_acts(source, as_read=given.as_read, audit=given.audit)
