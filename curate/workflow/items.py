"""What a reviewer is shown of one claim: the claim, its neighbours, and what was decided."""

from dataclasses import replace

from curate.core.attachment import says
from curate.core.claim import Claim, Sentence
from curate.core.errors import NotFound
from curate.core.ports import Store
from curate.core.queue import Item
from curate.core.review import Decision
from curate.core.standing import in_force
from curate.workflow.queueing import Plan, own_verdict


def look_up(
    store: Store, plan: Plan, claim_id: str, reviewer: str, *, tagger: bool = False
) -> Item | None:
    """
    Return what a reviewer is shown of a claim under this plan; ``None`` where it is not here.

    ``tagger`` asks for the tagger's version where people made something else of it.
    """
    now = store.claim_as_read(claim_id)
    if plan.audit is not None:
        claim, other = _anonymous(_standing(store, claim_id), now), None
    elif plan.blind:
        claim, other = now, None
    else:
        claim = _standing(store, claim_id)
        other = now if now and claim and says(now) != says(claim) else None
        if other is not None and tagger:
            claim, other = other, claim
    if claim is None:
        return None
    acts = list(store.decisions(claim_id=claim_id))
    before, after = _neighbours(store, claim)
    return Item(
        claim=claim,
        other=other,
        tagger=tagger,
        before=before,
        after=after,
        article=store.articles([claim.pmid]).get(claim.pmid),
        decisions=tuple(d for d in in_force(acts) if _may_show(d, plan, reviewer)),
        own=own_verdict(acts, reviewer, plan.audit),
    )


def _may_show(decision: Decision, plan: Plan, reviewer: str) -> bool:
    if decision.audit != plan.audit:
        return False
    return decision.reviewer == reviewer or not plan.sees_nobody


def _standing(store: Store, claim_id: str) -> Claim | None:
    try:
        return store.claim(claim_id)
    except NotFound:
        return None


def _neighbours(store: Store, claim: Claim) -> tuple[Sentence | None, Sentence | None]:
    reading = store.reading(claim.pmid)
    sentences = reading.sentences if reading else ()
    wanted = claim.sentence
    at = next((n for n, s in enumerate(sentences) if _same_place(s, wanted)), None)
    if at is None:
        return None, None
    before = sentences[at - 1] if at else None
    return before, sentences[at + 1] if at + 1 < len(sentences) else None


def _anonymous(claim: Claim | None, now: Claim | None) -> Claim | None:
    """Return a claim as it stands with no word of who made it so."""
    if claim is None:
        return None
    grounds = now.grounds if now else replace(claim.grounds, chain=())
    return replace(claim, review=None, grounds=grounds)


def _same_place(one: Sentence, other: Sentence) -> bool:
    return (one.section, one.start) == (other.section, other.start)
