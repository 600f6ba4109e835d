"""The signs and words that readers of a table meet in every format."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from curate.core.claim import Attachment
from curate.core.signs import Basis, Role


class Mark(StrEnum):
    """What a citation or a cell is marked with."""

    CONTESTED = "contested"
    RESTATED = "restated"
    HEDGED = "hedged"
    DISPUTED = "disputed"
    UNREVIEWED = "unreviewed"
    CONCERN = "concern"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Sign:
    """A symbol, the word for it, and what a note says of it."""

    symbol: str
    word: str
    meaning: str


DIRECTIONS: Mapping[Role, Sign] = MappingProxyType(
    {
        Role.PROMOTES: Sign(
            "↑",
            "promotes",
            "evidence that the mechanism brings the phenomenon about or makes it stronger",
        ),
        Role.INHIBITS: Sign(
            "↓",
            "inhibits",
            "evidence that the mechanism prevents the phenomenon or makes it weaker",
        ),
        Role.NONE: Sign("○", "no effect found", "the sentence reports that there was no effect"),
        Role.INVOLVED: Sign(
            "~",
            "involved",
            "linked with the phenomenon, in a direction that the sentence does not state",
        ),
    }
)
"""The four directions, in the order in which a cell shows them."""

MARKS: Mapping[Mark, Sign] = MappingProxyType(
    {
        Mark.CONTESTED: Sign(
            "⇅", "contested", "the cell holds both promoting and inhibiting evidence"
        ),
        Mark.RESTATED: Sign(
            "†",
            "restates others' findings",
            "the paper is a review, or says here what others found; not counted in n",
        ),
        Mark.HEDGED: Sign("‡", "hedged", "the paper says so only as something that may be"),
        Mark.DISPUTED: Sign(
            "‖", "disputed", "reviewers differ on whether the paper says so, and it is not settled"
        ),
        Mark.UNREVIEWED: Sign("°", "not yet reviewed", "nobody has checked its sentence yet"),
        Mark.CONCERN: Sign(
            "§", "of concern", "the journal published an expression of concern about the paper"
        ),
        Mark.CORRECTED: Sign(
            "¶", "corrected", "a correction of the paper was published; read the two together"
        ),
    }
)
"""The marks, in the order in which notes explain them."""

EMPTY = Sign("·", "nothing found", "no sentence among the records read links the two")

BASES: Mapping[Basis, str] = MappingProxyType(
    {
        Basis.DIRECT: "the cause is the mechanism itself, or more of it",
        Basis.BLOCKADE: "the cause is less of the mechanism",
        Basis.ACTIVATION: "the cause is more of the mechanism",
    }
)
"""What leads from the observation to the inference."""

HANGING: Mapping[Attachment, str] = MappingProxyType(
    {
        Attachment.MOVED: "the tagger now finds it under another name or wording",
        Attachment.CHANGED: "the tagger now says otherwise: look again",
        Attachment.ORPHANED: "the tagger does not find it",
    }
)
"""What to know of a claim whose decisions do not hang on what the tagger finds now."""
