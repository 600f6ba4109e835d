"""The steps that only read: claims, one claim, the table, the state of a workspace."""

from collections.abc import Iterable
from dataclasses import replace

from curate.core.claim import Claim
from curate.core.errors import NotFound
from curate.core.layout import Layout
from curate.core.lexicon import Lexicon
from curate.core.ports import ClaimFilter, FetchStatus, Store
from curate.core.prisma import flow, summary
from curate.core.provenance import Provenance, audit_entry
from curate.core.screening import Outcome, standing
from curate.core.search import Search
from curate.core.table import EvidenceTable
from curate.core.tabulate import build_table
from curate.workflow.auditing import finished_audit
from curate.workflow.reports import ClaimsReport, Shown, StatusReport

INVENTED_ABOVE = 900_000_000
INVENTED_NOTICE = (
    "This is a sample: records with a PMID above 900000000, their authors and their findings are "
    "invented, and no evidence of anything."
)


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


def table(
    store: Store,
    lexicon: Lexicon,
    *,
    identity: str,
    provenance: Provenance,
    wanted: ClaimFilter | None = None,
    layout: Layout | None = None,
) -> EvidenceTable:
    """
    Return the evidence table of the claims that stand.

    ``provenance`` brings the versions; the searches, the counts of records, the flow through
    screening and the notice about invented records are filled in from the store.
    """
    # What does not stand goes in too: the table leaves it out, and says how much it was.
    everything = replace(wanted or ClaimFilter(), candidates=True, rejected=True, excluded=True)
    built = tabulated(store, lexicon, everything, layout or Layout())
    state = store.status(identity)
    audited = finished_audit(store)
    screened = standing(store.screenings())
    return replace(
        built,
        provenance=replace(
            provenance,
            searches=_told(search for _, search, _ in state.searches),
            records=state.records,
            read=state.read,
            audit=audit_entry(audited, identity=identity) if audited else "",
            screening=summary(flow(store.census())) if screened else "",
            notice=invented_notice(r.pmid for r in built.references) or provenance.notice,
        ),
    )


def tabulated(
    store: Store, lexicon: Lexicon, wanted: ClaimFilter, layout: Layout
) -> EvidenceTable:
    """Return the table of these claims, without its provenance."""
    found = tuple(store.claims(wanted))
    pmids = _pmids(found)
    screened = standing(store.screenings())
    return build_table(
        found,
        store.articles(pmids),
        lexicon=lexicon,
        standings=store.standings(pmids),
        layout=layout,
        excluded={p for p, s in screened.items() if s.outcome is Outcome.EXCLUDED},
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


def invented_notice(pmids: Iterable[str]) -> str:
    """Return the notice that belongs beside these records, empty where all are real."""
    return INVENTED_NOTICE if any(int(pmid) > INVENTED_ABOVE for pmid in pmids) else ""


def _told(searches: Iterable[Search]) -> tuple[Search, ...]:
    """Return the searches that a table names: of updates and refreshes the last of each."""
    found: dict[tuple[str, str, int], Search] = {}
    for number, search in enumerate(searches):
        again = search.kind in {"update", "refresh"}
        key = (search.kind, search.name, 0 if again else number)
        found.pop(key, None)
        found[key] = search
    return tuple(found.values())


def _pmids(found: Iterable[Claim]) -> list[str]:
    return list(dict.fromkeys(claim.pmid for claim in found))
