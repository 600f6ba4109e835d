"""``curate coverage``."""

from pathlib import Path
from typing import Annotated

import typer

from curate.cli.options import EmailOption, JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import emit, emit_json, note, plain
from curate.cli.progress import shown_progress
from curate.cli.wiring import citations_in, open_store, record_reader, source
from curate.cli.workspace import open_workspace
from curate.workflow import coverage as coverage_step
from curate.workflow.coverage import CoverageReport, CoverageStatus

HEADINGS = {
    CoverageStatus.COVERED: "in the corpus",
    CoverageStatus.NO_ABSTRACT: "in the corpus, without an abstract",
    CoverageStatus.RETRACTED: "in the corpus, retracted",
    CoverageStatus.NOTICE: "in the corpus, a notice about another paper",
    CoverageStatus.EXCLUDED: "excluded by screening",
    CoverageStatus.DELETED: "in the corpus, deleted at PubMed",
    CoverageStatus.PENDING: "listed by a search, not fetched yet",
    CoverageStatus.FAILED: "listed by a search, failed",
    CoverageStatus.MISSING: "listed by a search, not sent by PubMed",
    CoverageStatus.NOT_SEARCHED: "in no search",
    CoverageStatus.UNRESOLVED: "without a PMID",
}


def coverage(
    *,
    seed: Annotated[str, typer.Argument(metavar="SEED", help="The PMID of a paper, as a review.")],
    references: Annotated[
        Path | None,
        typer.Option(
            "--references",
            metavar="FILE",
            help="References to add: one a line, RIS or MEDLINE text.",
        ),
    ] = None,
    lacking: Annotated[
        bool,
        typer.Option("--lacking", help="Print only the PMIDs that are in no search, one a line."),
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask PubMed nothing; use what is here.")
    ] = False,
    email: EmailOption = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> int:
    """Say which references of a paper are in the corpus.

    The references are those of the paper's own list in PubMed, those that PubMed links to it, and
    those of FILE; what has no PMID is looked up, and counts only where first author and year
    agree. For each that is lacking the reason is told: it is in no search, PubMed did not send it,
    it was deleted or retracted, screening excluded it, it has no abstract, or it can't be resolved
    to a PMID.
    """
    from curate.formats.coverage import coverage_text
    from curate.pubmed.query import parse_pmids

    (pmid,) = parse_pmids([seed])
    space = open_workspace(workspace).using(email=email)
    citations = citations_in(references) if references else ()
    with open_store(space) as store, shown_progress(quiet=quiet) as progress:
        report = coverage_step.coverage(
            store,
            None if offline else source(space, notify=progress.note),
            pmid,
            citations=citations,
            read=record_reader(),
            progress=progress,
        )
    unknown = report.of(CoverageStatus.NOT_SEARCHED)
    if as_json:
        emit_json(_as_json(report))
    elif lacking:
        # Nothing at all for an empty list: an empty line is no PMID.
        if unknown:
            emit("\n".join(str(reference.pmid) for reference in unknown))
    else:
        found = {heading: report.of(status) for status, heading in HEADINGS.items()}
        covered = HEADINGS[CoverageStatus.COVERED]
        shown = {heading: them for heading, them in found.items() if them or heading == covered}
        emit(coverage_text(report.seed, len(report.references), shown))
    if not report.references:
        note("PubMed has no list of its references: name one with --references", quiet=quiet)
    elif unknown and not lacking:
        note(f"Next: curate coverage {pmid} --lacking | curate fetch --pmids -", quiet=quiet)
    return report.exit_code


def _as_json(report: CoverageReport) -> dict[str, object]:
    return {
        "seed": {"pmid": report.seed.pmid, "title": report.seed.title, "year": report.seed.year},
        "asked_pubmed": report.asked,
        "counts": {status.value: len(report.of(status)) for status in CoverageStatus},
        "references": plain(report.references),
    }
