"""The text that the parser is given: a plain noun for every mention."""

from dataclasses import dataclass

from curate.core.lexicon import Kind
from curate.nlp.shadow import FIRST, Shadow


@dataclass(frozen=True, slots=True)
class Masked:
    """
    A reading copy made fit for the parser: a plain noun for every mention.

    ``seats`` gives the position of each mention's noun; ``places`` maps every character of
    ``text`` to the copy's.
    """

    text: str
    seats: dict[int, int]
    places: tuple[int, ...]


def masked(copy: Shadow) -> Masked:
    """Return the text that the parser is given for a reading copy."""
    chars: list[str] = []
    places: list[int] = []
    seats: dict[int, int] = {}
    for position, char in enumerate(copy.text):
        mention = copy.at(position)
        if mention is None:
            chars.append(copy.cased[position])
            places.append(position)
            continue
        seats[ord(char) - FIRST] = len(chars)
        noun = _noun(mention.concept.kind, adjective=mention.text.lower().endswith(("ic", "nt")))
        chars.extend(noun if chars else noun.capitalize())
        places.extend([position] * len(noun))
    return Masked("".join(chars), seats, tuple(places))


def _noun(kind: Kind, *, adjective: bool) -> str:
    if kind is Kind.PHENOMENON:
        return "analgesic" if adjective else "tolerance"
    return "morphine" if kind is Kind.EXPOSURE else "insulin"
