"""A claim as plain values under fixed names, and back: nothing of it is lost."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from curate.core.claim import (
    Certainty,
    Claim,
    Grounds,
    Inference,
    Observation,
    Origin,
    Sentence,
    SourceKind,
    Span,
    Tier,
)
from curate.core.signs import Basis, Effect, Role

_Choice = TypeVar("_Choice", bound=StrEnum)

_TEXTS = (
    "claim_id",
    "pmid",
    "sentence",
    "label",
    "cause",
    "phenomenon",
    "mechanism",
    "mechanism_label",
    "category",
    "rule",
)
_CHOICES: Mapping[str, type[StrEnum]] = {
    "effect": Effect,
    "basis": Basis,
    "role": Role,
    "certainty": Certainty,
    "origin": Origin,
    "tier": Tier,
    "source_kind": SourceKind,
}
_NUMBERS = ("section", "start", "end", "variant", "confidence")
_SPANS = ("mechanism_span", "agent_span", "phenomenon_span", "exposure_span")
_LISTS = ("cues", "chain")
_OPTIONAL = frozenset({"label", "category", "overruled", "variant", *_SPANS, *_LISTS}) - {
    "phenomenon_span"
}
_KNOWN = frozenset({*_TEXTS, *_CHOICES, *_NUMBERS, *_SPANS, *_LISTS, "overruled"})


def claim_record(claim: Claim) -> dict[str, object]:
    """
    Return a claim's content as texts, numbers and lists; its review is no part of it.

    A span is a list of its start, its end and its text. What is empty is left out.
    """
    seen, drawn, why, sentence = (
        claim.observation,
        claim.inference,
        claim.grounds,
        claim.sentence,
    )
    values: dict[str, object] = {
        "claim_id": claim.claim_id,
        "pmid": claim.pmid,
        "section": sentence.section,
        "label": sentence.label,
        "start": sentence.start,
        "end": sentence.end,
        "sentence": sentence.text,
        "cause": seen.cause,
        "effect": seen.effect.value,
        "phenomenon": seen.phenomenon,
        "mechanism_span": _listed(seen.mechanism_span),
        "agent_span": _listed(seen.agent_span),
        "phenomenon_span": _listed(seen.phenomenon_span),
        "exposure_span": _listed(seen.exposure_span),
        "certainty": seen.certainty.value,
        "origin": seen.origin.value,
        "mechanism": drawn.mechanism,
        "mechanism_label": drawn.mechanism_label,
        "category": drawn.category,
        "basis": drawn.basis.value,
        "role": drawn.role.value,
        "overruled": drawn.overruled or None,
        "source_kind": claim.source_kind.value,
        "tier": why.tier.value,
        "confidence": why.confidence,
        "rule": why.rule,
        "cues": [_listed(cue) for cue in why.cues] or None,
        "chain": list(why.chain) or None,
        "variant": claim.variant or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def claim_of(record: Mapping[str, object]) -> Claim:
    """
    Return the claim of a record.

    Raises ValueError for a field that is missing, unknown or wrong, and for a span that the
    sentence does not hold.
    """
    if unknown := sorted(record.keys() - _KNOWN):
        raise ValueError(f"unknown field {unknown[0]!r}")
    if missing := sorted(_KNOWN - _OPTIONAL - record.keys()):
        raise ValueError(f"{missing[0]} is missing")
    at: dict[str, Any] = dict(record)
    for name in _TEXTS:
        _checked(name, at.get(name), str)
    for name in _NUMBERS:
        # A reader of JSON may hand 1.0 back as 1.
        _checked(name, at.get(name, 0), (int, float) if name == "confidence" else int)
    sentence = at["sentence"]
    spans = {name: _span(name, at.get(name), sentence) for name in _SPANS}
    phenomenon = spans["phenomenon_span"]
    if phenomenon is None:
        raise ValueError("phenomenon_span is missing")
    claim = Claim(
        pmid=at["pmid"],
        sentence=Sentence(
            section=at["section"],
            start=at["start"],
            end=at["end"],
            text=sentence,
            label=at.get("label"),
        ),
        observation=Observation(
            cause=at["cause"],
            effect=_choice(Effect, "effect", at),
            phenomenon=at["phenomenon"],
            phenomenon_span=phenomenon,
            mechanism_span=spans["mechanism_span"],
            agent_span=spans["agent_span"],
            exposure_span=spans["exposure_span"],
            certainty=_choice(Certainty, "certainty", at),
            origin=_choice(Origin, "origin", at),
        ),
        inference=Inference(
            mechanism=at["mechanism"],
            mechanism_label=at["mechanism_label"],
            category=at.get("category"),
            basis=_choice(Basis, "basis", at),
            role=_choice(Role, "role", at),
            overruled=at.get("overruled") is True,
        ),
        grounds=Grounds(
            tier=_choice(Tier, "tier", at),
            confidence=float(at["confidence"]),
            rule=at["rule"],
            cues=tuple(_cue(cue, sentence) for cue in _list(at, "cues")),
            chain=tuple(_checked("chain", step, str) for step in _list(at, "chain")),
        ),
        source_kind=_choice(SourceKind, "source_kind", at),
        variant=at.get("variant", 0),
    )
    return claim.going_by(at["claim_id"])


def _listed(span: Span | None) -> list[object] | None:
    return None if span is None else [span.start, span.end, span.text]


def _span(name: str, value: object, sentence: str) -> Span | None:
    if value is None:
        return None
    match value:
        case [int() as start, int() as end, str() as text]:
            if sentence[start:end] != text or not text:
                raise ValueError(f"{name} {text!r} does not stand at {start} in the sentence")
            return Span(start, end, text)
    raise ValueError(f"{name} is {value!r}, not a start, an end and a text")


def _cue(value: object, sentence: str) -> Span:
    cue = _span("cue", value, sentence)
    if cue is None:
        raise ValueError("a cue is missing")
    return cue


def _list(record: Mapping[str, object], name: str) -> list[Any]:
    value = record.get(name, [])
    if not isinstance(value, list):
        raise ValueError(f"{name} is {value!r}, not a list")  # noqa: TRY004 - the record is wrong, not the call
    return value


def _checked(name: str, value: Any, kind: type | tuple[type, ...]) -> Any:
    if value is None and name in _OPTIONAL:
        return value
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{name} is {value!r}")  # noqa: TRY004 - the record is wrong, not the call
    return value


def _choice(kind: type[_Choice], name: str, record: Mapping[str, object]) -> _Choice:
    try:
        return kind(str(record[name]))
    except ValueError as error:
        raise ValueError(f"{name} {record[name]!r} is none of {', '.join(kind)}") from error
