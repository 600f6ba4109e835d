"""Parts the findings that stand as evidence from what does not, and remembers what did not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from curate.core.claim import Certainty, SourceKind, State, Tier
from curate.core.finding import Finding
from curate.core.source_standing import NO_EVIDENCE, Standing
from curate.core.table import Part
from curate.core.wording import Gap

# Asked of every finding: to look a member up takes longer than to compare with it.
_REJECTED, _COOCCURRENCE, _QUESTION = State.REJECTED, Tier.COOCCURRENCE, Certainty.QUESTION
_UNREVIEWED = State.UNREVIEWED
_PARTS = {SourceKind.ANIMAL: Part.ANIMAL, SourceKind.HUMAN: Part.HUMAN}


@dataclass(slots=True)
class Sieve:
    """
    Findings that stand, and what did not pass.

    ``gaps`` says by mechanism, phenomenon and part what there is beside evidence, ``named`` are
    the phenomena that any claim or candidate is about. ``void`` holds PMIDs by standing, ``gone``
    those of records that are not here, ``passed_over`` those of records that were to be left out
    and have what would have stood.
    """

    standing: list[Finding] = field(default_factory=list)
    void: dict[Standing, set[str]] = field(default_factory=lambda: defaultdict(set))
    gone: set[str] = field(default_factory=set)
    passed_over: set[str] = field(default_factory=set)
    gaps: dict[tuple[str, str, Part], set[Gap]] = field(default_factory=lambda: defaultdict(set))
    named: set[str] = field(default_factory=set)
    questions: int = 0
    candidates: int = 0
    rejected: int = 0

    @property
    def pmids(self) -> set[str]:
        """Return the PMIDs of the papers whose findings stand."""
        return {finding.pmid for finding in self.standing}

    @property
    def reviewed(self) -> int:
        """Return how many of those that stand a person judged."""
        return sum(finding.state is not _UNREVIEWED for finding in self.standing)

    def gap(self, mechanism: str, phenomenon: str, parts: Iterable[Part]) -> Gap:
        """Return what kind of empty a cell without evidence is; of several the first holds."""
        found: set[Gap] = set().union(
            *(self.gaps.get((mechanism, phenomenon, part), ()) for part in parts)
        )
        if phenomenon not in self.named:
            found.add(Gap.UNSEARCHED)
        return next((gap for gap in Gap if gap in found), Gap.NOTHING)


def part_of(finding: Finding) -> Part:
    """Return the part of a split phenomenon that a finding belongs to."""
    return _PARTS.get(finding.source_kind, Part.OTHER)


def sift(
    findings: Iterable[Finding],
    here: Collection[str],
    standings: Mapping[str, Standing],
    left_out: Collection[str] = frozenset(),
) -> Sieve:
    """
    Return what stands; ``here`` are the PMIDs of the records that are held.

    Of the records ``left_out`` (PMIDs) nothing is taken, and no gap is told.
    """
    sieve = Sieve()
    named, standing, gaps = sieve.named, sieve.standing, sieve.gaps
    for finding in findings:
        pmid, gap = finding.pmid, _gap(finding)
        if pmid in left_out:
            if gap is None:
                sieve.passed_over.add(pmid)
            continue
        named.add(finding.phenomenon)
        if gap is None:
            found = standings.get(pmid)
            if pmid not in here or found is Standing.DELETED:
                sieve.gone.add(pmid)
                continue
            if found is None or found not in NO_EVIDENCE:
                standing.append(finding)
                continue
            sieve.void[found].add(pmid)
            gap = Gap.RETRACTED
        elif gap is Gap.REJECTED:
            sieve.rejected += finding.tier is not Tier.COOCCURRENCE
        elif gap is Gap.CANDIDATE:
            sieve.candidates += 1
        else:
            sieve.questions += 1
        gaps[finding.mechanism, finding.phenomenon, part_of(finding)].add(gap)
    return sieve


def _gap(finding: Finding) -> Gap | None:
    """Return what a finding leaves of its cell where it is no evidence by itself."""
    if finding.state is _REJECTED:
        return Gap.REJECTED
    if finding.tier is _COOCCURRENCE:
        return Gap.CANDIDATE
    return Gap.HYPOTHESISED if finding.certainty is _QUESTION else None
