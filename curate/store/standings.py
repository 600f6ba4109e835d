"""The standing of each record: by its own word, and by the notices that point to it."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from curate.core.article import Relation
from curate.core.source_standing import TOLD_BY, Standing, standing_of
from curate.store import pmids

_AMONG = "(SELECT value FROM json_each(?))"
_NOTICES = tuple(TOLD_BY)


def targets(conn: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Return the records that links of these records say something of, held or not."""
    rows = conn.execute(
        f"SELECT related_pmid FROM relations WHERE pmid IN {_AMONG} AND related_pmid IS NOT NULL"  # noqa: S608
        f" AND ref_type IN ({_marks()})",
        (json.dumps(list(numbers)), *_NOTICES),
    )
    return set(pmids.numbers(row[0] for row in rows))


def revise(conn: sqlite3.Connection, written: Sequence[int], others: Iterable[int]) -> None:
    """
    Bring the standing of records up to date; to be called inside a transaction.

    ``written`` are those that were just written, by their own word; ``others`` those that notices
    among them point to, or pointed to until now.
    """
    told = _told(conn, {*written, *others})
    concerned = sorted(set(told) | (set(others) - set(written)))
    if not concerned:
        return
    types = _texts(conn, "publication_types", "publication_type", concerned)
    links = _texts(conn, "relations", "ref_type", concerned)
    found = [(n, standing_of(types[n], links[n], told.get(n, ()))) for n in concerned]
    conn.executemany(
        "UPDATE articles SET standing = ?, retracted = ? WHERE pmid = ? AND standing <> ?",
        [(s.value, s is Standing.RETRACTED, n, s.value) for n, s in found],
    )


def load(conn: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, Standing]:
    """Return the standing of those that are here, deleted ones included."""
    rows = conn.execute(
        f"SELECT pmid, standing, deleted FROM articles WHERE pmid IN {_AMONG} ORDER BY pmid",  # noqa: S608
        (json.dumps(pmids.numbers(wanted)),),
    )
    return {
        str(number): Standing.DELETED if deleted else Standing(standing)
        for number, standing, deleted in rows
    }


def irregular(conn: sqlite3.Connection) -> dict[str, Standing]:
    """Return the standing of all records that are not regular, deleted ones included."""
    told = conn.execute("SELECT pmid, standing FROM articles WHERE standing <> 'regular'")
    found = {str(number): Standing(standing) for number, standing in told}
    gone = conn.execute("SELECT pmid FROM articles WHERE deleted = 1")
    return found | {str(row[0]): Standing.DELETED for row in gone}


def notices(conn: sqlite3.Connection, pmid: str) -> tuple[Relation, ...]:
    """Return the links of other records that tell something of this one, by their PMID."""
    rows = conn.execute(
        "SELECT ref_type, pmid FROM relations WHERE related_pmid = ?"  # noqa: S608
        f" AND ref_type IN ({_marks()}) ORDER BY pmid, position",
        (pmid, *_NOTICES),
    )
    return tuple(Relation(ref_type=ref_type, pmid=str(number)) for ref_type, number in rows)


def counts(conn: sqlite3.Connection) -> dict[Standing, int]:
    """Count the records that are not regular; deleted ones count as deleted only."""
    rows = conn.execute(
        "SELECT standing, count(*) FROM articles WHERE standing <> 'regular' AND deleted = 0"
        " GROUP BY standing"
    )
    found = {Standing(standing): count for standing, count in rows}
    gone = conn.execute("SELECT count(*) FROM articles WHERE deleted = 1").fetchone()[0]
    return found | ({Standing.DELETED: gone} if gone else {})


def _told(conn: sqlite3.Connection, numbers: set[int]) -> dict[int, list[str]]:
    rows = conn.execute(
        f"SELECT related_pmid, ref_type FROM relations WHERE related_pmid IN {_AMONG}"  # noqa: S608
        f" AND ref_type IN ({_marks()})",
        (json.dumps([str(n) for n in numbers]), *_NOTICES),
    )
    told: dict[int, list[str]] = defaultdict(list)
    for related, ref_type in rows:
        told[int(related)].append(ref_type)
    return told


def _texts(
    conn: sqlite3.Connection, table: str, column: str, numbers: Sequence[int]
) -> defaultdict[int, list[str]]:
    rows = conn.execute(
        f"SELECT pmid, {column} FROM {table} WHERE pmid IN {_AMONG}",  # noqa: S608
        (json.dumps(numbers),),
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, text in rows:
        found[number].append(text)
    return found


def _marks() -> str:
    return ", ".join("?" * len(_NOTICES))
