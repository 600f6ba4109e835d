"""``curate check``."""

from typing import Annotated

import typer

from curate.cli.options import JsonOption, QuietOption, WorkspaceOption
from curate.cli.output import emit, emit_json, note, plain
from curate.cli.wiring import open_editions, open_journal, open_store
from curate.cli.workspace import open_workspace
from curate.core.checking import Finding
from curate.formats.plain import printable
from curate.workflow import checking
from curate.workflow.checking import CheckReport


def check(
    *,
    editions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[EDITION]...", help="Editions to check; else the newest."),
    ] = None,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> int:
    """Check that what the table says still holds.

    Every claim that stands must have its sentence in its record, word for word, and its marked
    words in the sentence. Every citation of an edition must have a claim that still stands and
    says the same, in a record that was not retracted or deleted since. Every decision must be both
    in the database and in the journal. What does not hold is listed, a line each, and the exit
    code is 8. Nothing is changed.
    """
    space = open_workspace(workspace)
    saved = open_editions(space)
    chosen = [saved.load(name) for name in editions] if editions else saved.newest()
    with open_store(space) as store:
        report = checking.check(store, open_journal(space), chosen)
    if as_json:
        emit_json({**_counts(report), "findings": plain(report.findings)})
    elif report.findings:
        emit("\n".join(_line(finding) for finding in report.findings))
    note(
        f"{'Faults' if report.findings else 'All holds'}: {report.claims:,} claims, "
        f"{report.citations:,} citations of {_named(report.editions)}, {report.acts:,} decisions "
        f"written down; {len(report.findings):,} faults.",
        quiet=quiet,
    )
    return report.exit_code


def _line(finding: Finding) -> str:
    claim = f" (claim {finding.claim_id})" if finding.claim_id else ""
    text = f"{finding.fault.value}: PMID {finding.pmid}, {finding.where}{claim}: {finding.detail}"
    return printable(text)


def _counts(report: CheckReport) -> dict[str, object]:
    return {
        "claims": report.claims,
        "citations": report.citations,
        "editions": list(report.editions),
        "decisions": report.acts,
    }


def _named(editions: tuple[str, ...]) -> str:
    return f"edition {', '.join(editions)}" if editions else "no edition"
