"""The text that the parser is given: a plain noun for every mention."""

import re
from dataclasses import dataclass

from curate.core.lexicon import Kind
from curate.nlp.shadow import FIRST, MENTION, Shadow

_NAME = re.compile(MENTION)
_SORTS = (
    r"(?:antagonist|agonist|inhibitor|blocker|activator|opener|donor|modulator|analogu?e|ligand"
    r"|scavenger|precursor|derivative|metabolite|toxin|peptide|compound|drug|agent|antibody"
    r"|constituent|component|extract|alkaloid|steroid|enzyme|isoform|subunit|factor|glycoside"
    r"|terpenoid|flavonoid|polyphenol|saponin|lignan|protein|hormone|cytokine|chemokine"
    r"|neurotransmitter|transmitter|molecule|mediator|product|anesthetic|anaesthetic|antibiotic"
    r"|anticonvulsant|antidepressant|analgesic|substance)s?"
)
_ASIDE = re.compile(
    rf"{MENTION}(?P<aside>, (?:which (?:is|are|was|acts as) )?(?:an?|the|two|both) "
    rf"(?:[^,;.]| ?, (?=\w+ing\b))*?\b{_SORTS}\b(?:-?(?:[^,;.]){{0,60}})?,)(?! (?:and|or|but)\b)"
)


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
    left_out = _asides(copy)
    # A heading in capitals is all names to a parser.
    cased = copy.text if copy.cased.isupper() else copy.cased
    for position, char in enumerate(copy.text):
        if any(start <= position < end for start, end in left_out):
            continue
        mention = copy.at(position)
        if mention is None:
            chars.append(cased[position])
            places.append(position)
            continue
        seats[ord(char) - FIRST] = len(chars)
        noun = _noun(mention.concept.kind, adjective=mention.text.lower().endswith(("ic", "nt")))
        chars.extend(noun if chars else noun.capitalize())
        places.extend([position] * len(noun))
    return Masked("".join(chars), seats, tuple(places))


def _asides(copy: Shadow) -> list[tuple[int, int]]:
    """
    Return where a name is explained and the sentence reads on without it.

    "MK-801, an antagonist of the NMDA receptor, reduced ..."; "resveratrol (RSV) reduced ...".
    """
    return [
        match.span("aside")
        for match in _ASIDE.finditer(copy.text)
        if not _tells(copy, *match.span())
    ]


def _tells(copy: Shadow, start: int, end: int) -> bool:
    """Say whether a stretch of the copy names a phenomenon."""
    named = (copy.at(m.start()) for m in _NAME.finditer(copy.text, start, end))
    return any(m is not None and m.concept.kind is Kind.PHENOMENON for m in named)


def _noun(kind: Kind, *, adjective: bool) -> str:
    if kind is Kind.PHENOMENON:
        return "analgesic" if adjective else "tolerance"
    return "morphine" if kind is Kind.EXPOSURE else "insulin"
