"""How sure the tagger is that a claim's role is right: shares measured on development data."""

from curate.core.claim import Tier
from curate.core.signs import Effect
from curate.nlp.combine import Link
from curate.nlp.finding import Finding
from curate.nlp.record import Job

# Shares of claims whose role was right, by what the readers said and by whether the pack knows
# the cause. ``python -m tests.bench.calibrate`` measures them anew on the development gold and
# on the sample; the sample's sentences are plainer, so these stay nearer to the gold's.
_AGREED = 0.93
_AGREED_UNSIGNED = 0.9
_AGREED_UNKNOWN = 0.82
_DISAGREED = 0.8
_DISAGREED_UNKNOWN = 0.4
_ONE_READER = {Tier.DEPENDENCY: 0.65, Tier.WINDOW: 0.8}
_ONE_READER_UNKNOWN = 0.5
_TOGETHER = 0.3


def confidence(tier: Tier, link: Link | None, job: Job, finding: Finding) -> float:
    """Return the share of claims of this sort whose role was right, 0 to 1."""
    if link is None or tier is Tier.COOCCURRENCE:
        return _TOGETHER
    known = job.copy.mentions[job.causes[finding.cause].anchors[0]].concept.known
    if tier is not Tier.BOTH:
        return _ONE_READER[tier] if known else _ONE_READER_UNKNOWN
    if not link.agree:
        return _DISAGREED if known else _DISAGREED_UNKNOWN
    if not known:
        return _AGREED_UNKNOWN
    return _AGREED_UNSIGNED if finding.effect is Effect.INVOLVED else _AGREED
