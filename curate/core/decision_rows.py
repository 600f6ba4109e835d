"""Decisions as rows and back: which value stands in which column."""

import json
from collections.abc import Sequence

from curate.core.review import Decision, decision_of, decision_record

COLUMNS = (
    "decision_id",
    "decided_at",
    "reviewer",
    "verdict",
    "reason",
    "note",
    "adjudicates",
    "audit",
    "withdraws",
    "claim",
    "corrected",
)


def decision_row(decision: Decision) -> tuple[object, ...]:
    """Return the values of COLUMNS."""
    record = decision_record(decision)
    return (
        decision.decision_id,
        decision.decided_at,
        decision.reviewer,
        decision.verdict.value,
        decision.reason.value if decision.reason else None,
        decision.note,
        int(decision.adjudicates),
        decision.audit,
        decision.withdraws,
        _json(record["claim"]),
        _json(record["corrected"]) if "corrected" in record else None,
    )


def decision(row: Sequence[object]) -> Decision:
    """Return the decision of one row of COLUMNS; ValueError for a bad one."""
    record = {n: v for n, v in zip(COLUMNS, row, strict=True) if v not in {None, ""}}
    record["adjudicates"] = record["adjudicates"] == 1
    for name in ("claim", "corrected"):
        if name in record:
            record[name] = json.loads(str(record[name]))
    return decision_of(record)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
