"""``curate fetch``."""

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.citing import (
    dry_run_links,
    read_as,
    requested_links,
    resolutions_as_json,
    resolved,
    tell_citations,
)
from curate.cli.cost import Cost
from curate.cli.options import (
    BatchSizeOption,
    EmailOption,
    JsonOption,
    QuietOption,
    WorkspaceOption,
)
from curate.cli.output import emit, emit_json, list_failures, note, plain
from curate.cli.progress import shown_progress
from curate.cli.wiring import (
    in_flight,
    open_archive,
    open_store,
    record_reader,
    saved_searches,
    source,
)
from curate.cli.workspace import Workspace, open_workspace
from curate.core.citation import Resolution
from curate.core.errors import UsageError
from curate.core.ports import Store
from curate.core.references import Link, References
from curate.core.search import Search
from curate.workflow import fetching
from curate.workflow.fetching import FetchRequest, pmid_search
from curate.workflow.gathering import BATCH_SIZE
from curate.workflow.locking import check_name
from curate.workflow.progress import Progress
from curate.workflow.reports import Failure, FetchReport
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
        bool,
        typer.Option(
            "--dry-run",
            help="Only say how the query or the citations are read, and what would be asked.",
        ),
    ] = False,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="Save the search under this name."),
    ] = None,
    email: EmailOption = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
    batch_size: BatchSizeOption = None,
) -> int:
    """Fetch records from PubMed.

    The search is written down first, then its records are asked for in batches, and each batch is
    kept in corpus/ as it came and in the database as it was read. A fetch that was broken off goes
    on when the same command is run again. At its end the search is saved under its name in
    corpus/searches/, for curate update and curate verify.

    Citations are looked up by PMID, by journal, volume and page, by DOI and by title, and taken
    only where first author and year agree; the others are listed with the reason. Links are those
    of PubMed, and with --cites also the paper's own list where the paper is here. Both are saved
    as the list of the PMIDs found: an update asks again for these, not for new links.

    NCBI's rules: your e-mail address and the tool's name go with every request; at most 3 requests
    a second from one address, 10 with a key (NCBI_API_KEY), which all runs of curate on this
    machine keep together; large jobs at weekends, or between 21:00 and 05:00 US Eastern time.
    """
    seeds = {Link.CITES: cites, Link.CITED_BY: cited_by, Link.SIMILAR: similar}
    wanted = _wanted(
        words or [], pmids, pmid or [], citations=citations, seeds=seeds, since=since,
        maximum=maximum,
    )  # fmt: skip
    if name is not None:
        check_name(name)
    space = open_workspace(workspace).using(email=email)
    size = batch_size or BATCH_SIZE
    if dry_run:
        if isinstance(wanted, Path):
            return read_as(wanted, as_json=as_json)
        with shown_progress(quiet=quiet) as progress:
            if isinstance(wanted, FetchRequest):
                request = replace(wanted, batch_size=size)
                return _dry_run(space, progress, request, as_json=as_json)
            return dry_run_links(
                space, *wanted, progress, maximum=maximum, batch_size=size, as_json=as_json
            )
    with open_store(space) as store, shown_progress(quiet=quiet) as progress:
        client = source(space, notify=progress.note)
        resolutions, found = _resolved(client, store, wanted, progress, maximum=maximum)
        report = None
        if found is not None:
            report = fetching.fetch(
                client,
                store,
                replace(
                    found,
                    name=name or "",
                    refetch=refetch,
                    anew=anew,
                    batch_size=size,
                    in_flight=in_flight(space),
                ),
                archive=open_archive(space),
                read=record_reader(),
                locks=saved_searches(space),
                progress=progress,
            )
    if report is None and not resolutions:
        note("PubMed links nothing to this paper in that way.", quiet=quiet)
    outcome = CitationsReport(resolutions=resolutions, fetched=report)
    _report(outcome, quiet=quiet, as_json=as_json)
    return outcome.exit_code


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
    return (), requested_links(client, store, *wanted, maximum=maximum)


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


def _dry_run(space: Workspace, progress: Progress, request: FetchRequest, *, as_json: bool) -> int:
    cost = Cost.of(space, len(request.pmids), batch_size=request.batch_size)
    if request.pmids:
        search = pmid_search(request)
    else:
        # One hit is enough: the count and the translation come with it.
        client = source(space, notify=progress.note)
        search = client.search(request.query, since=request.since, maximum=1)
        wanted = min(search.count, request.maximum or search.count)
        cost = Cost.of(space, wanted, batch_size=request.batch_size, listed=search.count)
    if as_json:
        described = {"query": search.query, "count": search.count}
        described |= {"translation": search.translation, "warnings": list(search.warnings)}
        emit_json({**described, **cost.fields})
    else:
        emit("\n".join([*_described(search), *cost.lines]))
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
    if search.name:
        note(f"Saved as {search.name}: corpus/searches/{search.name}.toml", quiet=quiet)
    if report.unasked:
        note(f"PubMed sent under other numbers: {', '.join(report.unasked)}", quiet=quiet)
    list_failures(
        "Not in PubMed's answer",
        [Failure(pmid=pmid, reason="asked for twice, not sent") for pmid in report.missing],
    )
    list_failures("Failed (the next run asks again)", report.failures)
