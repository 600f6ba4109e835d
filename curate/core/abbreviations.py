"""The abbreviations in a table's labels, and what they stand for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from curate.core.citing import collation
from curate.core.definitions import definitions
from curate.core.lexicon import Kind, Lexicon
from curate.core.table import EvidenceTable, Note

_TOKEN = re.compile(r"[^\W_][\w+-]*")
_ROMAN = re.compile(r"[IVX]+")
SHORT_PART = 3
_LABELS_KEPT = 65_536
_PARTS = re.compile(r"-+")


def abbreviations_in(labels: Iterable[str]) -> tuple[str, ...]:
    """
    Return the abbreviations of some labels, each once, by name.

    That is what has two capitals in one word, and is no Roman numeral: NMDA, mGluR5, IL-6. Of a
    word with hyphens the whole counts where a part is a number or all are short (5-HT2A, CCK-A),
    else the parts.
    """
    found = {name for label in labels for name in _abbreviations(label)}
    return tuple(sorted(found, key=lambda name: (collation(name), name)))


# A table asks the same of each label of the pack more than once.
@lru_cache(_LABELS_KEPT)
def _abbreviations(label: str) -> frozenset[str]:
    found: set[str] = set()
    for token in _TOKEN.findall(label):
        parts = [p for p in _PARTS.split(token) if p]
        whole = len(parts) > 1 and (
            any(p.isdigit() for p in parts) or max(map(len, parts)) <= SHORT_PART
        )
        found.update(t for t in ([token.strip("-+")] if whole else parts) if _abbreviates(t))
    return frozenset(found)


def most_used(defined: Iterable[tuple[str, str]]) -> dict[str, str]:
    """
    Return the long form that most texts give a short form, in its most used spelling.

    ``defined`` holds a pair of short and long form for each time that a text defines one; case
    does not tell long forms apart. Of equals the first by name holds.
    """
    times: dict[str, Counter[str]] = defaultdict(Counter)
    spelled: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for short, long in defined:
        key = " ".join(collation(long).split())
        times[short][key] += 1
        spelled[short, key][" ".join(long.split())] += 1
    return {short: _first(spelled[short, _first(counted)]) for short, counted in times.items()}


def by_synonyms(names: Iterable[str], lexicon: Lexicon) -> dict[str, str]:
    """
    Return what the pack's own synonyms spell out, the first one that does.

    "NMDA receptor" with the synonym "N-methyl-D-aspartate receptor" spells out NMDA: what the
    label has before and behind the abbreviation is taken off the synonym, and the whole rest must
    be the abbreviation's long form (``core.definitions``).
    """
    wanted = set(names)
    found: dict[str, str] = {}
    for term in lexicon.terms:
        if term.kind not in {Kind.MECHANISM, Kind.PHENOMENON}:
            continue
        for name in sorted(_abbreviations(term.label) & wanted):
            if name not in found:
                before, _, behind = term.label.partition(name)
                for synonym in term.synonyms:
                    middle = _middle(synonym, before.strip(" -"), behind.strip(" -"))
                    if not middle or abbreviations_in([middle]):
                        continue
                    if definitions(f"{middle} ({name})").get(name) == (0, len(middle)):
                        found[name] = middle
                        break
    return found


def _middle(text: str, before: str, behind: str) -> str:
    folded = text.casefold()
    if not (folded.startswith(before.casefold()) and folded.endswith(behind.casefold())):
        return ""
    return text[len(before) : len(text) - len(behind)].strip(" -")


def labels_of(table: EvidenceTable) -> tuple[str, ...]:
    """Return the labels that a table shows: of its phenomena and mechanisms."""
    return (*(c.label for c in table.columns), *(row.label for row in table.rows))


def abbreviation_note(names: Iterable[str], long_forms: Mapping[str, str]) -> Note | None:
    """Return the note that explains these, and names those it can't; None for none."""
    listed = list(names)
    known = [f"{name}, {long_forms[name]}" for name in listed if name in long_forms]
    unknown = [name for name in listed if name not in long_forms]
    texts = [f"Abbreviations: {'; '.join(known)}."] if known else []
    if unknown:
        texts.append(
            f"Abbreviations that neither pack nor records spell out: {', '.join(unknown)}."
        )
    return Note(symbol="", text=" ".join(texts)) if texts else None


def _abbreviates(text: str) -> bool:
    return sum(c.isupper() for c in text) > 1 and not _ROMAN.fullmatch(text)


def _first(counted: Counter[str]) -> str:
    return min(counted, key=lambda text: (-counted[text], text))
