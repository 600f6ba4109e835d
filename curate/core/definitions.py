"""Abbreviations that a text defines itself, after Schwartz and Hearst (2003)."""

import re

_PAREN = re.compile(r"\(([^()]{1,60})\)")
_SHORT = re.compile(r"^[\w\u0370-\u03ff][\w\u0370-\u03ff/+.-]{1,10}$")
_WORD = re.compile(r"\S+")


def definitions(text: str) -> dict[str, tuple[int, int]]:
    """
    Return the short forms that a text defines, each with the ``(start, end)`` of its long form.

    "nitric oxide (NO)" gives ``{"NO": (0, 12)}``. The first definition of a short form holds.
    Source: Schwartz AS, Hearst MA. Pac Symp Biocomput 2003:451-62.
    """
    found: dict[str, tuple[int, int]] = {}
    for match in _PAREN.finditer(text):
        short = re.split(r"[;,]", match[1])[0].strip().rstrip("-")
        if not _SHORT.match(short) or not any(c.isalpha() for c in short) or short in found:
            continue
        long = _long_form(text, match.start(), short)
        if long is not None:
            found[short] = long
    return found


def defined_lines(text: str) -> str:
    """Return what a text defines as lines of short and long form, a tab between them."""
    found = definitions(text).items()
    return "\n".join(f"{short}\t{' '.join(text[slice(*long)].split())}" for short, long in found)


def _long_form(text: str, paren: int, short: str) -> tuple[int, int] | None:
    """Return the span before the parenthesis whose letters spell the short form, backwards."""
    letters = [c.lower() for c in short if c.isalnum()]
    if sum(c.isupper() for c in short) < 1 and not any(c.isdigit() for c in short):
        return None
    words = min(len(letters) + 5, len(letters) * 2)
    before = text[:paren].rstrip()
    starts = [m.start() for m in _WORD.finditer(before)][-words:]
    if not starts:
        return None
    floor, place = starts[0], len(before)
    for number, letter in enumerate(reversed(letters)):
        first = number == len(letters) - 1
        place -= 1
        while place >= floor and (
            before[place].lower() != letter
            or (first and place > floor and before[place - 1].isalnum())
        ):
            place -= 1
        if place < floor:
            return None
    long = before[place:]
    if len(long) <= len(short) or short in long.split() or ". " in long:
        return None
    return place, len(before.rstrip("-, "))
