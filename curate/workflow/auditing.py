"""The audit steps: draw a sample of the claims that stand, and say what was found in it."""

import hashlib
from collections.abc import Sequence

from curate.core.audit import Audit, AuditReport, assess, check_name, draw
from curate.core.claim import Claim
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import NotFound, UsageError
from curate.core.ports import AuditArchive, Store
from curate.core.review import Decision, now
from curate.core.source_standing import NO_EVIDENCE

_SEED_BYTES = 4


def draw_audit(
    store: Store,
    archive: AuditArchive,
    name: str,
    *,
    size: int,
    identity: str,
    seed: int | None = None,
) -> AuditReport:
    """
    Draw a sample of the claims that count as evidence, keep it, and write it down.

    Of fewer claims than ``size`` all are drawn. Without a ``seed`` the name gives one, so that
    audits of other names draw other samples. Raises UsageError for a name that can't be or is
    taken, and where no claim stands.
    """
    try:
        check_name(name)
    except ValueError as exc:
        raise UsageError(str(exc)) from exc
    for earlier in store.audits(name):
        raise UsageError(
            f"the audit {name!r} was drawn already, on {earlier.drawn_at[:10]}",
            hint=f"See how far it is: curate audit {name}; another sample needs another name",
        )
    standing = _evidence(store)
    if not standing:
        raise UsageError("no claim stands that could be audited", hint="See: curate status")
    chosen = _seed_of(name) if seed is None else seed
    audit = Audit(
        name=name,
        seed=chosen,
        drawn_at=now(),
        identity=identity,
        population=len(standing),
        claims=draw(standing, size, seed=chosen),
    )
    store.keep_audits([audit])
    archive.write(audit)
    return assess(audit, store.decisions())


def audit_report(store: Store, name: str) -> AuditReport:
    """Return how far an audit is and what it found; raise NotFound where there is none."""
    return _assess(store, _audit(store, name), list(store.decisions()))


def audit_reports(store: Store) -> list[AuditReport]:
    """Return every audit's report, the newest first."""
    drawn = store.audits()
    decisions = list(store.decisions()) if drawn else []
    return [_assess(store, audit, decisions) for audit in drawn]


def finished_audit(store: Store) -> AuditReport | None:
    """Return the report of the newest audit whose every claim was judged that can be."""
    return next((report for report in audit_reports(store) if report.finished), None)


def to_audit(store: Store, name: str, reviewer: str) -> list[Claim]:
    """
    Return the claims that a reviewer has yet to judge for an audit, in the order drawn.

    They are as they were drawn. Raises NotFound where there is no such audit.
    """
    audit = _audit(store, name)
    return list(_assess(store, audit, list(store.decisions(reviewer=reviewer))).left)


def check_sample(store: Store, name: str, claim_id: str) -> None:
    """Raise NotFound for an audit that is not there, UsageError for a claim not drawn for it."""
    audit = _audit(store, name)
    if claim_id not in {claim.claim_id for claim in audit.claims}:
        raise UsageError(
            f"claim {claim_id} is not in the sample of the audit {name!r}",
            hint=f"See which are: curate audit {name} --list",
        )


def _audit(store: Store, name: str) -> Audit:
    for audit in store.audits(name):
        return audit
    raise NotFound(f"there is no audit {name!r}", hint=f"Draw one: curate audit {name} --size 100")


def _assess(store: Store, audit: Audit, decisions: Sequence[Decision]) -> AuditReport:
    report = assess(audit, decisions)
    gone = {claim.claim_id for claim in report.left if not _is_here(store, claim.claim_id)}
    return assess(audit, decisions, gone=gone) if gone else report


def _is_here(store: Store, claim_id: str) -> bool:
    try:
        store.claim(claim_id)
    except NotFound:
        return False
    return True


def _evidence(store: Store) -> list[Claim]:
    """Return the claims that a table would hold: nothing of a retracted record, or a notice."""
    counting = [claim for claim in store.claims(ClaimFilter()) if claim.counts]
    standings = store.standings(list(dict.fromkeys(claim.pmid for claim in counting)))
    return [c for c in counting if standings.get(c.pmid) not in {None, *NO_EVIDENCE}]


def _seed_of(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:_SEED_BYTES])
