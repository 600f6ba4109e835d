"""How a sentence says that something acts on a mechanism: "CCK antagonist", "loss of PKC"."""

import re
from dataclasses import dataclass

from curate.core.lexicon import Kind
from curate.core.signs import Basis, Effect, compose_basis
from curate.nlp.language import table
from curate.nlp.shadow import FIRST, MENTION, Shadow
from curate.nlp.triggers import english

_WORDS = {name: "|".join(entries) for name, entries in table("touch").items()}
_BRINGING_WORDS = _WORDS.pop("bringing")
# A verb of effect ends the phrase: "the agonists aggravated PGE2-induced ...".
_VERBS = "|".join(
    entry.rstrip("$")
    for entry, effect in english().effects.items()
    if effect is not Effect.INVOLVED
)
_ANY_WORD = (
    r"(?!(?:and|or|by|in|on|with|that|which|was|were|is|are|from|after|but|not|as|than|may|did"
    rf"|could|when|had|has|{_WORDS['less_before']}|{_WORDS['more_before']})\b)"
    rf"(?!(?:{_VERBS})(?:e?[sd]|e)?\b)[a-z][\w-]*"
)
_TAIL = f"(?:{_WORDS['tail']})"
_AFTER = re.compile(
    rf"(?P<m>{MENTION})(?:[ -]+{_TAIL}){{0,3}}[ -]*"
    rf"(?:(?P<less>{_WORDS['less_after']})|(?P<more>{_WORDS['more_after']}))"
    r"(?:[ -](?:mice|rats|animals|mutants?))?\b"
)
_BEFORE = re.compile(
    rf"\b(?:(?P<less>{_WORDS['less_before']})|(?P<more>{_WORDS['more_before']})) "
    rf"(?:(?:{_WORDS['middle']}|{_ANY_WORD}) ){{0,5}}(?P<m>{MENTION})"
    # "inhibition of PGE2-induced hyperalgesia" inhibits no PGE2
    r"(?!-(?:induced|evoked|elicited|produced|precipitated|associated|related)\b)"
)
_DONE = re.compile(
    rf"\b(?:when|once|if|after|where|while|until|provided) (?:the )?(?:[\w-]+ ){{0,2}}"
    rf"(?P<m>{MENTION})(?: {_TAIL}){{0,2}} (?:is|was|were|are|had been|has been) (?:\w+ly )?"
    rf"(?:(?P<less>{_WORDS['less_done']})|(?P<more>{_WORDS['more_done']}))\b"
)
_NAMING = ("or", "er", "ist", "body", "bodie", "serum", "sera", "rna", "antisense")
_PLACE = re.compile(r" (?:in|at|within) ")
_ENDS_IN_NAME = re.compile(rf"{MENTION}[ -]$")
_BRINGING = re.compile(_BRINGING_WORDS)
_ANTI = re.compile(
    rf"\banti-(?P<m>{MENTION})(?:[ -](?:serum|sera|antiserum|antibod(?:y|ies)|igg))?"
)
_MORE_OF_THEM = re.compile(
    rf"(?:,? (?:and|or|and/or|as well as)|,|/)(?: and)? ?(?:the |of |of the )?(?P<m>{MENTION})"
)
_RIGHT_BEHIND = re.compile(rf"[ -](?P<m>{MENTION})")
_LIST_MEMBER = re.compile(
    rf"({MENTION})(?:[ -]{_TAIL})?-?,? ?"
    r"(?:(?:and|or|and/or|but not)(?: not)? )?(?:an? |the )?$"
)
_THEN_NAME = re.compile(
    rf"(?:[ -]*,? ?\(?(?:the |compound |drug |such as |e\.g\.,? ?)?)(?P<a>{MENTION})"
)
_WITH_NAME = re.compile(rf" (?:with|by|using) (?:the )?(?P<a>{MENTION})")
_NAME_BEFORE = re.compile(
    rf"(?P<a>{MENTION})\)?(?:,? (?:which is |is |was |as |acts as |acting as )?|,? ?\()"
    r"(?:known as )?(?:an?|the) (?:[\w-]+,? ){0,4}(?:[\w-]+-)?$"
)
_NAME_IN_FRONT = re.compile(rf"(?P<a>{MENTION}) ?\((?:an? |the )?(?:[\w-]+ ){{0,3}}$")


@dataclass(frozen=True, slots=True)
class Touch:
    """
    One such place: what it makes of the mechanism, where it stands in the reading copy, its word.

    ``names_agent`` says that the word names a thing ("antagonist") and not a deed ("loss of").
    """

    basis: Basis
    start: int
    end: int
    word: str
    names_agent: bool


def touches(shadow: Shadow) -> dict[int, Touch]:
    """Return how each mechanism is touched, by the number of its mention."""
    found: dict[int, Touch] = {}
    text = shadow.text
    for match in _ANTI.finditer(text):
        number = number_of(match["m"])
        found[number] = Touch(
            Basis.BLOCKADE, match.start(), match.end(), "anti-", names_agent=True
        )
    for match in _BEFORE.finditer(text):
        _note_before(shadow, match, found)
    for match in _DONE.finditer(text):
        number = number_of(match["m"])
        if shadow.mentions[number].concept.kind is Kind.MECHANISM:
            basis = Basis.BLOCKADE if match["less"] else Basis.ACTIVATION
            word = match["less"] or match["more"]
            start = match.start("m") + 1
            touch = Touch(basis, start, match.end(), word, names_agent=False)
            found.setdefault(number, touch)
    for match in _AFTER.finditer(text):
        number = number_of(match["m"])
        if shadow.mentions[number].concept.kind is Kind.MECHANISM:
            word = match["less"] or match["more"]
            basis = Basis.BLOCKADE if match["less"] else Basis.ACTIVATION
            earlier = found.get(number)
            if earlier is not None and not _BRINGING.fullmatch(earlier.word):
                basis = compose_basis((earlier.basis, basis))
            found[number] = Touch(basis, match.start(), match.end(), word, names_agent=True)
            _note_list_before(shadow, match, found)
    return found


def _note_before(shadow: Shadow, match: re.Match[str], found: dict[int, Touch]) -> None:
    basis = Basis.BLOCKADE if match["less"] else Basis.ACTIVATION
    word = match["less"] or match["more"]
    names = word.rstrip("s").endswith(_NAMING)
    end, start = match.end(), match.start()
    if _PLACE.search(match[0]) and _ENDS_IN_NAME.search(shadow.text[:start]):
        return  # "MMP-9 activation in neurons" activates no neurons
    number: int | None = number_of(match["m"])
    while behind := _RIGHT_BEHIND.match(shadow.text, end):
        # "downregulation of the glutamate transporter EAAC1" is of the last one.
        if shadow.mentions[number_of(behind["m"])].concept.kind is not Kind.MECHANISM:
            break
        number, end = number_of(behind["m"]), behind.end()
    while number is not None:
        if shadow.mentions[number].concept.kind is not Kind.MECHANISM:
            return  # "the antagonist ketamine and ...": what follows is another thing
        found.setdefault(number, Touch(basis, start, end, word, names_agent=names))
        more = _MORE_OF_THEM.match(shadow.text, end)
        number, end = (number_of(more["m"]), more.end()) if more else (None, end)


def _note_list_before(shadow: Shadow, match: re.Match[str], found: dict[int, Touch]) -> None:
    """Let "CB1 and CB2 receptor antagonists" touch both."""
    touch = found[number_of(match["m"])]
    before = shadow.text[: match.start()]
    while found_more := _LIST_MEMBER.search(before):
        if found_more.end() - found_more.end(1) < 2:
            return
        number = number_of(found_more[1])
        if shadow.mentions[number].concept.kind is not Kind.MECHANISM:
            return
        earlier = found.get(number)
        if earlier is None or _BRINGING.fullmatch(earlier.word):
            found[number] = touch
        before = before[: found_more.start()]


def named_agents(shadow: Shadow, target: int, touch: Touch) -> list[int]:
    """
    Return the drugs that act on a mechanism by the sentence's own word.

    "the X antagonists MK-801 and CPP", "MK-801, an X antagonist", "inhibition of X with MK-801".
    """
    given = _WITH_NAME.match(shadow.text, touch.end)
    if given is None and touch.names_agent:
        given = _THEN_NAME.match(shadow.text, touch.end)
    if given and _can_be_agent(shadow, number_of(given["a"]), target):
        return _listed(shadow, given, target)
    before = shadow.text[: touch.start] if touch.names_agent else ""
    for pattern in (_NAME_BEFORE, _NAME_IN_FRONT):
        match = pattern.search(before)
        if match and _can_be_agent(shadow, number_of(match["a"]), target):
            return [number_of(match["a"])]
    return []


def _listed(shadow: Shadow, first: re.Match[str], target: int) -> list[int]:
    agents = [number_of(first["a"])]
    end = first.end()
    while more := _MORE_OF_THEM.match(shadow.text, end):
        number = number_of(more["m"])
        if not _can_be_agent(shadow, number, target):
            break
        agents.append(number)
        end = more.end()
    return agents


def _can_be_agent(shadow: Shadow, number: int, target: int) -> bool:
    concept = shadow.mentions[number].concept
    if number == target:
        return False
    return concept.kind is Kind.AGENT or (concept.kind is Kind.MECHANISM and not concept.known)


def number_of(char: str) -> int:
    """Return the number of the mention that a character of a reading copy stands for."""
    return ord(char) - FIRST
