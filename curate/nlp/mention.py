"""A concept found in a sentence."""

from dataclasses import dataclass
from enum import StrEnum

from curate.core.claim import Span
from curate.core.lexicon import Kind
from curate.core.signs import Basis


class Found(StrEnum):
    """How a mention was found."""

    PACK = "pack"
    ABBREVIATION = "abbreviation"
    FORM = "form"
    MODEL = "model"
    SLOT = "slot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """
    What a mention means. ``known`` says that the pack has it.

    ``treated`` says that the exposure is itself given against it, and counts as an agent there.
    """

    concept_id: str
    label: str
    kind: Kind
    category: str | None = None
    target: str | None = None
    action: Basis | None = None
    known: bool = True
    treated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """
    A concept and where it stands in its sentence.

    ``against`` says that the word itself turns the phenomenon round ("antiallodynic").
    """

    start: int
    end: int
    text: str
    concept: Concept
    found: Found = Found.PACK
    against: bool = False

    @property
    def adjective(self) -> bool:
        """Say whether the phenomenon is named by an adjective ("hyperalgesic")."""
        return self.text.lower().endswith("ic")

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return Span(self.start, self.end, self.text)

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether it shares a character with a stretch of the sentence."""
        return self.start < end and start < self.end
