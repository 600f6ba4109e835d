"""How many papers some claims come from, counted as works, and by how many groups of authors."""

from collections.abc import Iterable
from dataclasses import dataclass

from curate.core.claim import SourceKind
from curate.core.finding import Finding
from curate.core.independence import Works
from curate.core.table import Counts


@dataclass(frozen=True, slots=True)
class Tally:
    """
    What counts of some findings; tallies add up, while counts of papers do not.

    ``papers`` are the PMIDs of all, ``own`` those with a finding of their own, each with the kind
    of study.
    """

    papers: frozenset[str]
    own: frozenset[tuple[str, SourceKind]]


def tally(findings: Iterable[Finding], works: Works) -> Tally:
    """Return what counts of these findings; a comment restates, whatever it says."""
    listed = list(findings)
    own = {(f.pmid, f.source_kind) for f in listed if f.own}
    if works.comments:
        own = {(pmid, kind) for pmid, kind in own if pmid not in works.comments}
    return Tally(frozenset([f.pmid for f in listed]), frozenset(own))


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the tally of all these findings together."""
    listed = list(tallies)
    return Tally(
        frozenset().union(*(t.papers for t in listed)), frozenset().union(*(t.own for t in listed))
    )


def counted(found: Tally, works: Works) -> Counts:
    """
    Return how many papers these are, own findings and restatements apart.

    Of records that are one work one counts. Groups are those of the papers that count, linked
    through these papers alone.
    """
    papers, own = found.papers, found.own
    if works.repeats:
        papers = frozenset(map(works.work, papers))
        own = frozenset((works.work(pmid), kind) for pmid, kind in own)
    reporting = {pmid for pmid, _ in own}
    kinds = [kind for _, kind in own]
    return Counts(
        papers=len(reporting),
        restating=len(papers) - len(reporting),
        groups=works.groups({pmid for pmid, _ in found.own}),
        animal=kinds.count(SourceKind.ANIMAL),
        human=kinds.count(SourceKind.HUMAN),
    )


def count(findings: Iterable[Finding], works: Works | None = None) -> Counts:
    """Return how many papers these findings come from, counted as ``counted`` does."""
    works = works or Works()
    return counted(tally(findings, works), works)
