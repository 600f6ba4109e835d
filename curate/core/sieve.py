"""Parts the claims that stand as evidence from what does not, and remembers what did not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from curate.core.article import Article
from curate.core.claim import Certainty, Claim, SourceKind, State, Tier
from curate.core.source_standing import NO_EVIDENCE, Standing
from curate.core.table import Part
from curate.core.wording import Gap

_PARTS = {SourceKind.ANIMAL: Part.ANIMAL, SourceKind.HUMAN: Part.HUMAN}


@dataclass(slots=True)
class Sieve:
    """
    Claims that stand, and what did not pass.

    ``gaps`` says by mechanism, phenomenon and part what there is beside evidence, ``named`` are
    the phenomena that any claim or candidate is about. ``void`` holds PMIDs by standing, ``gone``
    those of records that are not here.
    """

    standing: list[Claim] = field(default_factory=list)
    void: dict[Standing, set[str]] = field(default_factory=lambda: defaultdict(set))
    gone: set[str] = field(default_factory=set)
    gaps: dict[tuple[str, str, Part], set[Gap]] = field(default_factory=lambda: defaultdict(set))
    named: set[str] = field(default_factory=set)
    questions: int = 0
    candidates: int = 0
    rejected: int = 0

    @property
    def cited(self) -> set[str]:
        """Return the PMIDs of the reference list: notes name the retracted ones and notices."""
        return {claim.pmid for claim in self.standing}.union(*self.void.values())

    @property
    def reviewed(self) -> int:
        """Return how many of the claims that stand a person judged."""
        return sum(claim.state is not State.UNREVIEWED for claim in self.standing)

    def gap(self, mechanism: str, phenomenon: str, parts: Iterable[Part]) -> Gap:
        """Return what kind of empty a cell without evidence is; of several the first holds."""
        found: set[Gap] = set().union(
            *(self.gaps.get((mechanism, phenomenon, part), ()) for part in parts)
        )
        if phenomenon not in self.named:
            found.add(Gap.UNSEARCHED)
        return next((gap for gap in Gap if gap in found), Gap.NOTHING)


def part_of(claim: Claim) -> Part:
    """Return the part of a split phenomenon that a claim belongs to."""
    return _PARTS.get(claim.source_kind, Part.OTHER)


def sift(
    claims: Iterable[Claim],
    articles: Mapping[str, Article],
    standings: Mapping[str, Standing],
    left_out: Collection[str] = frozenset(),
) -> Sieve:
    """Return what stands; of the records ``left_out`` (PMIDs) nothing is taken or remembered."""
    sieve = Sieve()
    for claim in claims:
        if claim.pmid in left_out:
            continue
        phenomenon = claim.observation.phenomenon
        sieve.named.add(phenomenon)
        gap = _gap(claim, articles, standings, sieve)
        if gap is not None:
            sieve.gaps[claim.inference.mechanism, phenomenon, part_of(claim)].add(gap)
    return sieve


def _gap(
    claim: Claim, articles: Mapping[str, Article], standings: Mapping[str, Standing], sieve: Sieve
) -> Gap | None:
    """Put a claim where it belongs; return what it leaves of its cell where it is no evidence."""
    standing = standings.get(claim.pmid, Standing.REGULAR)
    if claim.state is State.REJECTED:
        sieve.rejected += claim.grounds.tier is not Tier.COOCCURRENCE
        return Gap.REJECTED
    if claim.grounds.tier is Tier.COOCCURRENCE:
        sieve.candidates += 1
        return Gap.CANDIDATE
    if claim.observation.certainty is Certainty.QUESTION:
        sieve.questions += 1
        return Gap.HYPOTHESISED
    if standing is Standing.DELETED or claim.pmid not in articles:
        sieve.gone.add(claim.pmid)
        return None
    if standing in NO_EVIDENCE:
        sieve.void[standing].add(claim.pmid)
        return Gap.RETRACTED
    sieve.standing.append(claim)
    return None
