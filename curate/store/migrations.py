"""
Every change to the schema, oldest first. Never edit a step that was released: add one.

The steps are plain SQL, because STRICT, WITHOUT ROWID and CHECK say what the tables promise.
A table that a full-text index reads has a whole-number key of its own: SQLite may renumber hidden
row numbers, and the index would then point at other rows.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from curate.core.errors import StoreError, StoreTooNew
from curate.store import author_links, cited_papers, findings, summary, views
from curate.store.audit_schema import AUDITS
from curate.store.connection import reading, writing
from curate.store.decision_schema import DECISIONS
from curate.store.record_schema import (
    ARTICLES,
    CURRENCY,
    DELETIONS,
    IMPORTS,
    PMID,
    REFERENCES,
    STANDING,
)
from curate.store.screening_schema import SCREENINGS
from curate.store.steps import SET, STEPS

migrations = Migrations(SET)

_SEARCHES = (
    """CREATE TABLE searches (
  search_id INTEGER PRIMARY KEY,
  query TEXT NOT NULL,
  translation TEXT NOT NULL,
  hit_count INTEGER NOT NULL,
  searched_at TEXT NOT NULL,
  warnings TEXT NOT NULL CHECK (json_valid(warnings)),
  since TEXT,
  maximum INTEGER,
  kind TEXT NOT NULL
) STRICT""",
    "CREATE INDEX searches_by_query ON searches(query)",
    # No reference to articles: what is pending or missing has no record.
    """CREATE TABLE search_articles (
  search_id INTEGER NOT NULL REFERENCES searches(search_id) ON DELETE RESTRICT,
  pmid INTEGER NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (search_id, pmid)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX search_articles_by_pmid ON search_articles(pmid)",
    """CREATE INDEX search_articles_left ON search_articles(search_id, pmid)
  WHERE status IN ('pending', 'failed')""",
)


def _span(name: str, *, required: bool = False) -> str:
    null = " NOT NULL" if required else ""
    return f"{name}_text TEXT{null},\n  {name}_start INTEGER{null},\n  {name}_end INTEGER{null}"


_READINGS = (
    """CREATE TABLE readings (
  pmid INTEGER PRIMARY KEY REFERENCES articles(pmid) ON DELETE RESTRICT,
  identity TEXT NOT NULL,
  article_digest TEXT NOT NULL,
  source_kind TEXT NOT NULL,
  sentence_count INTEGER NOT NULL,
  claim_count INTEGER NOT NULL
) STRICT""",
    f"""CREATE TABLE sentences (
  sentence_id INTEGER PRIMARY KEY,
  {PMID},
  section INTEGER NOT NULL CHECK (section >= 0),
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  label TEXT,
  text TEXT NOT NULL,
  UNIQUE (pmid, section, sentence_start)
) STRICT""",
    f"""CREATE TABLE claims (
  claim_id TEXT PRIMARY KEY NOT NULL,
  {PMID},
  sentence_id INTEGER NOT NULL REFERENCES sentences(sentence_id) ON DELETE RESTRICT,
  mechanism TEXT NOT NULL,
  mechanism_label TEXT NOT NULL,
  category TEXT,
  phenomenon TEXT NOT NULL,
  cause TEXT NOT NULL,
  effect TEXT NOT NULL,
  basis TEXT NOT NULL,
  role TEXT NOT NULL,
  certainty TEXT NOT NULL,
  origin TEXT NOT NULL,
  source_kind TEXT NOT NULL,
  {_span("mechanism")},
  {_span("agent")},
  {_span("phenomenon", required=True)},
  {_span("exposure")},
  tier TEXT NOT NULL,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL,
  chain TEXT NOT NULL CHECK (json_valid(chain)),
  variant INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX claims_by_pmid ON claims(pmid)",
    "CREATE INDEX claims_by_sentence ON claims(sentence_id)",
    "CREATE INDEX claims_by_mechanism ON claims(mechanism, phenomenon, role)",
    "CREATE INDEX claims_by_label ON claims(mechanism_label, mechanism)",
    "CREATE INDEX claims_by_phenomenon ON claims(phenomenon, role)",
    "CREATE INDEX claims_by_role ON claims(role)",
    "CREATE INDEX claims_by_tier ON claims(tier, role)",
    """CREATE TABLE claim_cues (
  claim_id TEXT NOT NULL REFERENCES claims(claim_id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  cue_text TEXT NOT NULL,
  cue_start INTEGER NOT NULL,
  cue_end INTEGER NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID""",
)


def _index_text(table: str, key: str, *columns: str) -> tuple[str, ...]:
    """Return the full-text index of a table and the three triggers that keep it so."""
    fts = f"{table}_fts"
    names = ", ".join(columns)
    new = f"INSERT INTO {fts} (rowid, {names}) VALUES (new.{key}, {_of('new', columns)});"  # noqa: S608
    old = (
        f"INSERT INTO {fts} ({fts}, rowid, {names})"  # noqa: S608
        f" VALUES ('delete', old.{key}, {_of('old', columns)});"
    )
    return (
        f"CREATE VIRTUAL TABLE {fts} USING fts5({names}, content='{table}',"
        f" content_rowid='{key}', tokenize='porter unicode61')",
        f"INSERT INTO {fts} ({fts}) VALUES ('rebuild')",  # noqa: S608
        f"CREATE TRIGGER {table}_ai AFTER INSERT ON {table} BEGIN\n  {new}\nEND",
        f"CREATE TRIGGER {table}_ad AFTER DELETE ON {table} BEGIN\n  {old}\nEND",
        f"CREATE TRIGGER {table}_au AFTER UPDATE OF {names} ON {table}\n"
        f"BEGIN\n  {old}\n  {new}\nEND",
    )


def _of(row: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f"{row}.{c}" for c in columns)


_SEARCH_NAMES = (
    "ALTER TABLE searches ADD COLUMN name TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX searches_by_name ON searches(name) WHERE name <> ''",
)


@migrations()
def m001_articles(db: Database) -> None:
    """Keep records as the source gave them."""
    _run(db, ARTICLES)


@migrations()
def m002_searches(db: Database) -> None:
    """Keep searches, and what became of each PMID."""
    _run(db, _SEARCHES)


@migrations()
def m003_readings(db: Database) -> None:
    """Keep what was read: sentences, claims, and that a record was read."""
    _run(db, _READINGS)


@migrations()
def m004_full_text(db: Database) -> None:
    """Index the words of records and sentences."""
    _run(db, _index_text("articles", "pmid", "title", "abstract"))
    _run(db, _index_text("sentences", "sentence_id", "text"))


@migrations()
def m005_views(db: Database) -> None:
    """Leave the views to the last step that changed one; a later change adds such a step."""


@migrations()
def m006_decisions(db: Database) -> None:
    """Keep what people decide, and claims as they left them."""
    _run(db, DECISIONS)
    _run(db, _index_text("reviewed_claims", "reviewed_id", "text"))


@migrations()
def m020_standing(db: Database) -> None:
    """Keep the standing of each record: retracted, of concern, corrected, a notice."""
    _run(db, STANDING)


@migrations()
def m021_search_names(db: Database) -> None:
    """Give searches the name of the lock that they belong to."""
    _run(db, _SEARCH_NAMES)


@migrations()
def m022_currency(db: Database) -> None:
    """Keep up to when each record is known to be as PubMed has it."""
    _run(db, CURRENCY)


@migrations()
def m030_forms(db: Database) -> None:
    """Note what a record was read from: until now, all were read from XML."""
    _run(db, ("ALTER TABLE articles ADD COLUMN form TEXT NOT NULL DEFAULT 'xml'",))


@migrations()
def m031_imports(db: Database) -> None:
    """Keep which files were imported to their end."""
    _run(db, IMPORTS)


@migrations()
def m032_reference_lists(db: Database) -> None:
    """Keep the works that a record lists as its references."""
    _run(db, REFERENCES)


@migrations()
def m033_deletions(db: Database) -> None:
    """Keep what NLM's numbered files delete, for files that come in out of their order."""
    _run(db, DELETIONS)


@migrations()
def m041_audits(db: Database) -> None:
    """Keep samples that are drawn to be judged blind."""
    _run(db, AUDITS)


@migrations()
def m050_screenings(db: Database) -> None:
    """Keep what reviewers said of each record."""
    _run(db, SCREENINGS)


@migrations()
def m060_views(db: Database) -> None:
    """
    Install the views, with decisions, screenings and the standing of each record.

    A step that alters a table comes before: SQLite refuses to alter beside a view that names what
    is not there yet.
    """
    views.install(db)


@migrations()
def m070_summary(db: Database) -> None:
    """Make room for how many papers say what of each cell; the next step counts."""
    _run(db, summary.FIRST_SCHEMA)


@migrations()
def m071_asserting(db: Database) -> None:
    """
    Count the papers that say it outright, too, and give pages the indexes they read by.

    The views are installed anew: the evidence gives its first rows at once.
    """
    _run(db, summary.SCHEMA)
    summary.rebuild(db.conn)
    views.install(db)


@migrations()
def m072_tables(db: Database) -> None:
    """
    Keep what a table tells of each paper that has claims, and what such papers share.

    The index on what claims are listed by gets all that a table asks of a claim.
    """
    _run(db, (*cited_papers.SCHEMA, *author_links.SCHEMA, *findings.INDEX))
    author_links.keep(db.conn)


def applied(db: Database) -> list[str]:
    """Return the names of the steps that this database has, oldest first."""
    return [step.name for step in migrations.applied(db)]


def check(conn: sqlite3.Connection, place: str) -> None:
    """
    Refuse a database that this curate should not touch, without writing to it.

    Raise StoreTooNew for one with steps that are not known here, and StoreError for one that
    holds something else.
    """
    with reading(conn):
        _lacking(conn, place)


def migrate(conn: sqlite3.Connection, place: str) -> str:
    """Bring a database up to date, all or nothing, and return its last step's name."""
    with reading(conn):
        lacking = _lacking(conn, place)
    if lacking:
        with writing(conn):
            # Another process may have been faster while this one waited for the lock.
            if _lacking(conn, place):
                migrations.apply(_wrapped(conn))
    return applied(_wrapped(conn))[-1]


def _lacking(conn: sqlite3.Connection, place: str) -> bool:
    """Say whether steps are to be made; to be called inside a transaction."""
    db = _wrapped(conn)
    done = applied(db)
    unknown = [name for name in done if name not in STEPS]
    if unknown:
        raise StoreTooNew(
            f"{place} was written by a newer curate (it has {', '.join(unknown)})",
            hint="Install the newest curate, or use another workspace.",
        )
    if not done and db.table_names():
        raise StoreError(f"{place} is an SQLite database, but not one that curate made")
    return bool(migrations.pending(db))


def _wrapped(conn: sqlite3.Connection) -> Database:
    return Database(conn, execute_plugins=False)


def _run(db: Database, statements: tuple[str, ...]) -> None:
    for statement in statements:
        db.execute(statement)
