"""A random sample of the claims that stand, judged blind, and how many of them are right."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from curate.core.attachment import says
from curate.core.claim import Claim
from curate.core.measures import Interval
from curate.core.proportion import wilson
from curate.core.review import Decision, Verdict
from curate.core.snapshot import claim_of, claim_record
from curate.core.standing import in_force

LEAST = 10
"""A mechanism gets a figure of its own from so many judged claims on."""

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """
    A sample as it was drawn, never changed.

    ``claims`` are copies of what stood then, in the order drawn, of ``population`` claims that
    counted as evidence. ``identity`` is the tagger's that had read them, ``drawn_at`` ISO 8601 in
    UTC with microseconds and a Z. Raises ValueError for what can't be a sample.
    """

    name: str
    seed: int
    drawn_at: str
    identity: str
    population: int
    claims: tuple[Claim, ...]

    def __post_init__(self) -> None:
        """Refuse what no draw gives."""
        check_name(self.name)
        if not _TIME.fullmatch(self.drawn_at):
            raise ValueError(f"drawn_at {self.drawn_at!r} is no time")
        if not 0 < len(self.claims) <= self.population:
            raise ValueError(f"{len(self.claims)} of {self.population} claims is no sample")
        if len({claim.claim_id for claim in self.claims}) < len(self.claims):
            raise ValueError("a claim is in the sample twice")


def check_name(name: str) -> str:
    """Return an audit's name; raise ValueError for one that can't stand in a file's name."""
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{name!r} is no audit's name: letters, digits, and . _ - between them, 64 at most"
        )
    return name


def draw(claims: Iterable[Claim], size: int, *, seed: int) -> tuple[Claim, ...]:
    """
    Return so many of the claims, all where there are no more, in the order drawn.

    They are ordered by a hash of seed and claim id, which makes every claim as likely as any
    other. The same claims and seed give the same sample, in whatever order they come; a larger
    sample begins with the smaller one. What people made of a claim is no part of the copy.
    """
    drawn = sorted(claims, key=lambda claim: _lot(seed, claim.claim_id))[:size]
    return tuple(claim_of(claim_record(claim)) for claim in drawn)


class Finding(StrEnum):
    """
    What a blind judgement comes to.

    ``right``: as it was shown; ``flawed``: there is such a claim, but not as it was shown;
    ``wrong``: there is none. ``disputed``: auditors differ.
    """

    RIGHT = "right"
    FLAWED = "flawed"
    WRONG = "wrong"
    UNSURE = "unsure"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """
    How many of the judged claims are right.

    ``judged`` are those found right, flawed or wrong. ``strict`` is the share of the right ones,
    ``link`` of the right and the flawed, each with its Wilson interval; ``None`` of nothing.
    """

    right: int = 0
    flawed: int = 0
    wrong: int = 0

    @property
    def judged(self) -> int:
        """Return how many there are."""
        return self.right + self.flawed + self.wrong

    @property
    def strict(self) -> float | None:
        """Return the share of claims that are right in all that was shown."""
        return self.right / self.judged if self.judged else None

    @property
    def strict_interval(self) -> Interval | None:
        """Return its 95% interval."""
        return wilson(self.right, self.judged)

    @property
    def link(self) -> float | None:
        """Return the share of claims whose sentence makes such a claim at all."""
        return (self.right + self.flawed) / self.judged if self.judged else None

    @property
    def link_interval(self) -> Interval | None:
        """Return its 95% interval."""
        return wilson(self.right + self.flawed, self.judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """
    How far an audit is, and what it found.

    ``unsure`` and ``disputed`` claims are apart, and in no figure. ``left`` are the drawn claims
    that nobody has judged, in the order drawn; ``gone`` those that nobody can judge any more,
    because the records were read anew and do not give them now. ``by_mechanism`` holds the
    mechanisms with ``LEAST`` judged claims or more, by label. ``auditors`` maps a name to the
    number of claims judged.
    """

    audit: Audit
    precision: Precision
    unsure: int
    disputed: int
    left: tuple[Claim, ...]
    gone: tuple[Claim, ...]
    by_mechanism: Mapping[str, Precision]
    auditors: Mapping[str, int]

    @property
    def finished(self) -> bool:
        """Say whether every drawn claim was judged that can be."""
        return not self.left and bool(self.precision.judged)

    @property
    def judged(self) -> int:
        """Return how many drawn claims somebody judged, unsure or not."""
        return len(self.audit.claims) - len(self.left) - len(self.gone)


def assess(
    audit: Audit, decisions: Iterable[Decision], *, gone: Collection[str] = frozenset()
) -> AuditReport:
    """
    Return what the blind decisions of this audit come to; all others are left out.

    ``gone`` are ids of claims that are no longer found.

    Of each auditor the last judgement of a claim counts. A claim accepted, or corrected to what
    was drawn (which then stood otherwise to the auditor), is right.
    """
    judged = _judgements(audit, decisions)
    findings = {
        claim.claim_id: _together(claim, judged[claim.claim_id])
        for claim in audit.claims
        if claim.claim_id in judged
    }
    by_mechanism: dict[str, list[Finding]] = defaultdict(list)
    for claim in audit.claims:
        if claim.claim_id in findings:
            by_mechanism[claim.inference.mechanism_label].append(findings[claim.claim_id])
    each = {label: _precision(found) for label, found in sorted(by_mechanism.items())}
    unjudged = [claim for claim in audit.claims if claim.claim_id not in findings]
    auditors = sorted({name for votes in judged.values() for name in votes})
    return AuditReport(
        audit=audit,
        precision=_precision(findings.values()),
        unsure=sum(f is Finding.UNSURE for f in findings.values()),
        disputed=sum(f is Finding.DISPUTED for f in findings.values()),
        left=tuple(claim for claim in unjudged if claim.claim_id not in gone),
        gone=tuple(claim for claim in unjudged if claim.claim_id in gone),
        by_mechanism={label: p for label, p in each.items() if p.judged >= LEAST},
        auditors={name: sum(name in votes for votes in judged.values()) for name in auditors},
    )


def audit_record(audit: Audit) -> dict[str, object]:
    """Return what is kept of an audit beside its claims, as plain values."""
    return {
        "name": audit.name,
        "seed": audit.seed,
        "drawn_at": audit.drawn_at,
        "identity": audit.identity,
        "population": audit.population,
        "size": len(audit.claims),
    }


def audit_of(record: Mapping[str, object], claims: Sequence[Mapping[str, object]]) -> Audit:
    """Return the audit of a record and its claims' records; raise ValueError for a wrong one."""
    match record:
        case {
            "name": str() as name,
            "seed": int() as seed,
            "drawn_at": str() as drawn_at,
            "identity": str() as identity,
            "population": int() as population,
            "size": int() as size,
        } if len(record) == 6:
            if size != len(claims):
                raise ValueError(f"{len(claims)} claims follow, not the {size} that were drawn")
            return Audit(
                name=name,
                seed=seed,
                drawn_at=drawn_at,
                identity=identity,
                population=population,
                claims=tuple(claim_of(claim) for claim in claims),
            )
    raise ValueError("a field of the audit is missing, unknown or wrong")


def claim_records(audit: Audit) -> list[dict[str, object]]:
    """Return the records of the drawn claims, in the order drawn."""
    return [claim_record(claim) for claim in audit.claims]


def _lot(seed: int, claim_id: str) -> tuple[bytes, str]:
    return hashlib.sha256(f"{seed}\x1f{claim_id}".encode()).digest(), claim_id


def _judgements(audit: Audit, decisions: Iterable[Decision]) -> dict[str, dict[str, Decision]]:
    """Return each auditor's last judgement by claim."""
    drawn = {claim.claim_id for claim in audit.claims}
    judged: dict[str, dict[str, Decision]] = defaultdict(dict)
    for act in in_force(decisions):
        if act.audit == audit.name and act.claim_id in drawn and act.verdict in _JUDGING:
            judged[act.claim_id][act.reviewer] = act
    return judged


_JUDGING = frozenset({Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT, Verdict.UNSURE})


def _together(drawn: Claim, judged: Mapping[str, Decision]) -> Finding:
    """Return what the auditors of one claim found; who is unsure leaves it to the others."""
    found = {_finding(drawn, act) for act in judged.values()}
    sure = found - {Finding.UNSURE}
    if len(sure) > 1:
        return Finding.DISPUTED
    return next(iter(sure or found))


def _finding(drawn: Claim, act: Decision) -> Finding:
    if act.verdict is Verdict.REJECT:
        return Finding.WRONG
    if act.verdict is Verdict.UNSURE:
        return Finding.UNSURE
    outcome = act.corrected or act.claim
    return Finding.RIGHT if says(outcome) == says(drawn) else Finding.FLAWED


def _precision(found: Iterable[Finding]) -> Precision:
    kinds = list(found)
    return Precision(
        right=kinds.count(Finding.RIGHT),
        flawed=kinds.count(Finding.FLAWED),
        wrong=kinds.count(Finding.WRONG),
    )
