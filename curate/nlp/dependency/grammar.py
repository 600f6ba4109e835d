"""What the reader asks of a parse's words, and of a parser's usual slips."""

from collections.abc import Sequence

from spacy.tokens import Token

from curate.nlp.dependency.path import Path


def slips(path: Path, verb: Token) -> bool:
    """Say whether the parser took a verb behind its subject for an adjective of its object."""
    place = verb.i
    while place and verb.doc[place - 1].pos_ == "ADV":
        place -= 1
    before = verb.doc[place - 1] if place else None
    if before is None or before.text == "-" or verb.tag_ not in ("VBD", "VBN"):
        return False
    return before.text == ")" or before.i == path.source.i or before.idx in path.seats


def slipped_verbs(path: Path) -> list[Token]:
    """
    Return the verb of a sentence that the parser took for one long noun phrase, if it did.

    "A selective agonist reduced morphine dependence": the verb, and with it or beside it the
    subject, hang on the object.
    """
    if not path.up:
        return []
    side = path.up[-1]
    first = path.up[-2] if len(path.up) > 1 else path.source
    if side.dep_ == "amod" and first.dep_ in ("npadvmod", "nsubj") and slips(path, side):
        return [side]
    if side.pos_ in ("NOUN", "PROPN") and side.dep_ in ("nmod", "compound", "npadvmod"):
        return [c for c in path.target.children if c.i > side.i and _slipped_behind(side, c)]
    return []


def _slipped_behind(side: Token, verb: Token) -> bool:
    if verb.dep_ != "amod" or verb.tag_ not in ("VBD", "VBN"):
        return False
    place = verb.i - 1
    while place > side.i and verb.doc[place].pos_ == "ADV":
        place -= 1
    before = verb.doc[place]
    return before.text != "-" and (before.i == side.i or side.is_ancestor(before))


def goes_on_to(later: Sequence[Token], preposition: str) -> bool:
    """Say whether the path goes on to a preposition."""
    return bool(later) and later[0].lower_ == preposition


def has_subject(token: Token) -> bool:
    """Say whether a word has a subject of its own."""
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)


def last_clause(nodes: Sequence[Token]) -> Sequence[Token]:
    """Leave out what comes before a coordinated verb, or before "by" and a gerund."""
    start = 0
    for i, token in enumerate(nodes):
        finite = token.tag_ in ("VBD", "VBZ", "VBP")
        if i and token.dep_ == "conj" and finite and token.head.pos_ in ("NOUN", "PROPN"):
            start = i
        if i and token.dep_ == "pcomp" and token.tag_ == "VBG" and token.head.lower_ == "by":
            start = i
    return nodes[start:]


def beside(token: Token) -> bool:
    """Say whether a clause only goes along: "... fell as tolerance developed"."""
    return token.dep_ == "advcl" and any(
        c.dep_ in ("mark", "advmod")
        and c.lower_ in ("as", "when", "while", "once", "if", "since", "because")
        for c in token.children
    )


def is_denied_choice(token: Token) -> bool:
    """Say whether a word is what is not the case: "increased, rather than decreased"."""
    before = [t.lower_ for t in token.doc[max(0, token.i - 2) : token.i]]
    return before in (["rather", "than"], ["instead", "of"])


def left_behind(token: Token, later: Sequence[Token]) -> bool:
    """Say whether the path goes on to a coordinated or adverbial verb with its own effect."""
    if not later or is_denied_choice(later[0]):
        return False
    if later[0].dep_ == "xcomp" and later[0].head.i == token.i:
        # "targets PKC to attenuate tolerance": the first verb has an object of its own.
        return any(c.dep_ == "dobj" for c in token.children)
    return (
        later[0].dep_ in ("conj", "advcl")
        and later[0].head.i == token.i
        and token.pos_ in ("VERB", "AUX")
    )
