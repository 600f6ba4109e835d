"""A claim: one mechanism that one sentence links to one phenomenon."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from curate.core.signs import Basis, Effect, Role, role_of


class Certainty(StrEnum):
    """How the sentence puts it. A question never counts as evidence."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    QUESTION = "question"


class Origin(StrEnum):
    """Whose finding it is: this paper's own, or what others found."""

    OWN = "own"
    BACKGROUND = "background"


class SourceKind(StrEnum):
    """What kind of study the record reports."""

    ANIMAL = "animal"
    HUMAN = "human"
    IN_VITRO = "in_vitro"
    REVIEW = "review"
    UNKNOWN = "unknown"


def own_finding(origin: str, kind: str) -> bool:
    """Say whether an origin and a kind of source, or their values, make a paper's own finding."""
    return origin == Origin.OWN and kind != SourceKind.REVIEW


class Tier(StrEnum):
    """
    How the claim was found, best first.

    ``reviewer``: a person made it, put it right, or accepted a candidate; ``both``: the
    dependency reader and the window reader agree on it; ``dependency`` and ``window``: one of
    them found it; ``cooccurrence``: the two merely stand in one sentence, a candidate for review
    and no claim.
    """

    REVIEWER = "reviewer"
    BOTH = "both"
    DEPENDENCY = "dependency"
    WINDOW = "window"
    COOCCURRENCE = "cooccurrence"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the sentence: ``sentence.text[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """
    A sentence and where it stands.

    ``section`` is 0 for the title and n for the n-th section of the abstract; ``start`` and
    ``end`` count characters of that text. ``label`` is the section's printed heading.
    """

    section: int
    start: int
    end: int
    text: str
    label: str | None = None

    @property
    def section_name(self) -> str:
        """Return ``title``, the printed heading, or ``abstract``."""
        if self.section == 0:
            return "title"
        return self.label or "abstract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """
    What the sentence says: ``cause`` -> ``effect`` -> ``phenomenon``.

    ``cause`` is the concept of the agent where the sentence names one, else of the mechanism.
    ``phenomenon`` is a concept of the pack. At least one of the mechanism and the agent span is
    there.
    """

    cause: str
    effect: Effect
    phenomenon: str
    phenomenon_span: Span
    mechanism_span: Span | None = None
    agent_span: Span | None = None
    exposure_span: Span | None = None
    certainty: Certainty = Certainty.ASSERTED
    origin: Origin = Origin.OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """
    What follows for the mechanism, and by which step.

    ``mechanism`` is the concept, ``mechanism_label`` its readable name, ``category`` its group in
    the pack (``None``: the pack does not know it). ``overruled`` says that a person set the role
    against what follows from the observation, which stands.
    """

    mechanism: str
    mechanism_label: str
    basis: Basis
    role: Role
    category: str | None = None
    overruled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why the tagger made the claim: the readers, the rule, the words it fired on, the chain."""

    tier: Tier
    confidence: float
    rule: str
    cues: tuple[Span, ...] = ()
    chain: tuple[str, ...] = ()


class State(StrEnum):
    """
    What people made of a claim.

    ``disputed``: their latest verdicts differ and nobody has settled it. ``unsure``: those who
    judged it could not tell.
    """

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    ADDED = "added"
    REJECTED = "rejected"
    DISPUTED = "disputed"
    UNSURE = "unsure"


class Attachment(StrEnum):
    """
    How a decision hangs on what the tagger finds now.

    ``kept``: on the same claim; ``moved``: on one that stands in its place; ``changed``: the
    tagger now says otherwise, so the decision stands and the claim is put up again;
    ``orphaned``: on none, so that the claim stands as the reviewer's.
    """

    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """
    Where a claim stands with its reviewers.

    ``reviewers`` are those whose verdicts count, sorted; ``settled_by`` is who settled a dispute.
    """

    state: State
    reviewers: tuple[str, ...] = ()
    attachment: Attachment = Attachment.KEPT
    settled_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    One mechanism linked to one phenomenon by one sentence of one record.

    ``review`` is ``None`` where nobody has judged it. A corrected claim keeps the id of the claim
    that it corrects in ``known_as``, which is empty for all others.
    """

    pmid: str
    sentence: Sentence
    observation: Observation
    inference: Inference
    grounds: Grounds
    source_kind: SourceKind = SourceKind.UNKNOWN
    variant: int = 0
    review: Review | None = None
    known_as: str = ""

    def __post_init__(self) -> None:
        """Refuse an inference that does not follow, unless a person overruled it."""
        expected = role_of(self.observation.effect, self.inference.basis)
        if self.inference.role is not expected and not self.inference.overruled:
            raise ValueError(f"{self.inference.role} does not follow; {expected} does")

    @property
    def claim_id(self) -> str:
        """
        Return a content address: 16 hexadecimal digits.

        It hangs on PMID, sentence text, mechanism, phenomenon and cause, and not on the run, the
        rule, the offsets or what effect was read, so that a decision survives re-tagging.
        ``variant`` tells apart the contrary results of one pair in one sentence.
        """
        if self.known_as:
            return self.known_as
        parts = [
            self.pmid,
            self.sentence.text,
            self.inference.mechanism,
            self.observation.phenomenon,
            self.observation.cause,
        ]
        if self.variant:
            parts.append(str(self.variant))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    def going_by(self, claim_id: str) -> "Claim":
        """Return the claim under this id, which may be another claim's that it corrects."""
        plain = replace(self, known_as="")
        return plain if plain.claim_id == claim_id else replace(plain, known_as=claim_id)

    @property
    def mechanism(self) -> str:
        """Return the concept of the mechanism."""
        return self.inference.mechanism

    @property
    def mechanism_label(self) -> str:
        """Return the mechanism's readable name."""
        return self.inference.mechanism_label

    @property
    def phenomenon(self) -> str:
        """Return the concept of the phenomenon."""
        return self.observation.phenomenon

    @property
    def role(self) -> Role:
        """Return what the mechanism does to the phenomenon."""
        return self.inference.role

    @property
    def certainty(self) -> Certainty:
        """Return how the sentence puts it."""
        return self.observation.certainty

    @property
    def own(self) -> bool:
        """Say whether it is a finding of its own paper; in a review nothing is."""
        return own_finding(self.observation.origin, self.source_kind)

    @property
    def tier(self) -> Tier:
        """Return how it was found."""
        return self.grounds.tier

    @property
    def place(self) -> tuple[int, int]:
        """Return the section and the offset of its sentence, by which claims are read."""
        return self.sentence.section, self.sentence.start

    @property
    def state(self) -> State:
        """Return what people made of it."""
        return State.UNREVIEWED if self.review is None else self.review.state

    @property
    def stands(self) -> bool:
        """Say whether it is a claim and no mere candidate, and not rejected; a question is one."""
        return self.grounds.tier is not Tier.COOCCURRENCE and self.state is not State.REJECTED

    @property
    def counts(self) -> bool:
        """Say whether this is evidence by itself: it stands, and is no question."""
        return self.stands and self.observation.certainty is not Certainty.QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the tagger got from one record: its sentences, and the claims in them."""

    pmid: str
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    source_kind: SourceKind = SourceKind.UNKNOWN
