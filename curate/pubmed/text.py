"""Running text out of PubMed's elements: one normal form, computed once, before any offset."""

import re
import unicodedata
from xml.etree.ElementTree import Element

# Zero-width and invisible characters that publishers leave in words; the joiners U+200C and
# U+200D stay, since they change how a word is spelled in some scripts. One replace for each is
# several times faster than one translate for all.
_INVISIBLE = tuple(map(chr, (0xAD, 0x200B, *range(0x2060, 0x2065), 0xFEFF)))
# Mark-up that a publisher escaped twice, so that it arrives as text. A short list of exact tags,
# because "P <0.05" and "a <b" are ordinary sentences.
_ESCAPED_TAG = re.compile(r"</?(?:p|o:p|br|sup|sub|em|strong)\s*/?>", re.IGNORECASE)
_TRUNCATED = re.compile(
    r"\s*\(\s*ABSTRACT TRUNCATED(?: AT \d+ WORDS)?\s*\)\s*\.?\s*$", re.IGNORECASE
)
_COPYRIGHT = re.compile(
    r"(?:(?:^|(?<=[.!?)\]])\s)(?P<claim>(?:Copyright\b|©|\([Cc]\)\s?(?=\d{4}))"
    r"(?=.{0,80}\b(?:19|20)\d\d\b).{0,300})"
    r"|\b(?P<notice>This article is protected by copyright\..{0,60}))$"
)


def clean(text: str) -> str:
    """Return the text in NFC, invisible characters out, white space collapsed and trimmed."""
    if not text.isascii():
        for character in _INVISIBLE:
            text = text.replace(character, "")
        text = unicodedata.normalize("NFC", text)
    if "<" in text:
        text = _ESCAPED_TAG.sub(" ", text)
    return " ".join(text.split())


def text_of(element: Element | None) -> str:
    """Return all text of an element, that of inline mark-up included; empty where none."""
    if element is None:
        return ""
    if len(element):
        return clean("".join(element.itertext()))
    return clean(element.text or "")


def child_text(element: Element | None, path: str) -> str:
    """Return the clean text of the first element at that path; empty where none."""
    return "" if element is None else text_of(element.find(path))


def optional_text(element: Element | None, path: str) -> str | None:
    """Return the clean text of the first element at that path; ``None`` where none or empty."""
    return child_text(element, path) or None


def cut_truncation(text: str) -> tuple[str, bool]:
    """Return the text without NLM's "abstract truncated" mark, and whether the mark was there."""
    # The marks are rare and the patterns slow, here and below: most texts are told at a glance.
    if "TRUNCATED" not in text[-60:].upper():
        return text, False
    cut = _TRUNCATED.sub("", text)
    return cut, cut != text


def cut_copyright(text: str) -> tuple[str, str]:
    """Return the text without a copyright notice at its end, and that notice (or nothing)."""
    end = text[-400:]
    if not any(mark in end for mark in ("©", "opyright", "(C)", "(c)")):
        return text, ""
    found = _COPYRIGHT.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].rstrip(), found["claim"] or found["notice"]


def unbracket(title: str) -> tuple[str, bool]:
    """
    Return a title without the brackets that mark PubMed's own translation, and whether it had any.

    Only a bracket that opens the title and closes at its very end counts: "[3H]naloxone binding"
    and "[A] and [B]" stay as they are. A bracket too many inside, a common slip, is let be.
    """
    body = title[:-1] if title.endswith("].") else title
    if not (body.startswith("[") and body.endswith("]")):
        return title, False
    depth = 0
    for place, character in enumerate(body):
        depth += (character == "[") - (character == "]")
        if depth == 0 and place < len(body) - 1:
            return title, False
    inner = body[1:-1].strip()
    if title.endswith("].") and inner and inner[-1] not in ".?!":
        inner += "."
    return inner, True
