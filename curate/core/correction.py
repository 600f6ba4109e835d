"""A claim as a reviewer would have it: fields changed one by one, and what follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from curate.core.claim import (
    Certainty,
    Claim,
    Grounds,
    Inference,
    Observation,
    Origin,
    Reading,
    Sentence,
    Span,
    Tier,
)
from curate.core.errors import UsageError
from curate.core.lexicon import Kind, Lexicon, Term
from curate.core.signs import Basis, Effect, Role, role_of

FIELDS = (
    "mechanism",
    "phenomenon",
    "effect",
    "basis",
    "role",
    "certainty",
    "origin",
    "mechanism_text",
    "agent_text",
    "phenomenon_text",
    "exposure_text",
)
"""What can be set, in the order of an annotation record."""

CHOICES: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "effect": Effect,
        "basis": Basis,
        "role": Role,
        "certainty": Certainty,
        "origin": Origin,
    }
)
"""The fields that take one of a few words."""

OUTSIDE_PACK = "~"
"""What the id of a concept begins with that stands under its own name, as the tagger has it."""

_Choice = TypeVar("_Choice", bound=StrEnum)


def correct(
    claim: Claim,
    changes: Mapping[str, str],
    lexicon: Lexicon,
    *,
    at: Mapping[str, int] | None = None,
) -> Claim:
    """
    Return the claim with these fields set; the rest stays as it is.

    ``effect`` and ``basis`` change what is observed, and the role follows. A ``role`` that does
    not follow overrules the inference alone: the observation stands. ``mechanism`` and
    ``phenomenon`` are an id or a name of the pack; a mechanism may be a name of its own. A
    ``*_text`` is a piece of the sentence, the one nearest to the old where it stands there more
    than once; empty text takes the agent, exposure or mechanism words away. ``at`` says of a
    ``*_text`` where it begins in the sentence, for who pointed at it. Raises UsageError for a
    field or a value that makes no sense, and where nothing would be left to point at.
    """
    for name in changes:
        if name not in FIELDS:
            raise UsageError(f"a claim has no field {name!r}", hint=f"Set {', '.join(FIELDS)}")
    observed = _observation(claim, changes, lexicon, at or {})
    corrected = replace(
        claim,
        observation=observed,
        inference=_inference(claim, observed, changes, lexicon),
        review=None,
    )
    return corrected.going_by(claim.claim_id)


def field_values(claim: Claim) -> dict[str, str]:
    """Return what the fields of a claim are now, as ``correct`` would be told them."""
    seen, drawn = claim.observation, claim.inference
    spans = {
        "mechanism_text": seen.mechanism_span,
        "agent_text": seen.agent_span,
        "phenomenon_text": seen.phenomenon_span,
        "exposure_text": seen.exposure_span,
    }
    return {
        "mechanism": drawn.mechanism_label,
        "phenomenon": seen.phenomenon,
        "effect": seen.effect.value,
        "basis": drawn.basis.value,
        "role": drawn.role.value,
        "certainty": seen.certainty.value,
        "origin": seen.origin.value,
    } | {name: span.text if span else "" for name, span in spans.items()}


def changed_fields(claim: Claim, values: Mapping[str, str]) -> dict[str, str]:
    """
    Return what a form changes: those of its values that are not the claim's, for ``correct``.

    ``values`` are named as for ``correct``; an empty ``role`` asks for the role that follows from
    effect and basis. A role is among the changes only where it would not come about by itself.
    """
    old = field_values(claim)
    changes = {
        name: text.strip()
        for name, text in values.items()
        if name != "role" and text.strip() != old[name]
    }
    now = old | changes
    try:
        follows = role_of(Effect(now["effect"]), Basis(now["basis"])).value
    except ValueError:
        # ``correct`` says what is wrong with it.
        return changes
    by_itself = follows if {"effect", "basis"} & changes.keys() else old["role"]
    role = values.get("role", by_itself).strip() or follows
    return changes if role == by_itself else changes | {"role": role}


def added(
    reading: Reading,
    sentence: Sentence,
    fields: Mapping[str, str],
    lexicon: Lexicon,
    *,
    reviewer: str,
    at: Mapping[str, int] | None = None,
) -> Claim:
    """
    Return a claim that a reviewer found in a sentence of a record.

    ``fields`` and ``at`` are named as for ``correct``; ``phenomenon_text``, ``effect`` and one of
    ``mechanism_text`` and ``agent_text`` are needed. What is not given follows from the pack
    where its words are known to it: the mechanism and the basis from the agent or the mechanism's
    name, the phenomenon from its words. Raises UsageError for what is missing.
    """
    values = {name: text for name, text in fields.items() if text}
    for name in ("phenomenon_text", "effect"):
        if name not in values:
            raise UsageError(f"{name} is missing", hint=f"Give it with --set {name}=...")
    agent, mechanism = values.get("agent_text"), values.get("mechanism_text")
    if agent is None and mechanism is None:
        raise UsageError(
            "the claim names neither a mechanism nor an agent",
            hint="Give its words with --set mechanism_text=... or --set agent_text=...",
        )
    known = _term(lexicon, Kind.AGENT, agent) if agent else None
    name = values.setdefault("mechanism", _target_of(known) or mechanism or agent or "")
    values.setdefault("phenomenon", values["phenomenon_text"])
    # An agent without a target stands in the mechanism's place, and touches nothing else.
    acts = known.action if known and known.target else None
    values.setdefault("basis", str(acts or Basis.DIRECT))
    effect, basis = _choice(Effect, values, "effect"), _choice(Basis, values, "basis")
    start = Observation(
        cause="",
        effect=effect,
        phenomenon="",
        phenomenon_span=_find("phenomenon_text", values["phenomenon_text"], sentence, near=0),
    )
    bare = Claim(
        pmid=reading.pmid,
        sentence=sentence,
        observation=start,
        inference=Inference(
            mechanism=name, mechanism_label=name, basis=basis, role=role_of(effect, basis)
        ),
        grounds=Grounds(
            tier=Tier.REVIEWER, confidence=1.0, rule="reviewer", chain=(f"added by {reviewer}",)
        ),
        source_kind=reading.source_kind,
    )
    return replace(correct(bare, values, lexicon, at=at), known_as="")


def _observation(
    claim: Claim, changes: Mapping[str, str], lexicon: Lexicon, at: Mapping[str, int]
) -> Observation:
    old, sentence = claim.observation, claim.sentence
    effect = _choice(Effect, changes, "effect", old.effect)
    phenomenon = old.phenomenon
    if "phenomenon" in changes:
        phenomenon = _phenomenon(changes["phenomenon"], lexicon).term_id
    mechanism_span = _span("mechanism_text", changes, old.mechanism_span, sentence, at)
    agent_span = _span("agent_text", changes, old.agent_span, sentence, at)
    if mechanism_span is None and agent_span is None:
        raise UsageError("a claim needs the words of a mechanism or of an agent")
    phenomenon_span = _span("phenomenon_text", changes, old.phenomenon_span, sentence, at)
    if phenomenon_span is None:
        raise UsageError("a claim needs the words of its phenomenon")
    return Observation(
        cause=_cause(claim, changes, agent_span, lexicon),
        effect=effect,
        phenomenon=phenomenon,
        phenomenon_span=phenomenon_span,
        mechanism_span=mechanism_span,
        agent_span=agent_span,
        exposure_span=_span("exposure_text", changes, old.exposure_span, sentence, at),
        certainty=_choice(Certainty, changes, "certainty", old.certainty),
        origin=_choice(Origin, changes, "origin", old.origin),
    )


def _inference(
    claim: Claim, observed: Observation, changes: Mapping[str, str], lexicon: Lexicon
) -> Inference:
    old = claim.inference
    basis = _choice(Basis, changes, "basis", old.basis)
    follows = role_of(observed.effect, basis)
    reread = observed.effect is not claim.observation.effect or basis is not old.basis
    # A role that a person set before stays, until what it was set on is put right as well.
    role = _choice(Role, changes, "role", follows if reread else old.role)
    mechanism, label, category = old.mechanism, old.mechanism_label, old.category
    if "mechanism" in changes:
        mechanism, label, category = _mechanism(changes["mechanism"], lexicon)
    return Inference(
        mechanism=mechanism,
        mechanism_label=label,
        category=category,
        basis=basis,
        role=role,
        overruled=role is not follows,
    )


def _cause(claim: Claim, changes: Mapping[str, str], agent: Span | None, lexicon: Lexicon) -> str:
    """Return the agent's concept where there is an agent, else the mechanism's."""
    if not {"mechanism", "agent_text"} & changes.keys():
        return claim.observation.cause
    if agent is not None:
        if "agent_text" not in changes and claim.observation.agent_span is not None:
            return claim.observation.cause
        known = _term(lexicon, Kind.AGENT, agent.text)
        return known.term_id if known else f"{OUTSIDE_PACK}{agent.text.casefold()}"
    if "mechanism" in changes:
        return _mechanism(changes["mechanism"], lexicon)[0]
    return claim.inference.mechanism


def _mechanism(name: str, lexicon: Lexicon) -> tuple[str, str, str | None]:
    """Return id, label and category; what the pack does not know stands under its own name."""
    if not name.strip():
        raise UsageError("a claim needs a mechanism")
    term = _term(lexicon, Kind.MECHANISM, name)
    if term is not None:
        return term.term_id, term.label, term.category
    plain = " ".join(name.split())
    return f"{OUTSIDE_PACK}{plain.casefold()}", plain, None


def _phenomenon(name: str, lexicon: Lexicon) -> Term:
    term = _term(lexicon, Kind.PHENOMENON, name)
    if term is None:
        known = ", ".join(t.term_id for t in lexicon.of(Kind.PHENOMENON))
        raise UsageError(
            f"{name!r} is no phenomenon of the pack", hint=f"Set phenomenon to one of {known}"
        )
    return term


def _term(lexicon: Lexicon, kind: Kind, name: str) -> Term | None:
    """Return the term of that id, else the one with that name in any case."""
    wanted = " ".join(name.split())
    terms = lexicon.of(kind)
    exactly = (t for t in terms if t.term_id == wanted or wanted in t.exact)
    folded = wanted.casefold()
    loosely = (t for t in terms if folded in {form.casefold() for form in t.forms})
    return next(exactly, None) or next(loosely, None)


def _target_of(agent: Term | None) -> str | None:
    return agent.target if agent else None


def _span(
    name: str,
    changes: Mapping[str, str],
    old: Span | None,
    sentence: Sentence,
    at: Mapping[str, int],
) -> Span | None:
    if name not in changes:
        return old
    if not changes[name]:
        return None
    near = at.get(name, old.start if old else 0)
    return _find(name, changes[name], sentence, near=near)


def _find(name: str, text: str, sentence: Sentence, *, near: int) -> Span:
    places = _places(text, sentence.text)
    if not places:
        raise UsageError(
            f"{name} {text!r} does not stand in the sentence",
            hint="Give it letter for letter as the sentence has it.",
        )
    start = min(places, key=lambda place: (abs(place - near), place))
    return Span(start, start + len(text), text)


def _places(text: str, sentence: str) -> Sequence[int]:
    places = []
    start = sentence.find(text)
    while start >= 0:
        places.append(start)
        start = sentence.find(text, start + 1)
    return places


def _choice(
    kind: type[_Choice], values: Mapping[str, str], name: str, old: _Choice | None = None
) -> _Choice:
    if name not in values and old is not None:
        return old
    try:
        return kind(values[name])
    except ValueError as error:
        raise UsageError(f"{name} {values[name]!r} is none of {', '.join(kind)}") from error
