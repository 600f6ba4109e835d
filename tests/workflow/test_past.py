"""Claims as they stood at the end of a day."""

import pytest

from curate.core.claim import Claim, State
from curate.core.claim_filter import ClaimFilter
from curate.core.review import Decision, Verdict
from curate.store.database import SqliteStore
from curate.workflow.past import claims_as_of
from tests.decided import decision
from tests.store import made

DAY = 24 * 60 * 60
RECORDS = [made.article(n) for n in range(3)]
READINGS = [made.reading(r) for r in RECORDS]
CLAIMS = [reading.claims[0] for reading in READINGS]
FILTERS = [
    ClaimFilter(),
    ClaimFilter(candidates=True, rejected=True, excluded=True),
    ClaimFilter(reviewed=True, rejected=True),
    ClaimFilter(mechanism=CLAIMS[0].inference.mechanism),
    ClaimFilter(role=CLAIMS[0].inference.role, phenomenon="toler"),
]


def holding(*decisions: Decision) -> SqliteStore:
    store = SqliteStore(None)
    store.save_records(RECORDS)
    store.save_readings(made.IDENTITY, READINGS)
    store.decide(decisions)
    return store


FIRST_DAY = [
    decision(Verdict.ACCEPT, CLAIMS[0], second=1),
    decision(Verdict.REJECT, CLAIMS[1], second=2),
    decision(Verdict.UNSURE, CLAIMS[2], second=3),
]
LATER = [
    decision(Verdict.REJECT, CLAIMS[0], second=2 * DAY),
    decision(Verdict.WITHDRAW, CLAIMS[1], second=2 * DAY + 1, withdraws=FIRST_DAY[1].decision_id),
    decision(Verdict.ACCEPT, CLAIMS[2], reviewer="bob", second=2 * DAY + 2),
]


def by_place(claims: list[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda c: (c.pmid, c.sentence.section, c.claim_id))


@pytest.mark.parametrize("wanted", FILTERS)
def test_later_decisions_are_as_if_they_were_not_made(wanted: ClaimFilter) -> None:
    with holding(*FIRST_DAY, *LATER) as store, holding(*FIRST_DAY) as before:
        past = by_place(list(claims_as_of(store, wanted, "2026-11-23")))
        assert past == by_place(list(before.claims(wanted)))


def test_the_day_itself_counts() -> None:
    with holding(*FIRST_DAY, *LATER) as store:
        everything = ClaimFilter(rejected=True)

        def states(day: str) -> list[State]:
            found = {c.claim_id: c.state for c in claims_as_of(store, everything, day)}
            return [found[claim.claim_id] for claim in CLAIMS]

        assert states("2026-11-21") == [State.UNREVIEWED] * 3
        assert states("2026-11-22") == [State.ACCEPTED, State.REJECTED, State.UNSURE]
        assert states("2026-11-24") == [State.REJECTED, State.UNREVIEWED, State.ACCEPTED]
