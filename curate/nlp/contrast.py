"""Contrary results for one pair: "static but not dynamic allodynia", "... but not in females"."""

import re

from curate.core.lexicon import Kind
from curate.nlp.language import patterns
from curate.nlp.shadow import FIRST, MENTION, Shadow, mark

_PATTERNS = patterns("contrast")
_NAMES = re.compile(MENTION)


def opposes_qualities(ahead: str) -> bool:
    """
    Say whether "but not" sets one quality against another, given the text ahead of "but".

    "Intrathecal, but not intravenous, clonidine" denies nothing of clonidine as a whole, while
    "pain but not hyperalgesia" leaves hyperalgesia out.
    """
    return _PATTERNS["quality"].search(ahead.rstrip(" ,")) is not None


def denied_in_part(copy: Shadow, cause: int, phenomenon: int) -> bool:
    """Say whether what is told of a cause and a phenomenon is denied for a part of the cases."""
    last = max(copy.text.find(mark(cause)), copy.text.find(mark(phenomenon)))
    for match in _PATTERNS["but_not"].finditer(copy.text):
        ahead = copy.text[: match.start()]
        if match.start() > last:
            told = copy.text[last : match.start()]
            if not _PATTERNS["new_clause"].search(told) and _elsewhere(copy, match.end()):
                return True
        elif opposes_qualities(ahead) and _names_next(copy, match.end(), (cause, phenomenon)):
            return True
    return False


def _elsewhere(copy: Shadow, start: int) -> bool:
    """Say whether "but not" goes on with a place, a time or a group, and no other cause."""
    part = _PATTERNS["part"].match(copy.text, start)
    if part is None:
        return False
    names = [copy.mentions[ord(m[0]) - FIRST].concept.kind for m in _NAMES.finditer(part[0])]
    return all(kind is Kind.EXPOSURE for kind in names)


def _names_next(copy: Shadow, start: int, names: tuple[int, int]) -> bool:
    """Say whether the next name behind "but not" is one of the pair's."""
    for match in _NAMES.finditer(copy.text, start):
        number = ord(match[0]) - FIRST
        if copy.mentions[number].concept.kind is Kind.EXPOSURE and number not in names:
            continue
        between = _NAMES.sub("x", copy.text[start : match.start()])
        return number in names and _PATTERNS["between"].fullmatch(between) is not None
    return False
