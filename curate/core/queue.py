"""The order of work of a reviewer: which claims, and which first."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from curate.core.article import Article
from curate.core.citing import pmid_order
from curate.core.claim import Attachment, Claim, Review, Sentence, State
from curate.core.review import Decision
from curate.core.signs import Role
from curate.core.standing import put_up_again

_OPPOSITE = {Role.PROMOTES: Role.INHIBITS, Role.INHIBITS: Role.PROMOTES}
Place = tuple[tuple[int, str], int, int, str, str, str, int, str]


class Choice(StrEnum):
    """
    Which claims a reviewer goes through.

    ``todo``: those that this reviewer has not judged, and those that the tagger has read otherwise
    since; ``new``: those that nobody has judged; ``again``: those that need a
    person once more, because reviewers differ, could not tell, or the tagger says otherwise;
    ``mine``: those that this reviewer has judged; ``all``: every one.
    """

    TODO = "todo"
    NEW = "new"
    AGAIN = "again"
    MINE = "mine"
    ALL = "all"


class Order(StrEnum):
    """
    Which claims come first.

    ``confidence``: those of which the tagger is least sure; ``cell``: cell by cell of the evidence
    table; ``disagreement``: disputed ones, then those that the tagger reads otherwise now, then
    those on which reviewers could not tell, then those against most other claims of their cell;
    ``random``: shuffled, the same way for the same seed; ``record``: as they stand in the records.
    """

    CONFIDENCE = "confidence"
    CELL = "cell"
    DISAGREEMENT = "disagreement"
    RANDOM = "random"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    A claim that may come into a queue.

    ``claim`` is as it is shown, ``review`` where it stands with everybody, whether that is shown
    or not, ``mine`` how the reviewer's own verdict hangs on it (``None``: not judged).
    """

    claim: Claim
    review: Review | None = None
    mine: Attachment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """
    The claim on the desk and what there is to know about it.

    ``claim`` is the version that an act judges; ``other``, where there is one, the version that
    it could judge instead: what people made of it and what the tagger says now differ.
    ``tagger`` says that ``claim`` is the tagger's. ``before`` and ``after`` are the neighbours of
    its sentence, ``decisions`` what may be shown of the acts on it, ``own`` the reviewer's last
    verdict.
    """

    claim: Claim
    other: Claim | None = None
    tagger: bool = False
    before: Sentence | None = None
    after: Sentence | None = None
    article: Article | None = None
    decisions: tuple[Decision, ...] = ()
    own: Decision | None = None


def chosen(entry: Entry, choice: Choice) -> bool:
    """Say whether a claim belongs into the queue."""
    match choice:
        case Choice.TODO:
            return entry.mine in {None, Attachment.CHANGED}
        case Choice.NEW:
            return entry.review is None
        case Choice.AGAIN:
            return put_up_again(replace(entry.claim, review=entry.review))
        case Choice.MINE:
            return entry.mine is not None
        case Choice.ALL:
            return True


def arrange(
    claims: Iterable[Claim], order: Order, *, seed: int = 0, reverse: bool = False
) -> list[Claim]:
    """
    Return the claims in an order that hangs on nothing but them and ``seed``.

    What people made of them counts as far as it stands on the claims: hide it, and it tells
    nothing. ``reverse`` turns the order round, the place in the records aside: within one rank
    claims always come as they stand in their records.
    """
    placed = sorted(claims, key=place)
    if order is Order.RECORD:
        return placed[::-1] if reverse else placed
    if order is Order.CONFIDENCE:
        return sorted(placed, key=lambda c: c.grounds.confidence, reverse=reverse)
    if order is Order.CELL:
        return sorted(placed, key=_cell, reverse=reverse)
    if order is Order.RANDOM:
        return sorted(placed, key=lambda c: _lot(seed, c.claim_id), reverse=reverse)
    roles = Counter((*_cell(c), c.inference.role) for c in placed if c.counts)
    return sorted(placed, key=lambda c: _peace(c, roles), reverse=reverse)


def place(claim: Claim) -> Place:
    """Return what sorts claims as they stand in the records."""
    return (
        pmid_order(claim.pmid),
        claim.sentence.section,
        claim.sentence.start,
        claim.inference.mechanism,
        claim.observation.phenomenon,
        claim.observation.cause,
        claim.variant,
        claim.claim_id,
    )


def _cell(claim: Claim) -> tuple[str, str, str]:
    drawn = claim.inference
    return drawn.mechanism_label.casefold(), drawn.mechanism, claim.observation.phenomenon


def _lot(seed: int, claim_id: str) -> bytes:
    return hashlib.sha256(f"{seed}\x1f{claim_id}".encode()).digest()


def _peace(claim: Claim, roles: Counter[tuple[str, str, str, Role]]) -> tuple[int, int]:
    """Return a smaller figure for a claim on which there is more disagreement."""
    opposite = _OPPOSITE.get(claim.inference.role)
    against = roles[(*_cell(claim), opposite)] if opposite and claim.counts else 0
    return _rank(claim.review), -against


def _rank(review: Review | None) -> int:
    if review is None:
        return 3
    if review.state is State.DISPUTED:
        return 0
    if review.attachment is Attachment.CHANGED:
        return 1
    return 2 if review.state is State.UNSURE else 3
