"""Judges the claims of a workspace as several reviewers would, for the tests of commands."""

from collections.abc import Mapping
from pathlib import Path

from curate.cli.wiring import lexicon, open_store
from curate.cli.workspace import open_workspace
from curate.core.act import Act
from curate.core.claim import Claim
from curate.core.claim_filter import ClaimFilter
from curate.core.review import ReasonCode, Verdict
from curate.formats.journal import FileJournal
from curate.workflow.reviewing import ReviewSession

ACTS: Mapping[str, Mapping[str, object]] = {
    "y": {"verdict": Verdict.ACCEPT},
    "n": {"verdict": Verdict.REJECT, "reason": ReasonCode.NO_RELATION},
    "?": {"verdict": Verdict.UNSURE},
    "~": {"verdict": Verdict.CORRECT, "changes": {"effect": "involved"}},
}
"""What a letter stands for; a period is a claim that is passed over."""


def findings(root: Path) -> list[Claim]:
    """Return the claims that the tagger shows as findings, in reading order."""
    with open_store(open_workspace(root)) as store:
        claims = store.claims(ClaimFilter(as_read=True))
        return [claim for claim in claims if claim.counts]


def judge(root: Path, reviewer: str, letters: str, claims: list[Claim], **fields: object) -> None:
    """Judge these claims one after another, a letter each."""
    space = open_workspace(root)
    with open_store(space) as store:
        session = ReviewSession(
            store, lexicon(space), FileJournal(space.annotations), reviewer=reviewer
        )
        for claim, letter in zip(claims, letters, strict=False):
            if letter != ".":
                values = {"as_read": True, **ACTS[letter], **fields}
                session.decide(Act(claim=claim.claim_id, **values))  # type: ignore[arg-type]
