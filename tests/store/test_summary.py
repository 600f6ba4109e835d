"""The summary behind the matrix: after any history it is what counting anew gives."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from curate.core.article import Relation
from curate.core.claim import Certainty, Claim, Origin, Reading, SourceKind, Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.review import Decision, Verdict
from curate.core.screening import ExclusionReason, Screening
from curate.core.screening import Verdict as Said
from curate.core.signs import Effect
from curate.store import summary
from curate.store.connection import writing
from curate.store.database import SqliteStore
from tests.store import made

RECORDS = 2
NOTICE = 9
EVERYTHING = ClaimFilter(candidates=True, rejected=True, excluded=True)
TYPES = (("Journal Article",), ("Retracted Publication",), ("Published Erratum",))

numbers = st.integers(0, RECORDS - 1)
reviewers = st.sampled_from(["ann", "ben"])
found_claims = st.lists(
    st.fixed_dictionaries(
        {
            "mechanism": st.sampled_from(["microglia", "nmda"]),
            "phenomenon": st.sampled_from(["tolerance", "allodynia"]),
            "cause": st.sampled_from(["a", "b"]),
            "effect": st.sampled_from(Effect),
            "tier": st.sampled_from([Tier.BOTH, Tier.COOCCURRENCE]),
            "certainty": st.sampled_from(Certainty),
            "origin": st.sampled_from(Origin),
            "source_kind": st.sampled_from(SourceKind),
        }
    ),
    max_size=3,
    unique_by=lambda c: (c["mechanism"], c["phenomenon"], c["cause"]),
)


def lines(store: SqliteStore) -> list[tuple[Any, ...]]:
    """Return the summary as it is kept."""
    return store._conn.execute(
        "SELECT * FROM summary ORDER BY margin, source_kind, mechanism, phenomenon"
    ).fetchall()


def recounted(store: SqliteStore) -> list[tuple[Any, ...]]:
    """Return the summary as a count of everything gives it, and leave the kept one alone."""
    kept = lines(store)
    with writing(store._conn):
        summary.rebuild(store._conn)
    anew = lines(store)
    with writing(store._conn):
        store._conn.execute("DELETE FROM summary")
        marks = ", ".join("?" * 12)
        store._conn.executemany(f"INSERT INTO summary VALUES ({marks})", kept)  # noqa: S608
    return anew


class Histories(RuleBasedStateMachine):
    """A store to which anything happens that can change what counts."""

    def __init__(self) -> None:
        super().__init__()
        self.store = SqliteStore(None)
        self.clock = 0
        self.last: dict[str, Decision] = {}
        # What counts is here from the first step on: most changes then make a difference.
        records = [made.article(n) for n in range(RECORDS)]
        self.store.save_records(records)
        self.store.save_readings("any", [made.reading(record) for record in records])

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.store.close()

    @rule(n=numbers, types=st.sampled_from(TYPES), revised=st.integers(2020, 2026))
    def save(self, n: int, types: tuple[str, ...], revised: int) -> None:
        """Take in a record, or another form of it."""
        revised_on = f"{revised}-01-01"
        record = made.article(n, publication_types=types, revised=revised_on)
        self.store.save_records([record])

    @rule(n=numbers, kind=st.sampled_from(["RetractionOf", "ErratumFor", "CommentOn"]))
    def notice(self, n: int, kind: str) -> None:
        """Take in another record that tells of this one, or told of another until now."""
        self.clock += 1
        relation = Relation(ref_type=kind, pmid=made.pmid(n))
        revised = f"2020-01-01T{self.clock:06d}"
        self.store.save_records([made.article(NOTICE, relations=(relation,), revised=revised)])

    @rule(n=numbers)
    def delete(self, n: int) -> None:
        """Learn that PubMed deleted a record."""
        self.store.save_records([], [made.pmid(n)])

    @rule(n=numbers, found=found_claims)
    def tag(self, n: int, found: list[dict[str, Any]]) -> None:
        """Read a record that is here."""
        record = self.store.articles([made.pmid(n)])[made.pmid(n)]
        sentences = made.sentences(record)
        claims = tuple(made.claim(record, sentences[-1], **c) for c in found)
        reading = Reading(
            pmid=record.pmid,
            sentences=sentences,
            claims=claims,
            source_kind=SourceKind.ANIMAL,
        )
        self.store.save_readings("any", [reading])

    @rule(
        data=st.data(),
        reviewer=reviewers,
        verdict=st.sampled_from([Verdict.ACCEPT, Verdict.REJECT, Verdict.UNSURE]),
        settles=st.booleans(),
    )
    def decide(self, data: st.DataObject, reviewer: str, verdict: Verdict, settles: bool) -> None:
        """Judge a claim that is here."""
        claims: list[Claim] = list(self.store.claims(EVERYTHING))
        if not claims:
            return
        decision = Decision(
            reviewer=reviewer,
            decided_at=self._now(),
            verdict=verdict,
            claim=data.draw(st.sampled_from(claims)),
            adjudicates=settles,
        )
        self.last[reviewer] = decision
        self.store.decide([decision])

    @rule(reviewer=reviewers)
    def withdraw(self, reviewer: str) -> None:
        """Take the last decision back."""
        if decision := self.last.pop(reviewer, None):
            self.store.decide(
                [
                    Decision(
                        reviewer=reviewer,
                        decided_at=self._now(),
                        verdict=Verdict.WITHDRAW,
                        claim=decision.claim,
                        withdraws=decision.decision_id,
                    )
                ]
            )

    @rule(n=numbers, reviewer=reviewers, verdict=st.sampled_from(Said))
    def screen(self, n: int, reviewer: str, verdict: Said) -> None:
        """Say whether a record belongs to the review."""
        said = Screening(
            reviewer=reviewer,
            decided_at=self._now(),
            pmid=made.pmid(n),
            verdict=verdict,
            reason=next(iter(ExclusionReason)) if verdict is Said.EXCLUDE else None,
        )
        self.store.save_screenings([said])

    @invariant()
    def it_is_what_counting_anew_gives(self) -> None:
        """Compare with a count of everything."""
        assert lines(self.store) == recounted(self.store)

    def _now(self) -> str:
        self.clock += 1
        return f"2026-01-01T00:00:00.{self.clock:06d}Z"


Histories.TestCase.settings = settings(max_examples=80, stateful_step_count=20, deadline=None)
TestHistories = Histories.TestCase


def test_a_paper_counts_once_in_a_line_and_once_for_each_role(store: SqliteStore) -> None:
    record = made.article(0)
    store.save_records([record])
    sentence = made.sentences(record)[-1]
    claims = tuple(
        made.claim(record, sentence, cause=cause, effect=effect, phenomenon=phenomenon)
        for cause, effect, phenomenon in (
            ("a", Effect.INCREASES, "tolerance"),
            ("b", Effect.INCREASES, "tolerance"),
            ("c", Effect.DECREASES, "tolerance"),
            ("d", Effect.NONE, "allodynia"),
        )
    )
    store.save_readings(
        "any",
        [
            Reading(
                pmid=record.pmid,
                sentences=(sentence,),
                claims=claims,
                source_kind=SourceKind.ANIMAL,
            )
        ],
    )
    mine = [line for line in lines(store) if line[1] == ""]
    assert mine == [
        ("all", "", "", "", 1, 0, 1, 1, 0, 1, 1, 4),
        ("cell", "", "microglia", "allodynia", 1, 0, 0, 0, 0, 1, 1, 1),
        ("cell", "", "microglia", "tolerance", 1, 0, 1, 1, 0, 0, 1, 3),
        ("mechanism", "", "microglia", "", 1, 0, 1, 1, 0, 1, 1, 4),
        ("phenomenon", "", "", "allodynia", 1, 0, 0, 0, 0, 1, 1, 1),
        ("phenomenon", "", "", "tolerance", 1, 0, 1, 1, 0, 0, 1, 3),
    ]


@pytest.mark.parametrize("lacking", [("m070_summary", "m071_asserting"), ("m071_asserting",)])
def test_an_older_database_is_counted_when_it_is_opened(
    tmp_path: Path, lacking: tuple[str, ...]
) -> None:
    path = tmp_path / "curate.db"
    with SqliteStore(path, create=True) as store:
        store.save_records([made.article(n) for n in range(3)])
        store.save_readings("any", [made.reading(made.article(n)) for n in range(3)])
        kept = lines(store)
    conn = sqlite3.connect(path)
    conn.execute("DROP TABLE summary")
    conn.execute("DROP INDEX articles_that_count")
    conn.execute("DROP INDEX claims_by_source_kind")
    conn.execute("DROP INDEX claims_by_certainty")
    conn.execute("DROP INDEX claims_by_mechanism")
    conn.execute("CREATE INDEX claims_by_mechanism ON claims(mechanism, phenomenon, role)")
    for name in lacking:
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (name,))
    if "m070_summary" not in lacking:
        for statement in summary.FIRST_SCHEMA:
            conn.execute(statement)
        conn.execute("INSERT INTO summary VALUES ('all', '', '', '', 9, 9, 9, 9, 9, 9, 9)")
    conn.commit()
    conn.close()
    with SqliteStore(path) as store:
        assert kept
        assert lines(store) == kept
        store.save_readings("other", [made.reading(made.article(0), effect=Effect.DECREASES)])
        assert lines(store) == recounted(store) != kept
