"""What goes in comes out the same, whatever it is."""

from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from curate.core.article import Article
from curate.core.claim import Reading
from curate.core.claim_filter import ClaimFilter
from curate.core.search import Search
from curate.store.database import SqliteStore
from tests.store import made, strategies


@settings(deadline=None, max_examples=60)
@given(st.lists(strategies.ARTICLES, max_size=4, unique_by=lambda a: a.pmid))
def test_records_come_back_equal(records: list[Article]) -> None:
    with SqliteStore(None) as store:
        saved = store.save_records(records)
        found = store.articles(r.pmid for r in records)
        assert saved.new == len(records)
        assert list(found.values()) == records
        assert [a.digest for a in found.values()] == [r.digest for r in records]
        assert store.save_records(records).unchanged == len(records)
        assert list(store.unread(made.IDENTITY)) == sorted(records, key=lambda r: int(r.pmid))


@settings(deadline=None, max_examples=60)
@given(strategies.ARTICLES, strategies.ARTICLES)
def test_a_record_that_replaces_another_comes_back_equal(old: Article, new: Article) -> None:
    values = {f.name: getattr(new, f.name) for f in fields(new)}
    newer = {"pmid": old.pmid, "version": old.version + 1, "form": old.form}
    coming = Article(**(values | newer))
    with SqliteStore(None) as store:
        store.save_records([old])
        assert store.save_records([coming]).changed == 1
        assert store.articles([old.pmid]) == {old.pmid: coming}


@settings(deadline=None, max_examples=80)
@given(strategies.readings(made.pmid(0)), strategies.readings(made.pmid(0)))
def test_claims_come_back_equal_and_a_second_reading_replaces(
    first: Reading, second: Reading
) -> None:
    everything = ClaimFilter(candidates=True)
    with SqliteStore(None) as store:
        store.save_records([made.article(0)])
        store.save_readings("one", [first])
        assert tuple(store.claims(everything)) == first.claims
        store.save_readings("two", [second])
        assert tuple(store.claims(everything)) == second.claims
        status = store.status("two")
        assert status.sentences == len(second.sentences)
        assert status.claims + status.candidates == len(second.claims)
        store.save_readings("one", [first])
        assert tuple(store.claims(everything)) == first.claims


@settings(deadline=None, max_examples=60)
@given(strategies.SEARCHES)
def test_a_search_comes_back_equal(search: Search) -> None:
    with SqliteStore(None) as store:
        assert store.load_search(store.plan_search(search)) == search


@settings(deadline=None)
@given(
    st.text(alphabet=st.characters(), max_size=20) | st.text(alphabet="\"'*-^:(){}+ aNOT"),
    st.text(max_size=10),
)
def test_no_filter_breaks_the_query(odd: str, odd_too: str) -> None:
    with SqliteStore(None) as store:
        store.save_records([made.article(0)])
        store.save_readings("one", [made.reading(made.article(0))])
        wanted = ClaimFilter(text=odd, mechanism=odd, phenomenon=odd_too, pmid=odd_too or None)
        assert len(list(store.claims(wanted))) in {0, 1}
        assert len(list(store.claims(ClaimFilter(text=odd)))) in {0, 1}
