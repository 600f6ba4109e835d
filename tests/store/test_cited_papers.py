"""What the store keeps beside records for tables: always what the record says now."""

import hashlib
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.core.article import Article, Author, Relation, Section
from curate.core.author_names import shared_names
from curate.core.cited_paper import FORM, cited_paper
from curate.core.definitions import defined_lines
from curate.store import cited_papers
from curate.store.database import SqliteStore
from tests.store import made, strategies


def kept(store: SqliteStore) -> list[int]:
    rows = store._conn.execute("SELECT pmid FROM cited_papers ORDER BY pmid")
    return [row[0] for row in rows]


@settings(deadline=None, max_examples=60)
@given(st.lists(strategies.ARTICLES, max_size=4, unique_by=lambda a: a.pmid))
def test_a_kept_paper_is_what_its_record_makes(records: list[Article]) -> None:
    expected = {a.pmid: cited_paper(a) for a in records}
    with SqliteStore(None) as store:
        store.save_records(records)
        assert store.cited_papers(expected) == expected
        cited_papers._write(store._conn, [int(pmid) for pmid in expected])
        assert kept(store) == sorted(int(pmid) for pmid in expected)
        assert store.cited_papers(expected) == expected


def test_papers_are_kept_as_soon_as_they_have_claims(store: SqliteStore) -> None:
    with_claims, without = made.article(0), made.article(1)
    store.save_records([with_claims, without])
    empty = replace(made.reading(without), claims=())
    store.save_readings(made.IDENTITY, [made.reading(with_claims), empty])
    assert kept(store) == [int(with_claims.pmid)]
    assert list(store.cited_papers([without.pmid, "7", "x"])) == [without.pmid]


def test_a_changed_record_leaves_no_old_paper(store: SqliteStore) -> None:
    old = made.article(0)
    new = replace(old, authors=(Author(last_name="Newly", initials="A"),), revised="2030-01-01")
    store.save_records([old])
    store.save_readings(made.IDENTITY, [made.reading(old)])
    store.save_records([new])
    assert kept(store) == []
    assert store.cited_papers([old.pmid])[old.pmid].authors == "Newly"
    store.save_readings(made.IDENTITY, [made.reading(new)])
    assert kept(store) == [int(old.pmid)]
    assert store.cited_papers([old.pmid])[old.pmid] == cited_paper(new)


def test_papers_of_another_form_are_not_used(store: SqliteStore) -> None:
    article = made.article(0)
    store.save_records([article])
    store.save_readings(made.IDENTITY, [made.reading(article)])
    store._conn.execute("UPDATE cited_papers SET form = ?, authors = 'Old'", (FORM + 1,))
    assert store.cited_papers([article.pmid])[article.pmid] == cited_paper(article)
    store.save_readings(made.IDENTITY, [made.reading(article)])
    rows = store._conn.execute("SELECT form, authors FROM cited_papers").fetchall()
    assert rows == [(FORM, cited_paper(article).authors)]


def test_an_older_database_gets_its_papers_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "curate.db"
    records = [made.article(n) for n in range(3)]
    with SqliteStore(path, create=True) as store:
        store.save_records(records)
        store.save_readings(made.IDENTITY, [made.reading(a) for a in records[:2]])
    conn = sqlite3.connect(path)
    conn.execute("DROP TRIGGER cited_papers_outdated")
    conn.execute("DROP TABLE author_links")
    conn.execute("DROP TABLE cited_papers")
    conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm072_tables'")
    conn.commit()
    conn.close()
    with SqliteStore(path) as store:
        assert kept(store) == [int(a.pmid) for a in records[:2]]
        assert store.cited_papers(a.pmid for a in records) == {
            a.pmid: cited_paper(a) for a in records
        }


MANY = tuple(Author(last_name=f"Name{n}", fore_name="Ada Bea", initials="AB") for n in range(45))
AWKWARD = [
    made.full_article(1),
    made.full_article(2),
    made.article(3),
    made.article(4, title="Über κ-Rezeptoren", title_translated=True, vernacular_title="On κ."),
    made.article(5, authors=MANY[:21], pages="113-21", volume="7", issue="2"),
    made.article(6, authors=MANY, pages="e0158474", authors_complete=False),
    made.article(7, authors=(Author(collective_name="The Invented Study Group"),), year=None),
    made.article(8, authors=(), title="", doi="10.9999/ODD<1>", languages=("ger",)),
    made.article(
        9,
        authors=(
            Author(last_name="de la Ørstad", fore_name="Jean-Paul", suffix="3rd"),
            Author(last_name="Müller", initials="M", suffix="Jr", orcid="0000-0001-2345-6789"),
        ),
        publication_status="aheadofprint",
        volume=None,
    ),
    made.article(10, year=1998, month=12, day=5, electronic_date="1998-11", pages="xi-xv"),
    made.article(
        11, year=1998, publication_date="1998 Dec-1999 Jan", publication_types=("Comment",)
    ),
    made.article(12, relations=(Relation(ref_type="UpdateOf", pmid="900000009"),)),
    made.article(13, publication_types=("Retracted Publication",)),
    made.article(14, sections=(Section(text="Nitric oxide (NO) and IL-6 (n = 3).", label="AIM"),)),
]
# Papers as this form makes them. Where one changes, so must FORM, and a step of the database
# must make the kept ones anew; then these are to be written down anew as well.
DIGESTS = {1: "edd51e5fd7448d3b"}


def test_another_making_of_papers_needs_another_form() -> None:
    papers = [(cited_paper(a), shared_names(a), defined_lines(a.abstract)) for a in AWKWARD]
    text = json.dumps(papers, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    assert {FORM: digest} == DIGESTS, "raise FORM, add a step that rebuilds, note the new digest"


def test_definitions_are_the_same_kept_or_not(store: SqliteStore) -> None:
    texts = ["We gave nitric  oxide (NO) and N-methyl-D-aspartate (NMDA).", "No (n = 7) rats."]
    records = [made.article(n, sections=(Section(text=t),)) for n, t in enumerate(texts)]
    store.save_records(records)
    expected = [("NMDA", "N-methyl-D-aspartate"), ("NO", "nitric oxide")]
    assert sorted(store.definitions(a.pmid for a in records)) == expected
    for article in records:
        store.save_readings(made.IDENTITY, [made.reading(article)])
    assert kept(store) == [int(a.pmid) for a in records]
    assert sorted(store.definitions(a.pmid for a in records)) == expected


@pytest.mark.parametrize("wanted", [[], ["not a number"], ["900000000000000000000000"]])
def test_what_no_record_can_have_is_passed_over(store: SqliteStore, wanted: list[str]) -> None:
    assert store.cited_papers(wanted) == {}
