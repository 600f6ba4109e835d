"""``curate fetch`` by citations and by links: which records they are, and what was not found."""

from pathlib import Path

import typer

from curate.cli.cost import Cost
from curate.cli.output import SHOWN_FAILURES, emit, emit_json, note, plain
from curate.cli.wiring import citations_in, open_store, record_reader, source
from curate.cli.workspace import Workspace
from curate.core.citation import Citation, Resolution
from curate.core.ports import Store
from curate.core.references import Link, References
from curate.formats.plain import printable
from curate.workflow.fetching import FetchRequest
from curate.workflow.progress import Progress
from curate.workflow.resolving import resolve
from curate.workflow.seeds import CitationsReport, citation_request, link_request, linked


def requested_links(
    client: References, store: Store, link: Link, seed: str, *, maximum: int | None
) -> FetchRequest | None:
    """Return what to fetch for a seed; ``None`` where nothing is linked to it."""
    pmids = linked(client, store, seed, link, maximum=maximum)
    return link_request(pmids, seed, link) if pmids else None


def dry_run_links(
    space: Workspace,
    link: Link,
    seed: str,
    progress: Progress,
    *,
    maximum: int | None,
    batch_size: int,
    as_json: bool,
) -> int:
    """Say how many records are linked to a seed, how many are here, and what would be asked."""
    with open_store(space) as store:
        client = source(space, notify=progress.note)
        pmids = linked(client, store, seed, link, maximum=maximum)
        here = sum(state.held for state in store.states(pmids).values())
    cost = Cost.of(space, len(pmids), batch_size=batch_size)
    if as_json:
        found = {"seed": seed, "link": link.value, "pmids": pmids, "held": here}
        emit_json({**found, **cost.fields})
    else:
        lines = [
            f"Seed        {seed}",
            f"Link        {link.value}",
            f"Linked      {len(pmids):,}, of which {here:,} here",
        ]
        emit("\n".join([*lines, *cost.lines]))
    return 0


def read_as(file: Path, *, as_json: bool) -> int:
    """Say how each citation of a file is read; nothing is asked."""
    citations = citations_in(file)
    if as_json:
        emit_json({"citations": plain(citations)})
    else:
        emit("\n".join(f"{c.line:>5}  {printable(_parts(c))}" for c in citations))
    return 0


def resolved(
    client: References, store: Store, file: Path, progress: Progress
) -> tuple[tuple[Resolution, ...], FetchRequest | None]:
    """Look up the citations of a file, and return what to fetch."""
    found = resolve(client, store, citations_in(file), read=record_reader(), progress=progress)
    return found, citation_request(found, file.name)


def tell_citations(report: CitationsReport, *, quiet: bool) -> None:
    """Say how many citations have a PMID, and list those that have none, in quiet runs too."""
    total = len(report.resolutions)
    lacking = report.unresolved
    note(f"Citations: {total - len(lacking):,} of {total:,} resolved to a PMID.", quiet=quiet)
    if not lacking:
        return
    typer.echo(f"Not resolved: {len(lacking):,}", err=True)
    for resolution in lacking[:SHOWN_FAILURES]:
        citation = resolution.citation
        typer.echo(f"  line {citation.line}: {printable(citation.text)}", err=True)
        typer.echo(f"    {printable(resolution.reason)}", err=True)
    if len(lacking) > SHOWN_FAILURES:
        typer.echo(f"  and {len(lacking) - SHOWN_FAILURES:,} more (--json lists all)", err=True)


def resolutions_as_json(resolutions: tuple[Resolution, ...]) -> list[dict[str, object]]:
    """Return a line and its outcome for each citation."""
    return [
        {
            "line": r.citation.line,
            "text": r.citation.text,
            "pmid": r.pmid,
            "how": r.how or None,
            "reason": r.reason or None,
            "candidates": list(r.candidates),
        }
        for r in resolutions
    ]


def _parts(citation: Citation) -> str:
    known = {
        "PMID": citation.pmid,
        "DOI": citation.doi,
        "author": citation.author,
        "year": str(citation.year or ""),
        "journal": citation.journal,
        "volume": citation.volume,
        "page": citation.page,
        "title": citation.title,
    }
    return "; ".join(f"{name} {value}" for name, value in known.items() if value) or "nothing read"
