"""Claims cut down to what a table asks of them, read from one index without their rows."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from curate.core.claim import Certainty, Origin, SourceKind, State, Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.claim_rows import Words
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
_ROLES, _CERTAINTIES, _ORIGINS = Words(Role), Words(Certainty), Words(Origin)
_REVIEW = SourceKind.REVIEW.value
_SOURCE_KINDS, _TIERS, _STATES = Words(SourceKind), Words(Tier), Words(State)


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
    claim_id = ""
    try:
        for claim_id, pmid, mechanism, label, phenomenon, role, sure, origin, kind, *how in rows:
            yield BareFinding(
                claim_id,
                str(pmid),
                mechanism,
                label,
                phenomenon,
                _ROLES[role],
                _CERTAINTIES[sure],
                _ORIGINS[origin] is Origin.OWN and kind != _REVIEW,
                _SOURCE_KINDS[kind],
                _TIERS[how[0]],
                _STATES[how[1]],
            )
    except ValueError as exc:
        raise unreadable(claim_id, exc) from exc
