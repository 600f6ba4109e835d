"""Claims out of the database, as people left them: by filter as a stream, and by identifier."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from curate.core.claim import Claim, Span
from curate.core.claim_filter import ClaimFilter
from curate.core.claim_rows import (
    COLUMNS,
    REVIEW_COLUMNS,
    SENTENCE_COLUMNS,
    claim,
    reviewed,
)
from curate.core.errors import NotFound, StoreError
from curate.store.claim_conditions import UNREVIEWED, Chosen, conditions

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
_ORDER = (
    " ORDER BY c.pmid, {s}.section, {s}.sentence_start, c.mechanism, c.phenomenon, c.cause,"
    " c.variant, c.claim_id"
)


def select(conn: sqlite3.Connection, wanted: ClaimFilter) -> Iterator[Claim]:
    """
    Yield the claims that a filter wants, in reading order; claims of deleted records never.

    The cursors stay open between claims, and hold the state of the database as it was.
    """
    # Before any cursor is open, for the sake of sqlite-utils.
    read, judged = conditions(conn, wanted)
    parts = []
    if read is not None:
        parts.append(_read(conn, wanted, read))
    if judged is not None:
        parts.append(_judged(conn, wanted, judged))
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
    read = conn.execute(f"{_ANY_WAY} WHERE {between} AND {UNREVIEWED}{ending}", values).fetchall()
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


def _read(conn: sqlite3.Connection, wanted: ClaimFilter, chosen: Chosen) -> Iterator[Claim]:
    few = wanted.mechanism or wanted.phenomenon or wanted.text
    start = _ANY_WAY if few else _BY_PMID
    cursor = conn.execute(
        f"{start} WHERE {chosen.where}{_ORDER.format(s='s')}{_limit(wanted)}", chosen.values
    )
    while rows := cursor.fetchmany(PAGE):
        yield from _claims(conn, rows)


def _judged(conn: sqlite3.Connection, wanted: ClaimFilter, chosen: Chosen) -> Iterator[Claim]:
    cursor = conn.execute(
        f"{_REVIEWED} WHERE {chosen.where}{_ORDER.format(s='c')}{_limit(wanted)}", chosen.values
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


def unreadable(claim_id: str, why: ValueError) -> StoreError:
    """Return the error of a claim whose row holds what no claim can hold."""
    return StoreError(
        f"claim {claim_id} holds what no claim can hold: {why}",
        hint="Something else than curate wrote to the table; tag the record again.",
    )


def _decoded(row: Sequence[Any], decode: Callable[[Sequence[Any]], Claim]) -> Claim:
    try:
        return decode(row)
    except ValueError as exc:
        raise unreadable(row[0], exc) from exc


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
