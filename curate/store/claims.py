"""Claims out of the database: by filter as a stream, and one by its identifier."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from curate.core.claim import Claim, Span, Tier
from curate.core.errors import NotFound, StoreError
from curate.core.ports import ClaimFilter
from curate.store.claim_rows import COLUMNS, SENTENCE_COLUMNS, claim
from curate.store.pmids import is_pmid
from curate.store.views import EXCLUDED

PAGE = 500
SHORTEST_PREFIX = 4
_MOST_NAMED = 5
_ID_LENGTH = 16

_SELECT = (
    "SELECT "  # noqa: S608
    + ", ".join([*(f"c.{name}" for name in COLUMNS), *(f"s.{name}" for name in SENTENCE_COLUMNS)])
    + " FROM claims c {hint} JOIN sentences s ON s.sentence_id = c.sentence_id"
)
_ANY_WAY = _SELECT.format(hint="")
# Read by PMID, rows come out nearly in order: no sorting of a million before the first one.
_BY_PMID = _SELECT.format(hint="INDEXED BY claims_by_pmid")
_ORDER = (
    " ORDER BY c.pmid, s.section, s.sentence_start, c.mechanism, c.phenomenon, c.cause,"
    " c.variant, c.claim_id"
)


def select(conn: sqlite3.Connection, wanted: ClaimFilter) -> Iterator[Claim]:
    """
    Yield the claims that a filter wants, in reading order; claims of deleted records never.

    The cursor stays open between claims, and holds the state of the database as it was.
    """
    where, values = _conditions(conn, wanted)
    limit = "" if wanted.limit is None else f" LIMIT {max(wanted.limit, 0):d}"
    few = wanted.mechanism or wanted.phenomenon or wanted.text
    start = _ANY_WAY if few else _BY_PMID
    cursor = conn.execute(f"{start} WHERE {' AND '.join(where)}{_ORDER}{limit}", values)
    while rows := cursor.fetchmany(PAGE):
        yield from _claims(conn, rows)


def find(conn: sqlite3.Connection, prefix: str) -> Claim:
    """Return the claim whose id begins so, of a deleted record too; NotFound unless just one."""
    start = prefix.strip().lower()
    if len(start) < SHORTEST_PREFIX or not set(start) <= set("0123456789abcdef"):
        raise NotFound(
            f"{prefix!r} is not the beginning of a claim id",
            hint=f"Give at least {SHORTEST_PREFIX} of its {_ID_LENGTH} characters (0-9, a-f).",
        )
    rows = conn.execute(
        f"{_ANY_WAY} WHERE c.claim_id >= ? AND c.claim_id < ? ORDER BY c.claim_id LIMIT ?",
        (start, f"{start}g", _MOST_NAMED + 1),
    ).fetchall()
    if not rows:
        raise NotFound(f"no claim's id begins with {start!r}", hint="'curate claims' lists them.")
    if len(rows) > 1:
        names = ", ".join(row[0] for row in rows[:_MOST_NAMED])
        more = ", ..." if len(rows) > _MOST_NAMED else ""
        raise NotFound(
            f"more than one claim's id begins with {start!r}", hint=f"Say which: {names}{more}"
        )
    return next(_claims(conn, rows))


def _claims(conn: sqlite3.Connection, rows: Sequence[Sequence[Any]]) -> Iterator[Claim]:
    cues = _cues(conn, [row[0] for row in rows])
    for row in rows:
        try:
            found = claim(row, cues.get(row[0], ()))
        except ValueError as exc:
            raise StoreError(
                f"claim {row[0]} holds what no claim can hold: {exc}",
                hint="Something else than curate wrote to the table; tag the record again.",
            ) from exc
        yield found


def _cues(conn: sqlite3.Connection, claim_ids: list[str]) -> dict[str, tuple[Span, ...]]:
    rows = conn.execute(
        "SELECT claim_id, cue_text, cue_start, cue_end FROM claim_cues"
        " WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY claim_id, position",
        (json.dumps(claim_ids),),
    )
    return {
        claim_id: tuple(Span(start, end, text) for _, text, start, end in group)
        for claim_id, group in groupby(rows, key=itemgetter(0))
    }


def _conditions(conn: sqlite3.Connection, wanted: ClaimFilter) -> tuple[list[str], list[object]]:
    where = ["c.pmid NOT IN (SELECT pmid FROM articles WHERE deleted = 1)"]
    values: list[object] = []

    def add(condition: str, *found: object) -> None:
        where.append(condition)
        values.extend(found)

    if not wanted.excluded:
        add(f"c.pmid NOT IN {EXCLUDED}")
    if not wanted.candidates:
        add("c.tier <> ?", Tier.COOCCURRENCE.value)
    for column in ("role", "certainty", "origin", "source_kind"):
        value = getattr(wanted, column)
        if value is not None:
            add(f"c.{column} = ?", value.value)
    if wanted.pmid is not None:
        add("c.pmid = ?", int(wanted.pmid) if is_pmid(wanted.pmid) else None)
    if wanted.mechanism is not None:
        among = "(SELECT value FROM json_each(?))"
        ids, labels = _mechanisms(conn, wanted.mechanism)
        add(f"(c.mechanism IN {among} OR c.mechanism_label IN {among})", ids, labels)
    if wanted.phenomenon is not None:
        add(
            "c.phenomenon IN (SELECT value FROM json_each(?))", _phenomena(conn, wanted.phenomenon)
        )
    words = _full_text(conn, wanted.text or "")
    if words:
        add(
            "c.sentence_id IN (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?)", words
        )
    return where, values


def _full_text(conn: sqlite3.Connection, text: str) -> str:
    """Return a query for all of these words; quoted ones stand together, no sign is special."""
    words = text.replace("\0", " ").encode(errors="ignore").decode()
    return Database(conn, execute_plugins=False).quote_fts(words)


def _mechanisms(conn: sqlite3.Connection, wanted: str) -> tuple[str, str]:
    """Return two JSON lists: the id where it is one, and the labels that hold the words."""
    part = wanted.casefold()
    labels = [
        row[0]
        for row in conn.execute("SELECT DISTINCT mechanism_label FROM claims")
        if part in row[0].casefold()
    ]
    return json.dumps([wanted]), json.dumps(labels)


def _phenomena(conn: sqlite3.Connection, wanted: str) -> str:
    """Return a JSON list of the ids that hold the word."""
    part = wanted.casefold()
    rows = conn.execute("SELECT DISTINCT phenomenon FROM claims")
    return json.dumps([row[0] for row in rows if part in row[0].casefold()])
