"""``curate annotations export`` and ``curate annotations import``."""

from pathlib import Path
from typing import Annotated

import typer

from curate.cli import exchange
from curate.cli.errors import reports_errors
from curate.cli.exchange import AnnotationFormat, Told
from curate.cli.options import (
    JsonOption,
    MechanismOption,
    PackOption,
    PhenomenonOption,
    QuietOption,
    ReviewerOption,
    StateOption,
    WorkspaceOption,
)
from curate.cli.output import emit_json, note
from curate.cli.wiring import open_audits, open_journal, open_store
from curate.cli.workspace import open_workspace
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import UsageError
from curate.workflow import annotating

FormatOption = Annotated[
    AnnotationFormat,
    typer.Option("--format", "-f", help="curate's own journal, or an annotation tool's form."),
]

app = typer.Typer(
    name="annotations",
    add_completion=False,
    help="Write decisions and claims down, and read them back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def export(
    *,
    form: FormatOption = AnnotationFormat.JOURNAL,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="A new folder (brat, inception) or a new file (web-annotation).",
        ),
    ] = None,
    mechanism: MechanismOption = None,
    phenomenon: PhenomenonOption = None,
    pmid: Annotated[
        str | None, typer.Option("--pmid", metavar="PMID", help="Claims of one record.")
    ] = None,
    state: StateOption = None,
    candidates: Annotated[
        bool, typer.Option("--all", help="Add candidates that only co-occur in a sentence.")
    ] = False,
    empty: Annotated[
        bool, typer.Option("--without-claims", help="Add the records that hold no claim.")
    ] = False,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> int:
    """Write decisions down for git, or claims for an annotation tool.

    The journal has every decision and screening, a file a reviewer, and every audit, under
    annotations/. Each is written there when it is made; this writes what is not there yet. Lines
    that a file has and the database has not stay: "curate annotations import" reads them.

    The other forms hold records with their claims marked, to be annotated elsewhere: brat
    standoff, W3C Web Annotation (JSON-LD), and UIMA CAS XMI for INCEpTION.
    """
    space = open_workspace(workspace).using(pack=pack)
    wanted = ClaimFilter(
        mechanism=mechanism,
        phenomenon=phenomenon,
        pmid=pmid,
        state=state,
        candidates=candidates,
    )
    if form is not AnnotationFormat.JOURNAL:
        if empty and (mechanism or phenomenon or state):
            # Their other claims would not be marked, and would be drawn again.
            raise UsageError(
                "--without-claims goes with the claims of all kinds",
                hint="Leave --mechanism, --phenomenon and --state away",
            )
        told = Told(as_json=as_json, quiet=quiet)
        return exchange.write_out(space, form, output, wanted, empty=empty, told=told)
    if output or empty or wanted != ClaimFilter():
        raise UsageError(
            "the journal has every decision, and its place is annotations/",
            hint="Name a form with --format brat|web-annotation|inception",
        )
    with open_store(space) as store:
        written = annotating.export_annotations(store, open_journal(space), open_audits(space))
    if as_json:
        emit_json(written.acts)
    for reviewer, count in written.acts.items():
        note(f"{reviewer}: {count:,} lines in {open_journal(space).path(reviewer)}", quiet=quiet)
    if written.audits:
        note(f"{written.audits:,} audits in {space.annotations}", quiet=quiet)
    if not written.acts:
        note("Nobody has decided anything yet.", quiet=quiet)
    return 0


def import_(
    *,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...", help="What came back from a tool; none for the journal."
        ),
    ] = None,
    form: FormatOption = AnnotationFormat.JOURNAL,
    reviewer: ReviewerOption = None,
    removed_means_rejected: Annotated[
        bool,
        typer.Option(
            "--removed-means-rejected", help="Reject the claims that were taken out of a file."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be decided.")
    ] = False,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read decisions into the database: the journal's, or an annotator's.

    Of annotations/ (decisions, screenings, audits) those that are here already change nothing.

    From an annotation tool comes what the annotator changed, as decisions of --reviewer: a claim
    that was drawn is added, one that was changed is corrected, a state set to accepted, rejected
    or unsure is that verdict. What was not touched makes no decision, and what was taken out is
    only listed.

    A merge conflict, a broken line or a text that is not the record's is named with its line, and
    then nothing is taken in.
    """
    space = open_workspace(workspace).using(pack=pack, reviewer=reviewer)
    if form is not AnnotationFormat.JOURNAL:
        exchange.read_back(
            space,
            form,
            paths or (),
            removed_means_rejected=removed_means_rejected,
            dry_run=dry_run,
            told=Told(as_json=as_json, quiet=quiet),
        )
        return
    if paths or removed_means_rejected or dry_run or reviewer:
        raise UsageError(
            "the journal is read from annotations/, each decision as its reviewer's",
            hint="Name the form of the files with --format brat|web-annotation|inception",
        )
    with open_store(space) as store:
        taken = annotating.import_annotations(store, open_journal(space), open_audits(space))
    if as_json:
        emit_json(taken)
    for what, counts in (("decisions", taken.decisions), ("screenings", taken.screenings)):
        if counts.new or counts.known or what == "decisions":
            note(f"{counts.new:,} new {what}, {counts.known:,} known already.", quiet=quiet)
    if taken.audits:
        note(f"{taken.audits:,} new audits.", quiet=quiet)


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


app.command(
    "export",
    epilog=_examples(
        "curate annotations export",
        "curate annotations export --format brat -o for-brat",
        "curate annotations export --format web-annotation -o claims.jsonld",
    ),
)(reports_errors(export))
app.command(
    "import",
    epilog=_examples(
        "git pull && curate annotations import",
        "curate annotations import --format brat for-brat --reviewer Ada --dry-run",
    ),
)(reports_errors(import_))
