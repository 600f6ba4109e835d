"""The summary behind the matrix: how many papers say what, kept true by every change."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from curate.core.claim import Certainty, Origin, SourceKind, State, Tier
from curate.core.screening import Outcome
from curate.core.screening import standing as screened
from curate.core.signs import Role
from curate.core.source_standing import NO_EVIDENCE
from curate.store import screenings

SCHEMA = (
    # One line of plain counts a cell, and the same for whole rows, columns and the matrix: papers
    # that stand in several cells would be counted several times in a sum of cells.
    """CREATE TABLE summary (
  margin TEXT NOT NULL CHECK (margin IN ('cell', 'mechanism', 'phenomenon', 'all')),
  source_kind TEXT NOT NULL,
  mechanism TEXT NOT NULL,
  phenomenon TEXT NOT NULL,
  papers INTEGER NOT NULL,
  restating INTEGER NOT NULL,
  promoting INTEGER NOT NULL,
  inhibiting INTEGER NOT NULL,
  involved INTEGER NOT NULL,
  no_effect INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  PRIMARY KEY (margin, source_kind, mechanism, phenomenon)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX claims_by_source_kind ON claims(source_kind)",
    "CREATE INDEX claims_by_certainty ON claims(certainty)",
)

_PAGE = 2000
_COUNTS = ("papers", "restating", "promoting", "inhibiting", "involved", "no_effect", "claims")
_BY_ROLE = {
    Role.PROMOTES: "promoting",
    Role.INHIBITS: "inhibiting",
    Role.INVOLVED: "involved",
    Role.NONE: "no_effect",
}
_KEYS = ("margin", "source_kind", "mechanism", "phenomenon")
_EVIDENCE = (
    f"c.pmid IN (SELECT value FROM json_each(?1)) AND c.tier <> '{Tier.COOCCURRENCE.value}'"  # noqa: S608
    f" AND c.certainty <> '{Certainty.QUESTION.value}'"
)
_COLUMNS = "c.pmid, c.mechanism, c.phenomenon, c.source_kind, c.role, c.origin"
_CLAIMS = (
    f"SELECT {_COLUMNS} FROM claims c WHERE {_EVIDENCE}"  # noqa: S608
    " AND NOT EXISTS (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)"
    f" UNION ALL SELECT {_COLUMNS} FROM reviewed_claims c WHERE {_EVIDENCE}"
    f" AND c.state <> '{State.REJECTED.value}' ORDER BY 1"
)
_VOID = ", ".join(f"'{standing.value}'" for standing in sorted(NO_EVIDENCE))
_HERE = (
    "SELECT pmid FROM articles WHERE pmid IN (SELECT value FROM json_each(?)) AND deleted = 0"  # noqa: S608
    f" AND standing NOT IN ({_VOID})"
)
_ADD = (
    f"INSERT INTO summary ({', '.join((*_KEYS, *_COUNTS))})"  # noqa: S608
    f" VALUES ({', '.join('?' * len((*_KEYS, *_COUNTS)))})"
    f" ON CONFLICT ({', '.join(_KEYS)}) DO UPDATE SET "
    + ", ".join(f"{c} = {c} + excluded.{c}" for c in _COUNTS)
)
_DROP = f"DELETE FROM summary WHERE ({', '.join(_KEYS)}) = (?, ?, ?, ?) AND claims = 0"  # noqa: S608

_Key = tuple[str, str, str, str]
_Said = tuple[int, str, str, str, str, str]


@contextmanager
def kept(conn: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[None]:
    """
    Keep the summary true over a change to these records, to their claims or to what was said.

    To be used inside a transaction. What the records add to the counts is taken off as it was
    before, and put on as it is after.
    """
    concerned = sorted(set(numbers))
    before = _tally(conn, concerned)
    yield
    _write(conn, before, _tally(conn, concerned))


def rebuild(conn: sqlite3.Connection) -> None:
    """Count everything anew; to be called inside a transaction."""
    conn.execute("DELETE FROM summary")
    rows = conn.execute(
        "SELECT pmid FROM claims UNION SELECT pmid FROM reviewed_claims ORDER BY 1"
    )
    numbers = [row[0] for row in rows]
    for start in range(0, len(numbers), _PAGE):
        _write(conn, {}, _tally(conn, numbers[start : start + _PAGE]))


def _tally(conn: sqlite3.Connection, numbers: Sequence[int]) -> dict[_Key, Counter[str]]:
    """Return what these records add to each line of the summary."""
    said = conn.execute(_CLAIMS, (json.dumps(numbers),)).fetchall()
    if not said:
        return {}
    counting = _counting(conn, sorted({row[0] for row in said}))
    found: dict[_Key, Counter[str]] = defaultdict(Counter)
    for number, claims in groupby(said, key=itemgetter(0)):
        if number in counting:
            _count_paper(claims, found)
    return found


def _counting(conn: sqlite3.Connection, numbers: Sequence[int]) -> set[int]:
    """Return those records whose claims count as evidence."""
    here = {row[0] for row in conn.execute(_HERE, (json.dumps(numbers),))}
    outcomes = screened(screenings.load(conn, list(numbers)))
    return here - {int(p) for p, s in outcomes.items() if s.outcome is Outcome.EXCLUDED}


def _count_paper(claims: Iterable[_Said], found: dict[_Key, Counter[str]]) -> None:
    """Add one paper: it counts once in a line, and once for each role, whatever it repeats."""
    lines: dict[_Key, list[_Said]] = defaultdict(list)
    for claim in claims:
        _, mechanism, phenomenon, kind, _, _ = claim
        for source in ("", kind):
            lines["cell", source, mechanism, phenomenon].append(claim)
            lines["mechanism", source, mechanism, ""].append(claim)
            lines["phenomenon", source, "", phenomenon].append(claim)
            lines["all", source, "", ""].append(claim)
    for key, members in lines.items():
        own = any(
            o == Origin.OWN.value and k != SourceKind.REVIEW.value for *_, k, _, o in members
        )
        line = found[key]
        line["papers" if own else "restating"] += 1
        line["claims"] += len(members)
        line.update(_BY_ROLE[Role(role)] for role in {role for *_, role, _ in members})


def _write(
    conn: sqlite3.Connection,
    before: dict[_Key, Counter[str]],
    after: dict[_Key, Counter[str]],
) -> None:
    nothing: Counter[str] = Counter()
    changes = []
    for key in before.keys() | after.keys():
        old, new = before.get(key, nothing), after.get(key, nothing)
        if old != new:
            changes.append((*key, *(new[c] - old[c] for c in _COUNTS)))
    conn.executemany(_ADD, changes)
    conn.executemany(_DROP, (change[: len(_KEYS)] for change in changes))
