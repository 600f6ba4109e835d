"""``curate screen``."""

import sys
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.options import JsonOption, QuietOption, ReviewerOption, WorkspaceOption
from curate.cli.output import emit, emit_json, note, terminal_color, terminal_width
from curate.cli.wiring import open_journal, open_store, reviewer_of
from curate.cli.workspace import Workspace, open_workspace
from curate.core.errors import UsageError
from curate.core.ports import Store
from curate.core.screening import (
    ExclusionReason,
    Judgement,
    Outcome,
    screening_record,
    verdict_of,
)
from curate.workflow import screening
from curate.workflow.screening import ScreenReport


class _Way(StrEnum):
    """What one call of the command does."""

    WORDS = "PMIDs and a verdict"
    FILE = "--from"
    LIST = "--list"
    TERMINAL = "no argument"


def screen(
    *,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PMID... VERDICT",
            help="Records, then include, exclude, unsure or withdraw.",
        ),
    ] = None,
    reason: Annotated[
        ExclusionReason | None,
        typer.Option(
            "--reason",
            metavar="CODE",
            help=f"Why it is excluded: {', '.join(ExclusionReason)}.",
        ),
    ] = None,
    remark: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="A note beside the verdict.")
    ] = None,
    reviewer: ReviewerOption = None,
    adjudicate: Annotated[
        bool, typer.Option("--adjudicate", help="Settle it over what the reviewers say.")
    ] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Take many from CSV or JSON Lines: pmid, verdict, reason, note; - reads stdin.",
        ),
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="List the records and where they stand.")
    ] = False,
    unscreened: Annotated[
        bool, typer.Option("--unscreened", help="List those nobody judged.")
    ] = False,
    included: Annotated[bool, typer.Option("--included", help="List those that are in.")] = False,
    excluded: Annotated[bool, typer.Option("--excluded", help="List those that are out.")] = False,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="List those that reviewers are unsure of.")
    ] = False,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="List those that reviewers differ on.")
    ] = False,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Include or exclude records.

    Without PMIDs it shows one record after the other and takes a key for each; nobody sees what
    others said. The latest verdict of each reviewer stands; where reviewers differ the record is
    in dispute, until --adjudicate settles it. Claims of excluded records are in no table.
    """
    chosen = {
        Outcome.UNSCREENED: unscreened,
        Outcome.INCLUDED: included,
        Outcome.EXCLUDED: excluded,
        Outcome.UNSURE: unsure,
        Outcome.DISPUTED: disputed,
    }
    outcomes = frozenset(outcome for outcome, wanted in chosen.items() if wanted)
    way = _way(words, file, listing=listing or bool(outcomes))
    if way is not _Way.WORDS and (reason or remark is not None):
        raise UsageError(
            "--reason and --note go with PMIDs and a verdict",
            hint="curate screen 900000001 exclude --reason topic",
        )
    if way is _Way.LIST and adjudicate:
        raise UsageError("--adjudicate judges, and a list does not")
    space = open_workspace(workspace).using(reviewer=reviewer)
    if way is _Way.LIST:
        with open_store(space) as store:
            _list(store, outcomes or frozenset(Outcome), as_json=as_json, quiet=quiet)
        return
    if way is _Way.TERMINAL:
        _at_terminal(space, adjudicates=adjudicate, as_json=as_json, quiet=quiet)
        return
    name = reviewer_of(space)
    if way is _Way.FILE and file is not None:
        from curate.formats.judgements import read_judgements

        said = read_judgements(file)
    else:
        said = _from_words(words or [], reason, " ".join((remark or "").split()))
    with open_store(space) as store:
        report = screening.screen(
            store,
            [judgement for _, judgement in said],
            journal=open_journal(space),
            reviewer=name,
            adjudicates=adjudicate,
            places=[place for place, _ in said],
        )
    _tell(report, name, as_json=as_json, quiet=quiet)


def _way(words: list[str] | None, file: Path | None, *, listing: bool) -> _Way:
    ways = {_Way.WORDS: bool(words), _Way.FILE: file is not None, _Way.LIST: listing}
    found = [way for way, taken in ways.items() if taken]
    if len(found) > 1:
        raise UsageError(f"{found[0]} and {found[1]} exclude each other")
    return found[0] if found else _Way.TERMINAL


def _from_words(
    words: list[str], reason: ExclusionReason | None, remark: str
) -> list[tuple[str, Judgement]]:
    *pmids, last = words
    try:
        verdict = verdict_of(last)
        if not pmids:
            raise UsageError(f"{verdict} what?", hint=f"curate screen 900000001 {verdict}")
        return [
            (
                f"PMID {pmid}",
                Judgement(pmid=pmid, verdict=verdict, reason=reason, note=remark),
            )
            for pmid in dict.fromkeys(pmids)
        ]
    except ValueError as exc:
        hint = f"The reasons are {', '.join(ExclusionReason)}" if "reason" in str(exc) else ""
        raise UsageError(str(exc), hint=hint) from exc


def _list(store: Store, outcomes: frozenset[Outcome], *, as_json: bool, quiet: bool) -> None:
    from curate.formats.screening import screened_line, screened_text

    counts: Counter[Outcome] = Counter()
    width, color = terminal_width(), terminal_color()
    for screened, article in screening.screened(store, outcomes):
        counts[screened.outcome] += 1
        if as_json:
            emit(screened_line(screened, article))
        else:
            emit(screened_text(screened, article, width=width, color=color))
    tally = ", ".join(f"{counts[o]:,} {o}" for o in Outcome if counts[o])
    records = f"{counts.total():,} record{'' if counts.total() == 1 else 's'}"
    note(f"{records}: {tally}." if tally else f"{records}.", quiet=quiet)


def _at_terminal(space: Workspace, *, adjudicates: bool, as_json: bool, quiet: bool) -> None:
    if as_json:
        raise UsageError("--json goes with PMIDs, --from or --list")
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            "screening record by record needs a terminal",
            hint="Name PMIDs and a verdict, or give a file: curate screen --from verdicts.csv",
        )
    from rich.console import Console

    from curate.cli.screening_session import ScreeningSession

    name = reviewer_of(space)
    with open_store(space) as store:
        pmids = screening.to_screen(store, reviewer=name, adjudicates=adjudicates)
        if not pmids:
            what = "in dispute" if adjudicates else "left to screen"
            note(f"There is no record {what}.", quiet=quiet)
            return
        console = Console(stderr=True, highlight=False)
        session = ScreeningSession(
            store,
            open_journal(space),
            pmids,
            reviewer=name,
            adjudicates=adjudicates,
            console=console,
            read_key=typer.getchar,
            read_line=lambda prompt: console.input(prompt, markup=False),
        )
        verdicts = session.run()
        left = len(screening.to_screen(store, reviewer=name, adjudicates=adjudicates))
    tally = ", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.items())
    note(f"{name}: {tally or 'nothing judged'}; {left:,} records are left.", quiet=quiet)


def _tell(report: ScreenReport, reviewer: str, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        emit_json(
            {
                "saved": [screening_record(s) for s in report.saved],
                "unchanged": report.unchanged,
                "outcomes": {s.pmid: s.outcome for s in report.screened},
            }
        )
    counts = Counter(s.outcome for s in report.screened)
    stand = ", ".join(f"{counts[o]:,} {o}" for o in Outcome if counts[o])
    before = f", {report.unchanged:,} as before" if report.unchanged else ""
    done = f"{reviewer}: {len(report.saved):,} put down{before}."
    note(f"{done} These records now: {stand}." if stand else done, quiet=quiet)
    if counts[Outcome.DISPUTED]:
        note("Settle disputes with: curate screen --adjudicate", quiet=quiet)
