"""Records in the database: which of two is newer, writing what changed, loading in bulk."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

from curate.core.article import Article, Form
from curate.core.ports import Saved
from curate.core.source_standing import TOLD_BY
from curate.store import pmids, standings, summary
from curate.store.article_rows import COLUMNS, PARTS, PLAIN, Part, article, article_row

PAGE = 500
FINAL_STATUSES = ("MEDLINE", "PubMed-not-MEDLINE", "OLDMEDLINE")

_AMONG = "(SELECT value FROM json_each(?))"
_UPSERT = (
    f"INSERT INTO articles ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
    " ON CONFLICT (pmid) DO UPDATE SET "
    + ", ".join(f"{c} = excluded.{c}" for c in COLUMNS if c != "pmid")
)


class _Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    OLDER = "older"
    FULLER = "fuller"


@dataclass(frozen=True, slots=True)
class _Known:
    """
    What decides between two forms of a record.

    The fuller form wins, whatever its date: what only the lesser one says is for the source to
    tell again. A record without a date is the older one.
    """

    form: Form
    digest: str
    version: int
    revised: str
    deleted: bool

    def outcome(self, coming: "_Known") -> _Outcome:
        if coming.form != self.form:
            fuller = coming.form.fullness > self.form.fullness
            return _Outcome.CHANGED if fuller else _Outcome.FULLER
        if (coming.version, coming.revised) < (self.version, self.revised):
            return _Outcome.OLDER
        if coming.digest == self.digest and not self.deleted:
            return _Outcome.UNCHANGED
        return _Outcome.CHANGED


def save(
    conn: sqlite3.Connection, records: Sequence[Article], deletions: Sequence[str] = ()
) -> Saved:
    """
    Keep records, then mark deletions; to be called inside a transaction.

    The counts are those of saving one record after the other, but only the last form of each is
    written. A deleted record that comes in again, in the same form or a newer one, is deleted no
    longer and counts as changed. A deletion of what is not here, or is marked already, does
    nothing.
    """
    known = _known(conn, [pmids.number(r.pmid) for r in records])
    held = set(known)
    counts: Counter[_Outcome] = Counter()
    winners: dict[int, tuple[Article, str]] = {}
    for record in records:
        number = int(record.pmid)
        coming = _Known(
            record.form, record.digest, record.version, record.revised or "", deleted=False
        )
        present = known.get(number)
        outcome = present.outcome(coming) if present else _Outcome.NEW
        counts[outcome] += 1
        if outcome in {_Outcome.NEW, _Outcome.CHANGED}:
            known[number] = coming
            winners[number] = (record, coming.digest)
    gone = {pmids.number(p) for p in deletions}
    with summary.kept(conn, _concerned(conn, winners, replaced=held & set(winners)) | gone):
        _write(conn, winners, replaced=held & set(winners))
        deleted = _mark_deleted(conn, gone)
    return Saved(
        new=counts[_Outcome.NEW],
        changed=counts[_Outcome.CHANGED],
        unchanged=counts[_Outcome.UNCHANGED],
        older=counts[_Outcome.OLDER],
        fuller=counts[_Outcome.FULLER],
        deleted=deleted,
    )


def load(
    conn: sqlite3.Connection, numbers: Sequence[int], parts_wanted: Sequence[Part] = PARTS
) -> dict[int, Article]:
    """Return the records that are here among these, sorted by PMID; one query a table."""
    among = json.dumps(numbers)
    parts = {p.field: _part(conn, p.table, p.columns, p.from_row, among) for p in parts_wanted}
    rows = conn.execute(
        f"SELECT pmid, {', '.join(PLAIN)} FROM articles WHERE pmid IN {_AMONG} ORDER BY pmid",  # noqa: S608
        (among,),
    )
    return {
        row[0]: article(row, {field: found.get(row[0], ()) for field, found in parts.items()})
        for row in rows
    }


def load_all(
    conn: sqlite3.Connection, wanted: Iterable[str], parts: Sequence[Part] = PARTS
) -> dict[str, Article]:
    """Return the records that are here among these, deleted ones too, in the order asked."""
    asked = list(dict.fromkeys(pmids.numbers(wanted)))
    found: dict[int, Article] = {}
    for start in range(0, len(asked), PAGE):
        found |= load(conn, asked[start : start + PAGE], parts)
    return {str(n): found[n] for n in asked if n in found}


def kept(conn: sqlite3.Connection) -> list[str]:
    """Return the PMIDs of all records but those deleted at the source, sorted by number."""
    rows = conn.execute("SELECT pmid FROM articles WHERE deleted = 0 ORDER BY pmid")
    return [str(row[0]) for row in rows]


def held(conn: sqlite3.Connection, wanted: Sequence[str]) -> set[str]:
    """Return those whose records are here whole, in final form, and not deleted."""
    rows = conn.execute(
        f"SELECT pmid FROM articles WHERE pmid IN {_AMONG} AND deleted = 0"  # noqa: S608
        " AND form = ? AND status IN (?, ?, ?)",
        (json.dumps(pmids.numbers(wanted)), Form.XML.value, *FINAL_STATUSES),
    )
    return {str(row[0]) for row in rows}


def _known(conn: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, _Known]:
    rows = conn.execute(
        "SELECT pmid, form, digest, version, coalesce(revised, ''), deleted FROM articles"  # noqa: S608
        f" WHERE pmid IN {_AMONG}",
        (json.dumps(numbers),),
    )
    return {row[0]: _Known(Form(row[1]), row[2], row[3], row[4], bool(row[5])) for row in rows}


def _write(
    conn: sqlite3.Connection, winners: dict[int, tuple[Article, str]], *, replaced: set[int]
) -> None:
    pointed_to = standings.targets(conn, replaced)
    gone = [(number,) for number in sorted(replaced)]
    for part in PARTS:
        conn.executemany(f"DELETE FROM {part.table} WHERE pmid = ?", gone)  # noqa: S608
    conn.executemany(_UPSERT, (article_row(n, a, digest) for n, (a, digest) in winners.items()))
    for part in PARTS:
        columns = ("pmid", "position", *part.columns)
        conn.executemany(
            f"INSERT INTO {part.table} ({', '.join(columns)})"  # noqa: S608
            f" VALUES ({', '.join('?' * len(columns))})",
            [
                (number, position, *part.to_row(value))
                for number, (record, _) in winners.items()
                for position, value in enumerate(getattr(record, part.field), start=1)
            ],
        )
    written = list(winners)
    standings.revise(conn, written, pointed_to | standings.targets(conn, written))


def _concerned(
    conn: sqlite3.Connection, winners: dict[int, tuple[Article, str]], *, replaced: set[int]
) -> set[int]:
    """Return these records, and those that their notices speak of, or spoke of until now."""
    told = (r.pmid for a, _ in winners.values() for r in a.relations if r.ref_type in TOLD_BY)
    now = set(pmids.numbers(p for p in told if p is not None))
    return set(winners) | now | standings.targets(conn, replaced)


def _mark_deleted(conn: sqlite3.Connection, deletions: Iterable[int]) -> int:
    marked = conn.execute(
        f"UPDATE articles SET deleted = 1 WHERE pmid IN {_AMONG} AND deleted = 0",  # noqa: S608
        (json.dumps(list(deletions)),),
    )
    return marked.rowcount


def _part(
    conn: sqlite3.Connection, table: str, columns: Sequence[str], from_row: Any, among: str
) -> dict[int, tuple[Any, ...]]:
    rows = conn.execute(
        f"SELECT pmid, {', '.join(columns)} FROM {table}"  # noqa: S608
        f" WHERE pmid IN {_AMONG} ORDER BY pmid, position",
        (among,),
    )
    return {
        number: tuple(from_row(row) for row in group)
        for number, group in groupby(rows, key=itemgetter(0))
    }
