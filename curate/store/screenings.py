"""Screenings in the database: what reviewers said of each record, and the census behind PRISMA."""

import json
import sqlite3
from collections.abc import Sequence

from curate.core.errors import StoreError
from curate.core.prisma import SAME_STUDY, Availability, Census
from curate.core.screening import Screening, reason_of, verdict_of
from curate.core.search import FetchStatus
from curate.store import pmids, searches

_COLUMNS = "screening_id, reviewer, decided_at, pmid, verdict, reason, note, adjudicates"


def save(conn: sqlite3.Connection, screenings: Sequence[Screening]) -> int:
    """Add those that are not here yet, and return how many they were."""
    before = conn.total_changes
    conn.executemany(
        f"INSERT INTO screenings ({_COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"  # noqa: S608
        " WHERE NOT EXISTS (SELECT 1 FROM screenings WHERE screening_id = ?1)",
        (
            (
                s.screening_id,
                s.reviewer,
                s.decided_at,
                pmids.number(s.pmid),
                s.verdict.value,
                s.reason.value if s.reason else None,
                s.note,
                int(s.adjudicates),
            )
            for s in screenings
        ),
    )
    return conn.total_changes - before


def known(conn: sqlite3.Connection, wanted: Sequence[int]) -> set[str]:
    """Return those PMIDs whose records are here or that a search lists."""
    rows = conn.execute(
        "SELECT value FROM json_each(?) WHERE value IN (SELECT pmid FROM articles)"
        " OR value IN (SELECT pmid FROM search_articles)",
        (json.dumps(wanted),),
    )
    return {str(row[0]) for row in rows}


def load(conn: sqlite3.Connection, wanted: Sequence[int] | None = None) -> tuple[Screening, ...]:
    """
    Return what was said of these records, or of all, by time and those of one time by id.

    Raises StoreError for a bad row.
    """
    among = "" if wanted is None else " WHERE pmid IN (SELECT value FROM json_each(?))"
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM screenings{among} ORDER BY decided_at, screening_id",  # noqa: S608
        () if wanted is None else (json.dumps(wanted),),
    )
    found = []
    for screening_id, reviewer, decided_at, pmid, verdict, reason, note, adjudicates in rows:
        try:
            screening = Screening(
                reviewer=reviewer,
                decided_at=decided_at,
                pmid=str(pmid),
                verdict=verdict_of(verdict),
                reason=None if reason is None else reason_of(reason),
                note=note,
                adjudicates=bool(adjudicates),
            )
        except ValueError as exc:
            raise StoreError(
                f"screening {screening_id} holds what no screening can hold: {exc}",
                hint="Something else than curate wrote to the table.",
            ) from exc
        found.append(screening)
    return tuple(found)


def census(conn: sqlite3.Connection) -> Census:
    """Return every PMID that is here or listed, and all that the flow of the review hangs on."""
    states = {
        pmid: Availability.UNFETCHED if waiting else Availability.MISSING
        for pmid, waiting in conn.execute(
            "SELECT pmid, max(status IN (?, ?)) FROM search_articles GROUP BY pmid",
            (FetchStatus.PENDING.value, FetchStatus.FAILED.value),
        )
    }
    for pmid, deleted, retracted in conn.execute("SELECT pmid, deleted, retracted FROM articles"):
        here = Availability.RETRACTED if retracted else Availability.HERE
        states[pmid] = Availability.DELETED if deleted else here
    return Census(
        searches=tuple(search for _, search, _ in searches.load_all(conn)),
        states={str(number): states[number] for number in sorted(states)},
        screenings=load(conn),
        links=_links(conn),
    )


def _links(conn: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    kinds = ", ".join(f"'{kind}'" for kind in SAME_STUDY)
    rows = conn.execute(
        "SELECT DISTINCT pmid, related_pmid FROM relations"  # noqa: S608
        f" WHERE related_pmid IS NOT NULL AND ref_type IN ({kinds}) ORDER BY pmid, related_pmid"
    )
    return tuple((str(pmid), related) for pmid, related in rows)
