"""What a reviewer wants done, before it is a decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from curate.core.claim import Claim
from curate.core.review import ReasonCode, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """
    What a reviewer wants done about one claim.

    ``claim`` is its id or the beginning of it. ``changes`` and ``at`` are those of
    ``core.correction.correct`` (for ``correct``), ``corrected`` is the claim as it should be, in
    their place. ``as_read`` judges what the tagger says now
    where that is not what stands; a blind reviewer judges so throughout. ``adjudicates`` settles
    a dispute, ``audit`` judges for that sample alone.
    """

    claim: str
    verdict: Verdict
    reason: ReasonCode | None = None
    note: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)
    corrected: Claim | None = None
    at: Mapping[str, int] = field(default_factory=dict)
    as_read: bool = False
    adjudicates: bool = False
    audit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """
    A claim that the tagger missed.

    ``sentence`` is its text, or a piece that no other sentence of the record holds; ``fields``
    and ``at`` are those of ``core.correction.added``.
    """

    pmid: str
    sentence: str
    fields: Mapping[str, str]
    at: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
