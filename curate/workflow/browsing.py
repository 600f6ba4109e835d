"""A desk for reviewers who judge in a browser: each request finds the database as it is now."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from curate.core.act import Act
from curate.core.attachment import says
from curate.core.claim_filter import ClaimFilter
from curate.core.desk import Judged, OnDesk
from curate.core.errors import NotFound, UsageError
from curate.core.lexicon import Lexicon
from curate.core.ports import Journal, Store
from curate.core.queue import Choice, Item, Order
from curate.core.review import Verdict
from curate.workflow.items import look_up
from curate.workflow.queueing import Plan, line_up
from curate.workflow.reviewing import ReviewSession

_PLAN = Plan(choice=Choice.ALL)


class BrowserDesk:
    """
    A ``curate.core.desk.Desk``: one for all requests, each with a store of its own.

    ``opened`` opens the store; it is called in the thread of the request. Acts go through a
    ``ReviewSession``, so that they are checked, kept and written down as from a terminal.
    """

    def __init__(
        self,
        opened: Callable[[], AbstractContextManager[Store]],
        lexicon: Lexicon,
        journal: Journal,
    ) -> None:
        self._opened = opened
        self._lexicon = lexicon
        self._journal = journal
        self._lines: dict[tuple[str, ClaimFilter], list[str]] = {}
        self._lock = threading.Lock()

    def show(self, claim_id: str, reviewer: str) -> OnDesk | None:
        """Return what a reviewer is shown of a claim; None where it is not here."""
        with self._opened() as store:
            item = look_up(store, _PLAN, claim_id, reviewer)
        return None if item is None else OnDesk(item=item, seen=_seen(item))

    def next(
        self, reviewer: str, wanted: Mapping[str, str], *, after: str | None = None
    ) -> str | None:
        """Return the claim to judge next, those that the tagger is least sure of first."""
        with self._lock, self._opened() as store:
            return self._next(store, reviewer, _filter(wanted), after)

    def _next(
        self, store: Store, reviewer: str, wanted: ClaimFilter, after: str | None
    ) -> str | None:
        line = self._lines.get((reviewer, wanted))
        if line is None or after is None or after not in line:
            plan = Plan(wanted=wanted, choice=Choice.TODO, order=Order.CONFIDENCE)
            line = self._lines[reviewer, wanted] = line_up(store, plan, reviewer)
        start = line.index(after) + 1 if after in line else 0
        for claim_id in [*line[start:], *line[:start]]:
            item = look_up(store, _PLAN, claim_id, reviewer)
            if item is not None and item.own is None and claim_id != after:
                return claim_id
        return None

    def decide(self, reviewer: str, act: Act, *, seen: str) -> Judged:
        """
        Keep an act; raise UsageError where the claim is another now than the one that was seen.

        Raises NotFound for no such claim, BadFile where only the journal could not be written.
        """
        with self._lock, self._opened() as store:
            session = ReviewSession(store, self._lexicon, self._journal, reviewer=reviewer)
            item = look_up(store, _PLAN, act.claim, reviewer)
            if item is None:
                raise NotFound("that claim is not here any more: its record was read anew")
            if _seen(item) != seen:
                raise UsageError(
                    "the claim was judged by somebody else, or read anew, while you looked at it",
                    hint="Nothing was kept; look at it again.",
                )
            decided = session.decide(act)
        claim = decided.claim or decided.decision.claim
        return Judged(claim_id=claim.claim_id, verdict=decided.decision.verdict, state=claim.state)

    def undo(self, reviewer: str) -> Judged:
        """Take back a reviewer's last decision in force; raise NotFound where there is none."""
        with self._lock, self._opened() as store:
            session = ReviewSession(store, self._lexicon, self._journal, reviewer=reviewer)
            decided = session.withdraw()
        claim = decided.claim or decided.decision.claim
        return Judged(claim_id=claim.claim_id, verdict=Verdict.WITHDRAW, state=claim.state)


def _filter(wanted: Mapping[str, str]) -> ClaimFilter:
    return ClaimFilter(
        mechanism=wanted.get("mechanism") or None,
        phenomenon=wanted.get("phenomenon") or None,
        pmid=wanted.get("pmid") or None,
    )


def _seen(item: Item) -> str:
    """Return a digest of what a verdict hangs on: what the claim says, and what was decided."""
    parts = [*says(item.claim), item.claim.state.value, *(d.decision_id for d in item.decisions)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
