"""``curate audit``."""

from typing import Annotated

import typer

from curate.cli.options import (
    JsonOption,
    PackOption,
    QuietOption,
    ReviewerOption,
    WorkspaceOption,
)
from curate.cli.output import emit, emit_json, note, terminal_width
from curate.cli.wiring import open_audits, open_store, tagger_identity
from curate.cli.workspace import Workspace, open_workspace
from curate.core.audit import AuditReport
from curate.core.errors import UsageError
from curate.workflow import auditing


def audit(
    *,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The audit; without it, all are listed.")
    ] = None,
    size: Annotated[
        int | None,
        typer.Option("--size", min=1, metavar="N", help="Draw a sample of so many claims."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", min=0, max=2**63 - 1, metavar="N", help="For the draw; else from the name."
        ),
    ] = None,
    sample: Annotated[
        bool,
        typer.Option(
            "--list", help="List the drawn claims left: the reviewer's, where one is named."
        ),
    ] = False,
    reviewer: ReviewerOption = None,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Audit a random sample of the claims, judged blind.

    With --size the sample is drawn, of the claims that stand, and kept. Judge it without a look
    at what others said, with "curate review --audit NAME"; then this command gives the precision,
    and a table prints that of the newest finished audit. Blind judgements decide nothing else.
    """
    space = open_workspace(workspace).using(pack=pack, reviewer=reviewer)
    if name is None:
        if size is not None or seed is not None or sample:
            raise UsageError(
                "an audit needs a name", hint="Such as: curate audit spring --size 100"
            )
        _list_all(space, as_json=as_json, quiet=quiet)
        return
    report = _drawn(space, name, size=size, seed=seed)
    if as_json:
        from curate.formats.audit import audit_json

        emit_json(audit_json(report))
    elif sample:
        _list_sample(space, report)
    else:
        from curate.formats.audit import audit_text

        emit(audit_text(report))
    if report.left:
        left = f"{len(report.left):,} left to judge"
        note(
            f"{left}: curate review --audit {name}",
            quiet=quiet,
        )


def _list_sample(space: Workspace, report: AuditReport) -> None:
    """Print the drawn claims that the reviewer has left, or nobody has judged."""
    from curate.formats.audit import sample_text

    left = list(report.left)
    if space.settings.reviewer:
        with open_store(space) as store:
            left = auditing.to_audit(store, report.audit.name, space.settings.reviewer)
    for block in sample_text(left, width=terminal_width()):
        emit(block)


def _drawn(space: Workspace, name: str, *, size: int | None, seed: int | None) -> AuditReport:
    with open_store(space) as store:
        if size is None:
            if seed is not None:
                raise UsageError(
                    "--seed goes with --size", hint=f"Say how many: curate audit {name} --size 100"
                )
            return auditing.audit_report(store, name)
        return auditing.draw_audit(
            store,
            open_audits(space),
            name,
            size=size,
            seed=seed,
            identity=tagger_identity(space),
        )


def _list_all(space: Workspace, *, as_json: bool, quiet: bool) -> None:
    from curate.formats.audit import audit_json, audit_list_text

    with open_store(space) as store:
        reports = auditing.audit_reports(store)
    if as_json:
        emit_json([audit_json(report) for report in reports])
    elif reports:
        emit(audit_list_text(reports))
    else:
        note("No audit was drawn yet; such as: curate audit spring --size 100", quiet=quiet)
