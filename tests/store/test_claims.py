"""Claims by filter and by identifier."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from curate.core.article import Section
from curate.core.claim import Certainty, Claim, Origin, Reading, Sentence, SourceKind, Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import NotFound, StoreError
from curate.core.signs import Effect, Role
from curate.store.database import SqliteStore
from tests.store import made
from tests.store.strategies import reading_order

TEXT = 'The 5-HT3 receptor AND "κB" (not μ-receptors) raised hyperalgesias'


@pytest.fixture
def filled() -> Iterator[SqliteStore]:
    """Return a store of four records with a claim each that differ in every filter's field."""
    with SqliteStore(None) as store:
        records = [made.article(n) for n in range(3)]
        records.append(made.article(3, sections=(Section(text=TEXT),)))
        store.save_records(records)
        store.save_readings(
            made.IDENTITY,
            [
                made.reading(records[0], mechanism="nmda", label="NMDA receptor"),
                made.reading(
                    records[1],
                    mechanism="nr2b",
                    label="NMDA receptor NR2B",
                    effect=Effect.DECREASES,
                    phenomenon="hyperalgesia",
                    certainty=Certainty.HEDGED,
                    origin=Origin.BACKGROUND,
                ),
                made.reading(records[2], mechanism="cck", tier=Tier.COOCCURRENCE),
                made.reading(
                    records[3],
                    mechanism="tgf_beta",
                    label="TGF-\u0392",
                    certainty=Certainty.QUESTION,
                    source_kind=SourceKind.HUMAN,
                    effect=Effect.NONE,
                ),
            ],
        )
        yield store


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ClaimFilter(), [0, 1, 3]),
        (ClaimFilter(candidates=True), [0, 1, 2, 3]),
        (ClaimFilter(mechanism="nmda"), [0, 1]),
        (ClaimFilter(mechanism="nr2b"), [1]),
        (ClaimFilter(mechanism="RECEPTOR nr2"), [1]),
        (ClaimFilter(mechanism="tgf_beta"), [3]),
        (ClaimFilter(mechanism="tgf_b"), []),
        (ClaimFilter(mechanism="tgf-β"), [3]),
        (ClaimFilter(mechanism="%"), []),
        (ClaimFilter(phenomenon="tolerance"), [0, 3]),
        (ClaimFilter(phenomenon="ALGESIA"), [1]),
        (ClaimFilter(role=Role.PROMOTES), [0]),
        (ClaimFilter(role=Role.INHIBITS), [1]),
        (ClaimFilter(role=Role.NONE), [3]),
        (ClaimFilter(certainty=Certainty.HEDGED), [1]),
        (ClaimFilter(origin=Origin.BACKGROUND), [1]),
        (ClaimFilter(source_kind=SourceKind.HUMAN), [3]),
        (ClaimFilter(pmid=made.pmid(1)), [1]),
        (ClaimFilter(pmid="not a number"), []),
        (ClaimFilter(pmid=""), []),
        (ClaimFilter(limit=2), [0, 1]),
        (ClaimFilter(limit=0), []),
        (ClaimFilter(text="microglia tolerance"), [0, 1]),
        (ClaimFilter(text='"the tolerance"'), [0, 1]),
        (ClaimFilter(text='"tolerance the"'), []),
        (ClaimFilter(text="tolerances"), [0, 1]),
        (ClaimFilter(text="hyperalgesia"), [3]),
        (ClaimFilter(text="5-HT3"), [3]),
        (ClaimFilter(text="μ-receptors"), [3]),
        (ClaimFilter(text="µ-receptor"), [3]),
        (ClaimFilter(text="κB"), [3]),
        (ClaimFilter(text="tolerance OR hyperalgesia"), []),
        (ClaimFilter(text='receptor "and'), [3]),
        (ClaimFilter(text="NOT (μ*"), [3]),
        (ClaimFilter(text="text:receptor"), []),
        (ClaimFilter(text="  "), [0, 1, 3]),
        (ClaimFilter(text='"'), [0, 1, 3]),
        (ClaimFilter(text="-"), []),
        (ClaimFilter(text="- microglia"), [0, 1]),
        (ClaimFilter(text="micro\ud800glia\0"), [0, 1]),
        (ClaimFilter(text="microglia", role=Role.INHIBITS), [1]),
    ],
)
def test_a_filter_gives_what_it_says(
    filled: SqliteStore, wanted: ClaimFilter, expected: list[int]
) -> None:
    assert [c.pmid for c in filled.claims(wanted)] == [made.pmid(n) for n in expected]


def test_claims_of_deleted_records_are_left_out_but_found_by_id(filled: SqliteStore) -> None:
    (claim,) = filled.claims(ClaimFilter(pmid=made.pmid(0)))
    filled.save_records([], [made.pmid(0)])
    assert made.pmid(0) not in {c.pmid for c in filled.claims(ClaimFilter(candidates=True))}
    assert filled.claim(claim.claim_id) == claim


def test_claims_come_in_reading_order(store: SqliteStore) -> None:
    records = [made.article(0, pmid=p) for p in ("10", "9", "900000001")]
    store.save_records(records)
    made_of: list[Claim] = []
    for record in records:
        found = [
            Sentence(section=section, start=start, end=start + 9, text=f"Glia {section} {start} x")
            for section, start in ((1, 100), (1, 20), (0, 0), (2, 3))
        ]
        claims = tuple(
            made.claim(record, s, mechanism=m, phenomenon=p, cause=c, variant=v)
            for s in found
            for m in ("b", "a")
            for p in ("tolerance", "allodynia")
            for c in ("y", "x")
            for v in (1, 0)
        )
        store.save_readings("one", [Reading(pmid=record.pmid, sentences=(), claims=claims)])
        made_of += claims
    assert list(store.claims(ClaimFilter())) == sorted(made_of, key=reading_order)


def test_claims_stream_over_pages_and_other_work_goes_on_beside(store: SqliteStore) -> None:
    records = [made.article(n) for n in range(1100)]
    store.save_records(records)
    store.save_readings("one", [made.reading(r) for r in records])
    seen = []
    for claim in store.claims(ClaimFilter()):
        seen.append(claim.pmid)
        assert store.articles([claim.pmid])
        store.save_readings("two", [made.reading(made.article(int(claim.pmid) - made.FIRST))])
    assert seen == [r.pmid for r in records]


def test_a_claim_is_found_by_the_beginning_of_its_id(filled: SqliteStore) -> None:
    for claim in filled.claims(ClaimFilter(candidates=True)):
        assert filled.claim(claim.claim_id) == claim
        assert filled.claim(claim.claim_id[:8].upper()) == claim
    assert filled.status("any").claims == 3


@pytest.mark.parametrize("prefix", ["", "abc", "xyzw", "ab%_", "0000'; --"])
def test_what_is_no_prefix_is_refused(filled: SqliteStore, prefix: str) -> None:
    with pytest.raises(NotFound, match="not the beginning of a claim id") as caught:
        filled.claim(prefix)
    assert "at least 4" in caught.value.hint


def test_none_and_several_are_told_apart(store: SqliteStore) -> None:
    record = made.article(0)
    store.save_records([record])
    sentence = made.sentences(record)[1]
    by_start: dict[str, list[Claim]] = {}
    for variant in range(3000):
        claim = made.claim(record, sentence, variant=variant)
        by_start.setdefault(claim.claim_id[:4], []).append(claim)
    start, twins = next((s, found) for s, found in by_start.items() if len(found) > 1)
    reading = replace(made.reading(record), claims=tuple(twins))
    store.save_readings("one", [reading])
    with pytest.raises(NotFound, match="more than one") as caught:
        store.claim(start)
    assert {t.claim_id for t in twins} <= set(caught.value.hint.replace(",", "").split())
    missing = next(f"{n:04x}" for n in range(16**4) if f"{n:04x}" not in by_start)
    with pytest.raises(NotFound, match="no claim's id begins"):
        store.claim(missing)


def test_a_row_that_something_else_wrote_is_told_of(filled: SqliteStore) -> None:
    filled._conn.execute("UPDATE claims SET role = 'inhibits' WHERE mechanism = 'nmda'")
    with pytest.raises(StoreError, match="holds what no claim can hold"):
        list(filled.claims(ClaimFilter()))


def test_the_index_serves_the_usual_filters(filled: SqliteStore) -> None:
    plans = [
        filled._conn.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM claims WHERE {where}"  # noqa: S608
        ).fetchall()
        for where in (
            "pmid = 1",
            "mechanism = 'a'",
            "phenomenon = 'a'",
            "role = 'none'",
            "mechanism = 'a' AND phenomenon = 'b'",
        )
    ]
    assert ["SEARCH claims USING INDEX" in plan[0][3] for plan in plans] == [True] * 5
