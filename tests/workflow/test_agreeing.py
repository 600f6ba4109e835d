from collections.abc import Iterator

import pytest

from curate.core.claim import Tier
from curate.core.errors import UsageError
from curate.core.judging import Aspect
from curate.core.review import Verdict
from curate.store.database import SqliteStore
from curate.workflow.agreeing import agreement
from curate.workflow.tagging import tag
from tests.decided import decision
from tests.workflow.fakes import FakeTagger, article, claim


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    """Return a store of four tagged records, and one that is not."""
    with SqliteStore(None, create=True) as opened:
        opened.save_records([article(str(n)) for n in range(1, 5)])
        tag(FakeTagger(), opened)
        opened.save_records([article("5")])
        yield opened


def test_what_is_in_the_store_is_compared(store: SqliteStore) -> None:
    acts = [
        decision(verdict, claim(pmid), reviewer=reviewer)
        for reviewer, verdicts in (("ann", "yynn"), ("bo", "yn.n"))
        for pmid, sign in zip("1234", verdicts, strict=True)
        if (verdict := {"y": Verdict.ACCEPT, "n": Verdict.REJECT}.get(sign))
    ]
    store.decide(acts)
    report = agreement(store, resamples=100)
    assert (report.units, report.records, report.judged) == (4, 4, {"ann": 4, "bo": 3})
    pair = report.pairs[0].aspects[Aspect.CLAIM]
    # Together on 1 and 4, apart on 2: two thirds, and 2/3 * 1/3 + 1/3 * 2/3 by chance.
    assert pair.items == 3
    assert pair.observed.value == pytest.approx(2 / 3)
    assert pair.kappa.value == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))
    # One against the tagger is further apart than two against it.
    assert [entry.pmid for entry in report.contested] == ["2", "3", "4"]
    assert agreement(store, resamples=100) == report


def test_a_record_that_was_deleted_counts_all_the_same(store: SqliteStore) -> None:
    store.decide([decision(Verdict.ACCEPT, claim("1"))])
    store.save_records([], ["1"])
    (pair,) = agreement(store).pairs
    assert pair.aspects[Aspect.CLAIM].observed.value == 1


def test_the_tagger_is_no_rater_of_what_it_has_not_read(store: SqliteStore) -> None:
    store.decide([decision(Verdict.ACCEPT, claim("5", tier=Tier.BOTH))])
    report = agreement(store)
    assert report.units == 1
    assert report.pairs[0].aspects[Aspect.CLAIM].items == 0


def test_nothing_judged_is_said(store: SqliteStore) -> None:
    with pytest.raises(UsageError, match="nobody has judged"):
        agreement(store)
    store.decide([decision(Verdict.UNSURE, claim("1"))])
    with pytest.raises(UsageError, match="nobody has judged"):
        agreement(store)
