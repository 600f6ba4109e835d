"""The score step: the claims of a workspace beside gold annotations."""

from collections.abc import Sequence
from dataclasses import dataclass

from curate.core.annotation import Annotation, NoClaim
from curate.core.article import Article
from curate.core.baselines import baselines
from curate.core.claim_filter import ClaimFilter
from curate.core.coverage import MentionFinder
from curate.core.errors import UsageError
from curate.core.ports import Store, Tagger
from curate.core.scoring import ScoreReport, score_gold, shown
from curate.workflow.reports import DONE, DONE_IN_PART

RESAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """
    The figures of the tagger and of its baselines.

    ``absent`` are records of the gold that are not in the workspace and were left out;
    ``unread`` counts records of the workspace that the tagger has not read.
    """

    report: ScoreReport
    absent: tuple[str, ...]
    unread: int

    @property
    def exit_code(self) -> int:
        """Return 6 where a part of the gold was left out."""
        return DONE_IN_PART if self.absent else DONE


def score_texts(
    tagger: Tagger,
    articles: Sequence[Article],
    gold: Sequence[Annotation | NoClaim],
    *,
    resamples: int = RESAMPLES,
) -> Scored:
    """
    Read texts and score what is found in them; no workspace is needed.

    Raises UsageError where the gold is about none of them.
    """
    pmids = dict.fromkeys(item.pmid for item in gold)
    here = [article for article in articles if article.pmid in pmids]
    if not here:
        raise UsageError(
            f"none of the {len(pmids):,} records of the gold is among these texts",
            hint="Give the texts that the gold was made from: pmid, title and abstract",
        )
    readings = list(tagger.read(here))
    claims = [claim for reading in readings for claim in reading.claims]
    found = {article.pmid for article in here}
    finder = tagger if isinstance(tagger, MentionFinder) else None
    return Scored(
        report=score_gold(
            {"curate": shown(claims), **baselines(claims)},
            [item for item in gold if item.pmid in found],
            mentions=finder.mentions(here) if finder else (),
            source_kinds={reading.pmid: reading.source_kind for reading in readings},
            resamples=resamples,
        ),
        absent=tuple(p for p in pmids if p not in found),
        unread=0,
    )


def score(
    store: Store,
    gold: Sequence[Annotation | NoClaim],
    *,
    identity: str,
    resamples: int = RESAMPLES,
) -> Scored:
    """
    Score the claims of the records that the gold is about.

    Raises UsageError where none of these records is here.
    """
    pmids = dict.fromkeys(item.pmid for item in gold)
    here = store.articles(pmids).keys()
    if not here:
        raise UsageError(
            f"none of the {len(pmids):,} records of the gold is in this workspace",
            hint="Fetch or import them, and tag them, first",
        )
    claims = [
        c for c in store.claims(ClaimFilter(candidates=True, as_read=True)) if c.pmid in here
    ]
    return Scored(
        report=score_gold(
            {"curate": shown(claims), **baselines(claims)},
            [item for item in gold if item.pmid in here],
            resamples=resamples,
        ),
        absent=tuple(p for p in pmids if p not in here),
        unread=store.count_unread(identity),
    )
