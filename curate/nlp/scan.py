"""Find a pack's terms in a text: an Aho-Corasick pass, word borders, guards, longest wins."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from ahocorasick_rs import AhoCorasick

from curate.core.lexicon import Guard, Kind, Lexicon, Term
from curate.nlp.fold import Folded, fold
from curate.nlp.mention import Concept, Mention

_SEPARATORS = re.compile(r"[- ]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_MAX_VARIED = 3
_WORD = re.compile(r"[\w+-]+")
_LOCANT = re.compile(r"-\d+-[a-z]+(?:ic|yl|ol|one|oate|amide) ")
_STOP = re.compile(r"[,;:] ")
# Elided coordination: "mu- and delta-opioid receptors", "CB1 or CB2 receptors".
_LIST_BEFORE = re.compile(r"((?:[\w.]+-?,? ){1,5})(?:and/or|and|or|but not|nor) (?:not |the )?$")
_CLOSED_CLASS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "by",
        "with",
        "to",
        "for",
        "not",
        "nor",
        "and",
        "or",
        "but",
        "from",
        "on",
        "that",
        "both",
    ]
)


def concept_of(term: Term) -> Concept:
    """Return what a term means."""
    return Concept(
        concept_id=term.term_id,
        label=term.label,
        kind=term.kind,
        category=term.category,
        target=term.target,
        action=term.action,
        treated=term.treated,
    )


class TermScanner:
    """Finds the terms of one lexicon. Immutable once built."""

    def __init__(self, lexicon: Lexicon) -> None:
        forms: dict[str, list[tuple[Term, str | None]]] = {}
        for term in lexicon.terms:
            for form in term.forms:
                for variant in _variants(fold(form).text):
                    forms.setdefault(variant, []).append((term, None))
            for form in term.exact:
                forms.setdefault(fold(form).text, []).append((term, form))
        self._forms = list(forms)
        self._terms = [forms[f] for f in self._forms]
        self._index = {f: i for i, f in enumerate(self._forms)}
        self._automaton = AhoCorasick(self._forms)
        self._contexts = {t.term_id: t.context for t in lexicon.terms if t.context}
        phenomena = [f for f, t in forms.items() if any(x.kind is Kind.PHENOMENON for x, _ in t)]
        self._phenomena = AhoCorasick(phenomena)

    def may_hold_phenomenon(self, folded: Folded) -> bool:
        """Say, fast, whether a text holds a phenomenon's letters at all."""
        return bool(self._phenomena.find_matches_as_indexes(folded.text))

    def out_of_place(self, record: str) -> frozenset[str]:
        """Return the ids of the terms whose context a record, folded, does not give."""
        return frozenset(i for i, words in self._contexts.items() if not _holds(record, words))

    def scan(self, sentence: str, folded: Folded) -> list[Mention]:
        """Return the mentions in a sentence by place; they do not overlap."""
        candidates = sorted(
            self._candidates(sentence, folded), key=lambda m: (m.start - m.end, m.start, _rank(m))
        )
        kept: list[Mention] = []
        for mention in candidates:
            if any(_cuts(mention, other) for other in candidates):
                continue
            if not any(mention.overlaps(k.start, k.end) for k in kept):
                kept.append(mention)
        kept += self._elided(sentence, folded, kept)
        return sorted(kept, key=lambda m: m.start)

    def lookup(self, phrase: str) -> Concept | None:
        """Return the concept that a phrase is a form of, singular or plural."""
        text = fold(phrase).text.strip()
        for form in (text, text.removesuffix("s"), text.removesuffix("es")):
            place = self._index.get(form)
            if place is not None:
                for term, exact in self._terms[place]:
                    if exact is None or exact == phrase:
                        return concept_of(term)
        return None

    def _candidates(self, sentence: str, folded: Folded) -> Iterator[Mention]:
        text = folded.text
        for index, start, stop in self._automaton.find_matches_as_indexes(text, overlapping=True):
            end = _plural_end(text, stop)
            if end < len(text) and (text[end].isalnum() or text[end : end + 2] == "+/"):
                continue
            if _LOCANT.match(text, end):
                continue  # "THC-11-oic acid" is another substance
            for term, exact in self._terms[index]:
                first, against = _start(text, start, term.kind)
                if first is None:
                    continue
                left, right = folded.original(first), folded.original(end)
                if exact is not None and sentence[left : left + len(exact)] != exact:
                    continue
                if any(_guarded(text, first, end, guard) for guard in term.guards):
                    continue
                yield Mention(
                    start=left,
                    end=right,
                    text=sentence[left:right],
                    concept=concept_of(term),
                    against=against,
                )

    def _elided(self, sentence: str, folded: Folded, kept: Iterable[Mention]) -> list[Mention]:
        """Return the first members of lists whose head stands only at the last one."""
        found: list[Mention] = []
        text = folded.text
        for mention in kept:
            if mention.concept.kind is not Kind.MECHANISM or folded.places:
                first, tail = _split_head(fold(mention.text).text)
            else:
                first, tail = _split_head(text[mention.start : mention.end])
            before = _LIST_BEFORE.search(fold(sentence[: mention.start]).text)
            if not tail or before is None:
                continue
            for word in _WORD.finditer(before[1]):
                name = word[0].rstrip("-")
                concept = self.lookup(name + tail) if name not in _CLOSED_CLASS else None
                if concept is None or name == first:
                    continue
                place = _find_word(sentence, word[0], mention.start)
                if place is not None and not any(
                    k.overlaps(place[0], place[1]) for k in (*kept, *found)
                ):
                    found.append(
                        Mention(
                            start=place[0],
                            end=place[1],
                            text=sentence[place[0] : place[1]],
                            concept=concept,
                        )
                    )
        return found


def _cuts(mention: Mention, other: Mention) -> bool:
    """Say whether a name takes another's head: "receptor trafficking" behind "NMDA"."""
    return (
        other.start < mention.start < other.end < mention.end
        and mention.text.lower().startswith("receptor")
        and other.concept.kind is Kind.MECHANISM
    )


def _rank(mention: Mention) -> int:
    order = (Kind.PHENOMENON, Kind.MECHANISM, Kind.AGENT, Kind.EXPOSURE)
    return order.index(mention.concept.kind)


def _variants(form: str) -> Iterator[str]:
    """Yield a form with every way to join its parts: hyphen, space or nothing."""
    yield form
    parts = [p for p in _SEPARATORS.split(form) if p]
    if 1 < len(parts) <= _MAX_VARIED + 1:
        for joints in product("- \0", repeat=len(parts) - 1):
            # Two words never grow together: only letters and digits may.
            pieces = [parts[0]]
            for joint, part in zip(joints, parts[1:], strict=True):
                if joint == "\0" and not (part[0].isdigit() or pieces[-1][-1].isdigit()):
                    break
                pieces += ["" if joint == "\0" else joint, part]
            else:
                yield "".join(pieces)


def _plural_end(text: str, end: int) -> int:
    for suffix in ("s", "es"):
        stop = end + len(suffix)
        if text[end:stop] == suffix and (stop == len(text) or not text[stop].isalnum()):
            return stop
    return end


def _start(text: str, start: int, kind: Kind) -> tuple[int | None, bool]:
    """Return where the word begins, and whether "anti" turns it round; None inside a word."""
    if kind is Kind.PHENOMENON:
        for prefix in ("anti-", "anti"):
            first = start - len(prefix)
            if text[max(0, first) : start] == prefix and (
                first == 0 or not text[first - 1].isalnum()
            ):
                return first, True
    if start and text[start - 1].isalnum():
        return None, False
    if kind is not Kind.PHENOMENON and text[max(0, start - 4) : start] == "non-":
        return None, False
    return start, False


def _guarded(text: str, start: int, end: int, guard: Guard) -> bool:
    """Say whether a form stands in company that makes it another thing."""
    if guard.unless and _holds(text, guard.unless):
        return False
    if guard.anywhere and _holds(text, guard.anywhere):
        return True
    # "pain, tolerance and reward" speaks of no pain tolerance: company ends at a stop.
    ahead = _STOP.split(text[max(0, start - 60) : start])[-1]
    before = " ".join(_WORD.findall(ahead)[-guard.reach :])
    if text[start - 1 : start] == "-" and before:
        before = before.rstrip("-")
    behind = _STOP.split(text[end : end + 60].replace("-", " "))[0]
    after = " ".join(_WORD.findall(behind)[: guard.reach])
    return _holds(before.replace("-", " "), guard.before) or _holds(after, guard.after)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return bool(words) and _any_of(words).search(text) is not None


@lru_cache(maxsize=4096)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of any of a guard's words, at a word's beginning."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})")


def _split_head(text: str) -> tuple[str, str]:
    """Split "delta-opioid receptors" into "delta" and "-opioid receptors"."""
    match = re.match(r"(\w+)([- ].+)", text)
    return (match[1], match[2]) if match else (text, "")


def _find_word(sentence: str, folded_word: str, before: int) -> tuple[int, int] | None:
    for match in reversed(list(re.finditer(r"[^\s,()]+", sentence[:before]))):
        if fold(match[0]).text == folded_word:
            return match.start(), match.end()
    return None
