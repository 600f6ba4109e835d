from collections.abc import Iterator

import pytest

from curate.core.audit import Audit
from curate.core.claim import Reading, Tier
from curate.core.errors import NotFound, StoreError, UsageError
from curate.core.provenance import Provenance
from curate.core.review import Verdict
from curate.store.database import SqliteStore
from curate.workflow.annotating import export_annotations, import_annotations
from curate.workflow.auditing import (
    audit_report,
    audit_reports,
    check_sample,
    draw_audit,
    finished_audit,
    to_audit,
)
from curate.workflow.tabulating import table
from curate.workflow.tagging import tag
from tests.decided import decision
from tests.workflow.fakes import FakeJournal, FakeTagger, article, claim
from tests.workflow.shelf import Shelf
from tests.workflow.test_tagging import PACK


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """Return a store of twelve tagged records with a claim each."""
    with SqliteStore(None, create=True) as opened:
        opened.save_records([article(str(n)) for n in range(1, 13)])
        tag(FakeTagger(), opened)
        yield opened


def draw(
    store: SqliteStore, name: str = "spring", size: int = 5, seed: int | None = None
) -> Audit:
    return draw_audit(store, Shelf(), name, size=size, seed=seed, identity="fake-1").audit


def judge(store: SqliteStore, audit: Audit, verdicts: str) -> None:
    kinds = {"y": Verdict.ACCEPT, "n": Verdict.REJECT}
    store.decide(
        [
            decision(kinds[letter], drawn, audit=audit.name, second=second)
            for second, (drawn, letter) in enumerate(zip(audit.claims, verdicts, strict=False))
        ]
    )


def test_a_sample_is_drawn_kept_and_written_down(store: SqliteStore) -> None:
    shelf = Shelf()
    report = draw_audit(store, shelf, "spring", size=5, seed=3, identity="fake-1")
    audit = report.audit
    assert (len(audit.claims), audit.population, audit.seed) == (5, 12, 3)
    assert report.left == audit.claims
    assert store.audits() == shelf.read() == [audit]
    assert audit_report(store, "spring") == report


def test_the_name_gives_a_seed_where_none_is_given(store: SqliteStore) -> None:
    spring, autumn = draw(store, "spring"), draw(store, "autumn")
    assert spring.seed != autumn.seed
    assert draw(store, "again", seed=spring.seed).claims == spring.claims


def test_only_what_a_table_would_hold_is_drawn(store: SqliteStore) -> None:
    store.decide([decision(Verdict.REJECT, claim("1"))])
    store.save_records([], ["2"])
    store.save_records([article("13")])
    candidate = claim("13", tier=Tier.COOCCURRENCE)
    store.save_readings("fake-1", [Reading(pmid="13", sentences=(), claims=(candidate,))])
    audit = draw(store, size=99)
    assert sorted(int(c.pmid) for c in audit.claims) == list(range(3, 13))
    assert audit.population == 10


def test_what_can_not_be_drawn_is_refused(store: SqliteStore) -> None:
    draw(store)
    with pytest.raises(UsageError, match="drawn already"):
        draw(store)
    with pytest.raises(UsageError, match="no audit's name"):
        draw(store, "../spring")
    with SqliteStore(None) as empty, pytest.raises(UsageError, match="no claim stands"):
        draw(empty)
    with pytest.raises(NotFound, match="no audit 'winter'"):
        audit_report(store, "winter")


def test_a_blind_judgement_decides_nothing_but_the_audit(store: SqliteStore) -> None:
    audit = draw(store)
    judge(store, audit, "nn")
    report = audit_report(store, "spring")
    assert (report.precision.wrong, len(report.left)) == (2, 3)
    assert store.claim(audit.claims[0].claim_id).counts


def test_what_an_auditor_has_left(store: SqliteStore) -> None:
    audit = draw(store)
    judge(store, audit, "yn")
    assert to_audit(store, "spring", "ann") == list(audit.claims[2:])
    assert to_audit(store, "spring", "bo") == list(audit.claims)
    check_sample(store, "spring", audit.claims[0].claim_id)
    outside = {claim(str(n)).claim_id for n in range(1, 13)} - {c.claim_id for c in audit.claims}
    with pytest.raises(UsageError, match="not in the sample"):
        check_sample(store, "spring", outside.pop())
    with pytest.raises(NotFound):
        check_sample(store, "winter", audit.claims[0].claim_id)


def test_a_table_prints_the_newest_finished_audit(store: SqliteStore) -> None:
    def printed(identity: str = "fake-1") -> str | None:
        built = table(store, PACK, identity=identity, provenance=Provenance())
        return dict(built.provenance.entries).get("Audited precision")

    first = draw(store, "spring")
    assert printed() is None
    judge(store, first, "yyyyn")
    assert "80.0%" in (printed() or "")
    second = draw(store, "autumn", size=4)
    judge(store, second, "nnn")
    assert "(audit spring)" in (printed() or "")
    judge(store, second, "nnnn")
    assert "(audit autumn)" in (printed() or "")
    assert "another version" not in (printed() or "")
    assert "another version" in (printed("fake-2") or "")
    assert [r.audit.name for r in audit_reports(store)] == ["autumn", "spring"]


def test_a_claim_that_is_found_no_more_is_not_waited_for(store: SqliteStore) -> None:
    audit = draw(store)
    judge(store, audit, "yyyy")
    lost = audit.claims[4]
    assert finished_audit(store) is None
    store.save_readings("fake-2", [Reading(pmid=lost.pmid, sentences=(), claims=())])
    report = audit_report(store, "spring")
    assert (report.gone, report.left, report.precision.right) == ((lost,), (), 4)
    assert finished_audit(store) == report


def test_a_database_is_made_anew_from_what_is_written_down(store: SqliteStore) -> None:
    draw(store)
    draw(store, "autumn")
    judge(store, store.audits("spring")[0], "yn")
    shelf, desk = Shelf(), FakeJournal()
    written = export_annotations(store, desk, shelf)
    assert (written.acts, written.audits) == ({"ann": 2}, 2)
    with SqliteStore(None) as other:
        taken = import_annotations(other, desk, shelf)
        assert (taken.decisions.new, taken.audits) == (2, 2)
        assert import_annotations(other, desk, shelf).audits == 0
        assert other.audits() == store.audits()
        assert list(other.decisions()) == list(store.decisions())


def test_another_sample_of_the_same_name_keeps_everything_out(store: SqliteStore) -> None:
    shelf, desk = Shelf(), FakeJournal()
    draw_audit(store, shelf, "spring", size=3, seed=1, identity="fake-1")
    judge(store, shelf.kept["spring"], "yyy")
    export_annotations(store, desk, shelf)
    with SqliteStore(None, create=True) as other:
        other.save_records([article("1")])
        tag(FakeTagger(), other)
        mine = draw(other)
        with pytest.raises(StoreError, match="another sample"):
            import_annotations(other, desk, shelf)
        assert (other.audits(), list(other.decisions())) == ([mine], [])
