"""The views, as someone without curate would read them."""

from collections.abc import Iterator

import pytest

from curate.core.article import Author
from curate.core.claim import Certainty, Origin, Tier
from curate.core.search import FetchStatus
from curate.core.signs import Effect
from curate.core.source_standing import Standing
from curate.store.database import SqliteStore
from curate.store.views import VIEWS
from tests.store import made

Row = dict[str, object]


@pytest.fixture
def filled() -> Iterator[SqliteStore]:
    """Return a store with evidence, a candidate, a question and a deleted record's claim."""
    changes: list[Row] = [
        {},
        {"effect": Effect.DECREASES, "origin": Origin.BACKGROUND},
        {"effect": Effect.NONE},
        {"effect": Effect.INVOLVED, "phenomenon": "allodynia"},
        {"tier": Tier.COOCCURRENCE},
        {"certainty": Certainty.QUESTION},
        {},
    ]
    with SqliteStore(None) as store:
        records = [made.article(n) for n in range(len(changes))]
        records[1] = made.article(
            1,
            authors=(Author(collective_name="The Glia Group"), Author(last_name="Aubelin")),
            publication_types=("Journal Article", "Retracted Publication"),
        )
        records[2] = made.article(2, authors=())
        store.save_records(records)
        store.save_readings(
            made.IDENTITY,
            [made.reading(r, **c) for r, c in zip(records, changes, strict=True)],
        )
        store.save_records([], [made.pmid(6)])
        yield store


def _rows(store: SqliteStore, sql: str) -> list[Row]:
    cursor = store._conn.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def test_every_view_is_described_and_there(filled: SqliteStore) -> None:
    found = _rows(filled, "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")
    assert [row["name"] for row in found] == sorted(v.name for v in VIEWS)
    assert [v.name for v in VIEWS if not v.description.startswith(("One row", "The rest"))] == []


def test_evidence_is_one_row_a_claim_that_counts(filled: SqliteStore) -> None:
    found = _rows(filled, "SELECT * FROM evidence ORDER BY pmid")
    assert [row["pmid"] for row in found] == [int(made.pmid(n)) for n in range(4)]
    assert [row["first_author"] for row in found] == [
        "Brackwater",
        "The Glia Group",
        "Anonymous",
        "Brackwater",
    ]
    assert [row["retracted"] for row in found] == [0, 1, 0, 0]
    assert found[0] == {
        "claim_id": made.reading(made.article(0)).claims[0].claim_id,
        "pmid": 900000001,
        "first_author": "Brackwater",
        "year": 2011,
        "title": "Glial signals and morphine tolerance, part 0",
        "journal": "Ann Inv Pharm",
        "sentence": "Microglia drove the tolerance.",
        "mechanism": "Microglia",
        "category": "glia",
        "phenomenon": "tolerance",
        "effect": "increases",
        "role": "promotes",
        "basis": "direct",
        "agent": None,
        "exposure": None,
        "certainty": "asserted",
        "origin": "own",
        "source_kind": "animal",
        "tier": "both",
        "confidence": 0.75,
        "rule": "verb",
        "state": "unreviewed",
        "reviewers": "[]",
        "retracted": 0,
        "standing": "regular",
        "stale": 0,
        "pubmed_url": "https://pubmed.ncbi.nlm.nih.gov/900000001/",
    }


@pytest.mark.parametrize("view", ["evidence", "candidates"])
def test_the_first_rows_come_without_reading_all(filled: SqliteStore, view: str) -> None:
    plan = filled._conn.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} LIMIT 101").fetchall()  # noqa: S608
    steps = [row[3] for row in plan]
    assert "MATERIALIZE standing_claims" not in steps
    assert "CO-ROUTINE standing_claims" in steps


def test_candidates_are_the_rest(filled: SqliteStore) -> None:
    found = _rows(filled, "SELECT pmid, tier, certainty FROM candidates ORDER BY pmid")
    assert [tuple(row.values()) for row in found] == [
        (int(made.pmid(4)), "cooccurrence", "asserted"),
        (int(made.pmid(5)), "both", "question"),
    ]


def test_the_matrix_counts_roles_and_records(filled: SqliteStore) -> None:
    found = _rows(filled, "SELECT * FROM matrix ORDER BY phenomenon DESC")
    assert found == [
        {
            "mechanism": "microglia",
            "mechanism_label": "Microglia",
            "category": "glia",
            "phenomenon": "tolerance",
            "promoting": 1,
            "inhibiting": 1,
            "involved": 0,
            "no_effect": 1,
            "claims": 3,
            "own_findings": 2,
            "retracted": 1,
            "records": 3,
        },
        {
            "mechanism": "microglia",
            "mechanism_label": "Microglia",
            "category": "glia",
            "phenomenon": "allodynia",
            "promoting": 0,
            "inhibiting": 0,
            "involved": 1,
            "no_effect": 0,
            "claims": 1,
            "own_findings": 1,
            "retracted": 0,
            "records": 1,
        },
    ]


def test_citations_have_all_authors_on_one_line(filled: SqliteStore) -> None:
    found = _rows(filled, "SELECT * FROM citations ORDER BY pmid")
    assert [row["authors"] for row in found[:3]] == [
        "Brackwater I",
        "The Glia Group, Aubelin",
        None,
    ]
    assert [row["deleted"] for row in found] == [0, 0, 0, 0, 0, 0, 1]
    assert (found[0]["sentences"], found[0]["claims"]) == (3, 1)


def test_searches_summary_counts_what_became_of_the_pmids(filled: SqliteStore) -> None:
    number = filled.plan_search(made.search(0, 1, 2))
    filled.settle(number, {made.pmid(0): FetchStatus.HELD, made.pmid(1): FetchStatus.MISSING})
    filled.plan_search(made.search())
    found = _rows(filled, "SELECT * FROM searches_summary ORDER BY search_id")
    counts = [
        [row[k] for k in ("listed", "received", "held", "missing", "failed", "pending")]
        for row in found
    ]
    assert counts == [[3, 0, 1, 1, 0, 1], [0, 0, 0, 0, 0, 0]]


def test_status_counts_the_same_things(filled: SqliteStore) -> None:
    status = filled.status(made.IDENTITY)
    assert (status.records, status.records_with_abstract) == (6, 6)
    assert (status.read, status.unread) == (6, 0)
    assert status.standings == {Standing.RETRACTED: 1, Standing.DELETED: 1}
    assert (status.sentences, status.claims, status.candidates) == (18, 5, 1)
    assert status.claims_by_role == {"promotes": 2, "inhibits": 1, "involved": 1, "none": 1}
    assert filled.status("another").unread == 6
    filled.save_records([made.article(9, sections=())])
    assert filled.status(made.IDENTITY).records_with_abstract == 6
