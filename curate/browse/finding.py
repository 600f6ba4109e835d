"""Search over the sentences of claims and over titles, newest records first."""

from dataclasses import dataclass
from typing import Any

from curate.browse import evidence
from curate.core.article import Article
from curate.core.source_standing import Standing

MOST = 50
_MOST_WORDS = 20
# Rows come out of a full-text index by number, backwards as well: nothing is sorted.
_SENTENCES = f"""SELECT c.claim_id FROM sentences_fts f
CROSS JOIN claims c ON c.sentence_id = f.rowid
WHERE f.sentences_fts MATCH ? AND c.tier <> 'cooccurrence'
AND NOT EXISTS (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)
AND c.pmid NOT IN (SELECT pmid FROM articles WHERE deleted = 1)
ORDER BY f.rowid DESC LIMIT {MOST}"""  # noqa: S608
_REVIEWED = f"""SELECT c.claim_id FROM reviewed_claims_fts f
CROSS JOIN reviewed_claims c ON c.reviewed_id = f.rowid
WHERE f.reviewed_claims_fts MATCH ? AND c.state <> 'rejected'
AND c.pmid NOT IN (SELECT pmid FROM articles WHERE deleted = 1)
ORDER BY f.rowid DESC LIMIT {MOST}"""  # noqa: S608
_TITLES = f"""SELECT a.pmid FROM articles_fts f CROSS JOIN articles a ON a.pmid = f.rowid
WHERE f.articles_fts MATCH ? AND a.deleted = 0 ORDER BY f.rowid DESC LIMIT {MOST}"""  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Claims whose sentence holds all the words, and records whose title does."""

    claims: tuple[evidence.Listed, ...] = ()
    titles: tuple[tuple[Article, Standing], ...] = ()


def find(conn: Any, words: str) -> Found:
    """Return what holds all of these words; what stands in quotation marks stands together."""
    asked = full_text(words)
    if not asked:
        return Found()
    judged = [row[0] for row in conn.execute(_REVIEWED, (asked,))]
    read = [row[0] for row in conn.execute(_SENTENCES, (asked,))]
    pmids = [str(row[0]) for row in conn.execute(_TITLES, (f"title : ({asked})",))]
    records = evidence.articles(conn, pmids)
    return Found(
        claims=evidence.by_id(conn, [*judged, *read][:MOST]),
        titles=tuple(records[p] for p in pmids if p in records),
    )


def full_text(text: str) -> str:
    """Return a query in which no sign is special, empty where no word is asked for."""
    clean = text.replace("\0", " ").encode(errors="ignore").decode()
    pieces = clean.split('"')
    parts = []
    for position, piece in enumerate(pieces):
        quoted = position % 2 == 1 and position < len(pieces) - 1
        parts += [piece] if quoted else piece.split()
    wanted = [p for p in parts if any(c.isalnum() for c in p)]
    return " ".join(f'"{p}"' for p in wanted[:_MOST_WORDS])
