"""Claims as rows and back: which value stands in which column."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from curate.core.claim import (
    Attachment,
    Certainty,
    Claim,
    Grounds,
    Inference,
    Observation,
    Origin,
    Review,
    Sentence,
    SourceKind,
    Span,
    State,
    Tier,
)
from curate.core.signs import Basis, Effect, Role

COLUMNS = (
    "claim_id",
    "pmid",
    "mechanism",
    "mechanism_label",
    "category",
    "phenomenon",
    "cause",
    "effect",
    "basis",
    "role",
    "certainty",
    "origin",
    "source_kind",
    "mechanism_text",
    "mechanism_start",
    "mechanism_end",
    "agent_text",
    "agent_start",
    "agent_end",
    "phenomenon_text",
    "phenomenon_start",
    "phenomenon_end",
    "exposure_text",
    "exposure_start",
    "exposure_end",
    "tier",
    "confidence",
    "rule",
    "chain",
    "variant",
)
SENTENCE_COLUMNS = ("section", "sentence_start", "sentence_end", "label", "text")
REVIEW_COLUMNS = ("overruled", "cues", "state", "reviewers", "attachment", "settled_by")
CUE_COLUMNS = ("claim_id", "position", "cue_text", "cue_start", "cue_end")

_NO_SPAN = (None, None, None)
_CHAINS_KEPT = 4096
_Word = TypeVar("_Word", bound=StrEnum)


class _Words(dict[str, _Word]):
    """The members of an enumeration by value, faster than a call of it: ValueError for none."""

    def __init__(self, kind: type[_Word]) -> None:
        super().__init__((member.value, member) for member in kind)
        self._kind = kind

    def __missing__(self, value: str) -> _Word:
        return self._kind(value)


_EFFECTS, _BASES, _ROLES = _Words(Effect), _Words(Basis), _Words(Role)
_CERTAINTIES, _ORIGINS = _Words(Certainty), _Words(Origin)
_SOURCE_KINDS, _TIERS = _Words(SourceKind), _Words(Tier)


def claim_row(claim_id: str, number: int, claim: Claim) -> tuple[object, ...]:
    """Return the values of COLUMNS."""
    seen, follows, grounds = claim.observation, claim.inference, claim.grounds
    return (
        claim_id,
        number,
        follows.mechanism,
        follows.mechanism_label,
        follows.category,
        seen.phenomenon,
        seen.cause,
        seen.effect.value,
        follows.basis.value,
        follows.role.value,
        seen.certainty.value,
        seen.origin.value,
        claim.source_kind.value,
        *_span_row(seen.mechanism_span),
        *_span_row(seen.agent_span),
        *_span_row(seen.phenomenon_span),
        *_span_row(seen.exposure_span),
        grounds.tier.value,
        grounds.confidence,
        grounds.rule,
        json.dumps(grounds.chain, ensure_ascii=False),
        claim.variant,
    )


def sentence_row(number: int, sentence: Sentence) -> tuple[object, ...]:
    """Return the PMID and the values of SENTENCE_COLUMNS."""
    return (
        number,
        sentence.section,
        sentence.start,
        sentence.end,
        sentence.label,
        sentence.text,
    )


def cue_rows(claim_id: str, claim: Claim) -> Iterator[tuple[object, ...]]:
    """Yield the values of CUE_COLUMNS for each cue, in order."""
    for position, cue in enumerate(claim.grounds.cues, start=1):
        yield (claim_id, position, *_span_row(cue))


def reviewed_row(number: int, claim: Claim, review: Review) -> tuple[object, ...]:
    """Return the values of COLUMNS, SENTENCE_COLUMNS and REVIEW_COLUMNS."""
    return (
        *claim_row(claim.claim_id, number, claim),
        *sentence_row(number, claim.sentence)[1:],
        int(claim.inference.overruled),
        json.dumps([_span_row(cue) for cue in claim.grounds.cues], ensure_ascii=False),
        review.state.value,
        json.dumps(review.reviewers, ensure_ascii=False),
        review.attachment.value,
        review.settled_by,
    )


def reviewed(row: Sequence[Any]) -> Claim:
    """Return the claim of one row of all three groups of columns; ValueError for a bad one."""
    overruled, cues, state, reviewers, attachment, settled_by = row[-len(REVIEW_COLUMNS) :]
    spans = tuple(Span(start, end, text) for text, start, end in json.loads(cues))
    found = claim(row[: -len(REVIEW_COLUMNS)], spans, overruled=bool(overruled))
    review = Review(
        state=State(state),
        reviewers=tuple(json.loads(reviewers)),
        attachment=Attachment(attachment),
        settled_by=settled_by,
    )
    return replace(found, review=review).going_by(row[0])


def claim(row: Sequence[Any], cues: tuple[Span, ...], *, overruled: bool = False) -> Claim:
    """Return the claim of one row of COLUMNS and SENTENCE_COLUMNS; ValueError for a bad one."""
    section, start, end, label, text = row[len(COLUMNS) :]
    return Claim(
        pmid=str(row[1]),
        sentence=Sentence(section=section, start=start, end=end, label=label, text=text),
        observation=Observation(
            cause=row[6],
            effect=_EFFECTS[row[7]],
            phenomenon=row[5],
            phenomenon_span=Span(row[20], row[21], row[19]),
            mechanism_span=_span(row[13:16]),
            agent_span=_span(row[16:19]),
            exposure_span=_span(row[22:25]),
            certainty=_CERTAINTIES[row[10]],
            origin=_ORIGINS[row[11]],
        ),
        inference=Inference(
            mechanism=row[2],
            mechanism_label=row[3],
            category=row[4],
            basis=_BASES[row[8]],
            role=_ROLES[row[9]],
            overruled=overruled,
        ),
        grounds=Grounds(
            tier=_TIERS[row[25]],
            confidence=row[26],
            rule=row[27],
            cues=cues,
            chain=_chain(row[28]),
        ),
        source_kind=_SOURCE_KINDS[row[12]],
        variant=row[29],
    )


@lru_cache(_CHAINS_KEPT)
def _chain(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


def _span_row(span: Span | None) -> tuple[object, ...]:
    return _NO_SPAN if span is None else (span.text, span.start, span.end)


def _span(columns: Sequence[Any]) -> Span | None:
    text, start, end = columns
    return None if text is None else Span(start, end, text)
