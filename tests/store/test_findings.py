"""Bare findings: the same claims, and read from an index alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from curate.core.claim import Certainty, Origin, Reading, SourceKind, State
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import StoreError
from curate.core.review import Verdict
from curate.core.signs import Role
from curate.core.source_standing import Standing
from curate.store.database import SqliteStore
from tests.decided import decision
from tests.evidence import short
from tests.store import made, strategies

EVERYTHING = ClaimFilter(candidates=True, rejected=True, excluded=True)
FILTERS = [
    EVERYTHING,
    ClaimFilter(),
    ClaimFilter(as_read=True),
    ClaimFilter(reviewed=True),
    ClaimFilter(state=State.REJECTED),
    ClaimFilter(state=State.UNREVIEWED),
    ClaimFilter(role=Role.PROMOTES, certainty=Certainty.ASSERTED),
    ClaimFilter(origin=Origin.OWN, source_kind=SourceKind.ANIMAL),
    ClaimFilter(mechanism="nmda", phenomenon="tolerance"),
    ClaimFilter(text="tolerance"),
    ClaimFilter(standing=Standing.REGULAR),
    ClaimFilter(pmid=made.pmid(0)),
]


@settings(deadline=None, max_examples=40)
@given(strategies.readings(made.pmid(0)))
def test_findings_are_the_claims_in_short(reading: Reading) -> None:
    with SqliteStore(None) as store:
        store.save_records([made.article(0)])
        store.save_readings(made.IDENTITY, [reading])
        for wanted in FILTERS:
            found = sorted(store.findings(wanted))
            assert found == sorted(map(short, store.claims(wanted))), wanted


def test_findings_are_as_people_left_them(store: SqliteStore) -> None:
    records = [made.article(n) for n in range(4)]
    readings = [made.reading(a) for a in records]
    store.save_records(records)
    store.save_readings(made.IDENTITY, readings)
    rejected, accepted = (r.claims[0] for r in readings[:2])
    store.decide([decision(Verdict.REJECT, rejected), decision(claim=accepted, second=1)])
    assert {f.state for f in store.findings(EVERYTHING)} == {
        State.UNREVIEWED,
        State.REJECTED,
        State.ACCEPTED,
    }
    for wanted in FILTERS:
        assert sorted(store.findings(wanted)) == sorted(map(short, store.claims(wanted))), wanted


def test_a_limit_is_not_for_findings(store: SqliteStore) -> None:
    records = [made.article(n) for n in range(3)]
    store.save_records(records)
    store.save_readings(made.IDENTITY, [made.reading(a) for a in records])
    assert len(list(store.findings(replace(EVERYTHING, limit=1)))) == 3


def test_an_index_alone_holds_what_is_read(store: SqliteStore) -> None:
    plans: list[str] = []
    store._conn.set_trace_callback(plans.append)
    assert list(store.findings(EVERYTHING)) == []
    store._conn.set_trace_callback(None)
    (statement,) = (sql for sql in plans if "FROM claims c" in sql)
    rows = store._conn.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    assert "USING COVERING INDEX claims_by_mechanism" in rows[0][3]


@pytest.mark.parametrize("column", ["role", "certainty", "origin", "source_kind", "tier"])
def test_a_finding_that_can_not_be_is_an_error(store: SqliteStore, column: str) -> None:
    article = made.article(0)
    store.save_records([article])
    reading = made.reading(article)
    store.save_readings(made.IDENTITY, [reading])
    store._conn.execute(f"UPDATE claims SET {column} = 'sideways'")  # noqa: S608
    with pytest.raises(StoreError, match=reading.claims[0].claim_id):
        list(store.findings(EVERYTHING))
