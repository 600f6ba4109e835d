"""Exchange with annotation tools: claims go out marked in their records, and come back judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from curate.core.article import Article
from curate.core.claim import Claim
from curate.core.claim_filter import ClaimFilter
from curate.core.ports import Store
from curate.core.sheet import MarkedClaim, Sheet, marked, render
from curate.core.standing import votes
from curate.workflow.reports import Failure

PAGE = 200
GONE = "the sentence of claim {} is no longer in the record; run: curate tag"


@dataclass(slots=True)
class WrittenOut:
    """What was written out so far; ``failures`` are claims that could not be marked."""

    records: int = 0
    claims: int = 0
    failures: list[Failure] = field(default_factory=list)


def sheets(
    store: Store, wanted: ClaimFilter, done: WrittenOut, *, empty: bool = False
) -> Iterator[Sheet]:
    """
    Yield the records that hold claims that the filter lets through, by PMID, the claims marked.

    ``empty`` adds the records that were read and hold none. ``done`` counts along. A claim whose
    sentence is no longer in its record goes to ``done.failures``.
    """
    groups = _groups(store, wanted, empty=empty)
    while page := dict(islice(groups, PAGE)):
        records = store.articles(page)
        for pmid, claims in page.items():
            sheet = _sheet(store, records[pmid], claims, done.failures)
            done.records += 1
            done.claims += len(sheet.claims)
            yield sheet


def _groups(
    store: Store, wanted: ClaimFilter, *, empty: bool
) -> Iterator[tuple[str, Sequence[Claim]]]:
    by_pmid = groupby(store.claims(wanted), key=lambda claim: claim.pmid)
    held = ((pmid, tuple(claims)) for pmid, claims in by_pmid)
    if not empty:
        yield from held
        return
    present = dict(held)
    for pmid in store.records_read():
        if wanted.pmid not in {None, pmid}:
            continue
        yield pmid, present.pop(pmid, ())
    # Claims that people added stand also where the record is not read at present.
    yield from present.items()


def _sheet(
    store: Store, record: Article, claims: Sequence[Claim], failures: list[Failure]
) -> Sheet:
    rendition = render(record)
    found = []
    for claim in claims:
        start = rendition.place(claim.sentence)
        if start is None:
            failures.append(Failure(pmid=record.pmid, reason=GONE.format(claim.claim_id)))
        else:
            found.append(_marked(store, claim, start))
    found.sort(key=lambda m: (m.spans["phenomenon"].start, m.claim_id))
    return Sheet(
        pmid=record.pmid,
        text=rendition.text,
        claims=tuple(found),
        exported=tuple(sorted(m.claim_id for m in found)),
    )


def _marked(store: Store, claim: Claim, start: int) -> MarkedClaim:
    if claim.review is None:
        return marked(claim, start)
    counted = votes(store.decisions(claim_id=claim.claim_id))
    last = counted.settling or max(counted.latest, key=lambda d: d.place)
    return marked(claim, start, decided_by=last.reviewer, decided_at=last.decided_at)
