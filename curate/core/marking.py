"""Cuts a sentence into the pieces that a claim points at, and those between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curate.core.claim import Claim, Observation, Sentence, Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence; ``part`` is what it is to the claim, empty for plain text."""

    text: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence with all the claims that one citation draws from it."""

    sentence: Sentence
    segments: tuple[Segment, ...]
    claims: tuple[Claim, ...]


def passages(claims: Iterable[Claim]) -> tuple[Passage, ...]:
    """Return each sentence once, in the order of the claims."""
    by_sentence: dict[Sentence, list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault(claim.sentence, []).append(claim)
    return tuple(
        Passage(sentence=s, segments=segments(s, members), claims=tuple(members))
        for s, members in by_sentence.items()
    )


def segments(
    sentence: Sentence, claims: Sequence[Claim], *, besides: Iterable[tuple[Span, str]] = ()
) -> tuple[Segment, ...]:
    """
    Return the sentence in pieces that join to its text.

    Where spans overlap, the one that begins first (of two, the longer) keeps its words and the
    other gets what is left of it. ``besides`` are spans to mark that are no part of a claim, each
    with its name; they get what the claims leave.
    """
    spans = {pair for claim in claims for pair in _spans(claim.observation)}
    taken = [span for span, _ in spans]
    spans |= {pair for pair in besides if not any(_overlap(pair[0], span) for span in taken)}
    pieces = []
    done = 0
    for span, part in sorted(spans, key=lambda p: (p[0].start, -p[0].end, p[1])):
        start = max(span.start, done)
        if start >= span.end:
            continue
        if start > done:
            pieces.append(Segment(sentence.text[done:start]))
        pieces.append(Segment(sentence.text[start : span.end], part))
        done = span.end
    if done < len(sentence.text):
        pieces.append(Segment(sentence.text[done:]))
    return tuple(pieces)


def bracketed(pieces: Iterable[Segment]) -> str:
    """Return the sentence as plain text, such as ``[agent: MK-801] attenuated ...``."""
    return "".join(f"[{s.part}: {s.text}]" if s.part else s.text for s in pieces)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _spans(observation: Observation) -> list[tuple[Span, str]]:
    named = [
        (observation.mechanism_span, "mechanism"),
        (observation.agent_span, "agent"),
        (observation.phenomenon_span, "phenomenon"),
        (observation.exposure_span, "exposure"),
    ]
    return [(span, part) for span, part in named if span is not None]
