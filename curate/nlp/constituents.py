"""Where the constituents of a parsed sentence begin and end, as scopes and readers count them."""

from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_PASSIVE = ("nsubjpass", "csubjpass", "auxpass")
_ASIDE = frozenset(
    ("because", "since", "although", "though", "whereas", "while", "even", "unless")
)
_ASIDE_PREPOSITIONS = frozenset(("because", "despite", "unlike", "given"))
_OPENING = ("(", "[")
_CLOSING = (")", "]")
_FINITE = ("VBZ", "VBD", "VBP", "MD")
_APART = frozenset((";", ":", "--", "—"))


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb; the "it" and "there" that stand for nothing count too."""
    return next((c for c in verb.children if c.dep_ in _SUBJECTS or c.dep_ == "expl"), None)


def is_expletive(token: Token) -> bool:
    """Say whether a subject only fills the place ("it appears that")."""
    return token.dep_ == "expl" or (
        token.lower_ == "it"
        and any(c.dep_ in ("ccomp", "csubj", "csubjpass") for c in token.head.children)
    )


def is_passive(verb: Token) -> bool:
    """Say whether a verb has the passive voice."""
    return any(c.dep_ in _PASSIVE for c in verb.children)


def verb_of(token: Token) -> Token:
    """Return the verb that a predicate adjective hangs on, or the token itself."""
    if token.dep_ in ("acomp", "attr", "oprd", "advmod") and token.head.pos_ in ("VERB", "AUX"):
        return token.head
    return token


def first_of(verb: Token, cue: Token) -> int:
    """Return where a predicate begins with its subject, or with its first auxiliary."""
    name = subject(verb)
    if name is not None:
        return cue.i if is_expletive(name) else min(cue.i, name.left_edge.i)
    early = [c.i for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < cue.i]
    return min([*early, cue.i, verb.i])


def last_of(token: Token, *, strict: bool = False) -> int:
    """
    Return where a constituent ends.

    What only goes along with its head is left out: a coordinated clause of its own, a clause
    behind a comma or of concession and reason, whatever comes after a semicolon.
    """
    last = token.i
    for child in token.rights:
        if child.is_punct or child.is_space:
            if child.text in _APART:
                break
            continue
        if _goes_along(child, token):
            break
        if child.dep_ != "cc":
            last = max(last, last_of(child, strict=True) if strict else _end(child))
    return last


def _end(token: Token) -> int:
    """Return where all that hangs on a token ends, closing punctuation left out."""
    last = token.right_edge
    while last.i > token.i and last.is_punct and last.text not in (")", "]", "'"):
        last = last.nbor(-1)
    return last.i


def following(token: Token, *, strict: bool = False) -> int:
    """Return where the constituent ends that begins right after a token."""
    if token.i + 1 >= len(token.doc):
        return token.i
    top = token.nbor()
    while top.dep_ != "ROOT" and top.head.i > token.i <= top.head.left_edge.i:
        top = top.head
    return max(token.i, last_of(top, strict=strict))


def before_comma(start: int, end: int, doc: Doc) -> int:
    """Return the last word before the first comma outside brackets, or the end."""
    depth = 0
    for token in doc[start : end + 1]:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if token.text == "," and depth <= 0 and token.i > start:
            return token.i - 1
    return end


def opens_aside(verb: Token) -> bool:
    """Say whether a clause begins with a word of concession or reason ("although")."""
    return any(c.lower_ in _ASIDE and c.dep_ in ("mark", "advmod") for c in verb.lefts)


def _goes_along(child: Token, head: Token) -> bool:
    """Say whether a child is no part of its head's constituent."""
    verbal = head.pos_ in ("VERB", "AUX")
    match child.dep_:
        case "parataxis" | "meta":
            apart = not _in_brackets(child)
        case "cc":
            apart = verbal and child.lower_ == "but"
        case "advcl":
            apart = opens_aside(child) or _behind_comma(child)
        case "relcl":
            apart = _behind_comma(child)
        case "appos":
            apart = _behind_comma(child) and child.left_edge.lower_ in ("a", "an")
        case "prep":
            apart = child.lower_ in _ASIDE_PREPOSITIONS
        case "conj":
            apart = verbal and _own_clause(child)
        case _:
            apart = False
    return apart


def _in_brackets(token: Token) -> bool:
    edge = token.left_edge
    return edge.text in _OPENING or (edge.i > 0 and edge.nbor(-1).text in _OPENING)


def _own_clause(verb: Token) -> bool:
    if verb.tag_ in _FINITE or subject(verb) is not None:
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE for c in verb.children)


def _behind_comma(token: Token) -> bool:
    edge = token.left_edge.i
    return edge > 0 and token.doc[edge - 1].text == ","
