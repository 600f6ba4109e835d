"""The summary behind the matrix: how many papers say what, kept true by every change."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from curate.core.claim import Certainty, State, Tier, own_finding
from curate.core.screening import Outcome
from curate.core.screening import standing as screened
from curate.core.signs import Role
from curate.core.source_standing import NO_EVIDENCE
from curate.store import screenings

_LINE = """CREATE TABLE summary (
  margin TEXT NOT NULL CHECK (margin IN ('cell', 'mechanism', 'phenomenon', 'all')),
  source_kind TEXT NOT NULL,
  mechanism TEXT NOT NULL,
  phenomenon TEXT NOT NULL,
  papers INTEGER NOT NULL,
  restating INTEGER NOT NULL,
  promoting INTEGER NOT NULL,
  inhibiting INTEGER NOT NULL,
  involved INTEGER NOT NULL,
  no_effect INTEGER NOT NULL,{more}
  claims INTEGER NOT NULL,
  PRIMARY KEY (margin, source_kind, mechanism, phenomenon)
) STRICT, WITHOUT ROWID"""

# One line of plain counts a cell, and the same for whole rows, columns and the matrix: papers
# that stand in several cells would be counted several times in a sum of cells.
FIRST_SCHEMA = (
    _LINE.format(more=""),
    "CREATE INDEX claims_by_source_kind ON claims(source_kind)",
    "CREATE INDEX claims_by_certainty ON claims(certainty)",
)

SCHEMA = (
    "DROP TABLE summary",
    _LINE.format(more="\n  asserting INTEGER NOT NULL,"),
    # A cell of a big database is thousands of claims: what they are sorted and chosen by stands in
    # the index, for reading their rows takes four times as long.
    "DROP INDEX claims_by_mechanism",
    """CREATE INDEX claims_by_mechanism ON claims(mechanism, phenomenon, role, tier, certainty,
  source_kind, origin, pmid, confidence, claim_id)""",
    """CREATE INDEX IF NOT EXISTS articles_that_count ON articles(pmid, year)
  WHERE deleted = 0 AND standing NOT IN ('notice', 'retracted')""",
)

_PAGE = 2000
_BY_PAPER = (
    "papers",
    "restating",
    "promoting",
    "inhibiting",
    "involved",
    "no_effect",
    "asserting",
)
_COUNTS = (*_BY_PAPER, "claims")
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
_COLUMNS = "c.pmid, c.mechanism, c.phenomenon, c.source_kind, c.role, c.origin, c.certainty"
_CLAIMS = (
    f"SELECT {_COLUMNS} FROM claims c WHERE {_EVIDENCE}"  # noqa: S608
    " AND NOT EXISTS (SELECT 1 FROM reviewed_claims v WHERE v.claim_id = c.claim_id)"
    f" UNION ALL SELECT {_COLUMNS} FROM reviewed_claims c WHERE {_EVIDENCE}"
    f" AND c.state <> '{State.REJECTED.value}'"
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
_Said = tuple[str, str, str, str, str, str]
# What one paper says in one line, a bit each; the rest of the counts follow from these.
_OWN, _ASSERTED = 1, 2
_ROLE_BITS = {role.value: 4 << n for n, role in enumerate(_BY_ROLE)}


@contextmanager
def kept(conn: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[None]:
    """
    Keep the summary true over a change to these records, to their claims or to what was said.

    To be used inside a transaction. What the records add to the counts is taken off as it was
    before, and put on as it is after; records that add the same are passed over.
    """
    concerned = sorted(set(numbers))
    before = _counting(conn, concerned)
    yield
    after = _counting(conn, concerned)
    changed = [n for n in before.keys() | after.keys() if before.get(n) != after.get(n)]
    old = _tally(before[n] for n in changed if n in before)
    new = _tally(after[n] for n in changed if n in after)
    _write(conn, old, new)


def rebuild(conn: sqlite3.Connection) -> None:
    """Count everything anew; to be called inside a transaction."""
    conn.execute("DELETE FROM summary")
    every = "SELECT pmid FROM claims UNION SELECT pmid FROM reviewed_claims ORDER BY 1"
    numbers = [row[0] for row in conn.execute(every)]
    for start in range(0, len(numbers), _PAGE):
        found = _counting(conn, numbers[start : start + _PAGE])
        _write(conn, {}, _tally(found.values()))


def _counting(conn: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[_Said]]:
    """Return the claims of these records that count as evidence, sorted, by record."""
    said: dict[int, list[_Said]] = defaultdict(list)
    for number, *claim in conn.execute(_CLAIMS, (json.dumps(numbers),)):
        said[number].append(tuple(claim))
    if not said:
        return {}
    here = {row[0] for row in conn.execute(_HERE, (json.dumps(list(said)),))}
    outcomes = screened(screenings.load(conn, list(said)))
    here -= {int(p) for p, s in outcomes.items() if s.outcome is Outcome.EXCLUDED}
    return {number: sorted(claims) for number, claims in said.items() if number in here}


def _tally(papers: Iterable[Sequence[_Said]]) -> dict[_Key, tuple[int, ...]]:
    """Return what these papers add to each line of the summary, in the order of ``_COUNTS``."""
    claims: Counter[_Key] = Counter()
    saying: Counter[tuple[_Key, int]] = Counter()
    for paper in papers:
        lines: dict[_Key, int] = defaultdict(int)
        for claim in paper:
            bits = _bits(claim)
            for key in _lines(claim):
                lines[key] |= bits
                claims[key] += 1
        saying.update(lines.items())
    counts = {key: [0] * len(_BY_PAPER) for key in claims}
    for (key, bits), count in saying.items():
        for place, told in enumerate(_told(bits)):
            counts[key][place] += count * told
    return {key: (*line, claims[key]) for key, line in counts.items()}


def _bits(claim: _Said) -> int:
    _, _, kind, role, origin, certainty = claim
    asserted = certainty == Certainty.ASSERTED.value
    return (
        _ROLE_BITS[role]
        | (_OWN if own_finding(origin, kind) else 0)
        | (_ASSERTED if asserted else 0)
    )


def _told(bits: int) -> tuple[bool, ...]:
    """Return what one paper counts for, in the order of ``_BY_PAPER``, whatever it repeats."""
    own = bool(bits & _OWN)
    roles = (bool(bits & bit) for bit in _ROLE_BITS.values())
    return (own, not own, *roles, bool(bits & _ASSERTED))


def _lines(claim: _Said) -> Iterator[_Key]:
    mechanism, phenomenon, kind, *_ = claim
    for source in ("", kind):
        yield ("cell", source, mechanism, phenomenon)
        yield ("mechanism", source, mechanism, "")
        yield ("phenomenon", source, "", phenomenon)
        yield ("all", source, "", "")


def _write(
    conn: sqlite3.Connection,
    before: dict[_Key, tuple[int, ...]],
    after: dict[_Key, tuple[int, ...]],
) -> None:
    nothing = (0,) * len(_COUNTS)
    changes = []
    for key in before.keys() | after.keys():
        old, new = before.get(key, nothing), after.get(key, nothing)
        if old != new:
            changes.append((*key, *(n - o for n, o in zip(new, old, strict=True))))
    conn.executemany(_ADD, changes)
    conn.executemany(_DROP, (change[: len(_KEYS)] for change in changes))
