from collections.abc import Iterator
from dataclasses import replace

import pytest

from curate.core.claim import Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import NotFound
from curate.core.lexicon import Kind, Lexicon, Term
from curate.core.provenance import Provenance
from curate.core.search import Search
from curate.store.database import SqliteStore
from curate.workflow.gaps import gaps
from curate.workflow.reading import claims, show, status
from curate.workflow.tabulating import INVENTED_NOTICE, table
from curate.workflow.tagging import tag
from tests.workflow.fakes import FakeTagger, article, claim

PACK = Lexicon(
    name="made",
    version="1",
    title="Made up",
    terms=(
        Term(term_id="nmda-receptor", kind=Kind.MECHANISM, label="NMDA receptor"),
        Term(term_id="tolerance", kind=Kind.PHENOMENON, label="tolerance"),
    ),
    categories={},
    digest="0",
)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with SqliteStore(None, create=True) as opened:
        opened.save_records([article(str(n)) for n in range(1, 6)])
        yield opened


def test_a_transaction_a_batch_and_nothing_twice(store: SqliteStore) -> None:
    tagger = FakeTagger()
    report = tag(tagger, store, batch_size=2)
    assert tagger.batches == [["1", "2"], ["3", "4"], ["5"]]
    assert (report.read, report.sentences, report.claims, report.candidates) == (5, 5, 5, 0)
    assert tag(tagger, store).read == 0


def test_another_tagger_reads_all_of_it_again(store: SqliteStore) -> None:
    tag(FakeTagger(), store)
    assert tag(FakeTagger(identity="fake-2"), store).read == 5


def test_candidates_are_counted_apart(store: SqliteStore) -> None:
    class Timid(FakeTagger):
        def read(self, articles):  # type: ignore[no-untyped-def]
            for reading in super().read(articles):
                found = claim(reading.pmid, tier=Tier.COOCCURRENCE)
                yield type(reading)(pmid=reading.pmid, sentences=(), claims=(found,))

    report = tag(Timid(), store)
    assert (report.claims, report.candidates) == (0, 5)


def test_claims_come_with_their_records(store: SqliteStore) -> None:
    tag(FakeTagger(), store)
    report = claims(store, ClaimFilter(mechanism="nmda", limit=2))
    assert [c.pmid for c in report.claims] == ["1", "2"]
    assert sorted(report.articles) == ["1", "2"]


def test_show_finds_a_claim_by_the_beginning_of_its_id(store: SqliteStore) -> None:
    tag(FakeTagger(), store)
    shown = show(store, claim("3").claim_id[:10])
    assert (shown.claim, shown.article) == (claim("3"), article("3"))
    with pytest.raises(NotFound):
        show(store, "zzzz")


def test_the_table_names_its_searches_and_counts(store: SqliteStore) -> None:
    search = Search(
        query="q", translation="q", count=1, pmids=("1",), searched_at="2026-11-22T12:00:00+00:00"
    )
    store.plan_search(search)
    tag(FakeTagger(), store)
    built = table(store, PACK, identity="fake-1", provenance=Provenance(tool="curate 1"))
    assert [row.mechanism for row in built.rows] == ["nmda-receptor"]
    assert built.counts.papers == 5
    assert built.provenance == Provenance(tool="curate 1", searches=(search,), records=5, read=5)


def test_invented_records_are_called_so(store: SqliteStore) -> None:
    store.save_records([article("900000001")])
    tag(FakeTagger(), store)
    built = table(store, PACK, identity="fake-1", provenance=Provenance())
    assert built.provenance.notice == INVENTED_NOTICE


def test_status_lists_unfinished_searches(store: SqliteStore) -> None:
    search = Search(query="q", translation="q", count=1, pmids=("99",), searched_at="2026-11-22")
    store.plan_search(search)
    report = status(store, "fake-1")
    assert (report.unfinished, report.status.unread) == ((1,), 5)


def test_the_gaps_of_a_pack_are_the_names_it_lacks(store: SqliteStore) -> None:
    tag(FakeTagger(), store)
    assert gaps(store, PACK) == []
    bare = replace(PACK, terms=PACK.terms[1:])
    (gap,) = gaps(store, bare, least=5)
    assert (gap.name, gap.records, gap.claims, gap.pmid) == ("NMDA receptor", 5, 5, "1")
    assert gap.sentence == "NMDA receptors contribute to morphine tolerance."
    assert gaps(store, bare, least=6) == []


def test_a_name_that_the_pack_gives_to_another_term_is_no_gap(store: SqliteStore) -> None:
    tag(FakeTagger(), store)
    other = Term(term_id="other", kind=Kind.AGENT, label="other", synonyms=("nmda receptor",))
    assert gaps(store, replace(PACK, terms=(other, PACK.terms[1]))) == []
