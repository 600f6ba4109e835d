"""What a cell gives as data is what it holds: all of it, under every name of its mechanism."""

import csv
import io
import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest

from curate.browse import matrix
from curate.core.article import Article, Section
from curate.core.claim import Claim, Reading, SourceKind
from curate.store.database import SqliteStore
from tests.browse.conftest import asked
from tests.store import made

RECORDS = 110
NAMES = ("Signal, of glia", "[Signal]", 'Signal "two" & <b>')
# What Datasette gives at most in one piece.
PIECE = 1000


def _record(n: int) -> Article:
    return made.article(
        n, sections=tuple(Section(text=f"Signal {n}-{k} raised tolerance") for k in range(10))
    )


def _reading(record: Article) -> Reading:
    sentences = made.sentences(record)
    claims: list[Claim] = [
        made.claim(
            record,
            sentence,
            mechanism="~signal",
            label=NAMES[n % len(NAMES)],
            phenomenon="tolerance",
        )
        for n, sentence in enumerate(sentences[1:])
    ]
    return Reading(
        pmid=record.pmid, sentences=sentences, claims=tuple(claims), source_kind=SourceKind.ANIMAL
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with one cell of more claims than a piece, under several names."""
    path = tmp_path_factory.mktemp("data") / "review.db"
    records = [_record(n) for n in range(RECORDS)]
    with SqliteStore(path, create=True) as store:
        store.save_records(records)
        store.save_readings(made.IDENTITY, [_reading(record) for record in records])
    return path


def _link(path: Path, kind: str) -> str:
    page = asked(path, "/cell/~7Esignal/tolerance").text
    (found,) = re.findall(rf'href="(/curate/evidence{kind}\?[^"]+)"', page)
    return unescape(found)


def test_the_csv_of_a_cell_is_whole(many: Path) -> None:
    text = asked(many, _link(many, ".csv")).text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len({row["claim_id"] for row in rows}) == len(rows) == RECORDS * 10 > PIECE
    assert {row["mechanism"] for row in rows} == set(NAMES)


def test_the_json_of_a_cell_says_where_it_goes_on(many: Path) -> None:
    first = asked(many, _link(many, ".json")).json()
    assert len(first["rows"]) == PIECE
    assert first["filtered_table_rows_count"] == RECORDS * 10
    rest = asked(many, first["next_url"].removeprefix("http://localhost")).json()
    ids = [row["claim_id"] for row in [*first["rows"], *rest["rows"]]]
    assert len(set(ids)) == len(ids) == RECORDS * 10


def test_the_table_of_a_cell_has_the_filters_of_its_page(many: Path) -> None:
    page = asked(many, "/cell/~7Esignal/tolerance?origin=background&source=human").text
    links = re.findall(r'href="(/curate/evidence[^"]*)"', page)
    assert len(links) == 3
    for link in links:
        assert "origin__exact=background" in link
        assert "source_kind__exact=human" in link


def test_the_names_of_a_mechanism_are_all_those_that_claims_have(many: Path) -> None:
    conn = sqlite3.connect(many)
    assert matrix.names(conn, "~signal") == tuple(sorted(NAMES))
    assert matrix.names(conn, "~other") == ()
    conn.close()
