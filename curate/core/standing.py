"""From a claim and all decisions on it to the claim as it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from curate.core.attachment import Hold, attach, says
from curate.core.claim import Attachment, Claim, Grounds, Review, State, Tier
from curate.core.review import Decision, Verdict

DECIDING = frozenset(
    {Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT, Verdict.UNSURE, Verdict.ADD}
)
_STATES = {
    Verdict.ACCEPT: State.ACCEPTED,
    Verdict.REJECT: State.REJECTED,
    Verdict.CORRECT: State.CORRECTED,
    Verdict.ADD: State.ADDED,
    Verdict.UNSURE: State.UNSURE,
}
# A decision that hangs worse tells more of what is left to do.
_WORST_FIRST = (
    Attachment.ORPHANED,
    Attachment.CHANGED,
    Attachment.MOVED,
    Attachment.KEPT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """
    The acts on one claim that count.

    ``latest`` holds each reviewer's last verdict, by time; ``settling`` the last adjudication.
    """

    latest: tuple[Decision, ...]
    settling: Decision | None = None


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """
    Return the acts that nobody took back, oldest first, the withdrawals themselves left out.

    A withdrawal that was itself withdrawn takes nothing back. Only who made an act can take it
    back.
    """
    ordered = sorted(decisions, key=lambda d: d.place)
    by_id = {d.decision_id: d for d in ordered}
    taken: set[str] = set()
    for act in reversed(ordered):
        if act.withdraws is None or act.decision_id in taken:
            continue
        target = by_id.get(act.withdraws)
        if target is not None and target.reviewer == act.reviewer:
            taken.add(target.decision_id)
    return [d for d in ordered if d.verdict is not Verdict.WITHDRAW and d.decision_id not in taken]


def votes(decisions: Iterable[Decision]) -> Votes:
    """Return the acts that decide: withdrawn ones, comments and blind audits do not."""
    latest: dict[str, Decision] = {}
    settling = None
    for act in in_force(decisions):
        if act.verdict not in DECIDING or act.audit is not None:
            continue
        if act.adjudicates:
            settling = act
        else:
            latest.pop(act.reviewer, None)
            latest[act.reviewer] = act
    return Votes(latest=tuple(latest.values()), settling=settling)


def stand(
    current: Claim | None, decisions: Sequence[Decision], holds: Mapping[str, Hold]
) -> Claim | None:
    """
    Return the claim as people left it, with its ``review``; ``None`` where nobody decided.

    ``current`` is what the tagger makes of it now (``None``: nothing), ``decisions`` all that
    hang on it, ``holds`` how. What was accepted or corrected stands in the words in which it was
    decided on, also where the tagger says otherwise now; what is disputed or unsure stands as the
    tagger has it. An adjudication settles what the others say.
    """
    counted = votes(decisions)
    if not counted.latest and counted.settling is None:
        return None
    deciding = (counted.settling,) if counted.settling else counted.latest
    state, decision = _outcome(deciding)
    attachment = min((holds[d.decision_id].attachment for d in deciding), key=_WORST_FIRST.index)
    base = _content(state, decision, current)
    claim_id = current.claim_id if current is not None else decision.claim_id
    review = Review(
        state=state,
        reviewers=tuple(sorted({d.reviewer for d in counted.latest})),
        attachment=attachment,
        settled_by=counted.settling.reviewer if counted.settling else None,
    )
    return replace(base, review=review).going_by(claim_id)


def standing_claims(
    decisions: Sequence[Decision],
    read: Sequence[Claim],
    holds: Mapping[str, Hold] | None = None,
) -> Iterator[Claim]:
    """
    Yield the claims of one record that somebody judged, as they stand, by id.

    ``read`` are the tagger's, candidates among them; ``holds`` is what the decisions hang on,
    found here where it is not given.
    """
    holds = attach(decisions, read) if holds is None else holds
    current = {claim.claim_id: claim for claim in read}
    by_claim: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_claim[holds[decision.decision_id].claim_id].append(decision)
    for claim_id, group in sorted(by_claim.items()):
        claim = stand(current.get(claim_id), group, holds)
        if claim is not None:
            yield claim


def put_up_again(claim: Claim) -> bool:
    """Say whether a claim that was judged needs a person once more."""
    if claim.review is None:
        return False
    return (
        claim.review.state in {State.DISPUTED, State.UNSURE}
        or claim.review.attachment is Attachment.CHANGED
    )


def _outcome(deciding: Sequence[Decision]) -> tuple[State, Decision]:
    """Return the state, and the decision whose words stand: the last of those that agree."""
    sure = [d for d in deciding if d.verdict is not Verdict.UNSURE]
    if not sure:
        return State.UNSURE, deciding[-1]
    if len({_comes_to(d) for d in sure}) > 1:
        return State.DISPUTED, sure[-1]
    # Who corrects or adds has said more than who accepts the same.
    spoken = [d for d in sure if d.verdict in {Verdict.CORRECT, Verdict.ADD}] or sure
    return _STATES[spoken[-1].verdict], spoken[-1]


def _comes_to(decision: Decision) -> tuple[str, ...]:
    if decision.verdict is Verdict.REJECT:
        return ("rejected",)
    return says(decision.corrected or decision.claim)


def _content(state: State, decision: Decision, current: Claim | None) -> Claim:
    if state in {State.DISPUTED, State.UNSURE, State.REJECTED}:
        return current or decision.claim
    if state is State.CORRECTED and decision.corrected is not None:
        return _as_reviewers(decision.corrected, decision)
    if current is not None and says(current) == says(decision.claim):
        return _as_reviewers(current, decision) if _is_candidate(current) else current
    return _as_reviewers(decision.claim, decision)


def _is_candidate(claim: Claim) -> bool:
    return claim.grounds.tier is Tier.COOCCURRENCE


def _as_reviewers(claim: Claim, decision: Decision) -> Claim:
    """Return the claim as a person's: what the tagger thought of it is no longer its ground."""
    if claim.grounds.tier is Tier.REVIEWER:
        return claim
    return replace(
        claim,
        grounds=Grounds(
            tier=Tier.REVIEWER,
            confidence=1.0,
            rule="reviewer",
            cues=claim.grounds.cues,
            chain=(f"{_STATES[decision.verdict]} by {decision.reviewer}",),
        ),
    )
