"""Finds, for each decision, the claim that the tagger now makes of what was decided on."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from curate.core.claim import Attachment, Claim, Span, Tier
from curate.core.review import Decision, Verdict

# Below this share of words in common two sentences are not the same one reworded.
SAME_SENTENCE = 0.85
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Hold:
    """What a decision hangs on: the claim's id and how; an orphan keeps its own id."""

    claim_id: str
    attachment: Attachment


def attach(decisions: Iterable[Decision], claims: Sequence[Claim]) -> dict[str, Hold]:
    """
    Return what each decision of one record hangs on now, by ``decision_id``.

    ``claims`` are the tagger's claims of that record, candidates among them. A claim of the same
    id is the same claim. Where there is none, the claim takes over that stands in its place: in
    the same sentence (or one that differs in a few words), on the same phenomenon, with a
    mechanism or agent that shares words with the old one; each claim takes over from one old
    claim at most, but for those that point at the same words. The result depends on the decisions
    and the claims alone, and not on what was found in between, so that a database made anew from
    both holds the same.
    """
    made_on: dict[str, list[Decision]] = {}
    for decision in sorted(decisions, key=lambda d: d.place):
        made_on.setdefault(decision.claim_id, []).append(decision)
    present = {claim.claim_id: claim for claim in claims}
    lost = {i: group for i, group in made_on.items() if i not in present}
    heirs = _heirs(lost, [c for i, c in present.items() if i not in made_on])
    heirs |= _twins({i: g for i, g in lost.items() if i not in heirs}, present, made_on)
    holds: dict[str, Hold] = {}
    for claim_id, group in made_on.items():
        heir = present.get(claim_id) or heirs.get(claim_id)
        for decision in group:
            holds[decision.decision_id] = _hold(decision, heir)
    return holds


def says(claim: Claim) -> tuple[str, ...]:
    """Return what a claim comes to: two claims that say the same differ in grounds only."""
    seen, drawn = claim.observation, claim.inference
    return (
        drawn.mechanism_label.casefold(),
        seen.phenomenon,
        seen.effect.value,
        drawn.basis.value,
        drawn.role.value,
        seen.certainty.value,
        seen.origin.value,
    )


def _hold(decision: Decision, heir: Claim | None) -> Hold:
    if heir is None:
        return Hold(decision.claim_id, Attachment.ORPHANED)
    if not _foreseen(decision, heir):
        return Hold(heir.claim_id, Attachment.CHANGED)
    same = heir.claim_id == decision.claim_id
    return Hold(heir.claim_id, Attachment.KEPT if same else Attachment.MOVED)


def _foreseen(decision: Decision, heir: Claim) -> bool:
    """Say whether who decided knew of what the tagger says now, or put it so himself."""
    if decision.verdict is Verdict.ADD and heir.grounds.tier is Tier.COOCCURRENCE:
        # Who adds a claim knows that the tagger did not read it.
        return True
    versions = (decision.claim, decision.corrected)
    return says(heir) in {says(version) for version in versions if version is not None}


def _heirs(lost: Mapping[str, Sequence[Decision]], free: Sequence[Claim]) -> dict[str, Claim]:
    """Pair old claims with new ones, the closest first; equals are settled by their ids."""
    pairs = sorted(
        (-likeness, old_id, new.claim_id)
        for old_id, group in lost.items()
        for new in free
        if _may_inherit(group, new) and (likeness := _likeness(group[-1].claim, new)) > 0
    )
    by_id = {claim.claim_id: claim for claim in free}
    heirs: dict[str, Claim] = {}
    taken: set[str] = set()
    for _, old_id, new_id in pairs:
        if old_id not in heirs and new_id not in taken:
            heirs[old_id] = by_id[new_id]
            taken.add(new_id)
    return heirs


def _twins(
    lost: Mapping[str, Sequence[Decision]],
    present: Mapping[str, Claim],
    made_on: Collection[str],
) -> dict[str, Claim]:
    """
    Pair old claims with judged ones that are the same in all but name.

    Whoever judges a claim that has taken over must not cut off the decisions that came with it.
    """
    judged = [claim for claim_id, claim in sorted(present.items()) if claim_id in made_on]
    return {
        old_id: twin
        for old_id, group in lost.items()
        if (twin := next((c for c in judged if _is_twin(group[-1].claim, c)), None)) is not None
    }


def _is_twin(old: Claim, new: Claim) -> bool:
    """Say whether two claims point at the same words of the same sentence, or a reworded one."""
    return (
        old.sentence.section == new.sentence.section
        and old.variant == new.variant
        and old.observation.phenomenon == new.observation.phenomenon
        and _pointed_at(old) == _pointed_at(new)
        and _sentence_likeness(old.sentence.text, new.sentence.text) >= SAME_SENTENCE
    )


def _pointed_at(claim: Claim) -> tuple[tuple[str, ...], ...]:
    seen = claim.observation
    spans = (seen.mechanism_span, seen.agent_span, seen.phenomenon_span)
    return tuple(_words(span.text) if span else () for span in spans)


def _may_inherit(group: Sequence[Decision], new: Claim) -> bool:
    """Say whether a claim may take over: from an added one only where it is the one missed."""
    if all(decision.verdict is not Verdict.ADD for decision in group):
        return True
    old = group[-1].claim.inference
    labels = {old.mechanism_label.casefold(), new.inference.mechanism_label.casefold()}
    return old.mechanism == new.inference.mechanism or len(labels) == 1


def _likeness(old: Claim, new: Claim) -> float:
    """Return 0 for claims on different things; else more for what they have in common."""
    if old.observation.phenomenon != new.observation.phenomenon:
        return 0.0
    sentence = _sentence_likeness(old.sentence.text, new.sentence.text)
    cause = _cause_likeness(old, new)
    if sentence < SAME_SENTENCE or not cause:
        return 0.0
    same_mechanism = old.inference.mechanism == new.inference.mechanism
    same_effect = old.observation.effect is new.observation.effect
    return sentence + cause + 2.0 * same_mechanism + 0.5 * same_effect


def _sentence_likeness(old: str, new: str) -> float:
    if old == new:
        return 1.0
    before, after = _words(old), _words(new)
    if before == after:
        return 1.0
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def _cause_likeness(old: Claim, new: Claim) -> float:
    """Return the largest share of words that a mechanism or agent of both has in common."""
    return max(
        (_shared(before.text, after.text) for before in _causes(old) for after in _causes(new)),
        default=0.0,
    )


def _causes(claim: Claim) -> list[Span]:
    spans = (claim.observation.mechanism_span, claim.observation.agent_span)
    return [span for span in spans if span is not None]


def _shared(before: str, after: str) -> float:
    one, other = set(_words(before)), set(_words(after))
    return len(one & other) / len(one | other) if one | other else 0.0


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return tuple(_NO_WORD.sub(" ", folded).split())
