"""Which found claim can stand for which gold claim: same sentence, phenomenon, meeting spans."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from curate.core.annotation import Annotation
from curate.core.claim import Claim, Span

Stretch = tuple[int, int]


class SolidText:
    """
    A text without its white space, so that line breaks and double blanks make no difference.

    ``solid`` is what is left; ``place`` turns an offset into the text into one into ``solid``.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def solid(self) -> str:
        """Return the text without white space."""
        return "".join(self.text.split())

    @cached_property
    def _places(self) -> list[int]:
        places = [0]
        for character in self.text:
            places.append(places[-1] + (not character.isspace()))
        return places

    def place(self, offset: int) -> int:
        """Return how many characters that are no white space stand before the offset."""
        return self._places[min(offset, len(self.text))]

    def occurrences(self, piece: str) -> tuple[Stretch, ...]:
        """
        Return every stretch of ``solid`` where the piece stands, as a whole word where it can.

        Only a piece that stands nowhere between word borders is looked for inside words.
        """
        bounded = rf"(?<!\w){re.escape(piece)}(?!\w)"
        hits = [m.span() for m in re.finditer(bounded, self.text)]
        hits = hits or [m.span() for m in re.finditer(re.escape(piece), self.text)]
        return tuple((self.place(start), self.place(end)) for start, end in hits)


def shift_between(found: SolidText, gold: SolidText) -> int | None:
    """
    Return what to add to a place in ``found`` to get the place in ``gold``.

    The two are the same sentence when they agree but for white space, or when one of them holds
    the other whole: splitters differ in where a sentence ends. ``None`` says that they are two
    sentences.
    """
    if (at := gold.solid.find(found.solid)) >= 0:
        return at
    if (at := found.solid.find(gold.solid)) >= 0:
        return -at
    return None


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of one claim stand, in places of its own sentence."""

    mechanism: tuple[Stretch, ...]
    agent: tuple[Stretch, ...]


def _parts_of_gold(annotation: Annotation, text: SolidText) -> _Parts:
    def find(piece: str | None) -> tuple[Stretch, ...]:
        return text.occurrences(_normal(piece)) if piece else ()

    return _Parts(find(annotation.mechanism_text), find(annotation.agent_text))


def _parts_of_found(claim: Claim, text: SolidText) -> _Parts:
    def find(span: Span | None) -> tuple[Stretch, ...]:
        return ((text.place(span.start), text.place(span.end)),) if span else ()

    seen = claim.observation
    return _Parts(find(seen.mechanism_span), find(seen.agent_span))


def _meet(gold: Iterable[Stretch], found: Sequence[Stretch], shift: int) -> bool:
    return any(a < d + shift and c + shift < b for a, b in gold for c, d in found)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def closeness(gold: Sequence[Annotation], found: Sequence[Claim]) -> dict[int, dict[int, int]]:
    """
    Return which found claims of one abstract can stand for which of its gold claims.

    The answer maps a gold number to found numbers and how many of the two parts (mechanism,
    agent) meet part for part, 0 to 2. A pair is there when the sentences are the same (see
    ``shift_between``), the phenomenon is the same concept, and the mechanism's or the agent's
    span of one shares a character with either span of the other. Gold spans are looked up in the
    sentence, and any occurrence may meet.
    """
    gold_texts = {a.sentence: SolidText(_normal(a.sentence)) for a in gold}
    found_texts = {c.sentence.text: SolidText(c.sentence.text) for c in found}
    shifts = _shifts(found_texts, gold_texts)
    gold_parts = [_parts_of_gold(a, gold_texts[a.sentence]) for a in gold]
    found_parts = [_parts_of_found(c, found_texts[c.sentence.text]) for c in found]
    edges: dict[int, dict[int, int]] = {}
    for i, annotation in enumerate(gold):
        for j, claim in enumerate(found):
            shift = shifts.get((claim.sentence.text, annotation.sentence))
            if shift is None or claim.observation.phenomenon != annotation.phenomenon:
                continue
            ours, theirs = gold_parts[i], found_parts[j]
            both = (*theirs.mechanism, *theirs.agent)
            if _meet((*ours.mechanism, *ours.agent), both, shift):
                same = int(_meet(ours.mechanism, theirs.mechanism, shift))
                same += _meet(ours.agent, theirs.agent, shift)
                edges.setdefault(i, {})[j] = same
    return edges


def _shifts(found: dict[str, SolidText], gold: dict[str, SolidText]) -> dict[tuple[str, str], int]:
    """Return the shift for each pair of texts that are the same sentence; equal texts first."""
    by_solid: dict[str, list[str]] = {}
    for text, solid in gold.items():
        by_solid.setdefault(solid.solid, []).append(text)
    shifts = {}
    for text, solid in found.items():
        if solid.solid in by_solid:
            shifts.update({(text, equal): 0 for equal in by_solid[solid.solid]})
            continue
        for other, gold_solid in gold.items():
            shift = shift_between(solid, gold_solid)
            if shift is not None:
                shifts[text, other] = shift
    return shifts
