"""A claim as a reader writes it down: the annotation record."""

from dataclasses import dataclass
from typing import Any

from curate.core.claim import Certainty, Claim, Origin, SourceKind, Span
from curate.core.signs import Basis, Effect, Role, role_of
from curate.core.source_standing import Standing

RECORD_FIELDS = (
    "pmid",
    "sentence",
    "mechanism_text",
    "mechanism",
    "agent_text",
    "phenomenon_text",
    "phenomenon",
    "exposure_text",
    "effect",
    "basis",
    "role",
    "certainty",
    "origin",
    "note",
)
"""The fields of an annotation record, in the order in which they are written."""

CLAIM_FIELDS = (
    *RECORD_FIELDS,
    "claim_id",
    "tier",
    "confidence",
    "rule",
    "section",
    "sentence_start",
    "source_kind",
    "overruled",
    "state",
    "reviewers",
    "standing",
)
"""The fields of a claim's record: an annotation's, then what the tagger and people add."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """
    One claim in one sentence, as a reader wrote it down.

    The ``*_text`` fields are substrings of ``sentence``; at least one of the mechanism's and the
    agent's is there. ``mechanism`` is a free name, ``phenomenon`` a concept. ``source_kind`` is
    the kind of study, where the reader gave it. Raises ValueError for a record that contradicts
    itself.
    """

    pmid: str
    sentence: str
    mechanism: str
    phenomenon_text: str
    phenomenon: str
    effect: Effect
    basis: Basis
    role: Role
    certainty: Certainty
    origin: Origin
    mechanism_text: str | None = None
    agent_text: str | None = None
    exposure_text: str | None = None
    note: str | None = None
    source_kind: SourceKind | None = None

    def __post_init__(self) -> None:
        """Refuse spans that the sentence does not hold, and a role that does not follow."""
        for name in ("mechanism_text", "agent_text", "phenomenon_text", "exposure_text"):
            text = getattr(self, name)
            if text is not None and (not text or text not in self.sentence):
                raise ValueError(f"{name} {text!r} is not a piece of the sentence")
        if self.mechanism_text is None and self.agent_text is None:
            raise ValueError("neither mechanism_text nor agent_text is given")
        expected = role_of(self.effect, self.basis)
        if self.role is not expected:
            raise ValueError(
                f"role {self.role} does not follow from {self.effect} by {self.basis}; "
                f"{expected} does"
            )

    @property
    def is_question(self) -> bool:
        """Say whether this is an aim or a hypothesis."""
        return self.certainty is Certainty.QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class NoClaim:
    """A record that was read and holds no claim."""

    pmid: str
    source_kind: SourceKind | None = None


def _text(span: Span | None) -> str | None:
    return None if span is None else span.text


def annotation_of(claim: Claim) -> Annotation:
    """
    Return what a reader would have written down for this claim.

    Raises ValueError for a claim whose inference a person overruled: no annotation says that.
    """
    return Annotation(**_values(claim), source_kind=claim.source_kind)


def _values(claim: Claim) -> dict[str, Any]:
    """Return the fields of the annotation, the note left out."""
    seen, drawn = claim.observation, claim.inference
    return {
        "pmid": claim.pmid,
        "sentence": claim.sentence.text,
        "mechanism_text": _text(seen.mechanism_span),
        "mechanism": drawn.mechanism_label,
        "agent_text": _text(seen.agent_span),
        "phenomenon_text": seen.phenomenon_span.text,
        "phenomenon": seen.phenomenon,
        "exposure_text": _text(seen.exposure_span),
        "effect": seen.effect,
        "basis": drawn.basis,
        "role": drawn.role,
        "certainty": seen.certainty,
        "origin": seen.origin,
    }


def annotation_record(annotation: Annotation) -> dict[str, object]:
    """Return the record's fields by name, in their fixed order."""
    return {name: _plain(getattr(annotation, name)) for name in RECORD_FIELDS}


def claim_record(claim: Claim, standing: Standing = Standing.REGULAR) -> dict[str, object]:
    """
    Return a claim under the annotation record's names, with what the tagger and people add.

    Keys are ``CLAIM_FIELDS`` in that order; values are strings, numbers, flags, a list of
    names and ``None``. ``overruled`` says that a person set the role against the observation.
    ``section`` is the section's printed name, ``sentence_start`` counts characters of its text,
    ``confidence`` is rounded to four decimals, ``standing`` is that of the claim's record.
    """
    added = {
        "claim_id": claim.claim_id,
        "tier": claim.grounds.tier.value,
        "confidence": round(claim.grounds.confidence, 4),
        "rule": claim.grounds.rule,
        "section": claim.sentence.section_name,
        "sentence_start": claim.sentence.start,
        "source_kind": claim.source_kind.value,
        "overruled": claim.inference.overruled,
        "state": claim.state.value,
        "reviewers": list(claim.review.reviewers) if claim.review else [],
        "standing": standing.value,
    }
    fields = _values(claim) | {"note": None}
    return {name: _plain(value) for name, value in fields.items()} | added


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value
