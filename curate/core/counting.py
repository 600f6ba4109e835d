"""How many papers some claims come from, counted as works, and by how many groups of authors."""

from collections import defaultdict
from collections.abc import Iterable

from curate.core.claim import Claim, Origin, SourceKind
from curate.core.independence import Works
from curate.core.table import Counts


def own_finding(claim: Claim) -> bool:
    """Say whether a claim is a finding of its own paper; in a review nothing is."""
    return claim.observation.origin is Origin.OWN and claim.source_kind is not SourceKind.REVIEW


def count(claims: Iterable[Claim], works: Works | None = None) -> Counts:
    """
    Return how many papers these claims come from, own findings and restatements apart.

    Of records that are one work one counts; a comment restates, whatever it says. Groups are
    those of the papers that count, linked through these papers alone.
    """
    works = works or Works()
    own: dict[str, set[SourceKind]] = defaultdict(set)
    authors: set[str] = set()
    found = set()
    for claim in claims:
        work = works.work(claim.pmid)
        found.add(work)
        if claim.pmid not in works.comments and own_finding(claim):
            own[work].add(claim.source_kind)
            authors.add(claim.pmid)
    return Counts(
        papers=len(own),
        restating=len(found) - len(own),
        groups=works.groups(authors),
        animal=sum(SourceKind.ANIMAL in kinds for kinds in own.values()),
        human=sum(SourceKind.HUMAN in kinds for kinds in own.values()),
    )
