"""What of a sentence's findings becomes a claim: the rulings that look at all of them together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from curate.core.claim import Certainty, Claim, Tier
from curate.core.signs import Basis, Effect, Role
from curate.nlp.record import Job
from curate.nlp.setup import is_drug, is_evidence

_TIERS = tuple(Tier)
_EFFECTS = tuple(Effect)
_OPENING = 40
_SIGNED_ROLES = (Role.PROMOTES, Role.INHIBITS)
_ANSWERING = ("responsib", "mediat", "underl", "account", "due")
_DUE = ("due", "secondary", "attribut", "ascrib", "because", "owing")


def settle(found: Sequence[Claim], job: Job) -> list[Claim]:
    """Return a sentence's claims: rulings applied, repeats gone, contrary results numbered."""
    allowed = _routed([c for c in found if is_evidence(c, job)], job)
    read = {key for c in allowed if c.grounds.rule != "cooccurrence" for key in _asked(c)}
    allowed = [
        c for c in allowed if c.grounds.rule != "cooccurrence" or not read.intersection(_asked(c))
    ]
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in allowed:
        key = (
            claim.inference.mechanism,
            claim.observation.phenomenon,
            claim.observation.cause,
        )
        groups.setdefault(key, []).append(claim)
    settled = [c for group in groups.values() for c in _one_each(group)]
    return sorted((c for c in settled if not _is_answered(c, settled)), key=_order)


def _is_answered(claim: Claim, settled: Sequence[Claim]) -> bool:
    """
    Say whether a claim on a mechanism itself only tells what an agent's effect comes by.

    "The R receptor is responsible for the effect of an R antagonist": the agent's claim has the
    sign, and the mechanism's own would have the contrary one.
    """
    if claim.inference.basis is not Basis.DIRECT or claim.inference.role not in _SIGNED_ROLES:
        return False
    if not any(c.text.lower().startswith(_ANSWERING) for c in claim.grounds.cues):
        return False
    return any(
        other.inference.mechanism == claim.inference.mechanism
        and other.observation.phenomenon_span == claim.observation.phenomenon_span
        and other.inference.basis is not Basis.DIRECT
        and other.inference.role in _SIGNED_ROLES
        and other.inference.role is not claim.inference.role
        for other in settled
    )


def _asked(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return what a pair is known by: its cause and phenomenon, its mechanism and phenomenon."""
    phenomenon = claim.observation.phenomenon
    return (claim.observation.cause, phenomenon), (claim.inference.mechanism, phenomenon)


def _routed(found: Sequence[Claim], job: Job) -> list[Claim]:
    """
    Give a stated route its agent, and take the agent's own claim away.

    "Drug prevents P by inhibiting A": a claim for A with the drug as agent, none for the drug's
    usual target. An endogenous mechanism keeps its own claim, and so does a target that the
    sentence names.
    """
    routes = [c for c in found if _is_route(c) and _stands_after(c)]
    if not routes:
        return list(found)
    kept: list[Claim] = []
    drugs: dict[str, Claim] = {}
    for claim in found:
        phenomenon = claim.observation.phenomenon
        served = [r for r in routes if r.observation.phenomenon == phenomenon and r is not claim]
        ahead = _stands_before(claim) or any(_has_effect(r) and _has_effect(claim) for r in served)
        if served and claim not in routes and is_drug(claim, job) and ahead:
            drugs.setdefault(phenomenon, claim)
            if claim.grounds.tier is not Tier.COOCCURRENCE:
                continue
        kept.append(claim)
    return [
        _by(claim, drugs.get(claim.observation.phenomenon)) if claim in routes else claim
        for claim in kept
    ]


def _is_route(claim: Claim) -> bool:
    """Say whether a claim tells by what another acts ("its effect is due to blockade of A")."""
    due = any(c.text.lower().startswith(_DUE) for c in claim.grounds.cues)
    if due or claim.grounds.rule.endswith((".dependence", ".dependence.contrast")):
        return (due or _has_effect(claim)) and claim.inference.basis is not Basis.DIRECT
    return claim.grounds.rule.endswith((".route", ".route.contrast"))


def _has_effect(claim: Claim) -> bool:
    cues = [c.text.lower() for c in claim.grounds.cues]
    return any(cue.startswith(("effect", "action", "propert")) for cue in cues)


def _by(claim: Claim, drug: Claim | None) -> Claim:
    """Return the claim of a route with the drug as its agent."""
    if drug is None or claim.observation.agent_span is not None:
        return claim
    name = drug.observation.agent_span or drug.observation.mechanism_span
    seen = replace(claim.observation, agent_span=name, cause=drug.observation.cause)
    return replace(claim, observation=seen)


def _stands_after(claim: Claim) -> bool:
    """Say whether the claim's mechanism comes behind the phenomenon, with no agent of its own."""
    cause = claim.observation.mechanism_span
    if cause is None or claim.observation.agent_span is not None:
        return False
    opening = claim.sentence.text[:3].lower() == "by " and cause.start < _OPENING
    return opening or cause.start > claim.observation.phenomenon_span.end


def _stands_before(claim: Claim) -> bool:
    cause = claim.observation.agent_span or claim.observation.mechanism_span
    return cause is not None and cause.end <= claim.observation.phenomenon_span.start


def _one_each(group: Sequence[Claim]) -> Iterable[Claim]:
    """Return the best claim for each effect that stays, the later ones as variants."""
    best: dict[Effect, Claim] = {}
    for claim in sorted(group, key=lambda c: (_TIERS.index(c.grounds.tier), _order(c))):
        best.setdefault(claim.observation.effect, claim)
    read = {e: c for e, c in best.items() if c.grounds.tier is not Tier.COOCCURRENCE}
    chosen = read or best
    certain = {
        e: c for e, c in chosen.items() if c.observation.certainty is not Certainty.QUESTION
    }
    chosen = certain or chosen
    if chosen.keys() & {Effect.INCREASES, Effect.DECREASES}:
        chosen.pop(Effect.INVOLVED, None)
    ordered = sorted(chosen.values(), key=lambda c: _EFFECTS.index(c.observation.effect))
    return [replace(c, variant=n) for n, c in enumerate(ordered)]


def _order(claim: Claim) -> tuple[int, int, str, str]:
    cause = claim.observation.agent_span or claim.observation.mechanism_span
    start = cause.start if cause else 0
    return (
        claim.observation.phenomenon_span.start,
        start,
        claim.inference.mechanism,
        claim.observation.phenomenon,
    )
