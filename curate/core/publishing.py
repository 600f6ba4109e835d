"""Decisions, screenings and audits as they may be shown to anybody: without notes, or names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from curate.core.audit import Audit
from curate.core.claim import Claim
from curate.core.review import Decision, Verdict
from curate.core.screening import ExclusionReason, Screening

LEFT_OUT = "(note not published)"
"""Stands where an act can't be without a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What is left, each in the order of the input."""

    decisions: tuple[Decision, ...]
    screenings: tuple[Screening, ...]
    audits: tuple[Audit, ...]


def published(
    decisions: Sequence[Decision],
    screenings: Sequence[Screening],
    audits: Sequence[Audit],
    *,
    notes: bool,
    names: bool,
) -> Published:
    """
    Return the acts without their notes, unless ``notes``, and without names, unless ``names``.

    A reviewer without a name is ``reviewer 1``, ``reviewer 2``, ... by first act. Comments that
    have no note any more, and what takes them back, are left out. The identifiers are those of
    the new contents; what takes an act back names it by its new one.
    """
    called = {} if names else _numbered([*decisions, *screenings])
    renamed: dict[str, str] = {}
    kept: list[Decision] = []
    for decision in sorted(decisions, key=lambda d: d.place):
        if not notes and decision.verdict is Verdict.COMMENT:
            continue
        if decision.withdraws is not None and decision.withdraws not in renamed:
            continue
        shown = replace(
            decision,
            reviewer=called.get(decision.reviewer, decision.reviewer),
            note=decision.note if notes else "",
            claim=_unnamed(decision.claim, called),
            corrected=decision.corrected and _unnamed(decision.corrected, called),
            withdraws=decision.withdraws and renamed[decision.withdraws],
        )
        renamed[decision.decision_id] = shown.decision_id
        kept.append(shown)
    return Published(
        decisions=tuple(kept),
        screenings=tuple(_screening(s, called, notes=notes) for s in screenings),
        audits=tuple(
            replace(audit, claims=tuple(_unnamed(claim, called) for claim in audit.claims))
            for audit in audits
        ),
    )


def _numbered(acts: Sequence[Decision | Screening]) -> dict[str, str]:
    ordered = dict.fromkeys(act.reviewer for act in sorted(acts, key=lambda act: act.place))
    return {name: f"reviewer {number}" for number, name in enumerate(ordered, start=1)}


def _unnamed(claim: Claim, called: Mapping[str, str]) -> Claim:
    """Return the claim with no real name among its grounds, which say by whom it stands."""
    chain = claim.grounds.chain
    for name, other in called.items():
        ending = f" by {name}"
        chain = tuple(
            f"{step.removesuffix(ending)} by {other}" if step.endswith(ending) else step
            for step in chain
        )
    if chain == claim.grounds.chain:
        return claim
    return replace(claim, grounds=replace(claim.grounds, chain=chain))


def _screening(screening: Screening, called: Mapping[str, str], *, notes: bool) -> Screening:
    needs_one = screening.reason is ExclusionReason.OTHER
    return replace(
        screening,
        reviewer=called.get(screening.reviewer, screening.reviewer),
        note=screening.note if notes else LEFT_OUT if needs_one else "",
    )
