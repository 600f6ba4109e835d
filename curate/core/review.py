"""What a person decided about a claim, why, and on what."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from curate.core.claim import Claim, Tier
from curate.core.snapshot import claim_of, claim_record

_NAME = re.compile(r"[^\s\x00-\x1f\x7f/\\](?:[^\x00-\x1f\x7f/\\]{0,62}[^\s\x00-\x1f\x7f/\\])?")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_ID_DIGITS = 16
_Choice = TypeVar("_Choice", bound=StrEnum)


class Verdict(StrEnum):
    """
    An act of a reviewer.

    ``add`` is a claim that the tagger missed; ``comment`` is a note that decides nothing;
    ``withdraw`` takes back an earlier act of the same reviewer, which stays on record.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    UNSURE = "unsure"
    ADD = "add"
    COMMENT = "comment"
    WITHDRAW = "withdraw"


class ReasonCode(StrEnum):
    """Why a claim is not right as it was read; the first thing that is wrong."""

    ENTITY = "entity"
    BOUNDARY = "boundary"
    WRONG_MECHANISM = "wrong-mechanism"
    WRONG_PHENOMENON = "wrong-phenomenon"
    DIRECTION = "direction"
    NEGATION_MISSED = "negation-missed"
    HYPOTHESIS = "hypothesis"
    BACKGROUND = "background"
    NO_RELATION = "no-relation"
    OTHER = "other"


REASONS: dict[ReasonCode, str] = {
    ReasonCode.ENTITY: "a name was taken for a mechanism, an agent or a phenomenon that it is not",
    ReasonCode.BOUNDARY: "the right thing, but the words marked are too few or too many",
    ReasonCode.WRONG_MECHANISM: "the words are right, the mechanism they were taken for is not",
    ReasonCode.WRONG_PHENOMENON: "the words are right, the phenomenon they were taken for is not",
    ReasonCode.DIRECTION: "the sign is wrong: more was read as less, or blockade as activation",
    ReasonCode.NEGATION_MISSED: "the sentence reports no effect, and an effect was read",
    ReasonCode.HYPOTHESIS: "an aim or a hypothesis was read as a finding",
    ReasonCode.BACKGROUND: "what others found was read as a finding of this paper",
    ReasonCode.NO_RELATION: "the sentence does not link the two",
    ReasonCode.OTHER: "something else; say what in the note",
}
"""What each code means, in the order in which they are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """
    One act of one reviewer, never changed once made.

    ``claim`` is a copy of what was decided on; for ``add`` it is the added claim.
    ``corrected`` is what it should be (``correct`` only). ``decided_at`` is ISO 8601 in UTC with
    microseconds and a Z. ``adjudicates`` settles the claim for everybody; ``audit`` names the
    blind sample that the act belongs to, and then it decides nothing but the audit.
    ``withdraws`` is the ``decision_id`` of the act taken back. ``decision_id`` is a content
    address: 16 hexadecimal digits over all other fields. Raises ValueError for an act that
    makes no sense.
    """

    reviewer: str
    decided_at: str
    verdict: Verdict
    claim: Claim
    corrected: Claim | None = None
    reason: ReasonCode | None = None
    note: str = ""
    adjudicates: bool = False
    audit: str | None = None
    withdraws: str | None = None
    decision_id: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what no reviewer could have meant, and take the content's address."""
        check_reviewer(self.reviewer)
        if not _TIME.fullmatch(self.decided_at):
            raise ValueError(f"decided_at {self.decided_at!r} is no time such as {now()}")
        if (self.corrected is not None) != (self.verdict is Verdict.CORRECT):
            raise ValueError("a corrected claim goes with the verdict correct, and with no other")
        if (self.withdraws is not None) != (self.verdict is Verdict.WITHDRAW):
            raise ValueError("what is withdrawn goes with the verdict withdraw, and with no other")
        if self.verdict is Verdict.ADD and self.claim.grounds.tier is not Tier.REVIEWER:
            raise ValueError("an added claim is a reviewer's")
        if self.verdict is Verdict.COMMENT and not self.note.strip():
            raise ValueError("a comment needs a note")
        content = json.dumps(_fields(self), ensure_ascii=False, sort_keys=True)
        address = hashlib.sha256(content.encode()).hexdigest()[:_ID_DIGITS]
        object.__setattr__(self, "decision_id", address)

    @property
    def claim_id(self) -> str:
        """Return the id of the claim as it was when it was decided on."""
        return self.claim.claim_id

    @property
    def pmid(self) -> str:
        """Return the record that the claim is from."""
        return self.claim.pmid

    @property
    def place(self) -> tuple[str, str]:
        """Return what decisions are ordered by: their time, then their content."""
        return self.decided_at, self.decision_id


def decision_record(decision: Decision) -> dict[str, object]:
    """
    Return a decision as plain values under fixed names, its id first.

    Fields that are empty are left out; ``claim`` and ``corrected`` are records of
    ``core.snapshot``. ``decision_of`` is the way back.
    """
    return {"decision_id": decision.decision_id} | _fields(decision)


def decision_of(record: dict[str, object]) -> Decision:
    """
    Return the decision of a record.

    Raises ValueError for a field that is missing, unknown or wrong, and where ``decision_id`` is
    not the content's: then somebody changed the line.
    """
    known = {"decision_id", *_TEXTS, "adjudicates", "claim", "corrected"}
    if unknown := sorted(record.keys() - known):
        raise ValueError(f"unknown field {unknown[0]!r}")
    texts = {name: _text(record, name) for name in _TEXTS}
    for name in ("reviewer", "decided_at", "verdict"):
        if texts[name] is None:
            raise ValueError(f"{name} is missing")
    reason = texts["reason"]
    decision = Decision(
        reviewer=texts["reviewer"] or "",
        decided_at=texts["decided_at"] or "",
        verdict=_choice(Verdict, "verdict", texts["verdict"] or ""),
        claim=claim_of(_object(record, "claim")),
        corrected=claim_of(_object(record, "corrected")) if "corrected" in record else None,
        reason=None if reason is None else _choice(ReasonCode, "reason", reason),
        note=texts["note"] or "",
        adjudicates=record.get("adjudicates") is True,
        audit=texts["audit"],
        withdraws=texts["withdraws"],
    )
    written = record.get("decision_id", decision.decision_id)
    if written != decision.decision_id:
        raise ValueError(
            f"decision_id {written!r} does not belong to this content "
            f"({decision.decision_id} does): the line was changed after it was written"
        )
    return decision


def check_reviewer(name: str) -> str:
    """Return a reviewer's name; raise ValueError for one that can't stand in a file's name."""
    if not _NAME.fullmatch(name) or name.startswith("."):
        raise ValueError(
            f"{name!r} is no reviewer's name: 1 to 64 characters, no slash, no dot in front"
        )
    return name


def now() -> str:
    """Return the present time as decisions write it."""
    return stamp(datetime.now(UTC))


def stamp(time: datetime) -> str:
    """Return a time as decisions write it."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def just_after(time: str) -> str:
    """Return the next moment that ``decided_at`` can tell apart."""
    moment = datetime.strptime(time, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return stamp(moment + timedelta(microseconds=1))


_TEXTS = ("reviewer", "decided_at", "verdict", "reason", "note", "audit", "withdraws")


def _fields(decision: Decision) -> dict[str, object]:
    values: dict[str, object] = {}
    for name in _TEXTS:
        value = getattr(decision, name)
        if value:
            values[name] = str(value)
    if decision.adjudicates:
        values["adjudicates"] = True
    values["claim"] = claim_record(decision.claim)
    if decision.corrected is not None:
        values["corrected"] = claim_record(decision.corrected)
    return values


def _text(record: dict[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is {value!r}, not a text")
    return value


def _object(record: dict[str, object], name: str) -> dict[str, object]:
    value = record.get(name)
    if not isinstance(value, dict):
        raise ValueError(f"{name} is no object")  # noqa: TRY004 - the record is wrong, not the call
    return value


def _choice(kind: type[_Choice], name: str, text: str) -> _Choice:
    try:
        return kind(text)
    except ValueError as error:
        raise ValueError(f"{name} {text!r} is none of {', '.join(kind)}") from error
