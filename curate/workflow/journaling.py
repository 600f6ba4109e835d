"""The journal beside the store: what the one has and the other has not."""

from collections.abc import Sequence
from dataclasses import dataclass

from curate.core.ports import Journal, Kept, Store
from curate.core.review import Decision
from curate.core.screening import Screening


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How many decisions and screenings of a journal were new, and how many known already."""

    decisions: Kept
    screenings: Kept


def catch_up(store: Store, journal: Journal, reviewer: str) -> None:
    """Write down what a run of this reviewer that was cut off had kept but not written."""
    with store.alone():
        if journal.count(reviewer) < store.reviewers().get(reviewer, 0):
            screened = [s for s in store.screenings() if s.reviewer == reviewer]
            journal.add([*store.decisions(reviewer=reviewer), *screened])


def export_journal(store: Store, journal: Journal) -> dict[str, int]:
    """Write every act to the journal; return how many each reviewer has, by name."""
    with store.alone():
        journal.add([*store.decisions(), *store.screenings()])
    return store.reviewers()


def import_journal(store: Store, journal: Journal) -> Imported:
    """
    Keep every act of the journal that is not here.

    All of it is read before the first is kept, so that a broken line lets nothing in.
    """
    return keep_acts(store, journal.acts())


def keep_acts(store: Store, acts: Sequence[Decision | Screening]) -> Imported:
    """Keep those acts that are not here."""
    screened = [act for act in acts if isinstance(act, Screening)]
    new = store.save_screenings(screened)
    return Imported(
        decisions=store.decide([act for act in acts if isinstance(act, Decision)]),
        screenings=Kept(new=new, known=len(screened) - new),
    )
