"""One record as its page shows it, and what is kept of a claim beside the claim itself."""

from dataclasses import dataclass
from typing import Any

from curate.browse import evidence
from curate.core import decision_rows
from curate.core.article import Article, Relation
from curate.core.review import Decision
from curate.core.source_standing import STANDING_LINKS, TOLD_BY, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    A record, its abstract as headings and texts, and every claim that was read in it.

    ``screened`` is what screening came to, empty where nobody screened it; ``read`` says that the
    tagger read it.
    """

    article: Article
    standing: Standing
    sections: tuple[tuple[str | None, str], ...]
    claims: tuple[evidence.Listed, ...]
    notices: tuple[Relation, ...]
    screened: str
    read: bool


def load(conn: Any, pmid: str) -> Record | None:
    """Return the record of that PMID, deleted ones too; ``None`` where it is not here."""
    if not (pmid.isascii() and pmid.isdecimal() and len(pmid) <= 18):
        return None
    number = int(pmid)
    found = evidence.articles(conn, [str(number)])
    if str(number) not in found:
        return None
    article, standing = found[str(number)]
    ids = [
        row[0]
        for row in conn.execute(
            "SELECT c.claim_id, s.section AS section, s.sentence_start AS start FROM claims c"
            " JOIN sentences s ON s.sentence_id = c.sentence_id WHERE c.pmid = ?1"
            " AND c.tier <> 'cooccurrence' AND NOT EXISTS"
            " (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)"
            " UNION ALL SELECT claim_id, section, sentence_start FROM reviewed_claims"
            " WHERE pmid = ?1 ORDER BY 2, 3, 1",
            (number,),
        )
    ]
    outcome = conn.execute("SELECT outcome FROM screened WHERE pmid = ?", (number,)).fetchone()
    return Record(
        article=article,
        standing=standing,
        sections=tuple(
            conn.execute(
                "SELECT label, text FROM sections WHERE pmid = ? ORDER BY position", (number,)
            )
        ),
        claims=evidence.by_id(conn, ids),
        notices=notices(conn, str(number)),
        screened=outcome[0] if outcome else "",
        read=bool(conn.execute("SELECT 1 FROM readings WHERE pmid = ?", (number,)).fetchone()),
    )


def decisions(conn: Any, claim_id: str) -> tuple[Decision, ...]:
    """Return every act that hangs on a claim, oldest first."""
    rows = conn.execute(
        f"SELECT {', '.join(f'd.{c}' for c in decision_rows.COLUMNS)} FROM decisions d"  # noqa: S608
        " JOIN decision_holds h ON h.decision_id = d.decision_id WHERE h.claim_id = ?"
        " ORDER BY d.decided_at, d.decision_id",
        (claim_id,),
    )
    return tuple(decision_rows.decision(tuple(row)) for row in rows)


def notices(conn: Any, pmid: str) -> tuple[Relation, ...]:
    """Return what tells of a record's standing: its own links, then those of other records."""
    kinds = sorted(STANDING_LINKS)
    own = conn.execute(
        "SELECT ref_type, related_pmid, source FROM relations WHERE pmid = ?"  # noqa: S608
        f" AND ref_type IN ({', '.join('?' * len(kinds))}) ORDER BY position",
        (int(pmid), *kinds),
    ).fetchall()
    others = conn.execute(
        "SELECT ref_type, pmid, NULL FROM relations WHERE related_pmid = ?"  # noqa: S608
        f" AND ref_type IN ({', '.join('?' * len(TOLD_BY))}) ORDER BY pmid, position",
        (pmid, *TOLD_BY),
    ).fetchall()
    return tuple(
        Relation(ref_type=kind, pmid=None if of is None else str(of), source=source)
        for kind, of, source in [*own, *others]
    )
