"""Rules for a phenomenon that comes before the cause."""

from collections.abc import Sequence

from curate.core.lexicon import Kind
from curate.core.signs import Basis, Effect
from curate.nlp.finding import Finding
from curate.nlp.tokens import Token
from curate.nlp.triggers import combine
from curate.nlp.window.pair import Pair

_DID_NOT = (
    "did not", "does not", "do not", "was not", "had no effect", "was without-effect",
    "was ineffective", "were ineffective", "had no", "were without-effect",
)  # fmt: skip
_WHILE = frozenset(("as", "during", "upon", "when", "while"))
_ONCE = frozenset(("once", "when", "after", "following", "with", "in", "upon", "if"))
_LOOSE = frozenset(("in", "for", "when", "during"))


def effect_of(pair: Pair) -> Finding | None:
    """Read "the antiallodynic effect of gabapentin" and "the hyperalgesic action of PGD2"."""
    between = pair.between
    texts = [t.text for t in between]
    if "of" not in texts[:4] or not texts[0].startswith(pair.language.stems["effect_nouns"]):
        return None
    gap = texts[texts.index("of") + 1 :]
    if len(gap) > 8 or any(t in (";", "by", "on", "in") for t in gap):
        return None
    if not (pair.named.against or pair.named.adjective):
        return None
    effect = Effect.DECREASES if pair.named.against else Effect.INCREASES
    if pair.excluded(pair.first):
        effect = Effect.NONE
    return pair.finding(effect, "effect_of", between[:1])


def route(pair: Pair) -> Finding | None:
    """Read "prevents tolerance by inhibiting PKC" and "... hyperalgesia via CB1 receptors"."""
    between = pair.between
    turns = pair.language.classes["turns"]
    turn = next((i for i, t in enumerate(between) if t.text in turns), None)
    if turn is None or any(t.text in (";", ":") for t in between):
        return None
    way = between[turn + 1 :]
    gerund = pair.treated or any(t.text.endswith("ing") for t in way[:2])
    if between[turn].text == "by" and not gerund:
        return None
    if pair.within(between[:turn], "measured") or any(
        t.mention is not None or pair.word(t) is not None for t in between[:turn]
    ):
        return None
    main = pair.speaking(pair.before(pair.last, 8))[-2:]
    if not main:
        return None
    negated = pair.denied(pair.before(pair.last, 10)) or pair.excluded(pair.first)
    effect = pair.effect([w for _, _, w in main], negated=negated)
    if effect is None:
        return None
    effect, basis = _touch(pair, way, effect)
    return pair.finding(effect, "route", [t for _, t, _ in main], basis=basis)


def nominal_by(pair: Pair) -> Finding | None:
    """Read "reversal of hyperalgesia by morphine", "prevention of tolerance with MK-801"."""
    before = pair.before(pair.last, 5)
    nouns = [
        (t, w)
        for i, t, w in pair.speaking(before)
        if any(x.text in ("of", "in") for x in before[i + 1 : i + 3])
        and not any(_kind(pair, x) in (Kind.MECHANISM, Kind.AGENT) for x in before[i + 1 :])
    ]
    between = pair.between
    loose = any(t.text in _LOOSE for t in between) or pair.within(between, "by")
    if not nouns or not loose:
        return None
    if any(t.text in (";", ",") for t in between) or pair.speaking(between):
        return None
    negated = pair.denied(pair.words[max(0, pair.last - 7) : pair.first])
    effect = pair.effect([w for _, w in nouns], negated=negated)
    return pair.finding(effect, "nominal_by", [t for t, _ in nouns]) if effect else None


def passive(pair: Pair) -> Finding | None:
    """Read "tolerance was prevented by MK-801 but not by memantine"."""
    between = pair.between
    if any(t.text == ";" for t in between) or _of_another(pair):
        return None
    for i, token, word in reversed(pair.speaking(between)):
        after = between[i + 1 :]
        if token.text.startswith(pair.language.stems["effect_nouns"]):
            continue
        if i > 1 and not _is_verb(pair, token) and not _tells_groups_apart(pair, after):
            continue
        compared = token.text in pair.language.classes["comparisons"]
        if compared and _tells_groups_apart(pair, after):
            return pair.comparison([token])
        linked = not compared and _linked(pair, token, after) and not _moved_on(after)
        ways = [t.text for t in after if t.text in ("by", "via", "through")]
        if linked and len(ways) > 1 and ways[0] == "by":
            return None  # "P induced by injury by ablating X": the second "by" is not its own
        if not linked and not _tells_groups_apart(pair, after):
            continue
        negated = pair.denied(between) or pair.excluded(pair.first)
        effect = pair.effect([word], negated=negated)
        return pair.finding(effect, "passive", [token]) if effect else None
    return None


def ellipsis(pair: Pair) -> Finding | None:
    """Read "MK-801 reversed allodynia, whereas memantine did not"."""
    behind = [t.text for t in pair.words[pair.first + 1 : pair.first + 6]]
    said = " ".join(behind[:3])
    if not said.startswith(_DID_NOT):
        return None
    rest = behind[2:4] if said.startswith(("did not", "does not", "do not", "was not")) else []
    if any(t[0].isalpha() for t in rest):
        return None
    return pair.finding(Effect.NONE, "ellipsis", pair.words[pair.first + 1 : pair.first + 3])


def dependent(pair: Pair) -> Finding | None:
    """Read "the hyperalgesia is TRPV1-dependent"."""
    behind = pair.words[pair.first + 1 : pair.first + 2]
    be = any(t.text in ("is", "was", "are", "were") for t in pair.between)
    if not behind or not be or not pair.cause.is_mechanism:
        return None
    if behind[0].text not in ("-dependent", "-mediated", "-driven"):
        return None
    effect = Effect.NONE if pair.denied(pair.between) else Effect.INCREASES
    return pair.finding(effect, "dependent", behind)


def appearance(pair: Pair) -> Finding | None:
    """Read "tolerance did not develop in mice lacking PKC"."""
    between = pair.between
    fading = [t for t in between if t.text in pair.language.classes["fading"]]
    if fading and pair.treated and any(t.text in _ONCE for t in between):
        return pair.finding(Effect.DECREASES, "appearance", fading[:1])
    shown = [i for i, t in enumerate(between) if t.text in pair.language.classes["appearing"]]
    if not shown or not pair.treated or any(t.text in (";", "but") for t in between):
        return None
    where = any(t.text in ("in", "when", "after", "with") for t in between[shown[0] :])
    if not where or not pair.denied(between[: shown[0]]):
        return None
    return pair.finding(Effect.DECREASES, "appearance", [between[shown[0]]])


def in_both(pair: Pair) -> Finding | None:
    """Read "allodynia developed in both wild-type and Nav1.3 knockout mice"."""
    texts = [t.text for t in pair.between]
    if "both" not in texts or pair.cause.basis is not Basis.BLOCKADE:
        return None
    both = texts.index("both")
    if not both or texts[both - 1] != "in" or any(t in (";", "but") for t in texts):
        return None
    return pair.finding(Effect.NONE, "in_both", [pair.between[both]])


def beside(pair: Pair) -> Finding | None:
    """Read "during withdrawal, cAMP levels increased", "rats with allodynia had more TNF"."""
    stems = pair.language.stems["changes"]
    between = [t.text for t in pair.between]
    ahead = [t.text for t in pair.before(pair.last, 5)]
    behind = pair.words[pair.first + 1 : pair.first + 6]
    if any(t in (";", "by", "but") for t in between) or pair.cause.agent_span is not None:
        return None
    fronted = any(t in _WHILE for t in ahead) and "," in between
    changed = [t for t in behind if t.text.startswith(stems)]
    if fronted and changed:
        return pair.finding(Effect.INVOLVED, "beside", changed[:1])
    animals = any(t in pair.language.classes["groups"] for t in ahead) and "with" in ahead
    given = any(_kind(pair, t) is Kind.EXPOSURE for t in pair.before(pair.last, 4))
    joined = between[:1] == ["and"] and given
    if joined and between == ["and"] and _changed(pair):
        return pair.finding(Effect.INVOLVED, "beside", pair.between[:1])
    changes = [t for t in pair.between if t.text.startswith(stems)]
    has = any(t in pair.language.classes["having"] or t == "had" for t in between)
    if changes and ((animals and has) or (joined and changes[0] is pair.between[1])):
        return pair.finding(Effect.INVOLVED, "beside", changes[:1])
    return None


def change(pair: Pair) -> Finding | None:
    """Read "tolerance developed with increased expression of TNF": a change beside it."""
    between = pair.between
    if len(between) > 20 or any(t.text in (";", "but", "whereas", "by") for t in between):
        return None
    changes = [t for t in between if t.text.startswith(pair.language.stems["changes"])]
    if not pair.within(between[:6], "together") or not (changes or _changed(pair)):
        return None
    return pair.finding(Effect.INVOLVED, "change", changes[-1:] or between[:1])


def pronoun(pair: Pair) -> Finding | None:
    """Read "hyperalgesia developed, and MK-801 reversed it": the sentence's own phenomenon."""
    behind = pair.words[pair.first + 1 : pair.first + 8]
    at = next((i for i, t in enumerate(behind) if pair.word(t) is not None), None)
    if at is None or any(not t.text.endswith("ly") for t in behind[:at]):
        return None
    rest = [t.text for t in behind[at + 1 : at + 3]]
    meant = rest[:1] in (["it"], ["them"]) or (
        len(rest) > 1
        and rest[0] in pair.language.classes["pronouns"] | {"those"}
        and rest[1].startswith(pair.language.stems["symptoms"])
    )
    if not meant or _several_phenomena(pair):
        return None
    word = pair.word(behind[at])
    effect = pair.effect([word], negated=False) if word is not None else None
    signed = effect in (Effect.INCREASES, Effect.DECREASES)
    return pair.finding(effect, "pronoun", [behind[at]]) if effect and signed else None


def _several_phenomena(pair: Pair) -> bool:
    ahead = pair.words[: pair.first]
    found = {
        pair.copy.mentions[t.mention].concept.concept_id
        for t in ahead
        if t.mention is not None and _kind(pair, t) is Kind.PHENOMENON
    }
    return len(found) > 1


def _changed(pair: Pair) -> bool:
    """Say whether the cause itself is named by a change of it ("increased TNF-alpha")."""
    start, end = pair.cause.covered
    return pair.copy.text[start:end].startswith(pair.language.stems["changes"])


def _touch(pair: Pair, way: Sequence[Token], effect: Effect) -> tuple[Effect, Basis | None]:
    """Return the effect and the basis that the words after "by" or "via" leave."""
    signs = [w for _, _, w in pair.speaking(way)]
    if not signs or not pair.cause.is_mechanism:
        return effect, None
    sign = combine(signs[:1], negated=False, against=False)
    if sign is Effect.INVOLVED:
        return (effect if effect is Effect.NONE else Effect.INVOLVED), None
    if sign in (Effect.DECREASES, Effect.INCREASES):
        return effect, Basis.BLOCKADE if sign is Effect.DECREASES else Basis.ACTIVATION
    return effect, None


def _kind(pair: Pair, token: Token) -> Kind | None:
    return None if token.mention is None else pair.copy.mentions[token.mention].concept.kind


def _of_another(pair: Pair) -> bool:
    """Say whether "which was ..." speaks of something named after the phenomenon."""
    between = pair.between
    relative = next((i for i, t in enumerate(between) if t.text in ("which", "that")), None)
    return relative is not None and any(t.mention is not None for t in between[:relative])


def _linked(pair: Pair, token: Token, after: Sequence[Token]) -> bool:
    """Say whether a verb hands over to the cause: "by", or a verb of dependence."""
    if token.text in pair.language.classes["dependence"]:
        return True
    if token.text.startswith(pair.language.stems["links"]):
        return True
    return pair.within(after, "by") and not pair.within(after, "measured")


def _is_verb(pair: Pair, token: Token) -> bool:
    """Say whether a word can hand over to "by", and is no noun of another matter ("relief")."""
    classes = pair.language.classes
    return (
        token.text.endswith(("ed", "t", "n"))
        or token.text in classes["dependence"] | classes["comparisons"]
        or token.text.startswith(pair.language.stems["links"])
    )


def _moved_on(after: Sequence[Token]) -> bool:
    """Say whether another clause has begun behind the one that acts ("by A, and that B rose")."""
    named = next((i for i, t in enumerate(after) if t.mention is not None), None)
    return named is not None and any(t.text in ("that", "which") for t in after[named:])


def _tells_groups_apart(pair: Pair, after: Sequence[Token]) -> bool:
    """Say whether the cause tells groups apart: "... was lower in rats given MK-801"."""
    than = any(t.text == "than" for t in pair.words[pair.first + 1 : pair.first + 4])
    if than and any(t.text in ("with", "after", "following") for t in after):
        return True
    if not any(t.text in ("in", "for", "when", "among") for t in after):
        return False
    behind = pair.words[pair.first + 1 : pair.first + 4]
    start, end = pair.cause.covered
    animals = any(name in pair.copy.text[start:end] for name in ("mice", "rats", "animals"))
    return animals or pair.within(after, "groups") or pair.within(behind, "groups")
