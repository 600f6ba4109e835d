"""Check a workspace: does all that its table says still hold, and is every decision kept twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curate.core.checking import Fault, Finding, check_cited, check_claims
from curate.core.claim_filter import ClaimFilter
from curate.core.edition import Edition
from curate.core.ports import Journal, Store
from curate.core.review import Decision
from curate.core.screening import Screening
from curate.workflow.reports import FAULTS_FOUND

_ALL = ClaimFilter(candidates=True, rejected=True, excluded=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """How much was checked, and what does not hold, in a fixed order."""

    claims: int
    citations: int
    editions: tuple[str, ...]
    acts: int
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """Return 0 where all holds."""
        return FAULTS_FOUND if self.findings else 0


def check(store: Store, journal: Journal, editions: Sequence[Edition]) -> CheckReport:
    """
    Check every claim that stands, these editions, and the journal against the database.

    Nothing is changed. Raises BadFile for a line of the journal that can't be read.
    """
    found = {claim.claim_id: claim for claim in store.claims(_ALL)}
    standing = [claim for claim in found.values() if claim.counts]
    pmids = {claim.pmid for claim in standing}
    pmids |= {cited.place.pmid for edition in editions for cited in edition.cited}
    kept = set(store.record_pmids())
    articles = {p: a for p, a in store.articles(sorted(pmids, key=int)).items() if p in kept}
    standings = store.standings(articles)
    written = journal.acts()
    findings = [*check_claims(standing, articles)]
    for edition in editions:
        findings += check_cited(edition.cited, found, articles, standings)
    findings += _acts(store, written)
    return CheckReport(
        claims=len(standing),
        citations=sum(len(edition.cited) for edition in editions),
        editions=tuple(edition.name for edition in editions),
        acts=len(written),
        findings=tuple(findings),
    )


def _acts(store: Store, written: Sequence[Decision | Screening]) -> Iterator[Finding]:
    acts: list[Decision | Screening] = [*store.decisions(), *store.screenings()]
    kept = {_id(act): act for act in acts}
    there = {_id(act): act for act in written}
    for fault, these, others, what in (
        (Fault.NOT_WRITTEN, kept, there, "write it down with: curate annotations export"),
        (Fault.NOT_KEPT, there, kept, "take it in with: curate annotations import"),
    ):
        for act_id, act in these.items():
            if act_id not in others:
                yield Finding(
                    fault=fault,
                    pmid=act.pmid,
                    where=f"{act.reviewer}, {act.decided_at[:10]}: {act.verdict.value}",
                    detail=what,
                    claim_id=act.claim_id if isinstance(act, Decision) else "",
                )


def _id(act: Decision | Screening) -> str:
    return act.decision_id if isinstance(act, Decision) else act.screening_id
