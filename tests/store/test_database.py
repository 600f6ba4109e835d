"""Opening a database: what is refused, what is changed, and what the schema is."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from curate.core.claim import Reading
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import StoreBusy, StoreError, StoreTooNew
from curate.core.ports import Store
from curate.store import migrations
from curate.store.database import SqliteStore
from curate.store.steps import STEPS
from tests.store import made

SNAPSHOT = Path(__file__).with_name("schema.sql")
INDEXED = ("articles", "reviewed_claims", "sentences")
TRIGGERS = sorted(
    [f"{table}_{when}" for table in INDEXED for when in ("ad", "ai", "au")]
    + ["cited_papers_outdated"]
    + [f"author_links_outdated_{act}" for act in ("insert", "update", "delete")]
    + ["decisions_are_not_replaced", "decisions_stay", "decisions_stay_as_they_are"]
    + [f"{table}_no_{act}" for table in ("audits", "audit_claims") for act in ("update", "delete")]
    + ["screenings_are_not_replaced", "screenings_stay", "screenings_stay_as_they_are"]
)


@contextmanager
def _raw(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as conn, conn:
        yield conn


def _names(conn: sqlite3.Connection, kind: str) -> list[str]:
    rows = conn.execute("SELECT name FROM sqlite_master WHERE type = ? ORDER BY name", (kind,))
    return [row[0] for row in rows]


def _check_full_text(conn: sqlite3.Connection) -> None:
    """Raise where an index does not say what its table does."""
    for table in INDEXED:
        conn.execute(
            f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)"  # noqa: S608
        )


def test_the_store_is_what_the_port_asks_for(store: SqliteStore) -> None:
    port: Store = store
    assert port.status("any").records == 0


def test_the_schema_is_the_one_written_down(store: SqliteStore) -> None:
    rows = store._conn.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND name NOT LIKE '%_fts_%' AND name NOT LIKE '%sqlite%' ORDER BY type, name"
    )
    schema = ";\n\n".join(row[0] for row in rows) + ";\n"
    assert schema == SNAPSHOT.read_text(), (
        "the schema changed: add a step, then write the new schema to tests/store/schema.sql"
    )


def test_every_step_is_listed_and_the_last_one_names_the_schema(store: SqliteStore) -> None:
    assert tuple(migrations.applied(Database(store._conn))) == STEPS
    assert store.schema == store.status("any").schema == STEPS[-1]


def test_every_table_is_strict_and_every_foreign_key_indexed(store: SqliteStore) -> None:
    tables = [
        (name, strict)
        for _, name, kind, _, _, strict in store._conn.execute("PRAGMA table_list")
        if kind == "table" and not re.search("_fts|sqlite_", name)
    ]
    assert len(tables) == 29
    assert [name for name, strict in tables if not strict] == []
    bare = [
        (name, key[3])
        for name, _ in tables
        for key in store._conn.execute(f"PRAGMA foreign_key_list({name})")
        if "USING" not in _plan(store._conn, name, key[3])
    ]
    assert bare == []
    cascading = [
        name
        for name, _ in tables
        for key in store._conn.execute(f"PRAGMA foreign_key_list({name})")
        if key[6] != "RESTRICT"
    ]
    # Of these a row is nothing without its claim, or a copy of what its record says.
    assert sorted(cascading) == ["cited_papers", "claim_cues"]


def _plan(conn: sqlite3.Connection, table: str, column: str) -> str:
    rows = conn.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {column} = 1")  # noqa: S608
    return str(rows.fetchone()[3])


def test_opening_again_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with SqliteStore(path) as store:
        assert store._conn.total_changes == 0
        assert store._conn.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert store._conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert path.read_bytes() == before
    with SqliteStore(path, create=True):
        pass
    assert path.read_bytes() == before


def test_an_older_database_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    db = Database(path, execute_plugins=False)
    migrations.migrations.apply(db, stop_before="m004_full_text")
    with SqliteStore(None) as source:
        source.save_records([made.article(0)])
        columns = [column.name for column in db["articles"].columns]
        row = source._conn.execute(f"SELECT {', '.join(columns)} FROM articles").fetchone()  # noqa: S608
    with db.conn:
        marks = ", ".join("?" * len(row))
        db.conn.execute(f"INSERT INTO articles VALUES ({marks})", row)  # noqa: S608
    db.close()
    with SqliteStore(path) as store:
        assert store.schema == STEPS[-1]
        assert _names(store._conn, "trigger") == TRIGGERS
        _check_full_text(store._conn)
        found = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'glial'"
        assert store._conn.execute(found).fetchall() == [(int(made.pmid(0)),)]


def test_a_newer_database_is_refused_untouched(path: Path) -> None:
    with _raw(path) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('curate', 'm999_of_tomorrow', 'then')"
        )
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="m999_of_tomorrow") as caught:
        SqliteStore(path)
    assert "newest curate" in caught.value.hint
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with _raw(path) as conn:
        conn.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not one that curate made"):
        SqliteStore(path, create=True)
    assert path.read_bytes() == before


def test_a_missing_file_is_refused_unless_it_may_be_made(tmp_path: Path) -> None:
    path = tmp_path / "new #1 100%?.db"
    with pytest.raises(StoreError, match="there is no database") as caught:
        SqliteStore(path)
    assert "curate init" in caught.value.hint
    assert not path.exists()
    with SqliteStore(path, create=True) as store:
        store.save_records([made.article(0)])
    with SqliteStore(path) as store:
        assert store.status("any").records == 1
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database at all, only some notes. " * 50)
    with pytest.raises(StoreError, match="not an SQLite database"):
        SqliteStore(path)
    with pytest.raises(StoreError, match="is a folder"):
        SqliteStore(tmp_path)
    with pytest.raises(StoreError, match="can't be opened"):
        SqliteStore(tmp_path / "nowhere" / "new.db", create=True)


def test_a_damaged_database_is_told_of(path: Path) -> None:
    with SqliteStore(path) as store:
        store.save_records(list(next(made.batches(300, 300))))
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"), SqliteStore(path) as store:
        list(store.unread("any"))


def test_a_full_disk_is_told_of_and_the_batch_left_out(path: Path) -> None:
    with SqliteStore(path) as store:
        store.save_records([made.article(0)])
        pages = store._conn.execute("PRAGMA page_count").fetchone()[0]
        store._conn.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(StoreError, match="the disk is full"):
            store.save_records(list(next(made.batches(300, 300))))
        assert store.status("any").records == 1
        assert store._conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_locked_database_is_busy(path: Path) -> None:
    with _raw(path) as other, SqliteStore(path, busy_seconds=0.05) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="another process"):
            store.save_records([made.article(0)])
        assert store.articles([made.pmid(0)]) == {}
        other.execute("ROLLBACK")
        assert store.save_records([made.article(0)]).new == 1


def test_a_closed_store_says_so(path: Path) -> None:
    store = SqliteStore(path)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.count_unread("any")


def test_nothing_takes_a_record_away_from_under_its_claims(store: SqliteStore) -> None:
    store.save_records([made.article(0)])
    store.save_readings("one", [made.reading(made.article(0))])
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store._conn.execute("DELETE FROM articles")
    assert len(list(store.claims(ClaimFilter()))) == 1


def test_full_text_follows_every_change(path: Path) -> None:
    with SqliteStore(path) as store:
        store.save_records([made.article(n) for n in range(9)])
        store.save_readings("one", [made.reading(made.article(n)) for n in range(9)])
        store.save_records([made.article(4, version=2, title="Nothing like it")], [made.pmid(2)])
        store.save_readings("one", [Reading(pmid=made.pmid(1), sentences=(), claims=())])
        _check_full_text(store._conn)
        store._conn.execute("VACUUM")
        _check_full_text(store._conn)
        found = store._conn.execute(
            "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'glial' ORDER BY 1"
        ).fetchall()
        assert [str(row[0]) for row in found] == [made.pmid(n) for n in range(9) if n != 4]
        assert len(list(store.claims(ClaimFilter(text="tolerance")))) == 7


def test_the_triggers_are_all_there(path: Path) -> None:
    with _raw(path) as conn:
        assert _names(conn, "trigger") == TRIGGERS
