"""Causes without a known name or form: what stands in the cause's place of a parsed sentence."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from curate.core.lexicon import Kind
from curate.core.signs import Effect
from curate.nlp.dependency import Masked
from curate.nlp.shadow import Shadow
from curate.nlp.triggers import Language

_LONGEST = 4
_LETTERS = re.compile("[a-z]{2}")
_MODIFIERS = ("compound", "nmod", "amod", "nummod", "npadvmod", "punct")


def slots(copy: Shadow, mask: Masked, doc: Doc, language: Language) -> list[tuple[int, int]]:
    """Return the stretches of the sentence that stand as cause of a signed effect, unnamed."""
    finder = _Finder(language, frozenset(mask.seats.values()))
    at = {t.idx: t for t in doc}
    found: list[tuple[int, int]] = []
    for number, seat in mask.seats.items():
        if copy.mentions[number].concept.kind is not Kind.PHENOMENON or seat not in at:
            continue
        for core in finder.cores(at[seat]):
            start = mask.places[core[0].idx]
            end = mask.places[core[-1].idx + len(core[-1]) - 1] + 1
            stretch = copy.original(start, end)
            if stretch not in found:
                found.append(stretch)
    return found


class _Finder:
    """Looks for unnamed causes in one parse."""

    def __init__(self, language: Language, seats: frozenset[int]) -> None:
        self._language = language
        self._carriers = language.classes["carriers"]
        self._no_causes = language.classes["no_causes"]
        self._plain = language.classes["plain_adjectives"]
        self._seats = seats

    def cores(self, phenomenon: Token) -> Iterator[list[Token]]:
        """Yield the words of each cause of the verb above the phenomenon that is named nowhere."""
        for noun in self._subjects(phenomenon):
            core = self._core(noun)
            if core:
                yield core

    def _subjects(self, phenomenon: Token) -> Iterator[Token]:
        """Yield what a verb of lessening above the phenomenon has for subject or agent."""
        below = phenomenon
        for verb in phenomenon.ancestors:
            if verb.pos_ in ("VERB", "AUX"):
                break
            below = verb
        else:
            return
        word = self._language.word(verb.lower_)
        effect = below.dep_ == "dobj" and below.lower_.startswith(("effect", "influence"))
        had = effect and verb.lower_ in self._language.classes["having_had"]
        if not had and (word is None or word.effect is not Effect.DECREASES):
            return
        if below.dep_ in ("dobj", "prep"):
            heads = [verb, verb.head] if verb.dep_ in ("xcomp", "conj") else [verb]
            nouns = [c for h in heads for c in h.children if c.dep_ == "nsubj"]
        elif below.dep_ == "nsubjpass":
            agents = [c for c in verb.children if c.dep_ == "agent"]
            nouns = [n for a in agents for n in a.children if n.dep_ == "pobj"]
        else:
            return
        for noun in nouns:
            yield noun
            yield from noun.conjuncts

    def _core(self, noun: Token) -> list[Token]:
        """Return the words that name the thing; none where nothing is named."""
        if noun.idx in self._seats or noun.pos_ not in ("NOUN", "PROPN"):
            return []
        if noun.lower_ in self._carriers:
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ in ("of", "with"):
                    inner = next((g for g in child.children if g.dep_ == "pobj"), None)
                    return self._core(inner) if inner is not None else []
            named = [c for c in noun.children if c.dep_ in ("compound", "nmod") and c.i < noun.i]
            return self._checked(named)
        words = [c for c in noun.children if c.dep_ in _MODIFIERS and c.i < noun.i]
        while words and (
            words[0].lower_ in self._plain or words[0].pos_ in ("PUNCT", "DET", "NUM")
        ):
            words.pop(0)
        return self._checked([*words, noun])

    def _checked(self, words: list[Token]) -> list[Token]:
        if not words or any(d.idx in self._seats for t in words for d in t.subtree):
            return []
        last = words[-1]
        if last.i - words[0].i > _LONGEST or last.lower_ in self._no_causes | self._plain:
            return []
        return words if _LETTERS.search(" ".join(t.text for t in words)) else []
