"""The standing of records in the database, whatever the order in which they come."""

import itertools
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from curate.core.article import Article, Relation
from curate.core.claim import State
from curate.core.claim_filter import ClaimFilter
from curate.core.source_standing import Standing
from curate.store import migrations, record_schema, standings
from curate.store.connection import connect
from curate.store.database import SqliteStore
from curate.store.steps import STEPS
from tests.decided import decision
from tests.store import made

PAPER, NOTICE, ERRATUM = made.pmid(0), made.pmid(1), made.pmid(2)


def paper(*links: str, **changes: object) -> Article:
    found = tuple(Relation(ref_type=link, pmid=NOTICE) for link in links)
    return made.article(0, relations=found, publication_types=("Journal Article",), **changes)


def notice(number: int, link: str | None, **changes: object) -> Article:
    links = () if link is None else (Relation(ref_type=link, pmid=PAPER),)
    return made.article(number, relations=links, publication_types=(), **changes)


RECORDS = (
    paper("CommentIn"),
    notice(1, "RetractionOf"),
    notice(2, "ErratumFor"),
)
EXPECTED = {
    PAPER: Standing.RETRACTED,
    NOTICE: Standing.NOTICE,
    ERRATUM: Standing.NOTICE,
}


@pytest.mark.parametrize("order", [*itertools.permutations(range(3))], ids=str)
@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_order_of_records_makes_no_difference(
    store: SqliteStore, order: tuple[int, ...], size: int
) -> None:
    coming = [RECORDS[n] for n in order]
    for at in range(0, 3, size):
        store.save_records(coming[at : at + size])
    assert store.standings([PAPER, NOTICE, ERRATUM]) == EXPECTED
    told = [(link.ref_type, link.pmid) for link in store.notices(PAPER)]
    assert told == [("RetractionOf", NOTICE), ("ErratumFor", ERRATUM)]
    assert store.notices(NOTICE) == ()
    assert store.status("any").standings == {Standing.RETRACTED: 1, Standing.NOTICE: 2}


def test_a_notice_that_no_longer_points_here_is_forgotten(store: SqliteStore) -> None:
    store.save_records(RECORDS)
    store.save_records([notice(1, None, revised="2030-01-01")])
    assert store.standings([PAPER])[PAPER] is Standing.CORRECTED
    store.save_records([notice(2, None, revised="2030-01-01")])
    assert store.standings([PAPER])[PAPER] is Standing.REGULAR


def test_a_newer_form_of_the_paper_keeps_what_notices_say(store: SqliteStore) -> None:
    store.save_records(RECORDS)
    store.save_records([paper(title="A newer title", revised="2031-01-01")])
    assert store.standings([PAPER])[PAPER] is Standing.RETRACTED
    row = store._conn.execute("SELECT retracted FROM articles WHERE pmid = ?", (PAPER,)).fetchone()
    assert row == (1,)


def test_deleted_records_and_unknown_ones(store: SqliteStore) -> None:
    store.save_records(RECORDS, [PAPER])
    assert store.standings([PAPER, "123", "no number"]) == {PAPER: Standing.DELETED}
    assert store.status("any").standings == {Standing.DELETED: 1, Standing.NOTICE: 2}


def test_claims_are_chosen_by_the_standing_of_their_record(store: SqliteStore) -> None:
    kinds = ("CommentIn", "ErratumIn", "ExpressionOfConcernIn", "RetractionOf", "RetractionIn")
    records = [
        made.article(n, relations=(Relation(ref_type=kind, pmid="1"),), publication_types=())
        for n, kind in enumerate([*kinds, *kinds])
    ]
    # The last two of them, one regular until then and one retracted, are deleted.
    records.append(made.article(10))
    records.append(made.article(11, publication_types=("Retracted Publication",)))
    store.save_records(records)
    readings = [made.reading(record) for record in records]
    store.save_readings("one", readings)
    judged = [reading.claims[0] for reading in readings[1::2]]
    store.decide([decision(claim=claim, second=n) for n, claim in enumerate(judged)])
    store.save_records([], [made.pmid(10), made.pmid(11)])
    standing = store.standings(record.pmid for record in records)
    assert set(standing.values()) == set(Standing)
    for wanted in Standing:
        found = [claim.pmid for claim in store.claims(ClaimFilter(standing=wanted))]
        assert found == [pmid for pmid in standing if standing[pmid] is wanted]
        assert len(found) == 2
    retracted = ClaimFilter(standing=Standing.RETRACTED)
    assert [c.state for c in store.claims(retracted)] == [State.UNREVIEWED, State.ACCEPTED]
    (accepted,) = store.claims(replace(retracted, state=State.ACCEPTED))
    assert accepted.pmid == made.pmid(9)
    assert not list(store.claims(replace(retracted, pmid=made.pmid(0))))
    assert {c.pmid for c in store.claims(ClaimFilter())} == set(standing) - {
        made.pmid(10),
        made.pmid(11),
    }


def test_an_older_database_gets_the_same_standings(tmp_path: Path) -> None:
    links = [
        "RetractionIn", "PartialRetractionIn", "RetractedandRepublishedIn", "RetractionOf",
        "ErratumFor", "ExpressionOfConcernFor", "ExpressionOfConcernIn", "ErratumIn",
        "CorrectedandRepublishedIn", "CorrectedandRepublishedFrom", "CommentIn",
    ]  # fmt: skip
    records = [
        made.article(
            n,
            relations=(Relation(ref_type=link, pmid=made.pmid(100 + n)),),
            publication_types=(),
        )
        for n, link in enumerate(links)
    ]
    records += [made.article(100 + n, relations=(), publication_types=()) for n in range(11)]
    path = tmp_path / "curate.db"
    with SqliteStore(path, create=True) as store:
        store.save_records(records)
        asked = [r.pmid for r in records]
        expected = store.standings(asked)
    assert len(set(expected.values())) == 5
    with closing(connect(path, create=False, busy_seconds=1.0)) as conn:
        conn.execute("UPDATE articles SET standing = 'regular'")
        conn.execute("UPDATE articles SET retracted = 0 WHERE pmid > ?", (made.pmid(99),))
        for statement in record_schema.STANDING[1:3]:
            conn.execute(statement)
        assert standings.load(conn, asked) == expected


def test_a_database_of_the_first_release_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "curate.db"
    old = Database(path, execute_plugins=False)
    migrations.migrations.apply(old, stop_before="m020_standing")
    with SqliteStore(None) as source:
        source.save_records(RECORDS)
        for table, columns in (("articles", 31), ("relations", 6), ("publication_types", 3)):
            marks = ", ".join("?" * columns)
            rows = source._conn.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            with old.conn:
                old.conn.executemany(
                    f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608
                    [row[:columns] for row in rows],
                )
    old.close()
    with SqliteStore(path) as store:
        assert store.schema == STEPS[-1]
        assert store.standings([PAPER, NOTICE, ERRATUM]) == EXPECTED
        found = store._conn.execute("SELECT standing FROM citations ORDER BY pmid").fetchall()
        assert found == [("retracted",), ("notice",), ("notice",)]
