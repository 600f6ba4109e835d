"""Lines up the claims that a reviewer goes through."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from curate.core.attachment import attach
from curate.core.claim import Attachment, Claim, Review
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import UsageError
from curate.core.ports import Store
from curate.core.queue import Choice, Entry, Order, arrange, chosen
from curate.core.review import Decision
from curate.core.standing import DECIDING, in_force, votes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    What a reviewer wants to go through, and how.

    ``blind`` shows the tagger's claims and nothing that others decided. ``audit`` names a sample,
    ``sample`` its claims by id, in order: they are judged as they stand and blind to who made them
    so, for that sample alone, and ``choice`` and ``order`` say nothing about them. Raises
    UsageError for a blind reviewer who asks for what others decided.
    """

    wanted: ClaimFilter = field(default_factory=ClaimFilter)
    choice: Choice = Choice.TODO
    order: Order = Order.CONFIDENCE
    seed: int = 0
    reverse: bool = False
    blind: bool = False
    audit: str | None = None
    sample: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse to be blind with one eye."""
        if self.sees_nobody and (
            self.wanted.state is not None
            or self.wanted.reviewed
            or self.choice in {Choice.NEW, Choice.AGAIN}
        ):
            raise UsageError(
                "a blind reviewer does not see what others decided, and can't choose by it",
                hint="Leave away --state, --reviewed-only and --only new or again, or --blind",
            )

    @property
    def sees_nobody(self) -> bool:
        """Say whether what others decided is hidden."""
        return self.blind or self.audit is not None

    @property
    def judges_tagger(self) -> bool:
        """Say whether the tagger's claims are judged, and not what people made of them."""
        return self.blind and self.audit is None


def line_up(store: Store, plan: Plan, reviewer: str) -> list[str]:
    """Return the ids of the claims to go through, in order."""
    if plan.audit is not None:
        judged = _judged_for(store, plan.audit, reviewer)
        return [claim_id for claim_id in plan.sample if claim_id not in judged]
    entries = (e for e in _entries(store, plan, reviewer) if chosen(e, plan.choice))
    claims = arrange(
        (entry.claim for entry in entries), plan.order, seed=plan.seed, reverse=plan.reverse
    )
    return [claim.claim_id for claim in claims[: plan.wanted.limit]]


def own_verdict(
    decisions: Iterable[Decision], reviewer: str, audit: str | None
) -> Decision | None:
    """Return a reviewer's last verdict among the acts on one claim; an audit's are its own."""
    mine = [
        d
        for d in in_force(decisions)
        if d.reviewer == reviewer and d.verdict in DECIDING and d.audit == audit
    ]
    return mine[-1] if mine else None


def _entries(store: Store, plan: Plan, reviewer: str) -> Iterator[Entry]:
    everything = replace(plan.wanted, rejected=True, limit=None)
    if not plan.sees_nobody:
        for claim in store.claims(everything):
            yield _entry(store, claim, claim.review, reviewer)
        return
    reviewed = ClaimFilter(candidates=True, reviewed=True, rejected=True)
    reviews = {claim.claim_id: claim.review for claim in store.claims(reviewed)}
    for claim in store.claims(replace(everything, as_read=True)):
        yield _entry(store, claim, reviews.get(claim.claim_id), reviewer)


def _entry(store: Store, claim: Claim, review: Review | None, reviewer: str) -> Entry:
    mine = None
    if review is not None and reviewer in review.reviewers:
        mine = review.attachment
        if mine is Attachment.CHANGED:
            # The worst of all verdicts shows there: another's may be the one that is out of date.
            mine = _own_attachment(store, claim.claim_id, reviewer)
    return Entry(claim=claim, review=review, mine=mine)


def _own_attachment(store: Store, claim_id: str, reviewer: str) -> Attachment:
    counted = votes(store.decisions(claim_id=claim_id))
    mine = [d for d in counted.latest if d.reviewer == reviewer]
    now = store.claim_as_read(claim_id)
    if not mine or now is None:
        return Attachment.ORPHANED
    return attach(mine, [now])[mine[0].decision_id].attachment


def _judged_for(store: Store, audit: str, reviewer: str) -> Collection[str]:
    mine = in_force(store.decisions(reviewer=reviewer))
    return {d.claim_id for d in mine if d.audit == audit and d.verdict in DECIDING}
