"""What tables tell of papers, kept of those with claims: a copy, and never the last word."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from curate.core.article import Article
from curate.core.author_names import SharedNames, shared_names
from curate.core.cited_paper import FORM, CitedPaper, cited_paper
from curate.core.definitions import defined_lines
from curate.store import articles, pmids
from curate.store.article_rows import CITED_PARTS, PARTS, Part

SCHEMA = (
    """CREATE TABLE cited_papers (
  pmid INTEGER PRIMARY KEY REFERENCES articles(pmid) ON DELETE CASCADE,
  form INTEGER NOT NULL,
  authors TEXT NOT NULL,
  year INTEGER,
  byline TEXT NOT NULL,
  ordered TEXT NOT NULL,
  described TEXT NOT NULL,
  vancouver TEXT NOT NULL,
  filed TEXT NOT NULL,
  doi TEXT,
  published TEXT,
  comments INTEGER NOT NULL,
  one_work TEXT NOT NULL,
  doi_key TEXT NOT NULL,
  title_key TEXT NOT NULL,
  author_key TEXT NOT NULL,
  source TEXT NOT NULL,
  volume TEXT NOT NULL,
  page TEXT NOT NULL,
  alone TEXT NOT NULL,
  leads TEXT NOT NULL,
  paired TEXT NOT NULL,
  given TEXT NOT NULL,
  defined TEXT NOT NULL
) STRICT""",
    # A record that changes leaves no copy of what it was behind, whoever changes it.
    """CREATE TRIGGER cited_papers_outdated AFTER UPDATE OF digest ON articles
BEGIN
  DELETE FROM cited_papers WHERE pmid = old.pmid;
END""",
)

_PAGE = 500
_AMONG = "(SELECT value FROM json_each(?))"
_TOLD = CitedPaper._fields[1:]
_NAMES = SharedNames._fields[1:]
_COLUMNS = ("form", "pmid", *_TOLD, *_NAMES, "defined")
_WITH_ABSTRACT = (*CITED_PARTS, *(part for part in PARTS if part.field == "sections"))
_INSERT = (
    f"INSERT INTO cited_papers ({', '.join(_COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_WITH_CLAIMS = (
    f"SELECT pmid FROM claims WHERE pmid IN {_AMONG}"  # noqa: S608
    f" UNION SELECT pmid FROM reviewed_claims WHERE pmid IN {_AMONG} ORDER BY 1"
)


def load(conn: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, CitedPaper]:
    """
    Return the papers that are here among these, deleted ones too, by PMID.

    Those that no copy is kept of are worked out of their records.
    """
    asked = list(dict.fromkeys(pmids.numbers(wanted)))
    kept = {row[0]: CitedPaper._make(row) for row in _kept(conn, _TOLD, asked)}
    lacking = [number for number in asked if str(number) not in kept]
    return kept | {a.pmid: cited_paper(a) for a in _records(conn, lacking)}


def load_names(conn: sqlite3.Connection) -> list[SharedNames]:
    """Return what the papers with claims can share by their authors, in no order."""
    numbers = with_claims(conn)
    kept = {row[0]: SharedNames._make(row) for row in _kept(conn, _NAMES, numbers)}
    lacking = [number for number in numbers if str(number) not in kept]
    return [*kept.values(), *map(shared_names, _records(conn, lacking))]


def load_definitions(conn: sqlite3.Connection, wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the short and long forms that the abstracts of these papers define, in no order."""
    asked = list(dict.fromkeys(pmids.numbers(wanted)))
    kept = dict(_kept(conn, ("defined",), asked).fetchall())
    lacking = [number for number in asked if str(number) not in kept]
    made = (defined_lines(a.abstract) for a in _records(conn, lacking, _WITH_ABSTRACT))
    for lines in filter(None, (*kept.values(), *made)):
        for line in lines.split("\n"):
            short, _, long = line.partition("\t")
            yield short, long


def with_claims(conn: sqlite3.Connection) -> list[int]:
    """Return the numbers of the papers that have claims, sorted."""
    every = "SELECT pmid FROM claims UNION SELECT pmid FROM reviewed_claims ORDER BY 1"
    return [row[0] for row in conn.execute(every)]


def keep(conn: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """
    Keep a copy of those of these papers that have claims, and of no others.

    To be called inside a transaction, whenever claims of these papers came or went.
    """
    among = json.dumps(list(numbers))
    wanted = {row[0] for row in conn.execute(_WITH_CLAIMS, (among, among))}
    rows = conn.execute(
        f"SELECT pmid, form FROM cited_papers WHERE pmid IN {_AMONG}",  # noqa: S608
        (among,),
    )
    kept = dict(rows.fetchall())
    gone = [(number,) for number, form in kept.items() if number not in wanted or form != FORM]
    conn.executemany("DELETE FROM cited_papers WHERE pmid = ?", gone)
    _write(conn, sorted(wanted - {n for n, form in kept.items() if form == FORM}))


def _kept(
    conn: sqlite3.Connection, columns: Sequence[str], numbers: Sequence[int]
) -> sqlite3.Cursor:
    """Return the PMIDs, as text, and these columns of the copies of some papers."""
    return conn.execute(
        f"SELECT CAST(pmid AS TEXT), {', '.join(columns)} FROM cited_papers"  # noqa: S608
        f" WHERE form = ? AND pmid IN {_AMONG}",
        (FORM, json.dumps(list(numbers))),
    )


def _write(conn: sqlite3.Connection, numbers: Sequence[int]) -> None:
    conn.executemany(
        _INSERT,
        (
            (
                *(FORM, int(a.pmid), *cited_paper(a)[1:], *shared_names(a)[1:]),
                defined_lines(a.abstract),
            )
            for a in _records(conn, numbers, _WITH_ABSTRACT)
        ),
    )


def _records(
    conn: sqlite3.Connection, numbers: Sequence[int], parts: Sequence[Part] = CITED_PARTS
) -> Iterator[Article]:
    for start in range(0, len(numbers), _PAGE):
        yield from articles.load(conn, numbers[start : start + _PAGE], parts).values()
