"""What of a sentence's findings becomes a claim: the rulings that look at all of them together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from curate.core.claim import Certainty, Claim, Tier
from curate.core.lexicon import Kind
from curate.core.signs import Basis, Effect
from curate.nlp.record import Job
from curate.nlp.standing import standing

_TIERS = tuple(Tier)
_EFFECTS = tuple(Effect)
_OPENING = 40
_ADDED_TO = re.compile(r"\b(?:plus|combined with|in combination with|together with) $")
_ENDOGENOUS = re.compile(r"(?:mi(?:cro)?rna|mir|let|lncrna|circrna)\b", re.IGNORECASE)
_SETTING_UP = (
    "induc",
    "produc",
    "caus",
    "evok",
    "elicit",
    "precipitat",
    "provok",
    "trigger",
    "result",
    "lead",
    "led",
)


def settle(found: Sequence[Claim], job: Job) -> list[Claim]:
    """Return a sentence's claims: rulings applied, repeats gone, contrary results numbered."""
    allowed = _routed([c for c in found if _allowed(c, job)], job)
    read = {_asked(c) for c in allowed if c.grounds.rule != "cooccurrence"}
    allowed = [c for c in allowed if c.grounds.rule != "cooccurrence" or _asked(c) not in read]
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in allowed:
        key = (
            claim.inference.mechanism,
            claim.observation.phenomenon,
            claim.observation.cause,
        )
        groups.setdefault(key, []).append(claim)
    settled = [c for group in groups.values() for c in _one_each(group)]
    return sorted(settled, key=_order)


def _asked(claim: Claim) -> tuple[str, str]:
    return claim.observation.cause, claim.observation.phenomenon


def _allowed(claim: Claim, job: Job) -> bool:
    """Rule out an exposure as its own cause, and what a study sets its model up with."""
    exposures = {(m.start, m.end) for m in job.mentions if m.concept.kind is Kind.EXPOSURE}
    place = standing(job, claim.observation.phenomenon_span.start)
    if place == "modifier" or (
        place == "cohort" and claim.observation.effect is not Effect.INVOLVED
    ):
        return False
    agent = claim.observation.agent_span or claim.observation.mechanism_span
    if agent is not None and (agent.start, agent.end) in exposures:
        if _ADDED_TO.search(job.sentence.text[: agent.start]):
            return False
        tested = _is_tested(claim)
        if claim.observation.effect in (Effect.INCREASES, Effect.INVOLVED) and not tested:
            return False
        if any(c.text.lower().startswith(_SETTING_UP) for c in claim.grounds.cues):
            return False
        return claim.observation.phenomenon in ("hyperalgesia", "allodynia")
    return not _sets_up(claim, job)


def _is_tested(claim: Claim) -> bool:
    """Say whether an opioid's effect on the phenomenon is what a question asks for."""
    return (
        claim.observation.certainty is Certainty.QUESTION
        and claim.observation.effect is Effect.INVOLVED
        and claim.grounds.rule.endswith((".noun", ".nominal"))
        and any(c.text.lower().startswith(("effect", "efficac")) for c in claim.grounds.cues)
    )


def _sets_up(claim: Claim, job: Job) -> bool:
    """Say whether the sentence only tells how the phenomenon was set up ("induced by X")."""
    words = [c.text.lower() for c in claim.grounds.cues]
    if not words or claim.observation.effect is not Effect.INCREASES:
        return False
    if claim.observation.phenomenon_span.text.lower().endswith("ic"):
        return False
    alone = claim.observation.agent_span is not None and claim.observation.mechanism_span is None
    if alone and all(w.startswith(_SETTING_UP) for w in words):
        return True
    span = claim.observation.mechanism_span
    unknown = any(
        span is not None and m.start == span.start and not m.concept.known for m in job.mentions
    )
    return unknown and all(w.startswith(_SETTING_UP) for w in words)


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
        if served and claim not in routes and _is_drug(claim, job) and ahead:
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
    if claim.grounds.rule.endswith((".dependence", ".dependence.contrast")):
        return _has_effect(claim) and claim.inference.basis is not Basis.DIRECT
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


def _is_drug(claim: Claim, job: Job) -> bool:
    if claim.observation.agent_span is not None:
        return claim.observation.mechanism_span is None
    span = claim.observation.mechanism_span
    return any(
        span is not None
        and m.start == span.start
        and not m.concept.known
        and not _ENDOGENOUS.match(m.text)
        for m in job.mentions
    )


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
