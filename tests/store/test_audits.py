"""Audits in the database: kept as they were drawn."""

import sqlite3
from dataclasses import replace

import pytest

from curate.core.audit import Audit, draw
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import StoreError
from curate.store.database import SqliteStore
from tests.decided import at
from tests.store import made


@pytest.fixture
def read(store: SqliteStore) -> SqliteStore:
    """Return a store of six records with a claim each."""
    records = [made.article(n) for n in range(6)]
    store.save_records(records)
    store.save_readings(made.IDENTITY, [made.reading(r) for r in records])
    return store


def drawn(store: SqliteStore, name: str = "spring", *, second: int = 0, size: int = 4) -> Audit:
    claims = list(store.claims(ClaimFilter()))
    return Audit(
        name=name,
        seed=2**63 - 1,
        drawn_at=at(second),
        identity=made.IDENTITY,
        population=len(claims),
        claims=draw(claims, size, seed=1),
    )


def test_an_audit_comes_back_as_it_was_drawn(read: SqliteStore) -> None:
    first, second = drawn(read), drawn(read, "autumn", second=5, size=2)
    assert read.keep_audits([first, second]) == 2
    assert read.audits() == [second, first]
    assert read.audits("spring") == [first]
    assert read.audits("winter") == []


def test_the_same_audit_twice_changes_nothing(read: SqliteStore) -> None:
    audit = drawn(read)
    assert read.keep_audits([audit]) == 1
    assert read.keep_audits([audit]) == 0
    assert read.audits() == [audit]


def test_another_sample_of_the_same_name_is_refused_whole(read: SqliteStore) -> None:
    audit = drawn(read)
    read.keep_audits([audit])
    other = replace(audit, claims=audit.claims[:3])
    with pytest.raises(StoreError, match="another sample has the name 'spring'"):
        read.keep_audits([drawn(read, "autumn"), other])
    assert read.audits() == [audit]


def test_an_audit_outlives_its_claims(read: SqliteStore) -> None:
    audit = drawn(read, size=6)
    read.keep_audits([audit])
    record = made.article(0)
    read.save_readings("another", [made.reading(record, mechanism="something-else")])
    assert read.audits() == [audit]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audits SET population = 9",
        "UPDATE audit_claims SET position = position + 10",
        "DELETE FROM audit_claims",
        "DELETE FROM audits",
    ],
)
def test_an_audit_is_never_changed(read: SqliteStore, statement: str) -> None:
    read.keep_audits([drawn(read)])
    with pytest.raises(sqlite3.IntegrityError, match="as it was drawn"):
        read._conn.execute(statement)
