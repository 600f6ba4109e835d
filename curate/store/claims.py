"""Claims out of the database, as people left them: by filter as a stream, and by identifier."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from curate.core.claim import Claim, Span, State, Tier
from curate.core.claim_rows import (
    COLUMNS,
    REVIEW_COLUMNS,
    SENTENCE_COLUMNS,
    claim,
    reviewed,
)
from curate.core.errors import NotFound, StoreError
from curate.core.ports import ClaimFilter
from curate.core.source_standing import Standing
from curate.store.pmids import is_pmid
from curate.store.views import EXCLUDED

PAGE = 500
SHORTEST_PREFIX = 4
_MOST_NAMED = 5
_ID_LENGTH = 16

_TAGGER_COLUMNS = ", ".join(
    [*(f"c.{name}" for name in COLUMNS), *(f"s.{name}" for name in SENTENCE_COLUMNS)]
)
_SELECT = (
    f"SELECT {_TAGGER_COLUMNS}"  # noqa: S608
    " FROM claims c {hint} JOIN sentences s ON s.sentence_id = c.sentence_id"
)
_ANY_WAY = _SELECT.format(hint="")
# Read by PMID, rows come out nearly in order: no sorting of a million before the first one.
_BY_PMID = _SELECT.format(hint="INDEXED BY claims_by_pmid")
# The other table holds claims as people left them, in place of the tagger's of the same id.
_REVIEWED = (
    "SELECT "  # noqa: S608
    + ", ".join(f"c.{name}" for name in (*COLUMNS, *SENTENCE_COLUMNS, *REVIEW_COLUMNS))
    + " FROM reviewed_claims c"
)
_UNREVIEWED = "NOT EXISTS (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)"
_ORDER = (
    " ORDER BY c.pmid, {s}.section, {s}.sentence_start, c.mechanism, c.phenomenon, c.cause,"
    " c.variant, c.claim_id"
)
_DELETED = "(SELECT pmid FROM articles WHERE deleted = 1)"
# Said in the words of the index on the few records that are not regular, which is used then.
_IRREGULAR = "FROM articles WHERE standing <> 'regular'"
_MATCH = (
    "c.sentence_id IN (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?)",
    "c.reviewed_id IN (SELECT rowid FROM reviewed_claims_fts WHERE reviewed_claims_fts MATCH ?)",
)


def select(conn: sqlite3.Connection, wanted: ClaimFilter) -> Iterator[Claim]:
    """
    Yield the claims that a filter wants, in reading order; claims of deleted records never.

    The cursors stay open between claims, and hold the state of the database as it was.
    """
    # Before any cursor is open: taking a connection, sqlite-utils rolls back what is under way.
    words = _full_text(conn, wanted.text or "")
    parts = []
    if wanted.state in {None, State.UNREVIEWED} and not wanted.reviewed:
        parts.append(_read(conn, wanted, words))
    if wanted.state is not State.UNREVIEWED and not wanted.as_read:
        parts.append(_judged(conn, wanted, words))
    merged = merge(*parts, key=_place)
    return merged if wanted.limit is None else islice(merged, max(wanted.limit, 0))


def as_read(conn: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[Claim]:
    """Yield the tagger's claims of some records, whatever people made of them."""
    cursor = conn.execute(
        f"{_BY_PMID} WHERE c.pmid IN (SELECT value FROM json_each(?)){_ORDER.format(s='s')}",  # noqa: S608
        (json.dumps(list(numbers)),),
    )
    while rows := cursor.fetchmany(PAGE):
        yield from _claims(conn, rows)


def find_as_read(conn: sqlite3.Connection, claim_id: str) -> Claim | None:
    """Return the tagger's claim of that id, whatever people made of it."""
    rows = conn.execute(f"{_ANY_WAY} WHERE c.claim_id = ?", (claim_id,)).fetchall()
    return next(_claims(conn, rows), None)


def find_standing(conn: sqlite3.Connection, claim_id: str) -> Claim | None:
    """Return the claim of that id as people left it, else as the tagger has it."""
    row = conn.execute(f"{_REVIEWED} WHERE c.claim_id = ?", (claim_id,)).fetchone()
    return find_as_read(conn, claim_id) if row is None else _decoded(row, reviewed)


def find(conn: sqlite3.Connection, prefix: str) -> Claim:
    """Return the claim whose id begins so, of a deleted record too; NotFound unless just one."""
    start = prefix.strip().lower()
    if len(start) < SHORTEST_PREFIX or not set(start) <= set("0123456789abcdef"):
        raise NotFound(
            f"{prefix!r} is not the beginning of a claim id",
            hint=f"Give at least {SHORTEST_PREFIX} of its {_ID_LENGTH} characters (0-9, a-f).",
        )
    between = "c.claim_id >= ? AND c.claim_id < ?"
    values = (start, f"{start}g", _MOST_NAMED + 1)
    ending = " ORDER BY c.claim_id LIMIT ?"
    judged = conn.execute(f"{_REVIEWED} WHERE {between}{ending}", values).fetchall()
    read = conn.execute(f"{_ANY_WAY} WHERE {between} AND {_UNREVIEWED}{ending}", values).fetchall()
    found = [*(_decoded(row, reviewed) for row in judged), *_claims(conn, read)]
    if not found:
        raise NotFound(f"no claim's id begins with {start!r}", hint="'curate claims' lists them.")
    if len(found) > 1:
        ids = sorted(claim.claim_id for claim in found)
        names = ", ".join(ids[:_MOST_NAMED])
        more = ", ..." if len(ids) > _MOST_NAMED else ""
        raise NotFound(
            f"more than one claim's id begins with {start!r}", hint=f"Say which: {names}{more}"
        )
    return found[0]


def _read(conn: sqlite3.Connection, wanted: ClaimFilter, words: str) -> Iterator[Claim]:
    """Yield the tagger's claims that nobody judged, or all of its claims."""
    where, values = _conditions(conn, wanted, _MATCH[0], words)
    if not wanted.as_read:
        where.append(_UNREVIEWED)
    few = wanted.mechanism or wanted.phenomenon or wanted.text
    start = _ANY_WAY if few else _BY_PMID
    cursor = conn.execute(
        f"{start} WHERE {' AND '.join(where)}{_ORDER.format(s='s')}{_limit(wanted)}", values
    )
    while rows := cursor.fetchmany(PAGE):
        yield from _claims(conn, rows)


def _judged(conn: sqlite3.Connection, wanted: ClaimFilter, words: str) -> Iterator[Claim]:
    """Yield claims as people left them; rejected ones only where they are asked for."""
    where, values = _conditions(conn, wanted, _MATCH[1], words)
    if wanted.state is not None:
        where.append("c.state = ?")
        values.append(wanted.state.value)
    elif not wanted.rejected:
        where.append("c.state <> ?")
        values.append(State.REJECTED.value)
    cursor = conn.execute(
        f"{_REVIEWED} WHERE {' AND '.join(where)}{_ORDER.format(s='c')}{_limit(wanted)}", values
    )
    while rows := cursor.fetchmany(PAGE):
        for row in rows:
            yield _decoded(row, reviewed)


def _limit(wanted: ClaimFilter) -> str:
    return "" if wanted.limit is None else f" LIMIT {max(wanted.limit, 0):d}"


def _place(claim: Claim) -> tuple[int, int, int, str, str, str, int, str]:
    """Return what the rows are ordered by; SQLite and Python order texts alike."""
    return (
        int(claim.pmid),
        claim.sentence.section,
        claim.sentence.start,
        claim.inference.mechanism,
        claim.observation.phenomenon,
        claim.observation.cause,
        claim.variant,
        claim.claim_id,
    )


def _claims(conn: sqlite3.Connection, rows: Sequence[Sequence[Any]]) -> Iterator[Claim]:
    cues = _cues(conn, [row[0] for row in rows])
    for row in rows:
        yield _decoded(row, partial(claim, cues=cues.get(row[0], ())))


def _decoded(row: Sequence[Any], decode: Callable[[Sequence[Any]], Claim]) -> Claim:
    try:
        return decode(row)
    except ValueError as exc:
        raise StoreError(
            f"claim {row[0]} holds what no claim can hold: {exc}",
            hint="Something else than curate wrote to the table; tag the record again.",
        ) from exc


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


def _conditions(
    conn: sqlite3.Connection, wanted: ClaimFilter, match: str, words: str
) -> tuple[list[str], list[object]]:
    where: list[str] = []
    values: list[object] = []

    def add(condition: str, *found: object) -> None:
        where.append(condition)
        values.extend(found)

    add(*_standing(wanted.standing))
    if not (wanted.excluded or wanted.as_read):
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
    if words:
        add(match, words)
    return where, values


def _standing(wanted: Standing | None) -> tuple[str, ...]:
    """Return a condition on what became of the record, and its values."""
    if wanted is Standing.DELETED:
        return (f"c.pmid IN {_DELETED}",)
    if wanted is None:
        return (f"c.pmid NOT IN {_DELETED}",)
    if wanted is Standing.REGULAR:
        return (f"c.pmid NOT IN {_DELETED} AND c.pmid NOT IN (SELECT pmid {_IRREGULAR})",)
    return (
        f"c.pmid IN (SELECT pmid {_IRREGULAR} AND standing = ? AND deleted = 0)",
        wanted.value,
    )


def _full_text(conn: sqlite3.Connection, text: str) -> str:
    """Return a query for all of these words; quoted ones stand together, no sign is special."""
    words = text.replace("\0", " ").encode(errors="ignore").decode()
    return Database(conn, execute_plugins=False).quote_fts(words)


def _mechanisms(conn: sqlite3.Connection, wanted: str) -> tuple[str, str]:
    """Return two JSON lists: the id where it is one, and the labels that hold the words."""
    part = wanted.casefold()
    labels = [
        row[0]
        for row in conn.execute(
            "SELECT mechanism_label FROM claims UNION SELECT mechanism_label FROM reviewed_claims"
        )
        if part in row[0].casefold()
    ]
    return json.dumps([wanted]), json.dumps(labels)


def _phenomena(conn: sqlite3.Connection, wanted: str) -> str:
    """Return a JSON list of the ids that hold the word."""
    part = wanted.casefold()
    rows = conn.execute(
        "SELECT phenomenon FROM claims UNION SELECT phenomenon FROM reviewed_claims"
    )
    return json.dumps([row[0] for row in rows if part in row[0].casefold()])
