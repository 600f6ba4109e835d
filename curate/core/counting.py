"""How many papers some claims come from, counted as works, and by how many groups of authors."""

from collections.abc import Iterable
from typing import NamedTuple

from curate.core.claim import SourceKind
from curate.core.finding import Finding
from curate.core.independence import Works
from curate.core.table import Counts

# Asked of every finding: to look a member up takes longer than to compare with it.
_ANIMAL, _HUMAN = SourceKind.ANIMAL, SourceKind.HUMAN


class Tally(NamedTuple):
    """
    What counts of some findings, as PMIDs; tallies add up, while counts of papers do not.

    ``papers`` are all, ``own`` those with a finding of their own, ``animal`` and ``human`` those
    of them with one from such a study.
    """

    papers: frozenset[str]
    own: frozenset[str]
    animal: frozenset[str]
    human: frozenset[str]


def tally(findings: Iterable[Finding], works: Works) -> Tally:
    """Return what counts of these findings; a comment restates, whatever it says."""
    listed = list(findings)
    own = [f for f in listed if f.own and f.pmid not in works.comments]
    return Tally(
        papers=frozenset([f.pmid for f in listed]),
        own=frozenset([f.pmid for f in own]),
        animal=frozenset([f.pmid for f in own if f.source_kind is _ANIMAL]),
        human=frozenset([f.pmid for f in own if f.source_kind is _HUMAN]),
    )


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the tally of all these findings together."""
    return Tally(*(frozenset().union(*kind) for kind in zip(_NOTHING, *tallies, strict=True)))


def counted(found: Tally, works: Works) -> Counts:
    """
    Return how many papers these are, own findings and restatements apart.

    Of records that are one work one counts. Groups are those of the papers that count, linked
    through these papers alone.
    """
    papers, own, animal, human = (len(works.once(pmids)) for pmids in found)
    return Counts(
        papers=own,
        restating=papers - own,
        groups=works.groups(found.own),
        animal=animal,
        human=human,
    )


_NOTHING = Tally(frozenset(), frozenset(), frozenset(), frozenset())


def count(findings: Iterable[Finding], works: Works | None = None) -> Counts:
    """Return how many papers these findings come from, counted as ``counted`` does."""
    works = works or Works()
    return counted(tally(findings, works), works)
