"""The journal beside the store: what the one has and the other has not."""

from curate.core.ports import Journal, Store


def catch_up(store: Store, journal: Journal, reviewer: str) -> None:
    """Write down what a run of this reviewer that was cut off had kept but not written."""
    with store.alone():
        if journal.count(reviewer) < store.reviewers().get(reviewer, 0):
            screened = [s for s in store.screenings() if s.reviewer == reviewer]
            journal.add([*store.decisions(reviewer=reviewer), *screened])
