"""Claims cut down to what a table asks of them, read from one index without their rows."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from curate.core.claim import Certainty, Origin, SourceKind, State, Tier, own_finding
from curate.core.claim_filter import ClaimFilter
from curate.core.finding import BareFinding
from curate.core.signs import Role
from curate.store.claim_conditions import conditions
from curate.store.claims import unreadable

# What a bare finding holds stands in the index on what claims are listed by.
INDEX = (
    "DROP INDEX claims_by_mechanism",
    """CREATE INDEX claims_by_mechanism ON claims(mechanism, phenomenon, role, tier, certainty,
  source_kind, origin, pmid, confidence, claim_id, mechanism_label)""",
)

_COLUMNS = ", ".join(
    f"c.{name}"
    for name in (
        *("claim_id", "pmid", "mechanism", "mechanism_label", "phenomenon"),
        *("role", "certainty", "origin", "source_kind", "tier"),
    )
)
_READ = f"SELECT {_COLUMNS}, '{State.UNREVIEWED.value}' FROM claims c"  # noqa: S608
_JUDGED = f"SELECT {_COLUMNS}, c.state FROM reviewed_claims c"  # noqa: S608
_WORDS_FROM = 5


def select(conn: sqlite3.Connection, wanted: ClaimFilter) -> Iterator[BareFinding]:
    """
    Yield what a filter wants, in no order; findings of deleted records never.

    They are those of ``claims.select``, without its limit: where part of them was wanted, the
    order would tell which.
    """
    for table, chosen in zip((_READ, _JUDGED), conditions(conn, wanted), strict=True):
        if chosen is not None:
            yield from _findings(conn.execute(f"{table} WHERE {chosen.where}", chosen.values))


def _findings(rows: Iterable[tuple[Any, ...]]) -> Iterator[BareFinding]:
    # The same names and words come again and again: made once, they are kept and hashed once.
    same, number, words = _Same(), _Numbers(), _Words()
    for row in rows:
        try:
            told = words[row[_WORDS_FROM:]]
        except ValueError as exc:
            raise unreadable(row[0], exc) from exc
        claim_id, pmid, mechanism, label, phenomenon = row[:_WORDS_FROM]
        yield BareFinding(
            claim_id, number[pmid], same[mechanism], same[label], same[phenomenon], *told
        )


class _Same(dict[str, str]):
    def __missing__(self, text: str) -> str:
        self[text] = text
        return text


class _Numbers(dict[int, str]):
    def __missing__(self, number: int) -> str:
        self[number] = text = str(number)
        return text


_Told = tuple[Role, Certainty, bool, SourceKind, Tier, State]


class _Words(dict[tuple[str, ...], _Told]):
    def __missing__(self, row: tuple[str, ...]) -> _Told:
        role, certainty, origin, kind, tier, state = row
        own = own_finding(Origin(origin), SourceKind(kind))
        self[row] = told = (
            *(Role(role), Certainty(certainty), own),
            *(SourceKind(kind), Tier(tier), State(state)),
        )
        return told
