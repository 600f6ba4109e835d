"""A filter of claims as conditions of SQL, on the tagger's claims and on those people judged."""

import json
import sqlite3
from dataclasses import dataclass

from curate.core.claim import State, Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.source_standing import Standing
from curate.store.pmids import is_pmid
from curate.store.views import EXCLUDED

UNREVIEWED = "NOT EXISTS (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)"
_DELETED = "(SELECT pmid FROM articles WHERE deleted = 1)"
# Said in the words of the index on the few records that are not regular, which is used then.
_IRREGULAR = "FROM articles WHERE standing <> 'regular'"
_MATCH = (
    "c.sentence_id IN (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?)",
    "c.reviewed_id IN (SELECT rowid FROM reviewed_claims_fts WHERE reviewed_claims_fts MATCH ?)",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A condition on a table of claims that is called ``c``, and its values."""

    where: str
    values: tuple[object, ...]


def conditions(
    conn: sqlite3.Connection, wanted: ClaimFilter
) -> tuple[Chosen | None, Chosen | None]:
    """
    Return what a filter asks of the tagger's claims, and of claims as people left them.

    ``None`` is a table of which nothing is wanted. No cursor may be open: taking a connection,
    sqlite-utils rolls back what is under way.
    """
    words = _full_text(conn, wanted.text or "")
    read = judged = None
    if wanted.state in {None, State.UNREVIEWED} and not wanted.reviewed:
        where, values = _common(conn, wanted, _MATCH[0], words)
        if not wanted.as_read:
            where.append(UNREVIEWED)
        read = Chosen(" AND ".join(where), tuple(values))
    if wanted.state is not State.UNREVIEWED and not wanted.as_read:
        where, values = _common(conn, wanted, _MATCH[1], words)
        if wanted.state is not None:
            where.append("c.state = ?")
            values.append(wanted.state.value)
        elif not wanted.rejected:
            where.append("c.state <> ?")
            values.append(State.REJECTED.value)
        judged = Chosen(" AND ".join(where), tuple(values))
    return read, judged


def _common(
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
    if not words:
        return ""
    from sqlite_utils import Database

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
