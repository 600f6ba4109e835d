"""The way through a parse from a cause's noun to a phenomenon's."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from curate.core.lexicon import Kind
from curate.core.signs import Basis, Effect
from curate.nlp.cause import Cause
from curate.nlp.contrast import opposes_qualities
from curate.nlp.dependency.mask import Masked
from curate.nlp.finding import Finding
from curate.nlp.shadow import Shadow

_DENIAL_REACH = 12
_WHERE = frozenset(("in", "within", "from", "into", "at"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """A pair to be read: the cause and its number, the phenomenon's mention, their sentence."""

    copy: Shadow
    mask: Masked
    number: int
    cause: Cause
    phenomenon: int
    covered: tuple[tuple[int, int], ...] = ()

    def is_phenomenon(self, token: Token) -> bool:
        """Say whether a word of the parse stands for a phenomenon."""
        return any(
            place == token.idx and self.copy.mentions[number].concept.kind is Kind.PHENOMENON
            for number, place in self.mask.seats.items()
        )


def _is_verb(token: Token) -> bool:
    """Say whether a word is a verb, and no part of "morphine-induced"."""
    return token.pos_ == "VERB" and not (token.i and token.nbor(-1).text == "-")


def _is_name(token: Token) -> bool:
    """Say whether a noun stands for itself, and is no part of "dose-dependently"."""
    return token.pos_ == "NOUN" and token.nbor().text != "-"


class Path:
    """The way through a parse from a cause's noun to a phenomenon's."""

    def __init__(self, ends: Ends, source: Token, target: Token) -> None:
        self.copy = ends.copy
        self.mask = ends.mask
        self.seats = {place: number for number, place in ends.mask.seats.items()}
        self.source = source
        self.target = target
        self.number = ends.number
        self.cause = ends.cause
        self.covered = (*ends.covered, ends.cause.covered)
        self.phenomenon = ends.phenomenon
        rising = [source, *source.ancestors]
        falling = [target, *target.ancestors]
        common = {t.i for t in falling}
        self.top = next((t for t in rising if t.i in common), source.sent.root)
        self.up = rising[1 : rising.index(self.top)] if self.top in rising else []
        self.down = (
            list(reversed(falling[1 : falling.index(self.top)])) if self.top in falling else []
        )
        if self.top.i == source.i:
            self.top, self.up = source, []
        if self.top.i == target.i:
            self.top, self.down = target, []
        self.nodes = [*self.up, self.top, *self.down]
        self.length = len(self.nodes)

    @property
    def treated(self) -> bool:
        """Say whether something was done to the mechanism, or an agent was given."""
        return self.cause.basis is not Basis.DIRECT or self.cause.agent_span is not None

    @property
    def inside_another(self) -> bool:
        """
        Say whether the cause only tells where another one is, or what it is.

        "an antagonist in the locus coeruleus", "BDNF released by microglia", "X, the ligand of R".
        """
        steps = [self.source, *self.up]
        for below, above in pairwise(steps):
            other = self.seats.get(above.idx)
            if other is not None and other not in self.cause.anchors and not self._ends_at(above):
                if self._is_phenomenon(above):
                    continue
                if below.dep_ not in ("conj", "compound", "nmod", "amod"):
                    return True
            elif below.dep_ == "prep" and below.lower_ in _WHERE and above.pos_ != "VERB":
                seats = {t.idx for t in above.subtree if t.i < below.i} & self.seats.keys()
                if seats:
                    return True
        return False

    @property
    def elsewhere(self) -> bool:
        """
        Say whether cause and phenomenon stand in clauses that are each about something else.

        "A upregulated B, where B elicited P", "P correlated with a rise of B, which A attenuated",
        "in contrast to A, B reduced P".
        """
        for token in self.down:
            if token.dep_ in ("relcl", "advcl", "conj") and self._has_other_subject(token):
                return True
        if any(t.idx in self.seats and self._is_phenomenon(t) for t in self.up):
            return True
        for token in self.up:
            if token.dep_ == "relcl" and token.head.i != self.target.i:
                return True
        return self._compared()

    def _compared(self) -> bool:
        """Say whether the cause is what another is set against: "in contrast to A, ..."."""
        before = [t.lower_ for t in self.source.doc[max(0, self.source.i - 3) : self.source.i]]
        if before[-2:] == ["independent", "of"]:
            return self.source.i < self.target.i
        if before[-1:] == ["to"]:
            return bool({"contrast", "prior", "relative", "compared"}.intersection(before))
        return before[-1:] in (["unlike"], ["than"])

    def _has_other_subject(self, verb: Token) -> bool:
        return any(
            child.dep_ in ("nsubj", "nsubjpass")
            and (child.idx in self.seats or _is_name(child))
            and child.i != self.target.i
            and not child.is_ancestor(self.target)
            for child in verb.children
        )

    def _ends_at(self, token: Token) -> bool:
        return token.i == self.top.i and self.top.i == self.target.i

    def excluded(self) -> bool:
        """Say whether "but not", "nor" or "neither" takes the cause or phenomenon out."""
        return self._excluded(self.source) or self._excluded(self.target)

    def _excluded(self, token: Token) -> bool:
        side = self._is_phenomenon(token)
        passed: set[str] = set()
        for at in range(token.i - 1, max(-1, token.i - _DENIAL_REACH), -1):
            other = token.doc[at]
            if other.lower_ in ("nor", "neither"):
                return True
            if other.lower_ == "not":
                joined = at > 0 and token.doc[at - 1].lower_ in ("but", "and", ",")
                ahead = token.doc[: at - 1].text.lower() if joined else ""
                return joined and len(passed) < 2 and not opposes_qualities(ahead)
            if other.pos_ == "ADP" and other.lower_ != "of":
                passed.add(other.lower_)
            number = self.seats.get(other.idx)
            if number is not None:
                exposure = self.copy.mentions[number].concept.kind is Kind.EXPOSURE
                if not exposure and self._is_phenomenon(other) is not side:
                    return False
            elif other.lower_ in (",", ";", "but") or _is_verb(other):
                return False
        return False

    def _is_phenomenon(self, token: Token) -> bool:
        number = self.seats.get(token.idx)
        return number is not None and self.copy.mentions[number].concept.kind is Kind.PHENOMENON

    def finding(
        self, effect: Effect, rule: str, cues: Sequence[Token], *, basis: Basis | None = None
    ) -> Finding:
        """Return what was found, its cues as places in the sentence."""
        stretches = []
        for token in sorted(set(cues), key=lambda t: t.i):
            first = self.mask.places[token.idx]
            last = self.mask.places[token.idx + len(token) - 1]
            stretches.append(self.copy.original(first, last + 1))
        return Finding(
            cause=self.number,
            phenomenon=self.phenomenon,
            effect=effect,
            rule=f"dependency.{rule}",
            cues=tuple(stretches),
            basis=basis,
        )
