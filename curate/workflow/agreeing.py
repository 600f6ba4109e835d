"""The agreement step: what reviewers decided, set beside each other and beside the tagger."""

from collections import defaultdict

from curate.core.agreement_report import AgreementReport, report_agreement
from curate.core.errors import UsageError
from curate.core.judging import Unit, units
from curate.core.ports import Store
from curate.core.review import Decision

RESAMPLES = 1000


def agreement(store: Store, *, resamples: int = RESAMPLES, seed: int = 0) -> AgreementReport:
    """
    Return the agreement of all who judged a claim, and of each with the tagger.

    A record that was deleted at the source counts: what was judged is its sentences. Raises
    UsageError where nothing was judged.
    """
    by_record: dict[str, list[Decision]] = defaultdict(list)
    for decision in store.decisions():
        by_record[decision.pmid].append(decision)
    found: list[Unit] = []
    for pmid in sorted(by_record, key=int):
        reading = store.reading(pmid)
        claims = reading.claims if reading is not None else ()
        found += units(by_record[pmid], claims, read=reading is not None)
    if not found:
        raise UsageError("nobody has judged a claim yet", hint="Judge some with: curate decide")
    return report_agreement(found, resamples=resamples, seed=seed)
