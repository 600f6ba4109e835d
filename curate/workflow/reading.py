"""The steps that only read: claims, one claim, the state of a workspace."""

from collections.abc import Iterable

from curate.core.claim import Claim
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import NotFound
from curate.core.ports import Store
from curate.core.search import FetchStatus
from curate.workflow.reports import ClaimsReport, Shown, StatusReport


def claims(store: Store, wanted: ClaimFilter) -> ClaimsReport:
    """Return the claims that the filter lets through, with their records."""
    found = tuple(store.claims(wanted))
    pmids = _pmids(found)
    return ClaimsReport(
        claims=found, articles=store.articles(pmids), standings=store.standings(pmids)
    )


def show(store: Store, prefix: str) -> Shown:
    """Return the claim whose id begins so; raise NotFound for none or several."""
    claim = store.claim(prefix)
    article = store.articles([claim.pmid]).get(claim.pmid)
    if article is None:
        raise NotFound(
            f"the record of claim {claim.claim_id} is not here: PMID {claim.pmid}",
            hint=f"Fetch it: curate fetch --pmid {claim.pmid}",
        )
    return Shown(
        claim=claim,
        article=article,
        decisions=tuple(store.decisions(claim_id=claim.claim_id)),
        as_read=store.claim_as_read(claim.claim_id),
        standing=store.standings([claim.pmid])[claim.pmid],
        notices=store.notices(claim.pmid),
    )


def status(store: Store, identity: str) -> StatusReport:
    """Return what is here and which searches are unfinished."""
    state = store.status(identity)
    again = {"update", "refresh"}
    return StatusReport(
        status=state,
        unfinished=tuple(
            number
            for number, search, counts in state.searches
            if counts.get(FetchStatus.PENDING, 0)
            or (counts.get(FetchStatus.FAILED, 0) and search.kind not in again)
        ),
    )


def _pmids(found: Iterable[Claim]) -> list[str]:
    return list(dict.fromkeys(claim.pmid for claim in found))
