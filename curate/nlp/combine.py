"""Two readers' findings into one list: agreement gives the tier, features the confidence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from curate.core.claim import Tier
from curate.core.lexicon import Kind
from curate.core.signs import Effect
from curate.nlp.cause import Cause
from curate.nlp.finding import Finding
from curate.nlp.record import Job
from curate.nlp.shadow import Shadow

_LOOSE_RULES = frozenset(("window.active", "window.passive", "window.nominal_by"))
# What is restored in tolerant animals undoes their tolerance: the path alone can't tell.
RESTORED = "window.restored"
_FAR = 110
_VERY_FAR = 150
_NEAR = 70
_MANY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One pair of a sentence, with what both readers say of it together."""

    finding: Finding
    tier: Tier
    agree: bool = True


def combine_findings(
    window: Sequence[Finding],
    dependency: Sequence[Finding],
    job: Job,
    seated: Collection[int],
) -> list[Link]:
    """
    Return one link a pair.

    Where both readers found a pair the dependency reader's effect holds, except that a denial or
    a sign is not lost to an unsigned reading by the other. What only the window reader found, and
    on weak ground, is left a candidate, and so is a name that only explains another one: it is not
    among the mentions ``seated`` in the parse.
    """
    first = {(f.cause, f.phenomenon): f for f in dependency}
    second = {(f.cause, f.phenomenon): f for f in window}
    links = []
    for key in sorted(first.keys() | second.keys()):
        parsed, near = first.get(key), second.get(key)
        if parsed is None and near is not None:
            named = any(a in seated for a in job.causes[near.cause].anchors)
            if named and not _is_weak(near, job.copy, job.causes):
                links.append(Link(finding=near, tier=Tier.WINDOW))
        elif parsed is not None and near is None:
            links.append(Link(finding=parsed, tier=Tier.DEPENDENCY))
        elif parsed is not None and near is not None:
            agree = parsed.effect is near.effect and near.rule != RESTORED
            finding = parsed if agree else _prefer(parsed, near)
            links.append(Link(finding=finding, tier=Tier.BOTH, agree=agree))
    return links


def _is_weak(near: Finding, copy: Shadow, causes: Sequence[Cause]) -> bool:
    """Say whether only words far apart, or round a name that the pack does not know, say it."""
    if near.rule not in _LOOSE_RULES:
        return False
    cause = copy.mentions[causes[near.cause].anchors[0]]
    phenomenon = copy.mentions[near.phenomenon]
    apart = abs(cause.start - phenomenon.start)
    if not cause.concept.known:
        return apart > _NEAR or len(near.cues) > 1
    return apart > (_FAR if len(near.cues) > 1 else _VERY_FAR) or len(near.cues) > _MANY


def _prefer(parsed: Finding, near: Finding) -> Finding:
    return near if near.effect is Effect.NONE or near.rule == RESTORED else parsed


def cooccurring(
    copy: Shadow, causes: Sequence[Cause], linked: Sequence[Link]
) -> list[tuple[int, int]]:
    """Return the pairs of a sentence that no reader linked."""
    done = {(link.finding.cause, link.finding.phenomenon) for link in linked}
    return [
        (c, p)
        for c in range(len(causes))
        for p, mention in enumerate(copy.mentions)
        if mention.concept.kind is Kind.PHENOMENON and (c, p) not in done
    ]
