"""``curate status``."""

from collections.abc import Iterator

from curate.cli.options import JsonOption, PackOption, WorkspaceOption
from curate.cli.output import emit, emit_json, plain
from curate.cli.wiring import lexicon, open_store, tagger_identity, versions
from curate.cli.workspace import Workspace, open_workspace
from curate.core.lexicon import Lexicon
from curate.core.references import Link
from curate.core.search import FetchStatus, Search
from curate.core.source_standing import Standing
from curate.workflow import reading
from curate.workflow.reports import StatusReport
from curate.workflow.seeds import CITATIONS

AGAIN = frozenset({"update", "refresh"})
STANDINGS = {
    Standing.RETRACTED: "retracted",
    Standing.CONCERN: "of concern",
    Standing.CORRECTED: "corrected",
    Standing.NOTICE: "notices about other papers",
    Standing.DELETED: "deleted at PubMed",
}


def status(
    *,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say what is here and what is left to do.

    Records, sentences, claims, searches, versions, and the commands that come next.
    """
    space = open_workspace(workspace).using(pack=pack)
    terms = lexicon(space)
    with open_store(space) as store:
        report = reading.status(store, tagger_identity(space, terms))
    left = list(_left_to_do(report))
    if as_json:
        emit_json(_as_json(space, report, terms, left))
    else:
        emit("\n".join([*_described(space, report, terms), *(f"Next        {s}" for s in left)]))
    return report.exit_code


def _described(space: Workspace, report: StatusReport, pack: Lexicon) -> Iterator[str]:
    here = report.status
    yield f"Workspace   {space.root.resolve()}"
    yield f"Records     {here.records:,}: {here.records_with_abstract:,} with an abstract"
    if here.standings:
        told = (f"{n:,} {STANDINGS[s]}" for s, n in here.standings.items())
        yield f"Standing    {', '.join(told)}"
    yield f"Read        {here.read:,}, {here.unread:,} left to tag"
    roles = ", ".join(f"{count:,} {role}" for role, count in here.claims_by_role.items() if count)
    yield f"Claims      {here.claims:,}" + (f": {roles}" if roles else "")
    yield f"Candidates  {here.candidates:,} that only co-occur, in {here.sentences:,} sentences"
    if here.decisions:
        states = ", ".join(f"{count:,} {state}" for state, count in here.reviewed.items())
        yield f"Decisions   {here.decisions:,}; claims reviewed: {states or 'none'}"
    if here.screened:
        outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in here.screened.items())
        yield f"Screened    {sum(here.screened.values()):,}: {outcomes}"
    for number, search, counts in here.searches:
        tally = ", ".join(f"{counts[s]:,} {s.value}" for s in FetchStatus if counts.get(s, 0))
        nothing = "nothing to ask for" if search.kind in AGAIN else "no hits"
        words = f"{search.kind} {search.name}".strip() if search.kind in AGAIN else search.query
        name = f" [{search.name}]" if search.name and search.kind not in AGAIN else ""
        yield f"Search {number:<5}{search.searched_at[:10]}  {words}{name}: {tally or nothing}"
    for name, version in versions(pack).items():
        yield f"{name.capitalize():<12}{version}"
    yield f"Schema      {here.schema}"


def _left_to_do(report: StatusReport) -> Iterator[str]:
    """Yield the commands that would take the work further, in order."""
    here = report.status
    if not here.records and not here.searches:
        yield 'curate fetch "..." or curate import FILE'
    unfinished = set(report.unfinished)
    for number, search, _ in here.searches:
        if number in unfinished:
            yield f"{_again(search)} (search {number} is unfinished)"
    if here.unread:
        yield f"curate tag ({here.unread:,} records)"
    elif here.claims:
        yield "curate table"


def _again(search: Search) -> str:
    """Return the command that goes on with a search."""
    if search.kind == "update":
        return f"curate update {search.name}"
    if search.kind == "refresh":
        return "curate refresh"
    return f"curate fetch {_same_words(search)}"


def _same_words(search: Search) -> str:
    """Return what to give curate fetch for it to go on with a search."""
    if search.kind == "query":
        return f'"{search.query}"'
    if search.kind in set(Link):
        return f"--{search.kind} {search.query.partition(':')[0].rpartition(' ')[2]}"
    return "the same citations" if search.kind == CITATIONS else "the same PMIDs"


def _as_json(
    space: Workspace, report: StatusReport, pack: Lexicon, left: list[str]
) -> dict[str, object]:
    here = report.status
    searches = [
        {
            "search": number,
            "name": search.name,
            "kind": search.kind,
            "query": search.query,
            "translation": search.translation,
            "searched_at": search.searched_at,
            "count": search.count,
            "statuses": plain(counts),
        }
        for number, search, counts in here.searches
    ]
    counted = plain(here)
    if isinstance(counted, dict):
        counted["searches"] = searches
    return {
        "workspace": str(space.root.resolve()),
        "status": counted,
        "versions": versions(pack),
        "next": left,
    }
