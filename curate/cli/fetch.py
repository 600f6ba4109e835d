"""``curate fetch``."""

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from curate import workflow
from curate.cli.citing import (
    dry_run_links,
    read_as,
    requested_links,
    resolutions_as_json,
    resolved,
    tell_citations,
)
from curate.cli.options import BatchSizeOption, JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import emit, emit_json, list_failures, note, plain
from curate.cli.progress import shown_progress
from curate.cli.wiring import open_archive, open_store, record_reader, source
from curate.cli.workspace import Workspace, open_workspace
from curate.core.citation import Resolution
from curate.core.errors import UsageError
from curate.core.ports import Link, References, Source, Store
from curate.core.search import Search
from curate.workflow import Failure, FetchReport, FetchRequest, Progress
from curate.workflow.fetching import BATCH_SIZE
from curate.workflow.seeds import CitationsReport


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
    citations: Annotated[
        Path | None,
        typer.Option(
            "--citations",
            metavar="FILE",
            help="Look up the references in this file: one a line, RIS or MEDLINE text.",
        ),
    ] = None,
    cites: Annotated[
        str | None,
        typer.Option("--cites", metavar="PMID", help="Fetch what this paper cites."),
    ] = None,
    cited_by: Annotated[
        str | None,
        typer.Option(
            "--cited-by",
            metavar="PMID",
            help='Fetch what cites this paper (PubMed\'s "Cited by").',
        ),
    ] = None,
    similar: Annotated[
        str | None,
        typer.Option(
            "--similar", metavar="PMID", help="Fetch what PubMed finds similar, the nearest first."
        ),
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
        bool, typer.Option("--dry-run", help="Only say how the query or the citations are read.")
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

    Citations are looked up by PMID, by journal, volume and page, by DOI and by title, and taken
    only where first author and year agree; the others are listed with the reason. Links are those
    of PubMed, and with --cites also the paper's own list where the paper is here.
    """
    seeds = {Link.CITES: cites, Link.CITED_BY: cited_by, Link.SIMILAR: similar}
    wanted = _wanted(
        words or [], pmids, pmid or [], citations=citations, seeds=seeds, since=since,
        maximum=maximum,
    )  # fmt: skip
    space = open_workspace(workspace).using(email=email)
    if dry_run:
        return _dry_run(space, wanted, quiet=quiet, as_json=as_json)
    with open_store(space) as store, shown_progress(quiet=quiet) as progress:
        client = source(space, notify=progress.note)
        resolutions, request = _resolved(client, store, wanted, progress, maximum=maximum)
        report = None
        if request is not None:
            report = workflow.fetch(
                client,
                store,
                replace(
                    request,
                    refetch=refetch,
                    anew=anew,
                    batch_size=batch_size or BATCH_SIZE,
                ),
                archive=open_archive(space),
                read=record_reader(),
                progress=progress,
            )
    found = CitationsReport(resolutions=resolutions, fetched=report)
    if report is None and not resolutions:
        note("PubMed links nothing to this paper in that way.", quiet=quiet)
    _report(found, quiet=quiet, as_json=as_json)
    return found.exit_code


def _resolved(
    client: References,
    store: Store,
    wanted: FetchRequest | Path | tuple[Link, str],
    progress: Progress,
    *,
    maximum: int | None,
) -> tuple[tuple[Resolution, ...], FetchRequest | None]:
    """Return what to fetch, ``None`` where there is nothing, and what became of citations."""
    if isinstance(wanted, FetchRequest):
        return (), wanted
    if isinstance(wanted, Path):
        return resolved(client, store, wanted, progress)
    link, seed = wanted
    return (), requested_links(client, store, seed, link, maximum=maximum)


def _report(found: CitationsReport, *, quiet: bool, as_json: bool) -> None:
    report, resolutions = found.fetched, found.resolutions
    if as_json:
        fields = _fields(report) if report else {}
        if resolutions:
            fields["citations"] = resolutions_as_json(resolutions)
        emit_json({**fields, "exit_code": found.exit_code})
    if report is not None:
        _tell(report, quiet=quiet)
    if resolutions:
        tell_citations(found, quiet=quiet)
    if report is not None and not found.exit_code:
        note("Next: curate tag", quiet=quiet)


def _wanted(
    words: list[str],
    file: Path | None,
    pmid: list[str],
    *,
    citations: Path | None,
    seeds: Mapping[Link, str | None],
    since: str | None,
    maximum: int | None,
) -> FetchRequest | Path | tuple[Link, str]:
    """Return what to fetch: a request, a file of citations, or a link from a seed."""
    from curate.pubmed.query import parse_pmids

    linked = [(link, seed) for link, seed in seeds.items() if seed is not None]
    if not linked and citations is None:
        return _request(words, file, pmid, since=since, maximum=maximum)
    if len(linked) + (citations is not None) > 1 or words or file or pmid:
        raise _one_of()
    if since or (maximum and citations):
        raise UsageError("--since and --max belong to a query (--max to links, too)")
    if citations is not None:
        return citations
    ((link, seed),) = linked
    return link, parse_pmids([seed or ""])[0]


def _one_of() -> UsageError:
    return UsageError(
        "give one of a query, --pmids FILE, --pmid, --citations FILE, --cites, --cited-by and "
        "--similar",
        hint='For example: curate fetch "opioid tolerance AND NMDA"',
    )


def _request(
    words: list[str], file: Path | None, pmid: list[str], *, since: str | None, maximum: int | None
) -> FetchRequest:
    # "--pmid 1 2 3": the option takes the 1, the shell hands the others over as words.
    if pmid and all(word.strip(",").isdigit() for word in words):
        pmid, words = [*pmid, *words], []
    query = " ".join(words).strip()
    if [bool(query), file is not None, bool(pmid)].count(True) != 1:
        raise _one_of()
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


def _dry_run(
    space: Workspace,
    wanted: FetchRequest | Path | tuple[Link, str],
    *,
    quiet: bool,
    as_json: bool,
) -> int:
    if isinstance(wanted, Path):
        return read_as(wanted, as_json=as_json)
    if isinstance(wanted, FetchRequest) and wanted.pmids:
        raise UsageError("--dry-run belongs to a query", hint="PMIDs are asked for as they are")
    with shown_progress(quiet=quiet) as progress:
        if isinstance(wanted, FetchRequest):
            return _dry_run_query(source(space, notify=progress.note), wanted, as_json=as_json)
        link, seed = wanted
        return dry_run_links(space, seed, link, progress, as_json=as_json)


def _dry_run_query(client: Source, request: FetchRequest, *, as_json: bool) -> int:
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
