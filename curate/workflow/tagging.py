"""The tag step: every record that this tagger has not read in its present form."""

from curate.core.claim import Tier
from curate.core.ports import Reattached, Store, Tagger
from curate.workflow.batches import batched
from curate.workflow.progress import Progress, Silent
from curate.workflow.reports import TagReport

BATCH_SIZE = 100


def tag(
    tagger: Tagger,
    store: Store,
    *,
    progress: Progress | None = None,
    batch_size: int = BATCH_SIZE,
) -> TagReport:
    """Read what is unread, a transaction a batch; a run that was broken off goes on."""
    progress = progress or Silent()
    identity = tagger.identity
    progress.begin("Tagging records", store.count_unread(identity))
    read = sentences = claims = candidates = 0
    reattached: list[Reattached] = []
    for batch in batched(store.unread(identity), batch_size):
        readings = list(tagger.read(batch))
        reattached += store.save_readings(identity, readings)
        found = [claim for reading in readings for claim in reading.claims]
        together = sum(claim.grounds.tier is Tier.COOCCURRENCE for claim in found)
        read += len(readings)
        sentences += sum(len(reading.sentences) for reading in readings)
        claims += len(found) - together
        candidates += together
        progress.advance(len(batch))
    store.keep_author_links()
    return TagReport(
        identity=identity,
        read=read,
        sentences=sentences,
        claims=claims,
        candidates=candidates,
        reattached=tuple(reattached),
    )
