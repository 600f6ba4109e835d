"""Mechanisms and agents that the pack does not know, recognised by the form of their names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from curate.core.lexicon import Kind
from curate.nlp.fold import fold
from curate.nlp.language import table
from curate.nlp.mention import Concept, Found, Mention

_LISTS = table("forms")
_STOP = frozenset(_LISTS["stop_words"])
_NOT_ENZYMES = frozenset(_LISTS["not_enzymes"])
_NOT_SYMBOLS = frozenset(_LISTS["not_symbols"])
_GENERIC = frozenset(_LISTS["generic"])
_ENGLISH = frozenset(_LISTS["english_words"])
_UNNAMED = tuple(_LISTS["unnamed_heads"])
_PARTING = re.compile(rf"\b(?:{'|'.join(_LISTS['partings'])})\b", re.IGNORECASE)
_BOUND = re.compile(r"-(?:induced|evoked|treated|associated|injected|injection|based|like)$")
_DEED = re.compile("|".join(_LISTS["deeds"]), re.IGNORECASE)
_OF = re.compile(r" of (?:the |spinal |central |peripheral |neuronal |dorsal )*")
_NAME = r"[A-Za-z\u03b1-\u03c9\u00b50-9][\w/.,'()\[\]-]*"
_HEADED = re.compile(rf"((?:{_NAME} ){{1,3}})({'|'.join(_LISTS['heads'])})\b")
_WORDS = re.compile(
    r"\b(?:(?P<mirna>(?:[Mm]iR|[Mm]icroRNA|miRNA|let|lncRNA|circRNA)[- ]?\d*[\w-]*)"
    r"|(?P<enzyme>[A-Za-z]*[a-z]{3,}ases?)"
    r"|(?P<code>[A-Z]{1,5}-?\d{2,6}(?:[,-]\d{2,4})?[A-Za-z]?)"
    rf"|(?P<drug>[A-Za-z]{{3,}}(?:{'|'.join(_LISTS['drug_endings'])})s?)"
    rf"|(?P<process>{'|'.join(_LISTS['processes'])})"
    rf"|(?P<cell>{'|'.join(_LISTS['cells'])}))\b"
)
_SYMBOL = re.compile(
    r"\b(?:[A-Z][A-Za-z]{0,3}[A-Z0-9]+[A-Za-z0-9\u03b1-\u03c9]*"
    r"(?:[-/][A-Za-z0-9\u03b1-\u03c9]+)?)\b"
)
_RESIDUES = re.compile(rf"(?:^|[\[,-])(?:{'|'.join(_LISTS['residues'])})\d")
# Residues and rat strains look like drug codes.
_RESIDUE = re.compile(rf"^(?:[A-Z]\d{{1,3}}[A-Za-z]?|(?:{'|'.join(_LISTS['residues'])})\d+)$")


def open_mentions(sentence: str, taken: Sequence[Mention]) -> list[Mention]:
    """Return what looks like a mechanism or an agent in the stretches that are not taken."""
    found: list[Mention] = []
    for start, end in _places(sentence):
        if not any(m.overlaps(start, end) for m in (*taken, *found)):
            found += [
                open_mention(sentence, first, last, Found.FORM)
                for first, last in named_parts(sentence, start, end)
            ]
    return found


def joined(sentence: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions by place, neighbours that the pack does not know grown into one."""
    result: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        last = result[-1] if result else None
        if (
            last is not None
            and not last.concept.known
            and not mention.concept.known
            and sentence[last.end : mention.start] in ("", " ", "-")
        ):
            result[-1] = open_mention(sentence, last.start, mention.end, last.found)
        else:
            result.append(mention)
    return result


def grown(sentence: str, mentions: Sequence[Mention]) -> list[Mention]:
    """
    Return the mentions with those grown together that name one thing by what it does.

    "GS nitration", "endocytosis of the mu-opioid receptor", "the COMT Val158Met polymorphism".
    """
    result: list[Mention] = []
    for mention in mentions:
        last = result[-1] if result else None
        whole = None if last is None else _whole(sentence, last, mention)
        if last is None or whole is None:
            result.append(mention)
            continue
        text = sentence[last.start : mention.end]
        concept = open_concept(text) if not whole.concept.known else whole.concept
        result[-1] = replace(whole, start=last.start, end=mention.end, text=text, concept=concept)
    return result


def _whole(sentence: str, first: Mention, second: Mention) -> Mention | None:
    """Return which of two neighbours the thing is, where they name one thing."""
    if not first.concept.kind is second.concept.kind is Kind.MECHANISM:
        return None
    between = sentence[first.end : second.start]
    if between in (" ", "-"):
        same = first.concept.concept_id == second.concept.concept_id
        return first if same or _DEED.fullmatch(second.text) else None
    return second if _OF.fullmatch(between) and _DEED.fullmatch(first.text) else None


def named_parts(sentence: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names in a stretch: what stands round "inhibitor"; generic words are none."""
    place = start
    for match in [*_PARTING.finditer(sentence, start, end), None]:
        stop = match.start() if match else end
        part = sentence[place:stop]
        first = place + len(part) - len(part.lstrip(" -"))
        last = first + len(part.strip(" -"))
        words = sentence[first:last].lower().split()
        name = sentence[first:last]
        if (
            last - first > 1
            and not _RESIDUES.search(name)
            and name not in _NOT_SYMBOLS
            and not _all_generic(words)
            and words[-1] not in _ENGLISH
        ):
            yield first, last
        place = match.end() if match else end


def names_nothing(long_form: str) -> bool:
    """Say whether what an abbreviation stands for is a procedure, a group or the like."""
    return long_form.lower().split()[-1].startswith(_UNNAMED)


def is_generic(name: str) -> bool:
    """Say whether a name only tells what sort of thing another is ("lncRNA")."""
    return _all_generic(name.lower().split())


def _all_generic(words: Sequence[str]) -> bool:
    return all(word in _GENERIC for word in words)


def open_mention(sentence: str, start: int, end: int, how: Found) -> Mention:
    """Return a mention that stands under its own name."""
    text = sentence[start:end]
    return Mention(start=start, end=end, text=text, concept=open_concept(text), found=how)


def open_concept(text: str) -> Concept:
    """Return the concept of a name that the pack does not know: folded, spaced, singular."""
    name = re.sub(r"[\s-]+", " ", fold(text).text).strip()
    if name.endswith("s") and not name.endswith(("ss", "us", "is", "sis")) and len(name) > 4:
        name = name[:-1]
    label = text if any(c.isupper() or c.isdigit() for c in text[1:]) else text.lower()
    return Concept(concept_id=f"~{name}", label=label, kind=Kind.MECHANISM, known=False)


def _places(sentence: str) -> Iterable[tuple[int, int]]:
    for match in _HEADED.finditer(sentence):
        words = match[1].split()
        keep: list[str] = []
        for word in reversed(words):
            if (
                word.lower().strip(",()") in _STOP
                or word.lower() in ("nervous", "brain's")
                or word.endswith((",", ")", ";"))
                or word.lower().endswith(("ly", "ed", "ing"))
            ):
                break
            keep.insert(0, word)
        if keep:
            start = match.end(1) - len(" ".join(keep)) - 1
            yield start, match.end()
    for match in _WORDS.finditer(sentence):
        if match["code"] and (match[0] in _NOT_SYMBOLS or _RESIDUE.match(match[0])):
            continue
        if match["enzyme"] and match["enzyme"].lower() in _NOT_ENZYMES:
            continue
        yield match.start(), match.end()
    for match in _SYMBOL.finditer(sentence):
        name = _BOUND.sub("", match[0])
        if name not in _NOT_SYMBOLS and len(name) > 2 and not _RESIDUE.match(name):
            yield match.start(), match.start() + len(name)
