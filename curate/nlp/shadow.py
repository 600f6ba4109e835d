"""The reading copy of a sentence: every mention one character, empty brackets gone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from curate.nlp.fold import fold
from curate.nlp.mention import Mention

FIRST = 0xE000
MENTION = "[\ue000-\uefff]"
# What a record itself may hold of the characters that stand for mentions here.
_PRIVATE = re.compile(MENTION)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]\ue000-\uefff]*[)\]]")
# "TRPV1(-/-) mice" is how PubMed prints a raised -/-.
_GENOTYPE = re.compile(r"\s*[(\[](?P<alleles>-/-)[)\]]")


@dataclass(frozen=True, slots=True)
class Shadow:
    """
    A folded sentence in which the n-th mention is the character ``chr(0xE000 + n)``.

    Brackets that hold no mention (doses, statistics) are left out, but not what a genotype's
    hold. ``places[i]`` is the position in the sentence of the i-th character of ``text``;
    ``places`` has one entry more, the end.
    ``cased`` is ``text`` in the case in which the sentence was written.
    """

    text: str
    places: tuple[int, ...]
    mentions: tuple[Mention, ...]
    cased: str = ""

    def at(self, position: int) -> Mention | None:
        """Return the mention that the character at a position stands for."""
        number = ord(self.text[position]) - FIRST
        return self.mentions[number] if 0 <= number < len(self.mentions) else None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the sentence that ``text[start:end]`` stands for."""
        last = end - 1
        mention = self.at(last)
        right = mention.end if mention else self.places[last] + 1
        return self.places[start], right


def mark(number: int) -> str:
    """Return the character of the n-th mention."""
    return chr(FIRST + number)


def shadow(sentence: str, mentions: Sequence[Mention]) -> Shadow:
    """Return the reading copy of a sentence with these mentions, which must not overlap."""
    chars: list[str] = []
    places: list[int] = []
    position = 0
    for number, mention in enumerate(mentions):
        _plain(sentence, position, mention.start, chars, places)
        chars.append(mark(number))
        places.append(mention.start)
        position = mention.end
    _plain(sentence, position, len(sentence), chars, places)
    text = "".join(chars)
    keep = [True] * len(text)
    for match in _BRACKETS.finditer(text):
        genotype = _GENOTYPE.fullmatch(match[0])
        keep[match.start() : match.end()] = [False] * (match.end() - match.start())
        if genotype:
            start, end = genotype.span("alleles")
            keep[match.start() + start : match.start() + end] = [True] * (end - start)
    kept = [i for i, k in enumerate(keep) if k]
    return Shadow(
        "".join(text[i] for i in kept),
        (*(places[i] for i in kept), len(sentence)),
        tuple(mentions),
        "".join(_cased(sentence[places[i]], text[i]) for i in kept),
    )


def _cased(original: str, folded: str) -> str:
    return original if original.lower() == folded else folded


def _plain(sentence: str, start: int, end: int, chars: list[str], places: list[int]) -> None:
    folded = fold(_PRIVATE.sub(" ", sentence[start:end]))
    chars.extend(folded.text)
    places.extend(start + folded.original(i) for i in range(len(folded.text)))
