"""
Records that may be one work under two numbers: by DOI, and by title, year and first author.

Nothing is merged: each pair is told with what speaks for it and what against.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from curate.core.citation import fold

# A title of fewer words or letters ("Editorial", "In this issue") says nothing about a work.
LEAST_WORDS = 3
LEAST_LETTERS = 15
YEARS_APART = 1
# Of more records without an author under one title, the title is one that many works have.
MOST_WITHOUT_AUTHOR = 10

_RESOLVER = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:?\s*", re.IGNORECASE)
_ESCAPED = re.compile(r"%([2-7][0-9a-f])", re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:i|b|u|em|strong|sup|sub)>", re.IGNORECASE)
# From alpha to omega by their Unicode names, of which one is spelled otherwise than everywhere.
_SPELLED = {
    letter: f" {unicodedata.name(chr(letter)).rpartition(' ')[2].lower()} ".replace(
        "lamda", "lambda"
    )
    for letter in range(0x3B1, 0x3CA)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    What tells whether two records are one work.

    ``name`` is a PMID, or where an entry stands in a file that is not imported.
    """

    name: str
    doi: str = ""
    title: str = ""
    year: int | None = None
    author: str = ""
    journal: str = ""
    volume: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Two entries that may be one work: what is the same, and what differs."""

    first: Entry
    second: Entry
    same: tuple[str, ...]
    differs: tuple[str, ...] = ()


def normal_doi(text: str) -> str:
    """
    Return a DOI as two spellings of it agree: empty for none.

    Case is folded (DOIs have none), a resolver's address, "doi:", percent escapes, white space
    and the punctuation that sentences leave behind are taken away.
    """
    doi = "".join(text.split())
    # Addresses are sometimes escaped twice over.
    while (plain := _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), doi)) != doi:
        doi = "".join(plain.split())
    doi = _RESOLVER.sub("", doi).casefold().rstrip(".,;:")
    return doi if doi.startswith("10.") and "/" in doi else ""


def normal_title(text: str) -> str:
    """
    Return a title as two prints of it agree: empty where it says too little to go by.

    Mark-up, accents, case, punctuation and brackets are taken away, Greek letters spelled out,
    and compatibility characters (a superscript 2) made plain.
    """
    words = fold(fold(_MARKUP.sub("", text)).translate(_SPELLED))
    if len(words.split()) < LEAST_WORDS or len(words) < LEAST_LETTERS:
        return ""
    return words


def find_duplicates(entries: Iterable[Entry]) -> list[Duplicate]:
    """
    Return the pairs that may be one work, those with the same DOI first.

    A pair has the same DOI; or the same title, years no further apart than YEARS_APART (the
    electronic and the printed one) and the same first author, so far as both are known. Two
    places in one journal are two works, unless the DOI is the same. Of many records with one DOI
    each is paired with the first alone. The time is that of sorting.
    """
    listed = list(entries)
    pairs: dict[tuple[str, str], Duplicate] = {}
    for group in _groups(listed, lambda entry: normal_doi(entry.doi)):
        for other in group[1:]:
            pairs[group[0].name, other.name] = _compared(group[0], other)
    for group in _groups(listed, lambda entry: normal_title(entry.title)):
        for first, second in _same_work(group):
            pairs.setdefault((first.name, second.name), _compared(first, second))
    return list(pairs.values())


def _groups(entries: Sequence[Entry], key: Callable[[Entry], str]) -> Iterator[list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if value := key(entry):
            found[value].append(entry)
    return (group for group in found.values() if len(group) > 1)


def _same_work(group: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the pairs of a group with one title that may be one work."""
    order = {entry.name: number for number, entry in enumerate(group)}
    by_author: dict[str, list[Entry]] = defaultdict(list)
    for entry in group:
        by_author[fold(entry.author)].append(entry)
    nameless = by_author.pop("", [])
    candidates = [pair for named in by_author.values() for pair in combinations(named, 2)]
    if len(nameless) <= MOST_WITHOUT_AUTHOR:
        candidates += combinations(nameless, 2)
        candidates += ((one, other) for one in nameless for other in group if other.author)
    for pair in candidates:
        first, second = sorted(pair, key=lambda entry: order[entry.name])
        if _near(first.year, second.year) and not _placed_apart(first, second):
            yield first, second


def _near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= YEARS_APART


def _placed_apart(first: Entry, second: Entry) -> bool:
    """Say whether both stand in one journal, in different places."""
    if not first.journal or fold(first.journal) != fold(second.journal):
        return False
    return any(
        one and other and one != other
        for one, other in ((first.volume, second.volume), (first.page, second.page))
    )


def _compared(first: Entry, second: Entry) -> Duplicate:
    same: list[str] = []
    differs: list[str] = []
    for what, one, other in (
        ("DOI", normal_doi(first.doi), normal_doi(second.doi)),
        ("title", normal_title(first.title), normal_title(second.title)),
        ("year", str(first.year or ""), str(second.year or "")),
        ("first author", fold(first.author), fold(second.author)),
        ("journal", fold(first.journal), fold(second.journal)),
        ("volume", fold(first.volume), fold(second.volume)),
        ("first page", fold(first.page), fold(second.page)),
    ):
        if one and other:
            (same if one == other else differs).append(what)
    return Duplicate(first=first, second=second, same=tuple(same), differs=tuple(differs))
