"""``curate fetch``."""

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from curate import workflow
from curate.cli.options import BatchSizeOption, JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import emit, emit_json, list_failures, note, plain
from curate.cli.progress import shown_progress
from curate.cli.wiring import open_archive, open_store, record_reader, source
from curate.cli.workspace import open_workspace
from curate.core.errors import UsageError
from curate.core.ports import Source
from curate.core.search import Search
from curate.workflow import Failure, FetchReport, FetchRequest
from curate.workflow.fetching import BATCH_SIZE


def fetch(
    *,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY", help="A query in PubMed's own syntax, in quotes."),
    ] = None,
    pmids: Annotated[
        Path | None,
        typer.Option(
            "--pmids", metavar="FILE", help="Fetch the PMIDs in this file; - reads stdin."
        ),
    ] = None,
    pmid: Annotated[
        list[str] | None,
        typer.Option("--pmid", metavar="PMID...", help="Fetch these PMIDs."),
    ] = None,
    maximum: Annotated[
        int | None,
        typer.Option("--max", min=1, metavar="N", help="Take at most this many of the hits."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="Only what PubMed took in since YYYY[-MM[-DD]]."
        ),
    ] = None,
    refetch: Annotated[
        bool, typer.Option("--refetch", help="Ask for records in their final form here, too.")
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Search again where a search could be continued.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how PubMed reads the query, and count.")
    ] = False,
    email: Annotated[
        str | None, typer.Option("--email", metavar="ADDRESS", help="Who asks, for NCBI.")
    ] = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    batch_size: BatchSizeOption = None,
) -> int:
    """Fetch records from PubMed.

    The search is written down first, then its records are asked for in batches, and each batch is
    kept in corpus/ as it came and in the database as it was read. A fetch that was broken off goes
    on when the same command is run again.
    """
    request = _request(words or [], pmids, pmid or [], since=since, maximum=maximum)
    if dry_run and request.pmids:
        raise UsageError("--dry-run belongs to a query", hint="PMIDs are asked for as they are")
    space = open_workspace(workspace).using(email=email)
    if dry_run:
        with shown_progress(quiet=quiet) as progress:
            client = source(space, notify=progress.note)
            return _dry_run(client, request, as_json=as_json)
    request = FetchRequest(
        query=request.query,
        pmids=request.pmids,
        since=request.since,
        maximum=maximum,
        refetch=refetch,
        anew=anew,
        batch_size=batch_size or BATCH_SIZE,
    )
    with open_store(space) as store, shown_progress(quiet=quiet) as progress:
        report = workflow.fetch(
            source(space, notify=progress.note),
            store,
            request,
            archive=open_archive(space),
            read=record_reader(),
            progress=progress,
        )
    if as_json:
        emit_json({**_fields(report), "exit_code": report.exit_code})
    _tell(report, quiet=quiet)
    return report.exit_code


def _request(
    words: list[str], file: Path | None, pmid: list[str], *, since: str | None, maximum: int | None
) -> FetchRequest:
    # "--pmid 1 2 3": the option takes the 1, the shell hands the others over as words.
    if pmid and all(word.strip(",").isdigit() for word in words):
        pmid, words = [*pmid, *words], []
    query = " ".join(words).strip()
    if [bool(query), file is not None, bool(pmid)].count(True) != 1:
        raise UsageError(
            "give one of a query, --pmids FILE and --pmid",
            hint='For example: curate fetch "opioid tolerance AND NMDA"',
        )
    from curate.pubmed.query import normalise_query, parse_pmids, parse_since

    if query:
        date = parse_since(since) if since else None
        return FetchRequest(query=normalise_query(query), since=date, maximum=maximum)
    if since or maximum:
        raise UsageError("--since and --max belong to a query, not to PMIDs")
    if file is not None:
        return FetchRequest(pmids=_listed(file))
    return FetchRequest(pmids=parse_pmids(re.split(r"[\s,;]+", " ".join(pmid).strip(" ,;"))))


def _listed(file: Path) -> tuple[str, ...]:
    from curate.pubmed.query import read_pmid_file, read_pmid_list

    if str(file) == "-":
        return read_pmid_list(sys.stdin.read(), name="stdin")
    return read_pmid_file(file)


def _dry_run(client: Source, request: FetchRequest, *, as_json: bool) -> int:
    # One hit is enough: the count and the translation come with it.
    search = client.search(request.query, since=request.since, maximum=1)
    if as_json:
        described = {"query": search.query, "count": search.count}
        emit_json(
            {**described, "translation": search.translation, "warnings": list(search.warnings)}
        )
    else:
        emit("\n".join(_described(search)))
    return 0


def _fields(report: FetchReport) -> dict[str, object]:
    fields = plain(report)
    return fields if isinstance(fields, dict) else {}


def _described(search: Search) -> list[str]:
    lines = [f"Query       {search.query}"]
    if search.translation:
        lines.append(f"PubMed ran  {search.translation}")
    lines.append(f"Hits        {search.count:,}")
    return lines + [f"Warning     {warning}" for warning in search.warnings]


def _tell(report: FetchReport, *, quiet: bool) -> None:
    search = report.search
    if report.resumed:
        note("An unfinished search was continued; --anew would search again.", quiet=quiet)
    if search.kind == "query" and not report.resumed:
        for line in _described(search):
            note(line, quiet=quiet)
    saved = report.saved
    note(
        f"Search {report.search_id}: {report.received:,} records received ({saved.new:,} new, "
        f"{saved.changed:,} changed), {report.held:,} held already.",
        quiet=quiet,
    )
    if report.unasked:
        note(f"PubMed sent under other numbers: {', '.join(report.unasked)}", quiet=quiet)
    list_failures(
        "Not in PubMed's answer",
        [Failure(pmid=pmid, reason="asked for twice, not sent") for pmid in report.missing],
    )
    list_failures("Failed (the next run asks again)", report.failures)
    if not report.exit_code:
        note("Next: curate tag", quiet=quiet)
