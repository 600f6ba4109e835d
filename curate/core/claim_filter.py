"""Which claims somebody wants to see."""

from dataclasses import dataclass

from curate.core.claim import Certainty, Origin, SourceKind, State
from curate.core.signs import Role
from curate.core.source_standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """
    Which claims to show; an empty filter shows all but the candidates that only co-occur.

    ``standing`` is that of the claim's record. Claims of records that were deleted at the source
    are among them only where ``standing`` asks for them; those of records that screening excluded
    are with ``excluded``.
    ``mechanism`` and ``phenomenon`` match a concept id or, in any case, a part of its label.
    ``text`` is words that the sentence holds (full-text search). ``candidates`` adds the
    co-occurrence tier.

    Claims come as people left them: what was rejected is left out unless ``rejected`` or a
    ``state`` of its own asks for it, and what was corrected stands corrected. ``reviewed`` leaves
    out what nobody judged. ``as_read`` gives the tagger's claims instead, as if nobody had.
    """

    mechanism: str | None = None
    phenomenon: str | None = None
    role: Role | None = None
    certainty: Certainty | None = None
    origin: Origin | None = None
    source_kind: SourceKind | None = None
    standing: Standing | None = None
    pmid: str | None = None
    text: str | None = None
    candidates: bool = False
    excluded: bool = False
    state: State | None = None
    reviewed: bool = False
    rejected: bool = False
    as_read: bool = False
    limit: int | None = None
