"""What a table asks of a claim, and a claim cut down to that."""

from typing import NamedTuple, Protocol

from curate.core.claim import Certainty, SourceKind, State, Tier
from curate.core.signs import Role


class Finding(Protocol):
    """
    What a table asks of a claim; a ``Claim`` is one.

    ``place`` puts the findings of one paper in the order in which they are read.
    """

    @property
    def claim_id(self) -> str:
        """Return the claim's identifier."""

    @property
    def pmid(self) -> str:
        """Return the record's PMID."""

    @property
    def mechanism(self) -> str:
        """Return the concept of the mechanism."""

    @property
    def mechanism_label(self) -> str:
        """Return the mechanism's readable name."""

    @property
    def phenomenon(self) -> str:
        """Return the concept of the phenomenon."""

    @property
    def role(self) -> Role:
        """Return what the mechanism does to the phenomenon."""

    @property
    def certainty(self) -> Certainty:
        """Return how the sentence puts it."""

    @property
    def own(self) -> bool:
        """Say whether it is a finding of its own paper; in a review nothing is."""

    @property
    def source_kind(self) -> SourceKind:
        """Return what kind of study reports it."""

    @property
    def tier(self) -> Tier:
        """Return how it was found."""

    @property
    def state(self) -> State:
        """Return what people made of it."""

    @property
    def place(self) -> tuple[int, int]:
        """Return the section and the offset of its sentence."""


class BareFinding(NamedTuple):
    """A claim without its sentence and its grounds, for tables that show neither."""

    claim_id: str
    pmid: str
    mechanism: str
    mechanism_label: str
    phenomenon: str
    role: Role
    certainty: Certainty
    own: bool
    source_kind: SourceKind
    tier: Tier
    state: State = State.UNREVIEWED

    @property
    def place(self) -> tuple[int, int]:
        """Return one place for all: where the sentence stands is not known."""
        return 0, 0
