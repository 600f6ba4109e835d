"""Which records to cite: those of the evidence table, some by number, or all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from curate.core.bibliography import Entry, bibliography
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import NotFound
from curate.core.layout import Layout
from curate.core.lexicon import Lexicon
from curate.core.ports import Store
from curate.workflow.tabulating import tabulated

SHOWN_PMIDS = 10


def cite_table(
    store: Store,
    lexicon: Lexicon,
    wanted: ClaimFilter | None = None,
    layout: Layout | None = None,
) -> tuple[Entry, ...]:
    """
    Return the references of the evidence table of these claims, with its labels and order.

    Where the table cites by numbers, they stand in the order of its numbers.
    """
    # Candidates are no evidence; the table counts them, and cites none of them.
    built = tabulated(
        store,
        lexicon,
        replace(wanted or ClaimFilter(), rejected=True, excluded=True),
        layout or Layout(),
        sentences=False,
    )
    cited = [reference.pmid for reference in built.references]
    articles = store.articles(cited)
    entries = bibliography(articles.values(), store.standings(cited))
    if any(reference.number is not None for reference in built.references):
        by_pmid = {entry.article.pmid: entry for entry in entries}
        return tuple(by_pmid[pmid] for pmid in cited)
    return entries


def cite_records(store: Store, pmids: Sequence[str]) -> tuple[Entry, ...]:
    """Return the references of these records; raise NotFound where one is not here."""
    articles = store.articles(pmids)
    if missing := [pmid for pmid in dict.fromkeys(pmids) if pmid not in articles]:
        raise NotFound(
            f"no record here has the PMID {_listed(missing)}",
            hint=f"Fetch it: curate fetch --pmid {' '.join(missing[:SHOWN_PMIDS])}",
        )
    kept = set(store.record_pmids())
    if gone := [pmid for pmid in articles if pmid not in kept]:
        raise NotFound(
            f"deleted at the source, so no longer a record to cite: PMID {_listed(gone)}",
            hint="NLM deletes duplicates; look for the record under another PMID",
        )
    return bibliography(articles.values(), store.standings(articles))


def cite_all(store: Store) -> tuple[Entry, ...]:
    """Return the references of every record here, but those deleted at the source."""
    articles = store.articles(store.record_pmids())
    return bibliography(articles.values(), store.standings(articles))


def _listed(pmids: Iterable[str]) -> str:
    listed = list(pmids)
    more = f" and {len(listed) - SHOWN_PMIDS} more" if len(listed) > SHOWN_PMIDS else ""
    return ", ".join(listed[:SHOWN_PMIDS]) + more
