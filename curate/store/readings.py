"""Readings in the database: what is still to read, and what was got from each record."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from curate.core import claim_rows
from curate.core.article import Article
from curate.core.claim import Claim, Reading, Sentence, SourceKind
from curate.core.errors import NotFound, StoreError
from curate.store import articles, pmids
from curate.store import claims as saved
from curate.store.connection import reading as one_moment

PAGE = 500
_MOST_REMEMBERED = 50_000

_AMONG = "(SELECT value FROM json_each(?))"
_UNREAD = (
    " FROM articles a LEFT JOIN readings r ON r.pmid = a.pmid AND r.identity = ?"
    " AND r.article_digest = a.digest WHERE a.deleted = 0 AND r.pmid IS NULL"
)
_KEPT_SENTENCE = ("sentence_end", "label", "text")
_UPSERT_SENTENCE = (
    "INSERT INTO sentences (pmid, "  # noqa: S608
    + ", ".join(claim_rows.SENTENCE_COLUMNS)
    + ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pmid, section, sentence_start) DO UPDATE SET "
    + ", ".join(f"{c} = excluded.{c}" for c in _KEPT_SENTENCE)
    + " WHERE "
    + " OR ".join(f"{c} IS NOT excluded.{c}" for c in _KEPT_SENTENCE)
)
_CLAIM_COLUMNS = (*claim_rows.COLUMNS, "sentence_id")
_UPSERT_CLAIM = (
    f"INSERT INTO claims ({', '.join(_CLAIM_COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join('?' * len(_CLAIM_COLUMNS))}) ON CONFLICT (claim_id) DO UPDATE SET "
    + ", ".join(f"{c} = excluded.{c}" for c in _CLAIM_COLUMNS if c not in {"claim_id", "pmid"})
)
_INSERT_CUE = (
    f"INSERT INTO claim_cues ({', '.join(claim_rows.CUE_COLUMNS)}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608
)
_UPSERT_READING = (
    "INSERT INTO readings (pmid, identity, article_digest, source_kind, sentence_count,"
    " claim_count) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pmid) DO UPDATE SET"
    " identity = excluded.identity, article_digest = excluded.article_digest,"
    " source_kind = excluded.source_kind, sentence_count = excluded.sentence_count,"
    " claim_count = excluded.claim_count"
)

_Place = tuple[int, int, int]


@dataclass(slots=True)
class Offered:
    """
    The form in which records were handed out to be read.

    A record may change in the database while the tagger works on it: its reading then counts for
    the form that was read, and the record is read again. Only the latest ones are remembered.
    """

    digests: dict[int, str] = field(default_factory=dict)

    def remember(self, number: int, digest: str) -> None:
        """Note a record that is about to be handed out."""
        self.digests[number] = digest
        if len(self.digests) > _MOST_REMEMBERED:
            del self.digests[next(iter(self.digests))]

    def form(self, number: int, present: str) -> str:
        """Return the form that was handed out, else the present one."""
        return self.digests.get(number, present)

    def forget(self, read: Iterable[str]) -> None:
        """Drop the records whose readings are kept."""
        for pmid in read:
            self.digests.pop(int(pmid), None)


def count_unread(conn: sqlite3.Connection, identity: str) -> int:
    """Return how many records this tagger has not read in their present form."""
    found: int = conn.execute(f"SELECT count(*) {_UNREAD}", (identity,)).fetchone()[0]
    return found


def unread(conn: sqlite3.Connection, identity: str, offered: Offered) -> Iterator[Article]:
    """Yield these records by PMID; nothing stays open between two pages."""
    last = 0
    while True:
        with one_moment(conn):
            rows = conn.execute(
                f"SELECT a.pmid, a.digest {_UNREAD} AND a.pmid > ? ORDER BY a.pmid LIMIT ?",
                (identity, last, PAGE),
            ).fetchall()
            page = articles.load(conn, [row[0] for row in rows])
        if not rows:
            return
        for number, digest in rows:
            offered.remember(number, digest)
            yield page[number]
        last = rows[-1][0]


def load(conn: sqlite3.Connection, pmid: str) -> Reading | None:
    """Return what the tagger got from a record, in reading order; None: it was not read."""
    number = int(pmid) if pmids.is_pmid(pmid) else None
    kind = conn.execute("SELECT source_kind FROM readings WHERE pmid = ?", (number,)).fetchone()
    if kind is None or number is None:
        return None
    rows = conn.execute(
        f"SELECT {', '.join(claim_rows.SENTENCE_COLUMNS)} FROM sentences"  # noqa: S608
        " WHERE pmid = ? ORDER BY section, sentence_start",
        (number,),
    )
    return Reading(
        pmid=pmid,
        sentences=tuple(
            Sentence(section=section, start=start, end=end, label=label, text=text)
            for section, start, end, label, text in rows
        ),
        claims=tuple(saved.as_read(conn, [number])),
        source_kind=SourceKind(kind[0]),
    )


def records(conn: sqlite3.Connection) -> list[str]:
    """Return the PMIDs of the records that were read, sorted by number; no deleted ones."""
    rows = conn.execute(
        "SELECT r.pmid FROM readings r JOIN articles a ON a.pmid = r.pmid"
        " WHERE a.deleted = 0 ORDER BY r.pmid"
    )
    return [str(row[0]) for row in rows]


def save(
    conn: sqlite3.Connection, identity: str, readings: Sequence[Reading], offered: Offered
) -> None:
    """
    Replace what was read in these records; to be called inside a transaction.

    A claim that is found again keeps its row and a sentence its number. Of the same claim made
    by the same words at two places of a record, the first place stands. Raise NotFound for a
    record that is not here, StoreError for a reading that contradicts itself.
    """
    last = {pmids.number(r.pmid): r for r in readings}
    among = json.dumps(list(last))
    present = dict(
        conn.execute(f"SELECT pmid, digest FROM articles WHERE pmid IN {_AMONG}", (among,))  # noqa: S608
    )
    for number in last:
        if number not in present:
            raise NotFound(f"there is no record of PMID {number} to keep a reading of")
    claims = {number: _claims(r) for number, r in last.items()}
    sentences = {number: _sentences(r) for number, r in last.items()}
    _drop_claims(conn, among, {i for found in claims.values() for i in found})
    numbered = _write_sentences(conn, among, sentences)
    _write_claims(conn, claims, numbered)
    _drop_sentences(conn, numbered, sentences)
    conn.executemany(
        _UPSERT_READING,
        [
            (
                number,
                identity,
                offered.form(number, present[number]),
                r.source_kind.value,
                len(sentences[number]),
                len(claims[number]),
            )
            for number, r in last.items()
        ],
    )


def _claims(reading: Reading) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    for claim in sorted(reading.claims, key=lambda c: (c.sentence.section, c.sentence.start)):
        if claim.pmid != reading.pmid:
            raise StoreError(f"the reading of PMID {reading.pmid} holds a claim of {claim.pmid}")
        first = found.setdefault(claim.claim_id, claim)
        if first.sentence == claim.sentence and first != claim:
            raise StoreError(
                f"two claims of PMID {reading.pmid} have the id {claim.claim_id}",
                hint="Contrary results of one pair in one sentence need a variant each.",
            )
    return found


def _sentences(reading: Reading) -> dict[tuple[int, int], Sentence]:
    found: dict[tuple[int, int], Sentence] = {}
    for sentence in (*reading.sentences, *(c.sentence for c in reading.claims)):
        first = found.setdefault((sentence.section, sentence.start), sentence)
        if first != sentence:
            raise StoreError(f"two sentences of PMID {reading.pmid} begin at one place")
    return found


def _drop_claims(conn: sqlite3.Connection, among: str, found: set[str]) -> None:
    rows = conn.execute(f"SELECT claim_id FROM claims WHERE pmid IN {_AMONG}", (among,))  # noqa: S608
    before = [row[0] for row in rows]
    conn.executemany("DELETE FROM claim_cues WHERE claim_id = ?", ((i,) for i in before))
    gone = [(i,) for i in before if i not in found]
    conn.executemany("DELETE FROM claims WHERE claim_id = ?", gone)


def _write_sentences(
    conn: sqlite3.Connection, among: str, sentences: dict[int, dict[tuple[int, int], Sentence]]
) -> dict[_Place, int]:
    """Return the number of every sentence of these records, those no longer found included."""
    conn.executemany(
        _UPSERT_SENTENCE,
        (
            claim_rows.sentence_row(number, sentence)
            for number, found in sentences.items()
            for sentence in found.values()
        ),
    )
    rows = conn.execute(
        "SELECT pmid, section, sentence_start, sentence_id FROM sentences"  # noqa: S608
        f" WHERE pmid IN {_AMONG}",
        (among,),
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def _write_claims(
    conn: sqlite3.Connection, claims: dict[int, dict[str, Claim]], numbered: dict[_Place, int]
) -> None:
    conn.executemany(
        _UPSERT_CLAIM,
        (
            (
                *claim_rows.claim_row(claim_id, number, claim),
                numbered[number, claim.sentence.section, claim.sentence.start],
            )
            for number, found in claims.items()
            for claim_id, claim in found.items()
        ),
    )
    conn.executemany(
        _INSERT_CUE,
        (
            row
            for found in claims.values()
            for claim_id, claim in found.items()
            for row in claim_rows.cue_rows(claim_id, claim)
        ),
    )


def _drop_sentences(
    conn: sqlite3.Connection,
    numbered: dict[_Place, int],
    sentences: dict[int, dict[tuple[int, int], Sentence]],
) -> None:
    gone = [
        (sentence_id,)
        for (number, section, start), sentence_id in numbered.items()
        if (section, start) not in sentences[number]
    ]
    conn.executemany("DELETE FROM sentences WHERE sentence_id = ?", gone)
