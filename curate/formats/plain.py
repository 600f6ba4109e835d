"""Makes text from records safe to print: nothing in it can steer a terminal or a reader's eye."""

import unicodedata

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Return the text on one line, white space runs as one space, controls made visible."""
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """
    Return the text with every character that would act instead of show replaced.

    White space of any kind becomes a space; escape characters, other controls and bidirectional
    overrides become U+FFFD. The length stays the same.
    """
    # All that is replaced is to Python not printable; the reverse does not hold.
    if text.isprintable():
        return text
    return text.translate(_SHOWN)


class _Shown(dict[int, str]):
    """What each character is shown as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _visible(chr(code))
        return shown


_SHOWN = _Shown()


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    hidden = unicodedata.category(character) in {"Cc", "Cs"} or character in _BIDI_CONTROLS
    return _REPLACEMENT if hidden else character
