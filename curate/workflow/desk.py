"""A reviewer's desk: one claim after the other, every act kept before the next is shown."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from curate.core.act import Act
from curate.core.attachment import says
from curate.core.claim import Attachment, Claim, State
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import BadFile, NotFound, UsageError
from curate.core.pace import Pace
from curate.core.ports import Store
from curate.core.queue import Item
from curate.core.review import Decision, ReasonCode, Verdict
from curate.core.standing import in_force, votes
from curate.workflow.items import look_up
from curate.workflow.queueing import Plan, line_up
from curate.workflow.reviewing import ReviewSession

_AGREED = frozenset({State.ACCEPTED, State.CORRECTED, State.ADDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Claims ahead that all who judged them hold to be right, and who judged how many."""

    claim_ids: tuple[str, ...] = ()
    reviewers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What was kept at once, on which claims of the queue, and where the desk stood."""

    place: int
    claim_ids: tuple[str, ...]
    decisions: tuple[Decision, ...]


class ReviewDesk:
    """
    One reviewer's way through a queue, whatever shows it.

    ``clock`` gives seconds. An act that can't be kept raises its CurateError and leaves the desk
    as it was; where only the journal could not be written the act is kept, the desk moves on, and
    the BadFile is raised all the same.
    """

    def __init__(
        self,
        store: Store,
        session: ReviewSession,
        plan: Plan,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.plan = plan
        self.reviewer = session.reviewer
        self.tally: Counter[Verdict] = Counter()
        self.gone = 0
        self._store = store
        self._session = session
        self._clock = clock
        self._queue = line_up(store, plan, session.reviewer)
        self._place = 0
        self._tagger = plan.judges_tagger
        self._done: set[str] = set()
        self._steps: list[_Step] = []
        self._shown: Item | None = None
        self.pace = Pace(clock())

    @property
    def total(self) -> int:
        """Return how many claims the queue holds."""
        return len(self._queue)

    @property
    def number(self) -> int:
        """Return which claim of the queue is on the desk, from 1; one more at the end."""
        return self._place + 1

    @property
    def done(self) -> int:
        """Return how many claims were judged in this sitting."""
        return len(self._done)

    @property
    def left(self) -> int:
        """Return how many claims of the queue are not judged in this sitting."""
        return sum(claim_id not in self._done for claim_id in self._queue)

    @property
    def at_end(self) -> bool:
        """Say whether the queue was gone through."""
        return self._place >= len(self._queue)

    @property
    def shown(self) -> Item | None:
        """Return what ``item`` gave last, where the desk has not moved since."""
        return self._shown

    def item(self) -> Item | None:
        """Return what is on the desk now, as the database has it; ``None`` at the end."""
        self._shown = self._current()
        return self._shown

    def _current(self) -> Item | None:
        while self._place < len(self._queue):
            found = self._find(self._queue[self._place])
            if found is not None:
                return found
            # Another process read the record anew meanwhile; what it found comes up another time.
            del self._queue[self._place]
            self.gone += 1
        return None

    def switch(self) -> bool:
        """Take the other version of the claim as the one to judge; say whether there is one."""
        item = self.item()
        if item is None or item.other is None:
            return False
        self._tagger = not self._tagger
        return True

    def decide(
        self,
        verdict: Verdict,
        *,
        reason: ReasonCode | None = None,
        note: str = "",
        changes: Mapping[str, str] | None = None,
    ) -> Decision | None:
        """
        Keep a verdict on the claim on the desk and go on to the next; a comment stays here.

        Return ``None`` at the end of the queue, where there is nothing to judge. Raises UsageError
        where the claim is another now than when it was shown.
        """
        now, shown = self._current(), self._shown
        if now is None:
            return None
        if shown is not None and not _alike(now, shown):
            raise UsageError(
                "the claim was judged by somebody else, or read anew, while you looked at it",
                hint="Nothing was kept; look at it again.",
            )
        act = Act(
            claim=self._queue[self._place],
            verdict=verdict,
            reason=reason,
            note=note,
            changes=changes or {},
            as_read=self._tagger,
            audit=self.plan.audit,
        )
        return self._keep([act])[0]

    def undo(self) -> Decision:
        """
        Take back what was decided last, put its claim on the desk again, and return it.

        Acts of this sitting come first, the latest first, what was accepted together at once; then
        the last act in force of an earlier one. Raises NotFound where nothing is left.
        """
        if not self._steps:
            return self._undo_earlier()
        step = self._steps[-1]
        try:
            self._session.withdraw_all([d.decision_id for d in reversed(step.decisions)])
        except BadFile:
            # As in keeping: the database has the withdrawals.
            self._reopen(step)
            raise
        self._reopen(step)
        return step.decisions[-1]

    def skip(self) -> None:
        """Go on to the next claim and leave this one as it is."""
        self._place = min(self._place + 1, len(self._queue))
        self._open()

    def back(self) -> None:
        """Go back to the claim before."""
        self._place = max(self._place - 1, 0)
        self._open()

    def agreed(self) -> Agreed:
        """
        Return the claims from here on that all who judged them hold to be right.

        Left out is what this reviewer has judged, what somebody was unsure about and what the
        tagger says otherwise now. A blind reviewer agrees with nobody.
        """
        if self.plan.sees_nobody:
            return Agreed()
        everything = ClaimFilter(candidates=True, reviewed=True)
        judged = {claim.claim_id: claim for claim in self._store.claims(everything)}
        found: list[str] = []
        reviewers: Counter[str] = Counter()
        for claim_id in self._queue[self._place :]:
            names = self._of_one_mind(judged[claim_id]) if claim_id in judged else ()
            if names:
                found.append(claim_id)
                reviewers.update(names)
        return Agreed(claim_ids=tuple(found), reviewers=dict(sorted(reviewers.items())))

    def accept_agreed(self, agreed: Agreed) -> int:
        """Accept these claims as they stand, all or none, and go on behind those done."""
        acts = [Act(claim=i, verdict=Verdict.ACCEPT) for i in agreed.claim_ids]
        if acts:
            self._keep(acts)
        return len(acts)

    def _find(self, claim_id: str) -> Item | None:
        return look_up(self._store, self.plan, claim_id, self.reviewer, tagger=self._tagger)

    def _of_one_mind(self, claim: Claim) -> tuple[str, ...]:
        """Return who judged a claim, where all of them hold it to be right."""
        review = claim.review
        if review is None or review.state not in _AGREED or self.reviewer in review.reviewers:
            return ()
        if review.attachment is Attachment.CHANGED:
            return ()
        counted = votes(self._store.decisions(claim_id=claim.claim_id))
        unsure = any(d.verdict is Verdict.UNSURE for d in counted.latest)
        return () if unsure else review.reviewers

    def _keep(self, acts: list[Act]) -> list[Decision]:
        try:
            made = [decided.decision for decided in self._session.decide_all(acts)]
        except BadFile:
            # The database has the acts: only the journal could not be written.
            mine = in_force(self._store.decisions(reviewer=self.reviewer))
            self._settle(mine[-len(acts) :], acts)
            raise
        self._settle(made, acts)
        return made

    def _settle(self, made: Sequence[Decision], acts: Sequence[Act]) -> None:
        """Count what was kept, and go on behind it."""
        step = _Step(
            place=self._place,
            claim_ids=tuple(act.claim for act in acts),
            decisions=tuple(made),
        )
        self._steps.append(step)
        self.tally.update(d.verdict for d in made)
        moved = _moved(step)
        self._done.update(moved)
        # What is accepted together is not read one by one, and says nothing of the pace.
        self.pace = self.pace.step(self._clock(), len(moved) if len(acts) == 1 else 0)
        while self._place < len(self._queue) and self._queue[self._place] in moved:
            self._place += 1
        if moved:
            self._open()

    def _reopen(self, step: _Step) -> None:
        """Put what was taken back on the desk again."""
        self._steps.pop()
        self.tally.subtract(d.verdict for d in step.decisions)
        self._done = {claim_id for s in self._steps for claim_id in _moved(s)}
        self._place = min(step.place, len(self._queue))
        self._open()

    def _open(self) -> None:
        """Come to a claim: it is shown anew, in the version that is judged by default."""
        self._tagger = self.plan.judges_tagger
        self._shown = None

    def _undo_earlier(self) -> Decision:
        acts = in_force(self._store.decisions(reviewer=self.reviewer))
        mine = [d for d in acts if d.audit == self.plan.audit]
        if not mine:
            raise NotFound(f"{self.reviewer} has no decision in force")
        held = self._store.decided_on(mine[-1].decision_id)
        self._session.withdraw(mine[-1].decision_id)
        claim_id = held.claim_id if held else mine[-1].claim_id
        if claim_id not in self._queue:
            self._queue.insert(self._place, claim_id)
        self._place = self._queue.index(claim_id)
        self._open()
        return mine[-1]


def _moved(step: _Step) -> set[str]:
    """Return the claims of a step that are done with; a comment leaves its claim on the desk."""
    pairs = zip(step.claim_ids, step.decisions, strict=True)
    return {claim_id for claim_id, d in pairs if d.verdict is not Verdict.COMMENT}


def _alike(now: Item, shown: Item) -> bool:
    """Say whether a verdict on one is a verdict on the other."""
    one, other = now.claim, shown.claim
    return one.claim_id == other.claim_id and says(one) == says(other)
