"""What a filter lets through, for claims that do not come out of a store, and in words."""

from curate.core.claim import Claim, State, Tier
from curate.core.claim_filter import ClaimFilter


def passes(claim: Claim, wanted: ClaimFilter) -> bool:
    """
    Say whether a filter lets a claim through, as a store's query does.

    Words of the sentence, limits and whether screening excluded the record are not looked at.
    """
    return _standing(claim, wanted) and _says(claim, wanted)


def in_words(wanted: ClaimFilter) -> str:
    """Return what a filter asks of the claims of a table, empty where it takes all."""
    asked = [
        *((f"mechanism {wanted.mechanism!r}",) if wanted.mechanism else ()),
        *((f"phenomenon {wanted.phenomenon!r}",) if wanted.phenomenon else ()),
        *((f"role {wanted.role}",) if wanted.role else ()),
        *((f"certainty {wanted.certainty}",) if wanted.certainty else ()),
        *((f"origin {wanted.origin}",) if wanted.origin else ()),
        *((f"study {wanted.source_kind.replace('_', ' ')}",) if wanted.source_kind else ()),
        *(("judged by somebody",) if wanted.reviewed else ()),
    ]
    return ", ".join(asked)


def _standing(claim: Claim, wanted: ClaimFilter) -> bool:
    if wanted.state is not None:
        allowed = claim.state is wanted.state
    else:
        allowed = wanted.rejected or claim.state is not State.REJECTED
    return (
        allowed
        and (not wanted.reviewed or claim.review is not None)
        and (wanted.candidates or claim.grounds.tier is not Tier.COOCCURRENCE)
    )


def _says(claim: Claim, wanted: ClaimFilter) -> bool:
    seen, drawn = claim.observation, claim.inference
    mechanism = wanted.mechanism
    return (
        wanted.pmid in {None, claim.pmid}
        and wanted.role in {None, drawn.role}
        and wanted.certainty in {None, seen.certainty}
        and wanted.origin in {None, seen.origin}
        and wanted.source_kind in {None, claim.source_kind}
        and (
            mechanism is None
            or mechanism == drawn.mechanism
            or mechanism.casefold() in drawn.mechanism_label.casefold()
        )
        and (
            wanted.phenomenon is None or wanted.phenomenon.casefold() in seen.phenomenon.casefold()
        )
    )
