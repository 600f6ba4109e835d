"""The step that makes the evidence table out of what the store holds."""

from collections.abc import Iterable
from dataclasses import replace

from curate.core.abbreviations import (
    abbreviation_note,
    abbreviations_in,
    by_synonyms,
    labels_of,
    most_used,
)
from curate.core.choice import in_words
from curate.core.citing import pmid_order
from curate.core.claim_filter import ClaimFilter
from curate.core.finding import Finding
from curate.core.layout import Layout
from curate.core.lexicon import Lexicon
from curate.core.ports import Store
from curate.core.prisma import flow, summary
from curate.core.provenance import Provenance, audit_entry
from curate.core.screening import Outcome, standing
from curate.core.search import Search
from curate.core.table import EvidenceTable, Note
from curate.core.tabulate import tabulate
from curate.workflow.auditing import finished_audit
from curate.workflow.past import claims_as_of

INVENTED_ABOVE = 900_000_000
INVENTED_NOTICE = (
    "This is a sample: records with a PMID above 900000000, their authors and their findings are "
    "invented, and no evidence of anything."
)


def table(  # noqa: PLR0913 - all but the first two by name
    store: Store,
    lexicon: Lexicon,
    *,
    identity: str,
    provenance: Provenance,
    wanted: ClaimFilter | None = None,
    layout: Layout | None = None,
    sentences: bool = True,
) -> EvidenceTable:
    """
    Return the evidence table of the claims that stand.

    Without ``sentences`` its citations hold bare findings, which takes a third of the time.

    ``provenance`` brings the versions; the searches, the counts of records, the flow through
    screening and the notice about invented records are filled in from the store, and so are the
    long forms of abbreviations in labels that the pack does not spell out.
    """
    # What does not stand goes in too: the table leaves it out, and says how much it was.
    everything = replace(wanted or ClaimFilter(), candidates=True, rejected=True, excluded=True)
    built = tabulated(store, lexicon, everything, layout or Layout(), sentences=sentences)
    spelled = _abbreviations(store, built, lexicon)
    state = store.progress(identity)
    audited = finished_audit(store)
    screened = standing(store.screenings())
    return replace(
        built,
        notes=(*built.notes, spelled) if spelled else built.notes,
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
    store: Store, lexicon: Lexicon, wanted: ClaimFilter, layout: Layout, *, sentences: bool
) -> EvidenceTable:
    """Return the table of these claims, without its provenance."""
    day = layout.as_of
    found: tuple[Finding, ...]
    if day:
        found = tuple(claims_as_of(store, wanted, day))
    else:
        found = tuple(store.claims(wanted) if sentences else store.findings(wanted))
    pmids = list(dict.fromkeys([finding.pmid for finding in found]))
    said = store.screenings()
    screened = standing(s for s in said if not day or s.decided_at[: len(day)] <= day)
    if choice := in_words(wanted):
        taken = f"Only these claims were taken for the table: {choice}."
        layout = replace(layout, notes=(taken, *layout.notes))
    return tabulate(
        found,
        store.cited_papers(pmids),
        store.author_links(),
        lexicon=lexicon,
        standings=store.irregular(),
        layout=layout,
        excluded={p for p, s in screened.items() if s.outcome is Outcome.EXCLUDED},
    )


def _abbreviations(store: Store, built: EvidenceTable, lexicon: Lexicon) -> Note | None:
    """Return the note on the abbreviations in the labels: by the pack, else by the records."""
    names = abbreviations_in(labels_of(built))
    known = {**by_synonyms(names, lexicon), **lexicon.abbreviations}
    lacking = {name for name in names if name not in known}
    # Records are asked for what neither the pack nor its names explain, and only those that the
    # labels come from.
    defined = store.definitions(_behind(built, lacking)) if lacking else ()
    told = most_used((short, long) for short, long in defined if short in lacking)
    return abbreviation_note(names, {**told, **known})


def _behind(built: EvidenceTable, lacking: set[str]) -> list[str]:
    """Return the papers cited where a label has one of these abbreviations, each once."""
    columns = [bool(lacking & set(abbreviations_in([c.label]))) for c in built.columns]
    cells = (
        cell
        for row in built.rows
        for named in [bool(lacking & set(abbreviations_in([row.label])))]
        for cell, wanted in zip(row.cells, columns, strict=True)
        if named or wanted
    )
    cited = (c.pmid for cell in cells for e in cell.evidence for c in e.citations)
    return sorted(set(cited), key=pmid_order)


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
