"""The dependency reader: what the path in the parse says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from curate.core.lexicon import Kind
from curate.core.signs import Basis, Effect
from curate.nlp.cause import Cause
from curate.nlp.dependency.grammar import (
    beside,
    coordinated_verb,
    goes_on_to,
    has_subject,
    is_denied_choice,
    last_clause,
    left_behind,
    slipped_verbs,
    slips,
)
from curate.nlp.dependency.mask import Masked
from curate.nlp.dependency.path import Ends, Path
from curate.nlp.finding import Finding
from curate.nlp.shadow import Shadow
from curate.nlp.triggers import Language, Word, combine

LONGEST_PATH = 14
_OBJECTS = frozenset(
    (
        "dobj", "prep", "xcomp", "ccomp", "attr", "acomp", "oprd", "advcl", "conj", "dative",
        "pcomp", "pobj", "advmod",
    )
)  # fmt: skip
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_NOR_REACH = 4
_TREATED = "treatment-of"
_SIGNED = (Effect.INCREASES, Effect.DECREASES)


class DependencyReader:
    """Reads one parsed sentence's pairs. Immutable."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def read(self, copy: Shadow, mask: Masked, doc: Doc, causes: Sequence[Cause]) -> list[Finding]:
        """Return what the paths between each cause and each phenomenon say."""
        at = {t.idx: t for t in doc}
        seated = {n: at[seat] for n, seat in mask.seats.items() if seat in at}
        phenomena = [
            n
            for n, m in enumerate(copy.mentions)
            if m.concept.kind is Kind.PHENOMENON and n in seated
        ]
        naming = tuple(c.covered for c in causes if c.agent_span is not None)
        found = []
        for number, cause in enumerate(causes):
            sources = [seated[a] for a in cause.anchors if a in seated]
            for phenomenon in phenomena:
                ends = Ends(
                    copy=copy,
                    mask=mask,
                    number=number,
                    cause=cause,
                    phenomenon=phenomenon,
                    covered=naming,
                )
                paths = (Path(ends, source, seated[phenomenon]) for source in sources)
                finding = next((f for p in paths if (f := self._pair(p)) is not None), None)
                if finding is None:
                    finding = self._listed(ends, sources, seated[phenomenon])
                if finding is not None:
                    found.append(finding)
        return found

    def _listed(self, ends: Ends, sources: Sequence[Token], target: Token) -> Finding | None:
        """Read a later member of a list of phenomena as its first one."""
        first = target
        while first.dep_ == "conj" and ends.is_phenomenon(first.head):
            first = first.head
        if first is target:
            return None
        for source in sources:
            if Path(ends, source, target).excluded():
                continue
            finding = self._pair(Path(ends, source, first))
            if finding is None or finding.effect is Effect.NONE:
                continue
            # The first member's verb may be taken for its adjective, and so may the second's.
            slip = next((c for c in first.children if c.dep_ == "amod"), first)
            verb = coordinated_verb(target, slip)
            own = self._word(verb) if verb else None
            if verb and own and own.effect in _SIGNED:
                rule = finding.rule.partition(".")[2]
                return Path(ends, source, target).finding(own.effect, rule, [verb])
            return finding
        return None

    def _pair(self, path: Path) -> Finding | None:
        if path.length > LONGEST_PATH or path.inside_another or path.elsewhere:
            return None
        if path.top is path.target:
            said = slipped_verbs(path)
            return self._finish(path, said, "subject") if said else self._modifier(path)
        if path.top is path.source:
            return self._from_cause(path)
        return self._through(path)

    def _modifier(self, path: Path) -> Finding | None:
        """Read "CCK-induced hyperalgesia", "hyperalgesia induced by CCK / prevented by MK-801"."""
        if not path.up or any(
            t.lower_ in ("via", "through") or self._in("measured", t) for t in path.up
        ):
            return None
        verb = path.up[-1]
        if verb.dep_ not in ("amod", "acl", "relcl", "compound", "nmod"):
            return None
        if self._in("induced", verb):
            known = path.cause.is_known_mechanism
            return path.finding(Effect.INCREASES, "modifier", [verb]) if known else None
        if self._in("related", verb):
            return path.finding(Effect.INVOLVED, "modifier", [verb])
        return self._clause_behind(path, verb)

    def _clause_behind(self, path: Path, verb: Token) -> Finding | None:
        """Read "hyperalgesia that was prevented by MK-801"."""
        if self._word(verb) is None or len(path.up) < 2 or verb.dep_ not in ("acl", "relcl"):
            return None
        side = path.up[-2]
        if self._is_by(side) or (side.dep_ == "nsubj" and verb.dep_ == "relcl"):
            return self._finish(path, path.up, "modifier")
        return None

    def _from_cause(self, path: Path) -> Finding | None:
        """Read "MK-801, which prevents tolerance" and "a peptide causing hyperalgesia"."""
        if not path.down:
            return None
        verb = path.down[0]
        if verb.dep_ not in ("relcl", "acl"):
            return None
        toward = path.down[1] if len(path.down) > 1 else path.target
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        own = [c for c in subjects if c.lower_ not in ("which", "that", "who")]
        if own or toward.dep_ == "agent" or self._word(verb) is None:
            return None
        return self._finish(path, path.down, "relative")

    def _through(self, path: Path) -> Finding | None:
        top = path.top
        side = path.up[-1] if path.up else path.source
        toward = path.down[0] if path.down else path.target
        if top.pos_ in ("NOUN", "PROPN", "ADJ") and top.dep_ != "relcl" and not has_subject(top):
            return self._noun_top(path, side, toward)
        return self._verb_top(path, side, toward)

    def _verb_top(self, path: Path, side: Token, toward: Token) -> Finding | None:
        slip = side.dep_ == "npadvmod" and side.i < path.top.i and slips(path, path.top)
        if side.dep_ in _SUBJECTS or slip:
            return self._subject(path, side, toward)
        if self._in("measured", path.top):
            return None
        objects = ("nsubjpass", "nsubj", "dobj", "attr", "xcomp", "prep")
        if self._is_by(side) and toward.dep_ in objects and not self._has_doer(path, side):
            passive = toward.dep_ == "nsubjpass" and side.lower_ == "by" and len(path.up) < 2
            via = side.lower_ in ("by", "via", "through", "using")
            rule = "by" if passive or not via else "route"
            return self._finish(path, [path.top, *path.down], rule, route=path.up[:-1])
        sides = ("dobj", "prep", "attr", "acomp")
        if side.dep_ in sides and toward.dep_ in ("nsubj", "nsubjpass"):
            if self._begins("depending", path.top) or self._is(path.nodes, "due-to"):
                return self._finish(path, path.nodes, "dependence")
            if any(self._begins("links", t) for t in path.nodes):
                return self._finish(path, path.nodes, "link")
        return None

    def _has_doer(self, path: Path, side: Token) -> bool:
        """Say whether another does it, and what follows only tells from or after what."""
        later = side.lower_ in ("from", "after", "following", "upon")
        if later and not path.cause.mechanism.known:
            return True
        return side.lower_ in ("from", "after", "following", "with") and any(
            (c.dep_ == "nsubj" and c.idx in path.seats) or (c.dep_ == "agent" and c.i < side.i)
            for c in path.top.children
        )

    def _subject(self, path: Path, side: Token, toward: Token) -> Finding | None:
        """Read "MK-801 attenuated tolerance", "CCK is involved in tolerance"."""
        other = (
            toward.dep_ not in _OBJECTS
            or (side.dep_ == "nsubjpass" and toward.dep_ == "agent")
            or (toward.dep_ == "prep" and (toward.i < side.i or self._in("aside", toward)))
            or (toward.dep_ == "ccomp" and self._begins("reports", path.top))
        )
        if other or self._is(path.nodes, "due-to") or self._is(path.nodes, "because-of"):
            return None
        if any(beside(t) for t in path.down):
            if self._word(path.top) is None and not self._begins("changes", path.top):
                return None
            return path.finding(Effect.INVOLVED, "beside", [path.top])
        return self._finish(path, path.nodes, "subject")

    def _noun_top(self, path: Path, side: Token, toward: Token) -> Finding | None:
        """Read "role of CCK in tolerance", "inhibition of tolerance by MK-801"."""
        if self._word(path.top) is None and self._language.adjective(path.top.lower_) is None:
            return None
        prepositions = self._language.classes["by"] | {"of", "for", "in"}
        preposition = side.dep_ in ("prep", "agent") and side.lower_ in prepositions
        modifier = side.dep_ in ("compound", "amod", "nmod", "poss", "npadvmod")
        later = side.lower_ in ("from", "after", "following")
        if not (preposition or modifier) or (later and not self._signed(path.top)):
            return None
        if (side.lower_, toward.lower_) == ("in", "of"):
            return None
        if toward.dep_ not in ("prep", "amod", "compound", "nmod", "acl", "relcl"):
            return None
        finding = self._finish(path, path.nodes, "noun")
        above = path.top.head
        if finding is not None and path.top.dep_ == "dobj" and self._denied(above):
            # "These data do not support the use of X in Y."
            return replace(finding, effect=Effect.NONE)
        return finding

    def _finish(
        self, path: Path, nodes: Sequence[Token], rule: str, route: Sequence[Token] = ()
    ) -> Finding | None:
        """
        Return the effect of the words on the path.

        ``route`` is what stands between "by" and the cause ("by decreasing the production of"):
        its sign says how the agent touches the mechanism.
        """
        nodes = last_clause(nodes)
        used, words, negated = self._words(path, nodes)
        if not used:
            return None
        if negated and path.treated and all(self._in("having", t) for t in used):
            # "Knockout mice did not develop tolerance": without it there is less.
            return path.finding(Effect.DECREASES, rule, used)
        mention = path.copy.mentions[path.phenomenon]
        if (verb := coordinated_verb(path.target, used[0])) and (
            own := self._word(verb)
        ) is not None:
            used, words, nodes = [verb], [own], [verb]
        words = self._language.paced(words, [t.lower_ for t in nodes])
        effect = combine(
            [*words, *self._graded(path, nodes, used)],
            negated=negated or path.excluded(),
            against=mention.against,
            adjective=mention.adjective,
        )
        if effect is None:
            return None
        if effect is not Effect.NONE and self._goes_along(path):
            effect = Effect.INVOLVED
        basis = None
        if route and path.cause.is_mechanism:
            touched, signs, _ = self._words(path, list(reversed(route)))
            used += touched
            effect, basis = _touch(signs, effect)
        return path.finding(effect, rule, used, basis=basis)

    def _graded(self, path: Path, nodes: Sequence[Token], used: list[Token]) -> list[Word]:
        """Return what the phenomenon's own adjectives say: "resulted in milder withdrawal"."""
        found = []
        for child in path.target.children:
            if child.i > path.target.i or child.dep_ != "amod" or child in nodes:
                continue
            word = self._word(child)
            joined = child.i and child.nbor(-1).text == "-"
            if word is None or word.effect not in _SIGNED or joined or child in used:
                continue
            if is_denied_choice(child):
                continue
            if any(c.dep_ in _SUBJECTS for c in child.children):
                continue  # a parser's slip: the adjective is the sentence's verb
            if child.lower_ in self._language.classes["comparisons"] and not path.treated:
                word = Word(child.lower_, Effect.INVOLVED)  # groups that were only observed
            found.append(word)
            used.append(child)
        return found

    def _goes_along(self, path: Path) -> bool:
        """Say whether it is a process of the mechanism that is told ("its release in ...")."""
        aside = any(t.dep_ == "prep" and self._in("aside", t) for t in path.down)
        if aside and any(self._begins("processes", t) for t in path.nodes):
            return True
        top = path.top
        where = path.down[0] if path.down else path.target
        return (
            top.tag_ == "VBN"
            and self._begins("changes", top)
            and where.dep_ == "prep"
            and where.lower_ in ("in", "of", "during", "from", "within")
            and any(c.dep_ in ("nsubjpass", "nsubj") for c in top.children)
        )

    def _words(self, path: Path, nodes: Sequence[Token]) -> tuple[list[Token], list[Word], bool]:
        """Return the words of a stretch of the path that speak, and whether one denies."""
        used: list[Token] = []
        words: list[Word] = []
        negated = False
        for i, token in enumerate(nodes):
            place = path.mask.places[token.idx]
            if any(s <= place < e for s, e in path.covered):
                continue
            if left_behind(token, nodes[i + 1 :]) or is_denied_choice(token):
                continue
            negated = negated or self._denied(token)
            word = self._word(token)
            if self._phrase(token) == _TREATED and not goes_on_to(nodes[i + 1 :], "of"):
                word = None  # "treatment of the rats with MK-801" treats no tolerance
            if word is not None and token.pos_ != "ADP":
                used.append(token)
                words.append(word)
            for child, sign in self._signed_modifiers(token, path):
                words.append(Word(child.lower_, sign))
                used.append(child)
        nouns = self._language.stems["effect_nouns"]
        if any(w.light and w.text.startswith(nouns) for w in words):
            # "the effect of X on tolerance was mediated by Y": the effect has the sign.
            words = [w for w in words if not w.text.startswith("mediat")]
        return used, words, negated

    def _signed_modifiers(self, noun: Token, path: Path) -> Iterator[tuple[Token, Effect]]:
        """Yield what gives a noun its sign: "inhibitory effect", "attenuation effect"."""
        if noun.pos_ != "NOUN":
            return
        for child in noun.children:
            if child.idx in path.seats or child.i > noun.i:
                continue
            place = path.mask.places[child.idx]
            if any(s <= place < e for s, e in path.covered):
                continue
            sign = self._language.adjective(child.lower_) if child.dep_ == "amod" else None
            if child.dep_ == "compound" and self._begins("effect_nouns", noun):
                word = self._language.word(child.lower_)
                sign = word.effect if word is not None and word.effect in _SIGNED else None
            if sign is not None:
                yield child, sign

    def _in(self, name: str, token: Token) -> bool:
        return token.lower_ in self._language.classes[name]

    def _begins(self, name: str, token: Token) -> bool:
        return token.lower_.startswith(self._language.stems[name])

    def _is_by(self, token: Token) -> bool:
        return token.dep_ == "agent" or (token.dep_ == "prep" and self._in("by", token))

    def _signed(self, token: Token) -> bool:
        word = self._word(token)
        return word is not None and word.effect in _SIGNED

    def _word(self, token: Token) -> Word | None:
        return self._language.word(self._phrase(token) or token.lower_)

    def _phrase(self, token: Token) -> str | None:
        after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
        return self._language.phrases.get((token.lower_, after))

    def _is(self, nodes: Sequence[Token], phrase: str) -> bool:
        return any(self._phrase(t) == phrase for t in nodes)

    def _denied(self, token: Token) -> bool:
        if self._language.negates(token.lower_):
            return True
        ahead = token.doc[max(0, token.i - _NOR_REACH) : token.i]
        if token.pos_ == "VERB" and any(t.lower_ == "nor" for t in ahead):
            return True  # "nor did it reduce hyperalgesia"
        for child in token.children:
            if child.dep_ in ("neg", "det", "preconj") and self._language.negates(child.lower_):
                # "blocked by A but not by B" denies B alone.
                before = token.doc[child.i - 1].lower_ if child.i else ""
                behind = token.doc[child.i + 1].lower_ if child.i + 1 < len(token.doc) else ""
                if before not in ("but", "and") and behind not in self._language.classes["wholly"]:
                    return True
        return False


def _touch(signs: Sequence[Word], effect: Effect) -> tuple[Effect, Basis | None]:
    """Return the effect and the basis that the words of a stated route leave."""
    sign = combine(signs, negated=False, against=False) if signs else None
    if sign is Effect.INVOLVED and effect is not Effect.NONE:
        return Effect.INVOLVED, None
    if sign in _SIGNED:
        return effect, Basis.BLOCKADE if sign is Effect.DECREASES else Basis.ACTIVATION
    return effect, None
