"""What each rater makes of the claims that somebody judged: the people, and the tagger."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from curate.core.agreement import RatedItem, disagreement
from curate.core.attachment import attach
from curate.core.claim import Certainty, Claim, Sentence, Tier
from curate.core.review import Decision, Verdict
from curate.core.signs import Role
from curate.core.standing import votes

TAGGER = "/tagger"
"""The tagger's name among the raters: one that no reviewer can have."""


class Aspect(StrEnum):
    """What raters are compared on; ``claim`` asks whether there is a finding at all."""

    CLAIM = "claim"
    ROLE = "role"
    CERTAINTY = "certainty"


class Presence(StrEnum):
    """The scale of ``Aspect.CLAIM``."""

    PRESENT = "present"
    ABSENT = "absent"


SCALES: Mapping[Aspect, tuple[str, ...]] = {
    Aspect.CLAIM: tuple(Presence),
    Aspect.ROLE: tuple(Role),
    Aspect.CERTAINTY: (Certainty.ASSERTED, Certainty.HEDGED),
}
"""The categories of each aspect; a question is no finding, so it stands on no scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """
    A claim that somebody judged.

    ``claim`` is the tagger's where it finds one now, else what was judged first. ``held`` maps a
    rater to the claim as he has it; ``None`` says that there is no finding, and a rater who is
    not in it did not judge or could not tell.
    """

    claim: Claim
    held: Mapping[str, Claim | None]

    def ratings(self, aspect: Aspect) -> dict[str, str]:
        """Return each rater's category; role and certainty only of those who hold it present."""
        if aspect is Aspect.CLAIM:
            return {rater: _presence(claim) for rater, claim in self.held.items()}
        return {
            rater: claim.inference.role if aspect is Aspect.ROLE else claim.observation.certainty
            for rater, claim in self.held.items()
            if claim is not None
        }

    def differing(self, raters: Iterable[str]) -> float:
        """
        Return how far these raters are apart, 0..3.

        It is the share of their pairs that differ, added up over the aspects.
        """
        among = set(raters)
        shares = (
            disagreement(c for rater, c in self.ratings(aspect).items() if rater in among)
            for aspect in Aspect
        )
        return sum(share for share in shares if share is not None)


def units(
    decisions: Sequence[Decision], claims: Sequence[Claim], *, read: bool = True
) -> list[Unit]:
    """
    Return the units of one record.

    ``decisions`` are all that were made on the record, ``claims`` the tagger's, candidates among
    them; ``read`` says whether the tagger read the record in its present form, without which it
    is no rater of it. Of each reviewer the last verdict in force counts. Adjudications, comments
    and blind audits are no ratings.

    Present is what a rater takes for a finding: a claim accepted, corrected or added, and of the
    tagger one that it shows. Absent is what was rejected, what to the tagger is a candidate or
    nothing, and, whoever says so, what is a question only.
    """
    holds = attach(decisions, claims)
    groups: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        groups[holds[decision.decision_id].claim_id].append(decision)
    current = {claim.claim_id: claim for claim in claims}
    found = []
    for claim_id, group in sorted(groups.items()):
        counted = votes(group).latest
        held = {d.reviewer: _held(d) for d in counted if d.verdict is not Verdict.UNSURE}
        if not held:
            continue
        claim = current.get(claim_id)
        if read:
            held[TAGGER] = None if claim is None else _finding(claim)
        found.append(Unit(claim=claim or counted[0].claim, held=held))
    return found


def rated(found: Iterable[Unit], aspect: Aspect) -> list[RatedItem]:
    """Return the units as items to measure agreement on, a cluster a record."""
    return [
        RatedItem(name=u.claim.claim_id, cluster=u.claim.pmid, ratings=u.ratings(aspect))
        for u in found
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """
    A sentence on whose claims raters differ.

    ``among_reviewers`` and ``with_tagger`` add up ``Unit.differing`` over its units, of the
    reviewers alone and of all raters.
    """

    pmid: str
    sentence: Sentence
    units: tuple[Unit, ...]
    among_reviewers: float
    with_tagger: float


def contested(found: Iterable[Unit]) -> list[Contested]:
    """Return the sentences that somebody sees otherwise, most disputed among reviewers first."""
    by_sentence: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in found:
        by_sentence[unit.claim.pmid, unit.claim.sentence.text].append(unit)
    listed = []
    for members in by_sentence.values():
        apart = tuple(u for u in members if u.differing(u.held))
        if apart:
            listed.append(
                Contested(
                    pmid=apart[0].claim.pmid,
                    sentence=apart[0].claim.sentence,
                    units=apart,
                    among_reviewers=sum(u.differing(u.held.keys() - {TAGGER}) for u in apart),
                    with_tagger=sum(u.differing(u.held) for u in apart),
                )
            )
    return sorted(listed, key=_most_disputed_first)


def _most_disputed_first(entry: Contested) -> tuple[float, float, int, int, int]:
    at = entry.sentence
    return -entry.among_reviewers, -entry.with_tagger, int(entry.pmid), at.section, at.start


def _presence(claim: Claim | None) -> Presence:
    return Presence.ABSENT if claim is None else Presence.PRESENT


def _held(decision: Decision) -> Claim | None:
    """Return what a reviewer takes for a finding, ``None`` where there is none."""
    if decision.verdict is Verdict.REJECT:
        return None
    claim = decision.corrected or decision.claim
    return None if claim.observation.certainty is Certainty.QUESTION else claim


def _finding(claim: Claim) -> Claim | None:
    """Return the tagger's claim where it shows it as a finding."""
    if claim.grounds.tier is Tier.COOCCURRENCE:
        return None
    return None if claim.observation.certainty is Certainty.QUESTION else claim
