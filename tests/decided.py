"""Builds decisions by hand, for the tests of reviewing."""

from datetime import UTC, datetime, timedelta
from typing import Any

from curate.core.claim import Claim
from curate.core.review import Decision, Verdict, stamp
from tests.evidence import PROMOTES

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CLAIM = PROMOTES.claim()


def at(seconds: int) -> str:
    """Return a time so many seconds after the start of the tests' day."""
    return stamp(START + timedelta(seconds=seconds))


def decision(
    verdict: Verdict = Verdict.ACCEPT,
    claim: Claim = CLAIM,
    *,
    reviewer: str = "ann",
    second: int = 0,
    **fields: Any,
) -> Decision:
    """Return a decision of the given second."""
    return Decision(
        reviewer=reviewer, decided_at=at(second), verdict=verdict, claim=claim, **fields
    )


def with_id(claim: Claim, of: Claim) -> Claim:
    """Return the claim under the id of another."""
    return claim.going_by(of.claim_id)
