"""Where sentences begin and end: rules for abstracts, no model."""

import re

# What ends in a period inside a sentence. Those of the second set may end one too.
_NEVER_LAST = frozenset(
    [
        "e.g",
        "i.e",
        "vs",
        "fig",
        "figs",
        "approx",
        "ca",
        "cf",
        "no",
        "nos",
        "dr",
        "st",
        "resp",
        "var",
        "viz",
        "ref",
        "refs",
        "eq",
        "inc",
        "ltd",
        "co",
        "prof",
        "vol",
        "p",
        "pp",
        "al",
        "jr",
        "u.s",
        "u.k",
        "spp",
        "subsp",
        "ser",
        "mol",
        "temp",
        "conc",
        "ave",
        "avg",
        "et",
        "int",
        "str",
        "v",
        "sp",
    ]
)
_SOMETIMES_LAST = frozenset(
    [
        "i.p",
        "i.v",
        "s.c",
        "i.m",
        "i.t",
        "i.c.v",
        "p.o",
        "i.th",
        "i.n",
        "i.pl",
        "i.c",
        "i.a",
        "p.r",
        "s.l",
        "b.i.d",
        "t.i.d",
        "q.i.d",
        "i.d",
        "h",
        "hr",
        "hrs",
        "min",
        "sec",
        "bw",
        "b.w",
        "s.e.m",
        "s.d",
        "n.s",
        "wt",
        "max",
    ]
)
_END = re.compile(
    r"([.!?])([\"')\]\u201d\u2019]*)(;?\s+)(?=[\"'(\[\u201c]*[A-Z0-9\u0391-\u03a9\u03b1-\u03c9\u00b5(<>+\-\u2265\u2264#])"
)
_LOWER_START = re.compile(r"(?<=[.!?])\s+(?=[a-z]{1,2}[A-Z]|(?:mRNA|siRNA|cAMP|nNOS|iNOS|eNOS)\b)")
_STRONG_START = re.compile(r"[A-Z][a-z]+\b|In\b|A\b|[A-Z]{3,}")
_PARAGRAPH = re.compile(r"(?:^|[.?!] +)\d{1,2}$")
_INITIAL = re.compile(r"[A-Z]\.|[A-Z][a-z]+")


def split(text: str) -> list[tuple[int, int]]:
    """Return the sentences of one text as ``(start, end)``, white space between them left out."""
    cuts = [m.end() for m in _END.finditer(text) if _ends(text, m)]
    cuts += [m.end() for m in _LOWER_START.finditer(text) if not _abbreviated(text, m.start() - 1)]
    spans: list[tuple[int, int]] = []
    start = 0
    for cut in [*sorted(set(cuts)), len(text)]:
        piece = text[start:cut]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append((left, start + len(piece.rstrip())))
        start = cut
    return spans


def _word_before(text: str, period: int) -> str:
    start = period
    while start and not text[start - 1].isspace() and text[start - 1] not in "([,;/":
        start -= 1
    return text[start:period]


def _abbreviated(text: str, period: int) -> bool:
    return _word_before(text, period).lower() in _NEVER_LAST | _SOMETIMES_LAST


def _ends(text: str, match: re.Match[str]) -> bool:
    if match[1] != ".":
        return True
    word = _word_before(text, match.start())
    lower = word.lower()
    if lower in _NEVER_LAST:
        return False
    if lower in _SOMETIMES_LAST:
        return _STRONG_START.match(text, match.end()) is not None
    if len(word) == 1 and word.isupper():
        # An initial ("J. Smith", "E. coli") and not the end of "vitamin C.".
        before = text[max(0, match.start() - 3) : match.start() - 1].strip()
        at_start = not before or before.endswith((".", "(", ","))
        return not (at_start and _INITIAL.match(text, match.end()))
    # "1. Nociceptin ... 2. The ...": the number of a paragraph, not a sentence.
    return not (word.isdigit() and _PARAGRAPH.search(text[: match.start()]))
