"""The scopes of negation and speculation in a sentence: cue words, and rules over its parse."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from spacy.tokens import Doc, Span, Token

from curate.core.labelled import Scope, ScopeKind
from curate.nlp.constituents import (
    before_comma,
    first_of,
    following,
    is_passive,
    last_of,
    opens_aside,
    subject,
    verb_of,
)
from curate.nlp.language import table
from curate.nlp.pipeline import Pipeline

# Each rule gets the word of the cue that the grammar goes by, the cue's last word, and whether
# what only goes along is left out at every depth (for a denial) or at the top alone; it returns
# the first and the last word of the scope.
_VERBAL = ("VERB", "AUX")
_Reach = tuple[int, int]


class ScopeFinder:
    """Finds scopes, one sentence at a time or many. Immutable."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def __call__(self, sentence: str) -> Sequence[Scope]:
        """Return the scopes of one sentence by their place, offsets into the sentence."""
        return next(self.many([sentence]))

    def many(self, sentences: Iterable[str]) -> Iterator[list[Scope]]:
        """Yield the scopes of each sentence; they are parsed in batches."""
        for doc in self._pipeline.parse(sentences):
            yield scopes_of(doc)


@dataclass(frozen=True, slots=True)
class _Cues:
    """All cues as one expression; ``rules`` gives each group's kind and reach."""

    expression: re.Pattern[str]
    rules: Mapping[str, tuple[ScopeKind, str]]


def scopes_of(doc: Doc) -> list[Scope]:
    """Return the scopes of a parsed sentence by their place."""
    cues = _cues()
    found: list[Scope] = []
    for match in cues.expression.finditer(doc.text):
        kind, reach = cues.rules[match.lastgroup or ""]
        words = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if words is None:
            continue
        stretch = _REACHES[reach](_head(words), words[-1], kind is ScopeKind.NEGATION)
        first, last = min(stretch[0], words.start), max(stretch[1], words.end - 1)
        found.append(
            Scope(
                kind=kind,
                start=doc[first].idx,
                end=_closed(doc, first, last),
                cues=(match.span(),),
            )
        )
    return sorted(found, key=lambda s: (s.start, -s.end, s.kind, s.cues))


def _head(words: Span) -> Token:
    """Return the word of a cue that the grammar goes by."""
    return next((t for t in words if t.pos_ in ("VERB", "ADJ", "NOUN")), words.root)


def _closed(doc: Doc, first: int, last: int) -> int:
    """Return where a scope ends in characters; a bracket that it opens is closed."""
    text = doc[first : last + 1].text
    if (
        last + 1 < len(doc)
        and doc[last + 1].text in (")", "]")
        and text.count("(") > text.count(")")
    ):
        last += 1
    return doc[last].idx + len(doc[last])


def _auxiliary(cue: Token, last: Token, strict: bool) -> _Reach:
    verb = cue.head if cue.dep_ in ("aux", "neg", "auxpass", "advmod") else None
    if verb is None or verb.pos_ not in (*_VERBAL, "ADJ", "NOUN") or not _denies_verb(last, verb):
        return last.i, before_comma(last.i, following(last, strict=strict), last.doc)
    start = cue.i
    if is_passive(verb) or verb.lower_ in ("appear", "seem"):
        start = first_of(verb, cue)
    end = max(last.i, last_of(verb, strict=strict))
    return start, before_comma(verb.i, end, verb.doc) if opens_aside(verb) else end


def _denies_verb(cue: Token, verb: Token) -> bool:
    """Say whether a negation denies the verb and not only what "but" adds."""
    return cue.i == 0 or cue.nbor(-1).lower_ not in ("but", "and", ",") or verb.i > cue.i + 4


def _verb(cue: Token, last: Token, strict: bool) -> _Reach:
    end = max(last.i, last_of(cue, strict=strict))
    if cue.dep_ == "acl" and cue.tag_ == "VBN":
        return cue.head.left_edge.i, end
    return (first_of(cue, cue) if is_passive(cue) else cue.i), end


def _raising(cue: Token, last: Token, strict: bool) -> _Reach:
    return first_of(cue, cue), max(last.i, last_of(cue, strict=strict))


def _predicate(cue: Token, last: Token, strict: bool) -> _Reach:
    if cue.dep_ == "amod":
        return cue.i, last_of(cue.head, strict=strict)
    verb = verb_of(cue)
    if cue.dep_ == "conj" and subject(cue) is None:
        return cue.i, max(last.i, last_of(cue, strict=strict))
    if cue.dep_ == "advmod":
        return cue.i, max(last_of(verb, strict=strict), following(last, strict=strict))
    return first_of(verb, cue), max(
        last.i, last_of(verb, strict=strict), last_of(cue, strict=strict)
    )


def _determiner(cue: Token, last: Token, strict: bool) -> _Reach:
    noun = cue.head if cue.dep_ in ("det", "preconj", "neg", "cc", "advmod", "amod") else cue
    while noun.dep_ in ("nmod", "compound", "amod", "conj") and noun.head.i > cue.i:
        noun = noun.head
    end = last_of(noun, strict=strict)
    if noun.dep_ in ("nsubj", "nsubjpass"):
        end = max(end, last_of(noun.head, strict=strict))
    return cue.i, end


def _following(cue: Token, last: Token, strict: bool) -> _Reach:
    return cue.i, max(last_of(cue, strict=strict), following(last, strict=strict))


def _adverb(cue: Token, last: Token, strict: bool) -> _Reach:
    if cue.head.pos_ in _VERBAL and cue.dep_ == "advmod":
        return cue.i, max(last.i, last_of(cue.head, strict=strict))
    return cue.i, following(last, strict=strict)


def _clause(cue: Token, last: Token, strict: bool) -> _Reach:
    return cue.i, max(last.i, last_of(cue.head, strict=strict))


_REACHES: Mapping[str, Callable[[Token, Token, bool], _Reach]] = MappingProxyType(
    {
        "auxiliary": _auxiliary,
        "verb": _verb,
        "raising": _raising,
        "predicate": _predicate,
        "determiner": _determiner,
        "noun": _following,
        "following": _following,
        "adverb": _adverb,
        "clause": _clause,
    }
)


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    rules: dict[str, tuple[ScopeKind, str]] = {}
    patterns: dict[str, str] = {}
    for kind, reaches in table("scopes").items():
        for reach, entries in reaches.items():
            for entry in entries:
                name = f"cue{len(rules)}"
                rules[name] = (ScopeKind(kind), reach)
                patterns[name] = entry
    ordered = sorted(patterns, key=lambda name: -len(patterns[name]))
    body = "|".join(f"(?P<{name}>{patterns[name]})" for name in ordered)
    expression = re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)
    return _Cues(expression, MappingProxyType(rules))
