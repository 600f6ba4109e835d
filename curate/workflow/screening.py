"""The screening step: reviewers take records in or leave them out, and the flow is counted."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from curate.core.article import Article
from curate.core.errors import NotFound, UsageError
from curate.core.ports import Journal, Store
from curate.core.prisma import Availability, Flow, flow
from curate.core.review import just_after, now
from curate.core.screening import (
    Judgement,
    Outcome,
    Screened,
    Screening,
    Verdict,
    latest,
    standing,
)
from curate.workflow.batches import batched
from curate.workflow.journaling import catch_up

_TO_READ = frozenset({Availability.HERE, Availability.RETRACTED})
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenReport:
    """
    What was put down.

    ``unchanged`` counts judgements that their reviewer had made before, and that were not put
    down again; ``screened`` is where each of the records stands now.
    """

    saved: tuple[Screening, ...]
    unchanged: int
    screened: tuple[Screened, ...]


def screen(
    store: Store,
    judgements: Sequence[Judgement],
    *,
    journal: Journal,
    reviewer: str,
    adjudicates: bool = False,
    places: Sequence[str] = (),
) -> ScreenReport:
    """
    Put down what one reviewer says of some records, all or nothing, in the order given.

    It is kept in the store, then written to the journal, after what an earlier run had kept and
    not written.

    ``places`` says where each judgement comes from, for errors. Raises NotFound for a record that
    is not here and that no search lists, and UsageError for one whose reviewer has said nothing
    to withdraw.
    """
    where = places or [f"PMID {j.pmid}" for j in judgements]
    pmids = list(dict.fromkeys(j.pmid for j in judgements))
    known = store.known(pmids)
    for place, judgement in zip(where, judgements, strict=True):
        if judgement.pmid not in known:
            raise NotFound(
                f"{place}: the workspace has no record {judgement.pmid}; nothing was put down",
                hint=f"Fetch it first: curate fetch --pmid {judgement.pmid}",
            )
    last = latest(store.screenings(pmids))
    moment = now()
    saved = []
    for place, judgement in zip(where, judgements, strict=True):
        key = (reviewer, judgement.pmid, adjudicates)
        before = last.get(key)
        if judgement.verdict is Verdict.WITHDRAW and (
            before is None or before.verdict is Verdict.WITHDRAW
        ):
            raise UsageError(
                f"{place}: {reviewer} has said nothing of record {judgement.pmid} that could be "
                "withdrawn; nothing was put down"
            )
        if before is not None and before.judgement == judgement:
            continue
        last[key] = Screening(
            pmid=judgement.pmid,
            verdict=judgement.verdict,
            reason=judgement.reason,
            note=judgement.note,
            reviewer=reviewer,
            # Where the clock was set back, what is said last still sorts last.
            decided_at=max(moment, just_after(before.decided_at)) if before else moment,
            adjudicates=adjudicates,
        )
        saved.append(last[key])
    catch_up(store, journal, reviewer)
    store.save_screenings(saved)
    with store.alone():
        journal.add(saved)
    stand = standing(store.screenings(pmids))
    return ScreenReport(
        saved=tuple(saved),
        unchanged=len(judgements) - len(saved),
        screened=tuple(stand[p] for p in pmids),
    )


def to_screen(store: Store, *, reviewer: str, adjudicates: bool = False) -> list[str]:
    """
    Return the records that a reviewer has not judged yet, by PMID in numeric order.

    They are those here and neither judged by this reviewer nor settled by an adjudication; for
    one who ``adjudicates``, those in dispute.
    """
    census = store.census()
    stand = standing(census.screenings)
    here = [p for p, state in census.states.items() if state in _TO_READ]
    if adjudicates:
        return [p for p in here if p in stand and stand[p].outcome is Outcome.DISPUTED]
    return [p for p in here if not _done(stand.get(p), reviewer)]


def screened(
    store: Store, outcomes: Collection[Outcome]
) -> Iterator[tuple[Screened, Article | None]]:
    """
    Yield where records stand, with the records, by PMID in numeric order.

    Unscreened are those that could be read: here, and not deleted at PubMed. The record is None
    where somebody screened what is not here.
    """
    census = store.census()
    stand = standing(census.screenings)
    for pmid, state in census.states.items():
        if pmid not in stand and state in _TO_READ:
            stand[pmid] = Screened(pmid=pmid, outcome=Outcome.UNSCREENED)
    wanted = sorted((p for p, s in stand.items() if s.outcome in outcomes), key=int)
    for batch in batched(wanted, _BATCH):
        articles = store.articles(batch)
        for pmid in batch:
            yield stand[pmid], articles.get(pmid)


def prisma(store: Store) -> Flow:
    """Return the counts of the PRISMA 2020 flow diagram, from the database alone."""
    return flow(store.census())


def _done(found: Screened | None, reviewer: str) -> bool:
    if found is None:
        return False
    return found.adjudication is not None or any(s.reviewer == reviewer for s in found.verdicts)
