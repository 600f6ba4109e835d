"""Claims as they stood at the end of a day: with the decisions that had been made by then."""

from collections import defaultdict
from collections.abc import Iterator

from curate.core.choice import passes
from curate.core.claim import Claim
from curate.core.claim_filter import ClaimFilter
from curate.core.ports import Store
from curate.core.review import Decision
from curate.core.standing import standing_claims


def claims_as_of(store: Store, wanted: ClaimFilter, day: str) -> Iterator[Claim]:
    """
    Yield the claims that a filter wants, as people had left them at the end of a day (UTC).

    What the tagger makes of the records is what it makes of them now. Records on which nobody has
    decided anything since come out of the store as they are.
    """
    decided: dict[str, list[Decision]] = defaultdict(list)
    for decision in store.decisions():
        decided[decision.pmid].append(decision)
    touched = {p for p, made in decided.items() if any(_after(d.decided_at, day) for d in made)}
    yield from (claim for claim in store.claims(wanted) if claim.pmid not in touched)
    for pmid in sorted(touched, key=int):
        read = list(store.claims(ClaimFilter(pmid=pmid, as_read=True, candidates=True)))
        by_then = [d for d in decided[pmid] if not _after(d.decided_at, day)]
        judged = list(standing_claims(by_then, read))
        known = {claim.claim_id for claim in judged}
        unjudged = (claim for claim in read if claim.claim_id not in known)
        yield from (claim for claim in (*judged, *unjudged) if passes(claim, wanted))


def _after(moment: str, day: str) -> bool:
    return moment[: len(day)] > day
