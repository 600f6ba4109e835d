"""Decisions in the database: appended, never changed, and hung on what the tagger finds now."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from curate.core import claim_rows, decision_rows
from curate.core.attachment import Hold, attach
from curate.core.claim import Attachment, Claim
from curate.core.errors import StoreError
from curate.core.ports import Kept, Reattached
from curate.core.review import Decision
from curate.core.standing import in_force, stand
from curate.store import claims, pmids

PAGE = 500

_AMONG = "(SELECT value FROM json_each(?))"
_INSERT = (
    f"INSERT INTO decisions ({', '.join(decision_rows.COLUMNS)}, pmid, claim_id)"  # noqa: S608
    f" VALUES ({', '.join('?' * (len(decision_rows.COLUMNS) + 2))})"
    " ON CONFLICT (decision_id) DO NOTHING"
)
_SELECT = f"SELECT {', '.join(f'd.{c}' for c in decision_rows.COLUMNS)} FROM decisions d"  # noqa: S608
_ORDER = " ORDER BY d.decided_at, d.decision_id"
_REVIEWED = (
    *claim_rows.COLUMNS,
    *claim_rows.SENTENCE_COLUMNS,
    *claim_rows.REVIEW_COLUMNS,
)
_INSERT_REVIEWED = (
    f"INSERT INTO reviewed_claims ({', '.join(_REVIEWED)})"  # noqa: S608
    f" VALUES ({', '.join('?' * len(_REVIEWED))})"
)


def append(conn: sqlite3.Connection, decisions: Sequence[Decision]) -> Kept:
    """
    Keep decisions that are not here yet; to be called inside a transaction.

    The claims that they are on are settled anew. The order in which decisions come in makes no
    difference to what stands.
    """
    new = 0
    numbers = set()
    for decision in decisions:
        cursor = conn.execute(_INSERT, _row(decision))
        if cursor.rowcount:
            new += 1
            numbers.add(pmids.number(decision.pmid))
    settle(conn, numbers)
    return Kept(new=new, known=len(decisions) - new)


def settle(conn: sqlite3.Connection, numbers: Collection[int]) -> list[Reattached]:
    """
    Hang the decisions on these records on the claims of now, and say what stands.

    To be called inside a transaction, whenever claims or decisions of a record change. Return
    every decision in force on these records with what it hung on before (``None``: on nothing)
    and what it hangs on now.
    """
    among = json.dumps(sorted(numbers))
    here = [
        row[0]
        for row in conn.execute(
            f"SELECT DISTINCT pmid FROM decisions WHERE pmid IN {_AMONG} ORDER BY pmid",  # noqa: S608
            (among,),
        )
    ]
    found: list[Reattached] = []
    for start in range(0, len(here), PAGE):
        found += _settle(conn, here[start : start + PAGE])
    return found


def select(
    conn: sqlite3.Connection, *, reviewer: str | None = None, claim_id: str | None = None
) -> Iterator[Decision]:
    """Yield decisions, oldest first: all, one reviewer's, or those that hang on a claim."""
    where, values = [], []
    if reviewer is not None:
        where.append("d.reviewer = ?")
        values.append(reviewer)
    if claim_id is not None:
        where.append(
            "d.decision_id IN (SELECT decision_id FROM decision_holds WHERE claim_id = ?)"
        )
        values.append(claim_id)
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    cursor = conn.execute(_SELECT + condition + _ORDER, values)
    while rows := cursor.fetchmany(PAGE):
        yield from map(_decision, rows)


def holds_on(conn: sqlite3.Connection, decision_id: str) -> str | None:
    """Return the id of the claim that a decision hangs on."""
    row = conn.execute(
        "SELECT claim_id FROM decision_holds WHERE decision_id = ?", (decision_id,)
    ).fetchone()
    return None if row is None else str(row[0])


def latest_time(conn: sqlite3.Connection, reviewer: str) -> str | None:
    """Return when a reviewer last decided something."""
    found: str | None = conn.execute(
        "SELECT max(decided_at) FROM decisions WHERE reviewer = ?", (reviewer,)
    ).fetchone()[0]
    return found


def reviewers(conn: sqlite3.Connection) -> dict[str, int]:
    """Return everybody who decided or screened, with the number of acts, by name."""
    return dict(
        conn.execute(
            "SELECT reviewer, count(*) FROM (SELECT reviewer FROM decisions"
            " UNION ALL SELECT reviewer FROM screenings) GROUP BY reviewer ORDER BY 1"
        )
    )


def _settle(conn: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[Reattached]:
    among = (json.dumps(numbers),)
    decided: dict[int, list[Decision]] = defaultdict(list)
    for row in conn.execute(f"{_SELECT} WHERE d.pmid IN {_AMONG}{_ORDER}", among):
        decision = _decision(row)
        decided[pmids.number(decision.pmid)].append(decision)
    before = {
        row[0]: Hold(row[1], Attachment(row[2]))
        for row in conn.execute(
            "SELECT decision_id, claim_id, attachment FROM decision_holds"  # noqa: S608
            f" WHERE pmid IN {_AMONG}",
            among,
        )
    }
    read: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims.as_read(conn, numbers):
        read[pmids.number(claim.pmid)].append(claim)
    conn.execute(f"DELETE FROM reviewed_claims WHERE pmid IN {_AMONG}", among)  # noqa: S608
    conn.execute(f"DELETE FROM decision_holds WHERE pmid IN {_AMONG}", among)  # noqa: S608
    for number in numbers:
        holds = attach(decided[number], read[number])
        _write_holds(conn, number, holds)
        _write_standing(conn, number, _standing(decided[number], read[number], holds))
        for decision in in_force(decided[number]):
            after = holds[decision.decision_id]
            yield Reattached(
                decision=decision, before=before.get(decision.decision_id), after=after
            )


def _standing(
    decided: Iterable[Decision], read: Iterable[Claim], holds: dict[str, Hold]
) -> Iterator[Claim]:
    current = {claim.claim_id: claim for claim in read}
    by_claim: dict[str, list[Decision]] = defaultdict(list)
    for decision in decided:
        by_claim[holds[decision.decision_id].claim_id].append(decision)
    for claim_id, group in sorted(by_claim.items()):
        claim = stand(current.get(claim_id), group, holds)
        if claim is not None:
            yield claim


def _write_holds(conn: sqlite3.Connection, number: int, holds: dict[str, Hold]) -> None:
    conn.executemany(
        "INSERT INTO decision_holds (decision_id, pmid, claim_id, attachment) VALUES (?, ?, ?, ?)",
        [(i, number, h.claim_id, h.attachment.value) for i, h in holds.items()],
    )


def _write_standing(conn: sqlite3.Connection, number: int, standing: Iterable[Claim]) -> None:
    conn.executemany(
        _INSERT_REVIEWED,
        [
            claim_rows.reviewed_row(number, claim, claim.review)
            for claim in standing
            if claim.review is not None
        ],
    )


def _row(decision: Decision) -> tuple[object, ...]:
    number = pmids.number(decision.pmid)
    return (*decision_rows.decision_row(decision), number, decision.claim_id)


def _decision(row: Sequence[object]) -> Decision:
    try:
        return decision_rows.decision(row)
    except ValueError as exc:
        raise StoreError(
            f"decision {row[0]} holds what no decision can hold: {exc}",
            hint="Something else than curate wrote to the table; restore a copy of the database.",
        ) from exc
