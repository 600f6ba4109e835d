"""What stands on the cause's side of a claim: a mechanism, an agent, or one acting on one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from curate.core.claim import Span
from curate.core.lexicon import Kind
from curate.core.signs import Basis
from curate.nlp.forms import is_generic
from curate.nlp.mention import Concept, Found, Mention
from curate.nlp.shadow import MENTION, Shadow, mark
from curate.nlp.touch import Touch, named_agents, touches

_PLACED = re.compile(
    r"([^\W\d_][\w-]*|[^\w\s])[)\]]? (?:in|at|within|into|inside|throughout) "
    r"(?:(?!(?:and|or|of|by|that|which|to|was|were|is|with|on)\b)[a-z][\w-]* ){0,3}$"
)
_FEATURED = re.compile(
    rf"{MENTION}(?: (?:neurons?|cells?))? (?:that )?(?:express(?:ing)?|containing|bearing)"
    r"(?: [\w-]+){0,2} $"
)
_BEARING = re.compile(rf"{MENTION}-(?:expressing|containing|bearing|positive|immunoreactive) $")
_KIN_AHEAD = re.compile(
    r"\b(?:analogu?e|derivative|metabolite|homologu?e|congener|enantiomer|isomer|prodrug)s? of "
    r"(?:the )?$"
)
_LIKE_BEHIND = re.compile(r"-like (?:pain|behaviou?r|effects?|symptoms?|responses?)\b")
_LIST_AHEAD = re.compile(rf"(?:{MENTION}(?:,| and| or|, and)(?: the)? ){{1,4}}$")
_ACTING = frozenset(("act", "acts", "acting", "acted", "action", "actions"))
# What comes before "in" or "at" where the thing itself is meant: "changes in CCK", "acts at".
_NOT_PLACED = (
    "increas", "decreas", "chang", "alter", "reduc", "upregul", "up-regul", "downregul",
    "bind", "differ", "defect", "defici", "mutat", "polymorph", "varia", "rise", "fall",
    "loss", "elevat", "shift", "dysfunction", "agonis", "block", "antagonis", "role",
    "involve", "implicat", "participat", "result", "rich",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """
    One candidate for the cause's side.

    ``anchors`` are the numbers of the mentions that name it, the one that the grammar sees first;
    ``chain`` tells in words how the cause touches the mechanism; ``covered`` is where in the
    reading copy it does so ("inhibition of", "antagonist"), words that say nothing of the effect.
    """

    anchors: tuple[int, ...]
    mechanism: Concept
    cause_id: str
    basis: Basis
    mechanism_span: Span | None = None
    agent_span: Span | None = None
    chain: tuple[str, ...] = ()
    covered: tuple[int, int] = (0, 0)

    @property
    def is_known_mechanism(self) -> bool:
        """Say whether it is a mechanism of the pack, with nothing done to it."""
        return self.is_mechanism and self.mechanism.known

    @property
    def is_mechanism(self) -> bool:
        """Say whether the cause is the mechanism itself, with nothing done to it."""
        return self.agent_span is None and self.basis is Basis.DIRECT


def causes(
    sentence: str, shadow: Shadow, concepts: Mapping[str, Concept], known: Mapping[str, Cause]
) -> list[Cause]:
    """
    Return the candidates of one sentence, by place.

    ``concepts`` gives a pack's mechanisms by id; ``known`` what this record has said earlier of
    agents that the pack does not know, by concept id.
    """
    touched = touches(shadow)
    merged = {a: n for n, touch in touched.items() for a in named_agents(shadow, n, touch)}
    targets = set(merged.values())
    found = []
    for number, mention in enumerate(shadow.mentions):
        if mention.concept.kind is Kind.PHENOMENON or number in targets:
            continue
        if number in merged:
            target = merged[number]
            found.append(_agent_on(shadow, number, target, touched[target]))
        elif number in touched and mention.concept.kind is Kind.MECHANISM:
            found.append(_touched(sentence, shadow, number, touched[number]))
        elif not any(is_none(shadow, number) for is_none in _NO_CAUSES):
            found.append(_alone(number, mention, concepts, known))
    return found


def _repeats(shadow: Shadow, number: int) -> bool:
    """Say whether a mention is the short form in brackets behind its long form."""
    if number == 0:
        return False
    mention, before = shadow.mentions[number], shadow.mentions[number - 1]
    place = shadow.text.find(mark(number))
    between = shadow.text[shadow.text.find(mark(number - 1)) + 1 : place]
    if re.fullmatch(r" ?[(\[]", between) and shadow.text[place + 1 : place + 2] in (")", "]", ";"):
        return True
    same = mention.concept.concept_id == before.concept.concept_id
    return (same or mention.found is Found.ABBREVIATION) and (
        re.fullmatch(r"[\w -]{0,20}[(\[][\w-]{0,3}", between) is not None
    )


def _qualifies(shadow: Shadow, number: int) -> bool:
    """Say whether a mention only qualifies the one right behind it ("glutamate transporter X")."""
    if number + 1 >= len(shadow.mentions):
        return False
    ahead, behind = shadow.mentions[number].concept, shadow.mentions[number + 1].concept
    if ahead.known and not behind.known and not is_generic(shadow.mentions[number].text):
        return False
    pair = re.search(f"{mark(number)}[ -]{mark(number + 1)}", shadow.text)
    return pair is not None and behind.kind is not Kind.PHENOMENON


def _is_place(shadow: Shadow, number: int) -> bool:
    """Say whether a mention only tells where: "in the spinal cord", "in the DRG and the RVM"."""
    if shadow.mentions[number].concept.kind is not Kind.MECHANISM:
        return False
    place = shadow.text.find(mark(number))
    before = _LIST_AHEAD.sub("", shadow.text[:place])
    match = _PLACED.search(before)
    if match is None:
        return False
    return not match[1].startswith(_NOT_PLACED) and match[1] not in _ACTING


def _is_feature(shadow: Shadow, number: int) -> bool:
    """Say whether a mention only tells what another expresses: "neurons expressing NK1"."""
    ahead = shadow.text[: shadow.text.find(mark(number))]
    return _FEATURED.search(ahead) is not None


def _is_bearer(shadow: Shadow, number: int) -> bool:
    """Say whether another one tells what it is by: "NK1-expressing neurons"."""
    ahead = shadow.text[: shadow.text.find(mark(number))]
    return _BEARING.search(ahead) is not None


def _is_kin(shadow: Shadow, number: int) -> bool:
    """Say whether it only tells what another is like: "A, an analog of B", "B-like pain"."""
    place = shadow.text.find(mark(number))
    ahead = _KIN_AHEAD.search(shadow.text[:place])
    named = ahead is not None and re.search(MENTION, shadow.text[: ahead.start()]) is not None
    return named or _LIKE_BEHIND.match(shadow.text, place + 1) is not None


_NO_CAUSES = (_repeats, _qualifies, _is_place, _is_feature, _is_bearer, _is_kin)


def _agent_on(shadow: Shadow, number: int, target: int, touch: Touch) -> Cause:
    agent, mechanism = shadow.mentions[number], shadow.mentions[target]
    return Cause(
        anchors=(number, target),
        mechanism=mechanism.concept,
        cause_id=agent.concept.concept_id,
        basis=touch.basis,
        mechanism_span=mechanism.span,
        agent_span=agent.span,
        covered=(touch.start, touch.end),
        chain=(f"{agent.text}: {touch.word} ({touch.basis.value}) of {mechanism.text}",),
    )


def _touched(sentence: str, shadow: Shadow, number: int, touch: Touch) -> Cause:
    mention = shadow.mentions[number]
    agent = None
    if touch.names_agent:
        start, end = shadow.original(touch.start, touch.end)
        start, end = min(start, mention.start), max(end, mention.end)
        agent = Span(start, end, sentence[start:end])
    return Cause(
        anchors=(number,),
        mechanism=mention.concept,
        cause_id=f"{mention.concept.concept_id} {touch.basis.value}",
        basis=touch.basis,
        mechanism_span=mention.span,
        agent_span=agent,
        covered=(touch.start, touch.end),
        chain=(f"{touch.word} ({touch.basis.value}) of {mention.text}",),
    )


def _alone(
    number: int, mention: Mention, concepts: Mapping[str, Concept], known: Mapping[str, Cause]
) -> Cause:
    concept = mention.concept
    earlier = known.get(concept.concept_id)
    if concept.kind is Kind.MECHANISM and earlier is None:
        return Cause(
            anchors=(number,),
            mechanism=concept,
            cause_id=concept.concept_id,
            basis=Basis.DIRECT,
            mechanism_span=mention.span,
        )
    if earlier is not None:
        return replace(
            earlier,
            anchors=(number,),
            mechanism_span=None,
            agent_span=mention.span,
            covered=(0, 0),
            chain=(*earlier.chain, "as this record says elsewhere"),
        )
    target = concepts.get(concept.target or "")
    if target is None or concept.action is None:
        # No target is known: the agent stands in the mechanism's place itself.
        return Cause(
            anchors=(number,),
            mechanism=concept,
            cause_id=concept.concept_id,
            basis=Basis.DIRECT,
            mechanism_span=mention.span,
        )
    return Cause(
        anchors=(number,),
        mechanism=target,
        cause_id=concept.concept_id,
        basis=concept.action,
        agent_span=mention.span,
        chain=(f"{mention.text}: {concept.action.value} of {target.label} (pack)",),
    )


def learned(found: Iterable[Cause], mentions: Sequence[Mention]) -> dict[str, Cause]:
    """Return what a sentence says of agents that the pack does not know, by concept id."""
    return {
        mentions[c.anchors[0]].concept.concept_id: c
        for c in found
        if len(c.anchors) > 1 and not mentions[c.anchors[0]].concept.known
    }
