"""The adjudication steps: claims on which reviewers differ, and what settles them."""

from dataclasses import dataclass

from curate.core.act import Act
from curate.core.article import Article
from curate.core.claim import Claim, State
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import UsageError
from curate.core.ports import Store
from curate.core.review import Decision, Verdict
from curate.core.standing import votes

_OPEN = frozenset({State.DISPUTED, State.UNSURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """
    A claim on which reviewers differ.

    ``claim`` is as it stands, which is as the tagger has it until somebody settles it. ``sides``
    are the reviewers' last verdicts, by time; ``article`` is ``None`` where the record is absent.
    """

    claim: Claim
    article: Article | None
    sides: tuple[Decision, ...]

    def side(self, reviewer: str) -> Decision:
        """Return a reviewer's verdict; raise UsageError for one who has none, or is unsure."""
        for decision in self.sides:
            if decision.reviewer == reviewer:
                if decision.verdict is Verdict.UNSURE:
                    raise UsageError(f"{reviewer} is unsure, and no side to take")
                return decision
        names = ", ".join(d.reviewer for d in self.sides)
        raise UsageError(f"{reviewer} did not judge this claim", hint=f"These did: {names}")


def disputes(store: Store) -> list[Dispute]:
    """Return the claims that wait to be settled, in reading order."""
    found = list(store.claims(ClaimFilter(state=State.DISPUTED, candidates=True)))
    articles = store.articles(dict.fromkeys(claim.pmid for claim in found))
    return [
        Dispute(claim=claim, article=articles.get(claim.pmid), sides=_sides(store, claim))
        for claim in found
    ]


def dispute(store: Store, prefix: str) -> Dispute:
    """
    Return the claim whose id begins so, with its sides.

    A claim that was settled can be settled anew. Raises NotFound for none or several, and
    UsageError where there is nothing to settle.
    """
    claim = store.claim(prefix)
    settled = claim.review is not None and claim.review.settled_by is not None
    if claim.state not in _OPEN and not settled:
        raise UsageError(
            f"nobody disputes claim {claim.claim_id}: it is {claim.state}",
            hint=f"Judge it as others do: curate decide {claim.claim_id[:8]} ...",
        )
    article = store.articles([claim.pmid]).get(claim.pmid)
    return Dispute(claim=claim, article=article, sides=_sides(store, claim))


def side_act(found: Dispute, reviewer: str, *, note: str = "") -> Act:
    """Return the act that settles a dispute as one of its reviewers has it."""
    side = found.side(reviewer)
    if side.verdict is Verdict.REJECT:
        return Act(
            claim=found.claim.claim_id,
            verdict=Verdict.REJECT,
            reason=side.reason,
            note=note,
            adjudicates=True,
        )
    # What the reviewer accepted may no longer be what the tagger says.
    return Act(
        claim=found.claim.claim_id,
        verdict=Verdict.CORRECT,
        corrected=side.corrected or side.claim,
        reason=side.reason,
        note=note,
        adjudicates=True,
    )


def _sides(store: Store, claim: Claim) -> tuple[Decision, ...]:
    return votes(store.decisions(claim_id=claim.claim_id)).latest
