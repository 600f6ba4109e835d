"""What records are compared by, for all of them, and how searches overlap."""

import sqlite3
from collections.abc import Iterator

from curate.core.duplicates import Entry


def entries(conn: sqlite3.Connection) -> Iterator[Entry]:
    """Yield an entry for each record that is not deleted, by PMID."""
    for row in conn.execute(
        "SELECT a.pmid, coalesce(a.doi, ''), a.title, a.year,"
        " coalesce(nullif(f.last_name, ''), f.collective_name, ''),"
        " coalesce(a.journal_abbreviation, a.journal, ''), coalesce(a.volume, ''),"
        " coalesce(a.pages, '')"
        " FROM articles a LEFT JOIN authors f ON f.pmid = a.pmid AND f.position = 1"
        " WHERE a.deleted = 0 ORDER BY a.pmid"
    ):
        yield Entry(
            name=str(row[0]),
            doi=row[1],
            title=row[2],
            year=row[3],
            author=row[4],
            journal=row[5],
            volume=row[6],
            page=row[7].partition("-")[0],
        )


def overlap(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return how many PMIDs searches list, each once, and how many more than one search lists."""
    row = conn.execute(
        "SELECT count(*), coalesce(sum(searches > 1), 0) FROM"
        " (SELECT count(*) AS searches FROM search_articles GROUP BY pmid)"
    ).fetchone()
    return row[0], row[1]
