"""One cause and one phenomenon among the words of a sentence, and what every rule asks of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from curate.core.lexicon import Kind
from curate.core.signs import Basis, Effect
from curate.nlp.cause import Cause
from curate.nlp.contrast import opposes_qualities
from curate.nlp.finding import Finding
from curate.nlp.mention import Mention
from curate.nlp.shadow import Shadow, mark
from curate.nlp.tokens import Token
from curate.nlp.triggers import Language, Word, combine

_LIST_REACH = 8
_DENIAL_REACH = 12
_TREATMENT_REACH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """
    A candidate pair: the cause's number, the number of the phenomenon's mention, and the words.

    ``first`` is the place of the cause among ``words``, ``last`` the phenomenon's.
    """

    language: Language
    copy: Shadow
    words: Sequence[Token]
    number: int
    cause: Cause
    phenomenon: int
    first: int
    last: int

    @property
    def between(self) -> Sequence[Token]:
        """Return the words between the two, whichever comes first."""
        left, right = sorted((self.first, self.last))
        return self.words[left + 1 : right]

    @property
    def named(self) -> Mention:
        """Return the phenomenon's mention."""
        return self.copy.mentions[self.phenomenon]

    @property
    def treated(self) -> bool:
        """Say whether something was done to the mechanism, or an agent was given."""
        return self.cause.basis is not Basis.DIRECT or self.cause.agent_span is not None

    def before(self, place: int, reach: int) -> Sequence[Token]:
        """Return up to ``reach`` words in front of a place."""
        return self.words[max(0, place - reach) : place]

    def word(self, token: Token) -> Word | None:
        """Return what a word says of an effect."""
        if token.mention is not None or not token.text[0].isalpha():
            return None
        if token.text == "treatment-of" and not self._treats(token):
            return None
        return self.language.word(token.text)

    def _treats(self, token: Token) -> bool:
        """Say whether a treatment is of the phenomenon, and not "of the rats with MK-801"."""
        return 0 <= self.copy.text.find(mark(self.phenomenon)) - token.end <= _TREATMENT_REACH

    def speaking(self, tokens: Sequence[Token]) -> list[tuple[int, Token, Word]]:
        """Return the words that say something of an effect, with their places among the tokens."""
        return [
            (i, t, w)
            for i, t in enumerate(tokens)
            if (w := self.word(t)) is not None and not (i and tokens[i - 1].text == "but-not")
        ]

    def within(self, tokens: Sequence[Token], name: str) -> bool:
        """Say whether a word of a named class is among the tokens."""
        return any(t.text in self.language.classes[name] for t in tokens)

    def denied(self, tokens: Sequence[Token]) -> bool:
        """Say whether a negation is among them, unless it denies only what "but" adds."""
        texts = [t.text for t in tokens]
        wholly = self.language.classes["wholly"]
        return any(
            self.language.negates(text)
            and not (i and texts[i - 1] in ("but", "and"))
            and not self._of_another(tokens, i)
            and not self._of_a_group(texts, i)
            and not (text == "not" and texts[i + 1 : i + 2] and texts[i + 1] in wholly)
            for i, text in enumerate(texts)
        )

    def _of_a_group(self, texts: Sequence[str], place: int) -> bool:
        """Say whether "not" only tells a group apart: "patients not experiencing withdrawal"."""
        groups = self.language.classes["groups"]
        gerund = place + 1 < len(texts) and texts[place + 1].endswith("ing")
        return texts[place] == "not" and place > 0 and texts[place - 1] in groups and gerund

    def _of_another(self, tokens: Sequence[Token], place: int) -> bool:
        """Say whether "independent of" sets off a name that is none of the pair's."""
        if tokens[place].text != "independent-of":
            return False
        named = next((t.mention for t in tokens[place + 1 :] if t.mention is not None), None)
        return named is not None and named not in (*self.cause.anchors, self.phenomenon)

    def excluded(self, index: int) -> bool:
        """Say whether "but not" (or "nor", "neither") takes a mention out of its list."""
        side = self._is_phenomenon(index)
        passed: set[str] = set()
        for at in range(index - 1, max(-1, index - _DENIAL_REACH), -1):
            token = self.words[at]
            if token.text in ("nor", "neither", "but-not"):
                return True
            if token.text == "not":
                joined = at > 0 and self.words[at - 1].text in ("but", "and", ",")
                ahead = self.copy.text[: self.words[at - 1].start] if joined else ""
                return joined and len(passed) < 2 and not opposes_qualities(ahead)
            if token.text in self.language.classes["prepositions"]:
                passed.add(token.text)
            if token.mention is not None:
                if not self._is_exposure(at) and self._is_phenomenon(at) is not side:
                    return False
            elif token.text in (",", ";", "but") or self._says(token):
                return False
        return False

    def _says(self, token: Token) -> bool:
        word = self.word(token)
        return word is not None and not word.light

    def effect(
        self, words: Sequence[Word], around: Sequence[Token] = (), *, negated: bool
    ) -> Effect | None:
        """Return the effect of words, and of the signed adjectives around them."""
        said = {w.text for w in words}  # "in reversing P" is a verb, counted once
        adjectives = [
            Word(t.text, e)
            for t in around
            if t.mention is None
            and t.text not in said
            and (e := self.language.adjective(t.text)) is not None
        ]
        return combine(
            self.language.paced([*words, *adjectives], (t.text for t in self.between)),
            negated=negated,
            against=self.named.against,
            adjective=self.named.adjective,
        )

    def finding(
        self, effect: Effect, rule: str, cues: Sequence[Token], *, basis: Basis | None = None
    ) -> Finding:
        """Return what was found, its cues as places in the sentence."""
        return Finding(
            cause=self.number,
            phenomenon=self.phenomenon,
            effect=effect,
            rule=f"window.{rule}",
            cues=tuple(self.copy.original(t.start, t.end) for t in cues),
            basis=basis,
        )

    def comparison(self, cues: Sequence[Token]) -> Finding:
        """Read a comparison of groups: an effect only where one of them is a control."""
        classes = self.language.classes
        texts = {t.text for t in self.words}
        if not self.treated or not (texts & classes["controls"] or not texts & classes["people"]):
            return self.finding(Effect.INVOLVED, "comparison", cues)
        less = any(t.text in classes["less"] for t in cues)
        return self.finding(Effect.DECREASES if less else Effect.INCREASES, "comparison", cues)

    def correlated(self) -> Finding | None:
        """Read "no correlation was found between cortisol and withdrawal", either way round."""
        before = self.before(min(self.first, self.last), _LIST_REACH)
        links = [t for t in before if t.text.startswith(self.language.stems["links"])]
        joined = any(t.text == "and" for t in self.between) and len(self.between) < _LIST_REACH
        if not links or not joined or not any(t.text == "between" for t in before[-4:]):
            return None
        effect = Effect.NONE if self.denied(before) else Effect.INVOLVED
        return self.finding(effect, "correlated", links[-1:])

    def _is_exposure(self, index: int) -> bool:
        number = self.words[index].mention
        return number is not None and self.copy.mentions[number].concept.kind is Kind.EXPOSURE

    def _is_phenomenon(self, index: int) -> bool:
        number = self.words[index].mention
        return number is not None and self.copy.mentions[number].concept.kind is Kind.PHENOMENON
