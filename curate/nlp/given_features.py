"""What a pair of given entities shows for a linear model: readers, words, path, place."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from spacy.tokens import Token as Parsed

from curate.core.labelled import ScopeKind, Stretch
from curate.core.scoring_relations import BoundPair
from curate.core.signs import Effect
from curate.nlp.given import GivenReader, MarkedSentence
from curate.nlp.tokens import Token, tokens
from curate.nlp.triggers import Language, combine

_STEM = 6
_NEAR = 3
_BREAKS = (",", ";", ".", "(", ")")
_LESS = ("knock", "defici", "delet", "antagon", "sirna", "null", "-/-", "loss", "deplet", "silenc")
_LONG_GAP = 14
_LONG_PATH = 9


def features(
    bound: BoundPair,
    sentences: Mapping[Stretch, MarkedSentence],
    reader: GivenReader,
    language: Language,
) -> list[str]:
    """Return the features of a pair, sorted, over all its sentences."""
    one, other = bound.pair
    found = set(_places(bound))
    for place in bound.places:
        sentence = sentences.get(place)
        if sentence is None:
            continue
        a, b = sentence.numbers(one), sentence.numbers(other)
        if not set(a) - set(b) or not set(b) - set(a):
            continue
        found.update(_read(sentence, reader, one, other))
        found.update(_worded(sentence, language, a, b))
    return sorted(found)


def _places(bound: BoundPair) -> Iterator[str]:
    """Yield how often and where the two are named."""
    document = bound.document
    title = len(document.title)
    for entity in bound.pair:
        named = [m for m in document.mentions if entity in m.entity_ids]
        kind = named[0].kind
        yield f"count:{kind}:{min(len(named), 5)}"
        yield f"title:{kind}:{any(m.end <= title for m in named)}"
    yield f"sentences:{min(len(bound.places), 4)}"
    yield f"intitle:{bound.places[0][1] <= title}"
    yield f"last:{bound.places[-1][1] >= len(document.text) - 2}"
    for kind in {m.kind for m in document.mentions}:
        ids = {i for m in document.mentions if m.kind == kind for i in m.entity_ids}
        yield f"number:{kind}:{min(len(ids), 6)}"


def _read(sentence: MarkedSentence, reader: GivenReader, one: str, other: str) -> Iterator[str]:
    """Yield what the readers say, both ways."""
    for cause, effect in ((one, other), (other, one)):
        number = sentence.numbers(cause)[0]
        way = "first" if number < sentence.numbers(effect)[0] else "second"
        kinds = f"{_kind(sentence, cause)}>{_kind(sentence, effect)}"
        for reading in reader.read(sentence, cause, effect):
            reader_name = reading.finding.rule.partition(".")[0]
            yield f"read:{reading.role}"
            yield f"read:{reader_name}:{reading.role}"
            yield f"read:{kinds}:{reading.role}"
            yield f"rule:{way}:{reading.finding.rule}:{reading.role}"


def _kind(sentence: MarkedSentence, entity: str) -> str:
    return sentence.entities[sentence.numbers(entity)[0]].kind[:4]


def _worded(
    sentence: MarkedSentence, language: Language, a: Sequence[int], b: Sequence[int]
) -> Iterator[str]:
    """Yield the words between and around the nearest two mentions, and on the path."""
    words = tokens(sentence.copy, language.phrases)
    at = {t.mention: i for i, t in enumerate(words) if t.mention is not None}
    pairs = [
        (abs(at[x] - at[y]), x, y) for x, y in product(a, b) if x != y and x in at and y in at
    ]
    if not pairs:
        return
    distance, x, y = min(pairs)
    first, second = sorted((x, y), key=at.__getitem__)
    kinds = f"{sentence.entities[first].kind[:4]}>{sentence.entities[second].kind[:4]}"
    between = words[at[first] + 1 : at[second]]
    yield f"kinds:{kinds}"
    yield f"gap:{min(distance // 3, 8)}"
    yield from _gap(between, language, kinds)
    yield from _around(words, at[first], at[second], kinds)
    yield from _path(sentence, language, first, second, kinds)
    yield from _scoped(sentence, first, second)
    yield from _signed(words, at[first], at[second], language, kinds)


def _gap(between: Sequence[Token], language: Language, kinds: str) -> Iterator[str]:
    said = [w for t in between if t.mention is None and (w := language.word(t.text)) is not None]
    denied = any(language.negates(t.text) for t in between)
    effect = combine(said, negated=False, against=False)
    yield f"sign:{effect}:{denied}"
    yield f"sign:{kinds}:{effect}:{denied}"
    others = sum(t.mention is not None for t in between)
    yield f"others:{min(others, 4)}"
    if len(between) <= _LONG_GAP:
        for token in between:
            if token.mention is None and token.text[0].isalpha():
                yield f"between:{_stem(token)}"
                yield f"between:{kinds}:{_stem(token)}"
    if len(between) <= 4:
        yield "exact:" + "_".join("*" if t.mention is not None else _stem(t) for t in between)


def _signed(
    words: Sequence[Token], first: int, second: int, language: Language, kinds: str
) -> Iterator[str]:
    """Yield what is said of each of the two by itself, and the product with what is between."""
    one, other = (_own_sign(words, at, language) for at in (first, second))
    between = [
        w for t in words[first + 1 : second] if t.mention is None and (w := language.word(t.text))
    ]
    effect = combine(between, negated=False, against=False)
    yield f"own:first:{one}"
    yield f"own:second:{other}"
    yield f"own:{kinds}:{one}:{other}"
    yield f"product:{effect}:{one}:{other}"
    yield f"product:{kinds}:{effect}:{one}:{other}"


def _own_sign(words: Sequence[Token], at: int, language: Language) -> str:
    """Return the sign of the nearest word close before a name, or right behind it."""
    near = [*reversed(words[max(0, at - 4) : at]), *words[at + 1 : at + 3]]
    for token in near:
        if token.mention is not None or token.text in _BREAKS:
            continue
        word = language.word(token.text.lstrip("-"))
        if word is not None and word.effect in (Effect.INCREASES, Effect.DECREASES):
            return word.effect.value
        if token.text.startswith(_LESS):
            return "less"
    return "none"


def _around(words: Sequence[Token], first: int, second: int, kinds: str) -> Iterator[str]:
    for name, near in (
        ("before", words[max(0, first - _NEAR) : first]),
        ("after", words[second + 1 : second + 1 + _NEAR]),
    ):
        for token in near:
            if token.mention is None:
                yield f"{name}:{_stem(token)}"
                yield f"{name}:{kinds}:{_stem(token)}"
    for name, place in (("first", first), ("second", second)):
        for side, step in (("left", -1), ("right", 1)):
            if 0 <= place + step < len(words) and words[place + step].mention is None:
                yield f"{name}:{side}:{_stem(words[place + step])}"


def _path(
    sentence: MarkedSentence, language: Language, first: int, second: int, kinds: str
) -> Iterator[str]:
    at = {t.idx: t for t in sentence.doc}
    seats = sentence.mask.seats
    here, there = at.get(seats.get(first, -1)), at.get(seats.get(second, -1))
    if here is None or there is None:
        return
    up, top, down = _way(here, there)
    if len(up) + len(down) > _LONG_PATH:
        yield "path:long"
        return
    for token in [*up, *([top] if top is not None else []), *down]:
        yield f"path:{token.lower_[:_STEM]}"
        yield f"path:{kinds}:{token.lower_[:_STEM]}"
    spoken = [*up, *([top] if top is not None else []), *down]
    said = [w for t in spoken if (w := language.word(t.lower_)) is not None]
    effect = combine(said, negated=False, against=False)
    yield f"way:{effect}"
    yield f"way:{kinds}:{effect}"
    shape = [*(t.dep_ for t in up), "^", *(t.dep_ for t in down)]
    yield "shape:" + "-".join(shape)
    if top is not None:
        yield f"top:{'-'.join(t.dep_ for t in up[-1:])}:{top.lower_[:_STEM]}"


def _way(source: Parsed, target: Parsed) -> tuple[list[Parsed], Parsed | None, list[Parsed]]:
    rising = [source, *source.ancestors]
    falling = [target, *target.ancestors]
    below = {t.i for t in falling}
    top = next((t for t in rising if t.i in below), None)
    if top is None:
        return [], None, []
    up = [t for t in rising[1:] if t.i not in below]
    above = {t.i for t in rising}
    down = [t for t in falling[1:] if t.i not in above]
    inner = top if top.i not in (source.i, target.i) else None
    return up, inner, list(reversed(down))


def _scoped(sentence: MarkedSentence, first: int, second: int) -> Iterator[str]:
    """Yield which of the two stand in a scope."""
    for kind in ScopeKind:
        inside = [
            n
            for n in (first, second)
            for e in [sentence.entities[n]]
            if any(
                s.kind is kind and s.start <= e.start and e.end <= s.end for s in sentence.scopes
            )
        ]
        yield f"scope:{kind}:{'both' if len(inside) == 2 else 'one' if inside else 'none'}"


def _stem(token: Token) -> str:
    return token.text[:_STEM]
