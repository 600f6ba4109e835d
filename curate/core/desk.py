"""A desk where reviewers judge who do not sit at the terminal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from curate.core.act import Act
from curate.core.claim import State
from curate.core.queue import Item
from curate.core.review import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDesk:
    """A claim as a reviewer is shown it; ``seen`` goes back with the verdict on it."""

    item: Item
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an act came to: the claim, the verdict that was kept, how the claim stands now."""

    claim_id: str
    verdict: Verdict
    state: State


class Desk(Protocol):
    """What takes their acts; may be called from any thread."""

    def show(self, claim_id: str, reviewer: str) -> OnDesk | None:
        """Return what a reviewer is shown of a claim; None where it is not here."""

    def next(
        self, reviewer: str, wanted: Mapping[str, str], *, after: str | None = None
    ) -> str | None:
        """Return the claim to judge next, of a mechanism, a phenomenon or a record if asked."""

    def decide(self, reviewer: str, act: Act, *, seen: str) -> Judged:
        """Keep an act on what was ``seen``; raise CurateError, UsageError if it has changed."""

    def undo(self, reviewer: str) -> Judged:
        """Take back a reviewer's last decision in force; raise NotFound where there is none."""
