"""What papers share: kept until a paper changes, and the same whether it is kept or not."""

from dataclasses import replace

from curate.core.article import Article, Author
from curate.core.author_names import shared_names
from curate.core.cited_paper import FORM
from curate.core.independence import author_links
from curate.core.review import Verdict
from curate.store.database import SqliteStore
from tests.decided import decision
from tests.store import made


def by(n: int, *names: str) -> Article:
    authors = tuple(Author(last_name=name, initials="AB") for name in names)
    return made.article(n, authors=authors)


RECORDS = [by(0, "Orrin", "Veld"), by(1, "Kim", "Orrin"), by(2, "Zhou", "Roe")]


def fill(store: SqliteStore, *records: Article) -> None:
    store.save_records(records)
    store.save_readings(made.IDENTITY, [made.reading(a) for a in records])


def kept(store: SqliteStore) -> int:
    found: int = store._conn.execute("SELECT count(*) FROM author_links").fetchone()[0]
    return found


def plain(store: SqliteStore) -> dict[str, list[int]]:
    return {pmid: list(numbers) for pmid, numbers in store.author_links().items()}


def expected(*records: Article) -> dict[str, list[int]]:
    links = author_links(map(shared_names, records))
    return {pmid: list(numbers) for pmid, numbers in links.items()}


def test_links_are_the_same_kept_or_not(store: SqliteStore) -> None:
    fill(store, *RECORDS)
    assert kept(store) == 0
    before = plain(store)
    assert before == expected(*RECORDS)
    assert list(before) == [made.pmid(0), made.pmid(1)]
    store.keep_author_links()
    assert kept(store) == 1
    assert plain(store) == before
    store.keep_author_links()
    assert kept(store) == 1


def test_nothing_shared_is_kept_as_well(store: SqliteStore) -> None:
    store.keep_author_links()
    assert (kept(store), plain(store)) == (1, {})


def test_papers_without_claims_link_nothing(store: SqliteStore) -> None:
    fill(store, RECORDS[0], RECORDS[2])
    store.save_records([RECORDS[1]])
    store.keep_author_links()
    assert plain(store) == {}
    fill(store, RECORDS[1])
    assert kept(store) == 0
    assert plain(store) == expected(*RECORDS)


def test_a_paper_that_changes_takes_the_links_along(store: SqliteStore) -> None:
    fill(store, *RECORDS)
    store.keep_author_links()
    changed = replace(by(2, "Orrin", "Roe"), revised="2030-01-01")
    store.save_records([changed])
    assert kept(store) == 0
    now = expected(*RECORDS[:2], changed)
    assert plain(store) == now
    store.keep_author_links()
    assert plain(store) == now
    papers = store._conn.execute("SELECT count(*) FROM cited_papers").fetchone()
    assert papers == (3,)


def test_a_paper_whose_claims_are_gone_links_no_more(store: SqliteStore) -> None:
    fill(store, *RECORDS)
    store.keep_author_links()
    store.save_readings(made.IDENTITY, [replace(made.reading(RECORDS[1]), claims=())])
    assert kept(store) == 0
    assert plain(store) == {}


def test_a_claim_that_a_reviewer_added_links_its_paper(store: SqliteStore) -> None:
    fill(store, *RECORDS)
    empty = replace(made.reading(RECORDS[1]), claims=())
    store.save_readings(made.IDENTITY, [empty])
    store.keep_author_links()
    (claim,) = made.reading(RECORDS[1]).claims
    store.decide([decision(Verdict.ACCEPT, claim)])
    assert plain(store) == expected(*RECORDS)


def test_links_of_another_form_are_not_used(store: SqliteStore) -> None:
    fill(store, *RECORDS)
    store.keep_author_links()
    store._conn.execute("UPDATE author_links SET form = ?, links = '{}'", (FORM + 1,))
    assert plain(store) == expected(*RECORDS)
    store.keep_author_links()
    rows = store._conn.execute("SELECT form FROM author_links").fetchall()
    assert rows == [(FORM,)]
