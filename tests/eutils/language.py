"""PubMed's query language, as far as tests need it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.eutils.corpus import Corpus, Fields, tokens

_TOKEN = re.compile(r'"[^"]*"|\(|\)|\[[^\]]*\]|[^\s()\[\]"]+')
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_ALL = "all fields"
_FIELDS = {
    "": _ALL,
    "all": _ALL,
    "all fields": _ALL,
    "tw": _ALL,
    "text word": _ALL,
    "tiab": "title/abstract",
    "title/abstract": "title/abstract",
    "ti": "title",
    "title": "title",
    "mh": "mesh terms",
    "mesh": "mesh terms",
    "mesh terms": "mesh terms",
    "au": "author",
    "author": "author",
    "pt": "publication type",
    "publication type": "publication type",
    "la": "language",
    "language": "language",
    "dp": "pdat",
    "pdat": "pdat",
    "edat": "edat",
    "crdt": "edat",
    "mdat": "mdat",
    "lr": "mdat",
    "aid": "article identifier",
    "uid": "uid",
    "pmid": "uid",
    "sb": "filter",
    "filter": "filter",
}


@dataclass(slots=True)
class Found:
    """What a query came to: PMIDs, its translation, and what was not understood."""

    pmids: set[int] = field(default_factory=set)
    translation: str = ""
    phrases_not_found: list[str] = field(default_factory=list)
    quoted_not_found: list[str] = field(default_factory=list)
    fields_not_found: list[str] = field(default_factory=list)


def search(corpus: Corpus, term: str) -> Found:
    """Run a query; operators work from left to right, none before another, as in PubMed."""
    reader = _Reader(corpus, _TOKEN.findall(term))
    pmids, translation = reader.expression()
    reader.found.pmids = pmids
    reader.found.translation = translation
    return reader.found


def in_dates(value: str, low: str, high: str) -> bool:
    """Say whether a date lies between two that may be less exact than it."""
    if not value:
        return False
    return low <= value[: len(low)] and value[: len(high)] <= high


class _Reader:
    def __init__(self, corpus: Corpus, words: list[str]) -> None:
        self.found = Found()
        self._corpus = corpus
        self._words = words
        self._at = 0

    def _peek(self) -> str:
        return self._words[self._at] if self._at < len(self._words) else ""

    def _next(self) -> str:
        word = self._peek()
        self._at += 1
        return word

    def expression(self) -> tuple[set[int], str]:
        """Read operands and operators up to a closing parenthesis or the end."""
        pmids, text = self._operand()
        while self._peek() not in {"", ")"}:
            operator = self._next() if self._peek() in _OPERATORS else "AND"
            more, more_text = self._operand()
            if operator == "AND":
                pmids = pmids & more
            elif operator == "OR":
                pmids = pmids | more
            else:
                pmids = pmids - more
            text = f"{text} {operator} {more_text}"
        return pmids, text

    def _operand(self) -> tuple[set[int], str]:
        if self._peek() == "(":
            self._next()
            pmids, text = self.expression()
            self._next()
            return pmids, f"({text})"
        if self._peek().startswith('"'):
            phrase = self._next().strip('"')
            return self._term(phrase, self._tag(), quoted=True)
        words = []
        while self._peek() and self._peek()[0] not in '()["' and self._peek() not in _OPERATORS:
            words.append(self._next())
        tag = self._tag()
        if not words:
            return set(), ""
        return self._term(" ".join(words), tag, quoted=False)

    def _tag(self) -> str:
        return self._next()[1:-1].strip() if self._peek().startswith("[") else ""

    def _term(self, text: str, tag: str, *, quoted: bool) -> tuple[set[int], str]:
        # A subfield (":noexp") narrows what a tag means; it is no other field.
        name = _FIELDS.get(tag.lower().partition(":")[0])
        if name is None:
            self.found.fields_not_found.append(tag)
            name = _ALL
        pmids = _LOOKUPS[name](self._corpus, text.lower(), quoted)
        if not pmids:
            (self.found.quoted_not_found if quoted else self.found.phrases_not_found).append(text)
        return pmids, f'"{text}"[{name.title()}]'


def _words(corpus: Corpus, text: str, quoted: bool) -> set[int]:
    """Return the records with all the words, or with the phrase; a final * stands for any end."""
    found: set[int] | None = None
    for word in text.split():
        parts = tokens(word)
        for number, part in enumerate(parts):
            if word.endswith("*") and number == len(parts) - 1:
                hits = {p for w, all_ in corpus.words.items() if w.startswith(part) for p in all_}
            else:
                hits = corpus.words.get(part, set())
            found = set(hits) if found is None else found & hits
    if not found or not quoted:
        return found or set()
    return {p for p in found if _holds(corpus.fields[p].title_abstract, text)} | {
        p for p in found if any(_holds(f" {m} ", text) for m in corpus.fields[p].mesh)
    }


def _holds(padded: str, text: str) -> bool:
    phrase = " ".join(tokens(text))
    return f" {phrase}" in padded if text.endswith("*") else f" {phrase} " in padded


def _in_text(get: Callable[[Fields], str]) -> Callable[[Corpus, str, bool], set[int]]:
    def lookup(corpus: Corpus, text: str, quoted: bool) -> set[int]:
        pieces = [text] if quoted else text.split()
        return {
            pmid
            for pmid in _words(corpus, text, quoted=False)
            if all(_holds(get(corpus.fields[pmid]), piece) for piece in pieces)
        }

    return lookup


def _in_set(get: Callable[[Fields], set[str]]) -> Callable[[Corpus, str, bool], set[int]]:
    def lookup(corpus: Corpus, text: str, quoted: bool) -> set[int]:
        return {pmid for pmid, fields in corpus.fields.items() if text in get(fields)}

    return lookup


def _in_range(get: Callable[[Fields], str]) -> Callable[[Corpus, str, bool], set[int]]:
    def lookup(corpus: Corpus, text: str, quoted: bool) -> set[int]:
        low, _, high = text.partition(":")
        return {
            pmid
            for pmid, fields in corpus.fields.items()
            if in_dates(get(fields), low.strip(), high.strip() or low.strip())
        }

    return lookup


def _uids(corpus: Corpus, text: str, quoted: bool) -> set[int]:
    low, _, high = text.partition(":")
    if not low.isdigit() or not (high or low).isdigit():
        return set()
    return {pmid for pmid in corpus.records if int(low) <= pmid <= int(high or low)}


def _filter(corpus: Corpus, text: str, quoted: bool) -> set[int]:
    return set(corpus.records) if text == "all" else set()


_LOOKUPS: dict[str, Callable[[Corpus, str, bool], set[int]]] = {
    _ALL: _words,
    "title/abstract": _in_text(lambda fields: fields.title_abstract),
    "title": _in_text(lambda fields: fields.title),
    "mesh terms": _in_set(lambda fields: fields.mesh),
    "author": _in_set(lambda fields: fields.authors),
    "publication type": _in_set(lambda fields: fields.types),
    "language": _in_set(lambda fields: fields.languages),
    "pdat": _in_range(lambda fields: fields.published),
    "edat": _in_range(lambda fields: fields.entered),
    "mdat": _in_range(lambda fields: fields.changed),
    "article identifier": _in_set(lambda fields: fields.identifiers),
    "uid": _uids,
    "filter": _filter,
}
