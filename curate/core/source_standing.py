"""What became of a publication after it came out: retracted, doubted, corrected, or neither."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Standing(StrEnum):
    """
    The standing of a source, by what PubMed's records say.

    A ``notice`` is the record of a retraction, an erratum or an expression of concern itself: it
    speaks of another paper and is no study. ``deleted`` is a record that PubMed no longer has.
    """

    REGULAR = "regular"
    CORRECTED = "corrected"
    CONCERN = "concern"
    NOTICE = "notice"
    RETRACTED = "retracted"
    DELETED = "deleted"


NO_EVIDENCE = frozenset({Standing.RETRACTED, Standing.NOTICE, Standing.DELETED})
"""The standings whose claims count for nothing."""

MEANINGS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.REGULAR: "nothing is known against it",
        Standing.CORRECTED: "a correction was published; read it beside the paper",
        Standing.CONCERN: "the journal expressed its concern about the paper",
        Standing.NOTICE: "a notice about another paper, no study; it counts for nothing",
        Standing.RETRACTED: "the paper was retracted; its claims count for nothing",
        Standing.DELETED: "PubMed no longer has the record; its claims count for nothing",
    }
)
"""What each standing means, for a reader."""

_TYPES = {
    "Retracted Publication": Standing.RETRACTED,
    "Retraction of Publication": Standing.NOTICE,
    "Retraction Notice": Standing.NOTICE,
    "Published Erratum": Standing.NOTICE,
    "Expression of Concern": Standing.NOTICE,
}
# RefType of CommentsCorrections, in NLM's words: what it says of the record that holds it ...
_LINKS: Mapping[str, Standing] = {
    "RetractionIn": Standing.RETRACTED,
    "PartialRetractionIn": Standing.RETRACTED,
    "RetractedandRepublishedIn": Standing.RETRACTED,
    "RetractionOf": Standing.NOTICE,
    "PartialRetractionOf": Standing.NOTICE,
    "ErratumFor": Standing.NOTICE,
    "ExpressionOfConcernFor": Standing.NOTICE,
    "ExpressionOfConcernIn": Standing.CONCERN,
    "ErratumIn": Standing.CORRECTED,
    "CorrectedandRepublishedIn": Standing.CORRECTED,
}
# ... and what it says of the record that it points to.
TOLD_BY: Mapping[str, Standing] = MappingProxyType(
    {
        "RetractionOf": Standing.RETRACTED,
        "PartialRetractionOf": Standing.RETRACTED,
        "RetractedandRepublishedFrom": Standing.RETRACTED,
        "ExpressionOfConcernFor": Standing.CONCERN,
        "ErratumFor": Standing.CORRECTED,
        "CorrectedandRepublishedFrom": Standing.CORRECTED,
    }
)
"""What the link of a notice says of the record that it points to, by RefType."""

STANDING_LINKS = frozenset(_LINKS) | frozenset(TOLD_BY)
"""The RefTypes that say something of a standing."""

_GRAVITY = {standing: rank for rank, standing in enumerate(Standing)}


def gravest(standings: Iterable[Standing]) -> Standing:
    """Return the one that outweighs the others; regular where there is none."""
    return max(standings, key=_GRAVITY.__getitem__, default=Standing.REGULAR)


def standing_of(
    publication_types: Collection[str], links: Iterable[str], notices: Iterable[str] = ()
) -> Standing:
    """
    Return the standing that a record's publication types and links (RefTypes) give it.

    ``notices`` are the RefTypes of the links in other records that point to this one: a notice
    often comes before the record of the paper itself is marked.
    """
    found = [_TYPES[t] for t in publication_types if t in _TYPES]
    found += [_LINKS[link] for link in links if link in _LINKS]
    found += [TOLD_BY[link] for link in notices if link in TOLD_BY]
    return gravest(found)
