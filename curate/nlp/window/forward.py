"""Rules for a cause that comes before the phenomenon."""

from collections.abc import Sequence

from curate.core.lexicon import Kind
from curate.core.signs import Basis, Effect
from curate.nlp.finding import Finding
from curate.nlp.tokens import Token
from curate.nlp.triggers import Word
from curate.nlp.window.pair import Pair

_ROLE_REACH = 8
_LOOK_AHEAD = 6
_PREPOSITIONS = frozenset(("on", "with", "to", "over", "in", "for", "of"))
_WHERE = frozenset(("in", "within", "from", "into", "at", "by"))
_SEEN = frozenset(("observed", "found", "seen", "detected", "noted", "present"))
_MORE_OR_LESS = frozenset(
    ("higher", "lower", "increased", "decreased", "elevated", "reduced", "upregulated", "altered")
)
_SET_AGAINST = frozenset(
    ("contrast", "unlike", "compared", "relative", "than", "versus", "independent-of")
)
_ENDS_PHRASE = frozenset((",", ";", "and", "or", "of", "by", "that", "with", "in", "on"))
_BEFORE_ADJECTIVES = frozenset(
    (",", ";", "the", "a", "an", "of", "in", "with", "by", "and", "or", "that", "both", "to")
)
_BE = frozenset(("is", "was", "are", "were", "has", "have", "had", "did", "does"))
_NEW_CLAUSE = frozenset(("and", "but", "whereas", "while", "although"))
_DETERMINERS = frozenset(("the", "a", "an", "no", "this", "these", "their", "its", "there"))
_FRONTING = frozenset(
    ("without", "lacking", "in", "after", "following", "with", "during", "upon", "under", "when")
)


def modifier(pair: Pair) -> Finding | None:
    """Read "PGE2-induced hyperalgesia" and "CCK-dependent allodynia and hyperalgesia"."""
    between = pair.between
    if not _is_modifier(pair, between) or pair.speaking(between[1:]):
        return None
    loose = between[0].text[1:] in pair.language.classes["related"]
    if not loose and not pair.cause.is_known_mechanism:
        return None
    effect = Effect.INVOLVED if loose else Effect.INCREASES
    return pair.finding(effect, "modifier", between[:1])


def copula(pair: Pair) -> Finding | None:
    """Read "dynorphin was hyperalgesic" and "lidocaine was not antiallodynic"."""
    between = pair.between
    be = [i for i, t in enumerate(between) if t.text in ("is", "was", "are", "were")]
    if not be or not (pair.named.adjective or pair.named.against) or pair.speaking(between):
        return None
    if any(t.text in (";", ",", "that", "which") for t in between[be[-1] :]):
        return None
    effect = Effect.DECREASES if pair.named.against else Effect.INCREASES
    denied = pair.denied(between[be[-1] :])
    return pair.finding(Effect.NONE if denied else effect, "copula", between[be[-1] :][:1])


def active(pair: Pair) -> Finding | None:
    """Read "MK-801 attenuated the development of tolerance"."""
    if any(t.text in (";", ":") for t in pair.between) or _is_modifier(pair, pair.between):
        return None
    ahead = pair.before(pair.first, 3)
    if pair.within(ahead[-2:], "like") or _inside_another(pair):
        return None
    if any(t.text in _SET_AGAINST for t in ahead):
        return None
    between = _without_passives(pair)
    start = _last_predicate(pair, between)
    if start and not _shares_subject(pair, between[:start]):
        return None
    if _is_object(pair) or _in_new_clause(pair):
        return None
    return _predicate(pair, between, start)


def _predicate(pair: Pair, between: Sequence[Token], start: int) -> Finding | None:
    """Read the predicate that begins at ``start`` and ends at the phenomenon."""
    group = between[start:]
    speaking = pair.speaking(group)
    cues = [t for _, t, _ in speaking]
    if not cues or _is_apart(pair, group, speaking, start):
        return None
    compared = [t for t in cues if t.text in pair.language.classes["comparisons"]]
    if compared and pair.within(between[:3], "groups"):
        return pair.comparison(cues)
    if len(compared) == len(cues) and not pair.within(between, "groups"):
        return None
    negated = (
        pair.denied(group)
        or any(t.text == "without-affecting" for t in group)
        or pair.excluded(pair.first)
        or pair.excluded(pair.last)
    )
    if negated and _differs_in_time(group):
        return None
    effect = pair.effect([w for _, _, w in speaking], group, negated=negated)
    had = all(t.text in pair.language.classes["having"] for t in cues)
    straight = not any(t.text in _PREPOSITIONS for t in group[speaking[-1][0] :])
    if had and straight and _is_unharmed(pair, group):
        effect = Effect.NONE
    elif had and straight and pair.treated and pair.denied(group):
        # "Knockout mice did not develop tolerance": without it there is less.
        effect = Effect.DECREASES
    elif effect not in (None, Effect.NONE) and _goes_along(pair, group, cues[-1]):
        effect = Effect.INVOLVED
    return pair.finding(effect, "active", cues) if effect is not None else None


def nominal(pair: Pair) -> Finding | None:
    """Read "the role of CCK in tolerance" and "inhibition by CCK of hyperalgesia"."""
    before = pair.before(pair.first, _ROLE_REACH)
    nouns = [
        t
        for i, t in enumerate(before)
        if (t.text in pair.language.classes["relation_nouns"] or pair.word(t) is not None)
        and any(x.text in ("of", "for", "by") for x in before[i + 1 : i + 3])
    ]
    between = pair.between
    if not nouns or not any(t.text in ("in", "on", "of", "to", "for", "upon") for t in between):
        return None
    if any(t.text in (";", ".") for t in between):
        return None
    noun = nouns[-1]
    word = pair.word(noun) or Word(noun.text, Effect.INVOLVED, yields=True)
    words = [word, *(w for _, _, w in pair.speaking(between))]
    behind = [t.text for t in pair.words[pair.last + 1 : pair.last + 5]]
    insignificant = "not" in behind and any(t.startswith("signific") for t in behind)
    negated = (
        insignificant
        or pair.denied(before)
        or pair.excluded(pair.first)
        or pair.excluded(pair.last)
    )
    effect = pair.effect(words, [*before, *between], negated=negated)
    return pair.finding(effect, "nominal", [noun]) if effect else None


def _differs_in_time(group: Sequence[Token]) -> bool:
    """Say whether "no difference from ... during P" only compares with what P's time shows."""
    texts = [t.text for t in group]
    at = next((i for i, t in enumerate(texts) if t.startswith("differ")), None)
    return at is not None and "from" in texts[at:] and "during" in texts[-3:]


def _goes_along(pair: Pair, group: Sequence[Token], last: Token) -> bool:
    """Say whether it is a process of the mechanism that is told: "PKC rose in tolerance"."""
    stems = pair.language.stems
    at = group.index(last)
    processes = any(t.text.startswith(stems["processes"]) for t in group)
    if processes and pair.within(group[at + 1 :], "aside"):
        return True
    changed = last.text.startswith(stems["changes"]) and last.text.endswith("ed")
    be = ("was", "were", "is", "are", "been")
    passive = any(t.text in be for t in group[max(0, at - 3) : at])
    where = any(t.text in ("in", "during", "of", "from") for t in group[at + 1 :])
    return changed and passive and where


def fronted(pair: Pair) -> Finding | None:
    """Read "In rats given naltrindole, tolerance was markedly reduced"."""
    start = next(
        (i for i in range(pair.first - 1, -1, -1) if pair.words[i].text in (";", ".")), -1
    )
    clause = pair.words[start + 1 : pair.first]
    opening = clause[0].text if clause else ""
    if start < 0 and pair.cause.covered[0] == 0:
        opening = pair.copy.text.partition(" ")[0]  # "Without microglia, ..."
    if opening not in _FRONTING or not pair.treated:
        return None
    if len(clause) > _ROLE_REACH or not any(t.text == "," for t in pair.between):
        return None
    if _exposed(pair, pair.between) and pair.denied(pair.between):
        # "In mice lacking PKC, morphine did not produce tolerance."
        return pair.finding(Effect.DECREASES, "fronted", pair.between[-1:])
    return None if pair.speaking(pair.between) else _told_behind(pair)


def raised(pair: Pair) -> Finding | None:
    """Read "Substance P enhances, and galanin reduces, allodynia": two verbs with one object."""
    texts = [t.text for t in pair.between]
    commas = [i for i, t in enumerate(texts) if t == ","]
    if len(commas) < 2 or len(texts) - commas[-1] > _LOOK_AHEAD:
        return None
    first, last = commas[0], commas[-1]
    if texts[first + 1] not in _NEW_CLAUSE or pair.speaking(pair.between[last:]):
        return None
    said = pair.speaking(pair.between[:first])
    if not said or said[-1][0] != first - 1 or pair.word(pair.between[last - 1]) is None:
        return None
    effect = pair.effect([w for _, _, w in said], negated=pair.denied(pair.between[:first]))
    return pair.finding(effect, "raised", [t for _, t, _ in said]) if effect else None


def _told_behind(pair: Pair) -> Finding | None:
    """Read the predicate behind the phenomenon."""
    after = pair.words[pair.last + 1 : pair.last + 9]
    stop = next((i for i, t in enumerate(after) if t.text in (";", ",", "by", "but")), len(after))
    after = after[:stop]
    appearing = [t for t in after if t.text in pair.language.classes["appearing"]]
    if appearing and pair.denied(after):
        return pair.finding(Effect.DECREASES, "fronted", appearing[:1])
    speaking = pair.speaking(after)
    effect = pair.effect([w for _, _, w in speaking], negated=pair.denied(after))
    if not speaking or effect is None:
        return None
    return pair.finding(effect, "fronted", [t for _, t, _ in speaking])


def _inside_another(pair: Pair) -> bool:
    """Say whether the cause only tells where another is: "an antagonist in the amygdala"."""
    before = pair.before(pair.first, _ROLE_REACH)
    where = next((i for i in range(len(before) - 1, -1, -1) if before[i].text in _WHERE), None)
    if (
        where is not None
        and before[where].text == "by"
        and not before[where - 1].text.endswith("ed")
    ):
        return False
    if where is None or any(t.mention is not None or t.text == "," for t in before[where:]):
        return False
    ahead = before[:where]
    return any(t.mention is not None for t in ahead) and not pair.speaking(ahead)


def observed_in(pair: Pair) -> Finding | None:
    """Read "Nav1.8 upregulation was observed in rats with allodynia": it goes along."""
    between = pair.between
    seen = [i for i, t in enumerate(between) if t.text in _SEEN]
    changed = [i for i, t in enumerate(between) if t.text in _MORE_OR_LESS]
    at = (seen or changed)[-1:]
    if not at or (not pair.cause.is_mechanism and pair.cause.agent_span is not None):
        return None
    place = [t.text for t in between[at[0] + 1 :]]
    if not place or place[0] not in ("in", "during") or not pair.within(between, "groups"):
        return None
    if any(t in (";", "by", "but") for t in place) or "with" not in place:
        return None
    if "without" in place:
        return None
    effect = Effect.NONE if pair.denied(between) else Effect.INVOLVED
    return pair.finding(effect, "observed_in", [between[at[0]]])


def left_intact(pair: Pair) -> Finding | None:
    """Read "TRPA1 antagonism left hyperalgesia unchanged"."""
    leaving = [t for t in pair.between if t.text in pair.language.classes["leaving"]]
    behind = pair.words[pair.last + 1 : pair.last + 6]
    intact = [t for t in behind if t.text in pair.language.classes["intact"]]
    if not leaving or not intact:
        return None
    return pair.finding(Effect.NONE, "left_intact", [leaving[-1], intact[0]])


def _exposed(pair: Pair, between: Sequence[Token]) -> bool:
    """Say whether the exposure is the subject of what comes before the phenomenon."""
    for i, token in enumerate(between):
        if token.mention is None or not any(t.text == "," for t in between[max(0, i - 3) : i]):
            continue
        if pair.copy.mentions[token.mention].concept.kind is Kind.EXPOSURE:
            return True
    return False


def _is_modifier(pair: Pair, between: Sequence[Token]) -> bool:
    if not between or not between[0].text.startswith("-"):
        return False
    classes = pair.language.classes
    return between[0].text[1:] in classes["induced"] | classes["related"]


def _without_passives(pair: Pair) -> list[Token]:
    """Drop what was done to the cause: "NR1, which was reduced by ketamine, ..."."""
    between = list(pair.between)
    kept = between
    for i, token in enumerate(between):
        if token.text == "by" and i and pair.word(between[i - 1]) is not None:
            after = between[i + 1 :]
            if not (after and pair.word(after[0]) is not None):
                kept = after
    return kept


def _last_predicate(pair: Pair, between: Sequence[Token]) -> int:
    """Return where the last of several coordinated predicates begins."""
    classes = pair.language.classes
    passed = classes["joins"] | classes["auxiliaries"] | {"not"}
    start = 0
    for i, token in enumerate(between[:-1]):
        if token.text not in classes["joins"] or not i:
            continue
        following = next(
            (
                t
                for t in between[i + 1 : i + _LOOK_AHEAD]
                if t.text not in passed and not t.text.endswith("ly") and t.text != "it"
            ),
            None,
        )
        if following is None or following.mention is not None:
            continue
        denies = pair.language.negates(following.text)
        helped = any(t.text in classes["auxiliaries"] for t in between[i + 1 : i + 4])
        inflected = following.text.endswith(("ed", "s", "ing")) or helped
        verb = inflected and pair.word(following) is not None
        if (verb or denies) and pair.speaking(between[start:i]):
            start = i + 1
    return start


def _is_unharmed(pair: Pair, group: Sequence[Token]) -> bool:
    """Read "Nav1.3 knockout mice developed robust allodynia": without it nothing changed."""
    return (
        pair.cause.basis is Basis.BLOCKADE
        and pair.within([*group, *pair.words[pair.last + 1 : pair.last + 3]], "unharmed")
        and not pair.denied(group)
    )


def _is_object(pair: Pair) -> bool:
    """Say whether an earlier verb acts on the cause: "X blocked CCK and reduced tolerance"."""
    for at in range(pair.first - 1, max(-1, pair.first - 5), -1):
        token = pair.words[at]
        if token.mention is not None or token.text in _ENDS_PHRASE:
            return False
        if pair.word(token) is not None:
            before = pair.words[at - 1].text if at else ","
            return token.text.endswith(("ed", "s")) and before not in _BEFORE_ADJECTIVES
    return False


def _has_verb(pair: Pair, tokens: Sequence[Token]) -> bool:
    """Say whether words hold a verb, as far as their form tells."""
    helped = pair.within(tokens, "auxiliaries") and any(t.text in _BE for t in tokens)
    return helped or bool(pair.speaking(tokens)) or any(t.text.endswith("ed") for t in tokens)


def _in_new_clause(pair: Pair) -> bool:
    """
    Say whether the phenomenon belongs to a clause with a subject of its own.

    "A raised B, and antiserum to B blocked P"; "A saved morphine, but the area of P was the same".
    """
    between = pair.between
    for i, token in enumerate(between):
        opens = i and between[i - 1].text == "," and token.text in _NEW_CLAUSE
        if not opens or not _has_verb(pair, between[:i]):
            continue
        said = pair.speaking(between[i:])
        named = next((k for k, t in enumerate(between[i:]) if t.mention is not None), None)
        if not said and between[i + 1 : i + 2] and between[i + 1].text in _DETERMINERS:
            return True
        if said and named is not None and named < said[0][0]:
            return True
        if between[i + 1 : i + 2] and between[i + 1].text == "that":
            return True
    return False


def _sets_another_up(pair: Pair, group: Sequence[Token], place: int, token: Token) -> bool:
    """Say whether "vincristine induced hyperalgesia" is a name, the hyphen left out."""
    stems = pair.language.stems["setting_up"]
    ahead = group[place - 1].mention if place else None
    last = place == len(group) - 1
    return last and ahead is not None and token.text.startswith(stems)


def _is_apart(
    pair: Pair, group: Sequence[Token], speaking: Sequence[tuple[int, Token, Word]], start: int
) -> bool:
    """Say whether the words that speak tell of something else than the phenomenon."""
    opening = group[: speaking[0][0]]
    goes_on = opening[:1] and opening[0].text == "it" and start and _is_subject(pair)
    if pair.within(opening, "pronouns") and not goes_on:
        return True
    if pair.within(group[speaking[-1][0] + 1 :], "clauses"):
        return True  # the phenomenon stands in another clause
    if all(_sets_another_up(pair, group, i, t) for i, t, _ in speaking):
        return True
    return all(
        # "variability of provoked hyperalgesia": an adjective, no verb
        t.text.endswith("ed") and i and group[i - 1].text in ("of", "in", "on", "the", "for")
        for i, t, _ in speaking
    )


def _is_subject(pair: Pair) -> bool:
    """Say whether the cause opens its sentence, so that a later "it" means it."""
    return all(t.mention is None for t in pair.words[: pair.first])


def _shares_subject(pair: Pair, earlier: Sequence[Token]) -> bool:
    """Say whether a later predicate still has the same subject."""
    its = any(t.text == "it" for t in pair.between[len(earlier) : len(earlier) + 2])
    if its and _is_subject(pair):
        return True
    return not pair.within(earlier, "clauses") and not any(
        t.text in ("we", "they", "it") for t in earlier
    )
