"""Editions of the table: save what it is now, and say what has changed between two."""

from curate.core.asked import Asked
from curate.core.claim import State
from curate.core.claim_filter import ClaimFilter
from curate.core.edition import Edition, HeldRecord, LastWord, Versions, citations_of, last_word
from curate.core.ports import Store
from curate.core.review import now
from curate.core.screening import Outcome, standing
from curate.core.source_standing import Standing
from curate.core.table import EvidenceTable

_DIGITS = 12


def edition(
    store: Store,
    table: EvidenceTable,
    *,
    name: str,
    versions: Versions,
    asked: Asked,
) -> Edition:
    """
    Return the edition of a table that was just made from this store; raise ValueError for a name.

    ``asked`` is what the table was asked for.
    """
    rejected = [c.claim_id for c in store.claims(_REJECTED)]
    judged = [
        claim.claim_id
        for cell in table.cells
        for evidence in cell.evidence
        for citation in evidence.citations
        for claim in citation.claims
        if claim.review is not None
    ]
    words = _words(store, [*rejected, *judged])
    return Edition(
        name=name,
        saved_at=now(),
        title=table.title,
        versions=versions,
        asked=asked,
        searches=tuple((s.name or s.query, s.searched_at) for s in table.provenance.searches),
        cited=tuple(citations_of(table, words)),
        records=_records(store),
        rejected={claim_id: words[claim_id] for claim_id in rejected},
    )


_REJECTED = ClaimFilter(state=State.REJECTED, candidates=True, excluded=True)


def _words(store: Store, claim_ids: list[str]) -> dict[str, LastWord]:
    found = {c: last_word(store.decisions(claim_id=c)) for c in dict.fromkeys(claim_ids)}
    return {claim_id: word for claim_id, word in found.items() if word is not None}


def _records(store: Store) -> dict[str, HeldRecord]:
    pmids = store.record_pmids()
    digests = store.digests(pmids)
    standings = store.standings(pmids)
    read = set(store.records_read())
    excluded = {
        pmid
        for pmid, screened in standing(store.screenings()).items()
        if screened.outcome is Outcome.EXCLUDED
    }
    return {
        pmid: HeldRecord(
            digest=digest[:_DIGITS],
            standing=standings.get(pmid, Standing.REGULAR),
            read=pmid in read,
            excluded=pmid in excluded,
        )
        for pmid, digest in digests.items()
    }
