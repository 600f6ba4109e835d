"""The words of a reading copy, for the window reader."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from curate.nlp.shadow import FIRST, MENTION, Shadow

_TOKEN = re.compile(rf"{MENTION}|[^\W_][\w']*(?:[-/][\w']+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a punctuation mark, or the mention with that number; positions in the copy."""

    text: str
    start: int
    end: int
    mention: int | None = None


def tokens(copy: Shadow, phrases: Mapping[tuple[str, ...], str]) -> list[Token]:
    """Return the tokens of a reading copy; set phrases count as one."""
    found = [
        Token(m[0], m.start(), m.end(), _number(m[0], copy)) for m in _TOKEN.finditer(copy.text)
    ]
    merged: list[Token] = []
    found = _modifiers(found)
    place = 0
    first = {words[0] for words in phrases}
    while place < len(found):
        for words, name in phrases.items() if found[place].text in first else ():
            window = found[place : place + len(words)]
            if tuple(t.text for t in window) == words:
                merged.append(Token(name, window[0].start, window[-1].end))
                place += len(words)
                break
        else:
            merged.append(found[place])
            place += 1
    return merged


def _modifiers(found: list[Token]) -> list[Token]:
    """Join a hyphen and the word after it: "-induced" modifies, it is no verb."""
    joined: list[Token] = []
    for token in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.text == "-"
            and last.end == token.start
            and token.mention is None
        ):
            joined[-1] = Token(f"-{token.text}", last.start, token.end)
        else:
            joined.append(token)
    return joined


def _number(text: str, copy: Shadow) -> int | None:
    number = ord(text[0]) - FIRST
    return number if len(text) == 1 and 0 <= number < len(copy.mentions) else None
