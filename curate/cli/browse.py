"""``curate browse``."""

import tempfile
import webbrowser
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.options import PackOption, QuietOption, ReviewerOption, WorkspaceOption
from curate.cli.output import note
from curate.cli.progress import shown_progress
from curate.cli.wiring import lexicon, open_journal, open_store, reviewer_of
from curate.cli.workspace import Workspace, open_workspace
from curate.core.errors import ConfigurationError
from curate.core.lexicon import Kind
from curate.workflow.browsing import BrowserDesk


def browse(
    *,
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, help="The port; else 8001, or any that is free."),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Don't open the browser.")] = False,
    no_sql: Annotated[
        bool, typer.Option("--no-sql", help="Let visitors ask the ready queries and no others.")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="DIR", help="Write the pages as files, and end."),
    ] = None,
    reviewer: ReviewerOption = None,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read the workspace in a browser.

    Starts Datasette on this machine only (127.0.0.1), until Ctrl-C: the matrix as a heat map, its
    cells, claims, mechanisms, phenomena and papers, search, and every table as CSV and JSON.
    Who is named by --reviewer gets a link to sign in with, once, and may judge claims, too: by the
    same rules as in curate review, into the same database and journal.

    --export DIR writes the pages for a web server or a download: no server, no script, no notes of
    reviewers.
    """
    space = open_workspace(workspace).using(pack=pack, reviewer=reviewer)
    terms = lexicon(space)
    try:
        from curate.browse import server
        from curate.browse.workplace import Workplace
    except ImportError as exc:
        raise ConfigurationError(
            "browsing needs Datasette, which is not installed",
            hint="pip install 'curate[browse]'",
        ) from exc
    labels = {
        "title": terms.title,
        "phenomena": {t.term_id: t.label for t in terms.of(Kind.PHENOMENON)},
        "categories": dict(terms.categories),
    }
    if export is not None:
        _export(space, export, labels, quiet=quiet)
        return
    # Opening it for writing brings an older database up to date; the pages only read.
    with open_store(space):
        pass
    listening = server.listen(port)
    address = f"http://{server.HOST}:{listening.getsockname()[1]}/"
    workplace = Workplace(
        desk=BrowserDesk(partial(open_store, space), terms, open_journal(space)),
        reviewer=reviewer_of(space) if space.settings.reviewer else "",
        hosts=server.hosts(listening.getsockname()[1]),
    )
    application = server.application(
        space.database,
        labels=labels,
        workplace=workplace,
        sql=not no_sql,
    )

    def started() -> None:
        note(f"{space.root} is at {address} (Ctrl-C stops it)", quiet=quiet)
        entrance = address
        if workplace.judges:
            entrance = f"{address}-/curate-sign-in?token={workplace.token}"
            note(f"To judge as {workplace.reviewer}, once: {entrance}", quiet=quiet)
        else:
            note("Only to read: --reviewer NAME lets you judge, too.", quiet=quiet)
        if not no_open:
            webbrowser.open(entrance)

    server.serve(application, listening, started=started)


def _export(space: Workspace, folder: Path, labels: Mapping[str, object], *, quiet: bool) -> None:
    """Write the pages of a copy that holds nothing private."""
    from curate.browse.export import export

    with tempfile.TemporaryDirectory() as scratch, shown_progress(quiet=quiet) as progress:
        copy = Path(scratch) / space.database.name
        with open_store(space) as store:
            store.publish(copy, notes=False, names=True)
        progress.begin("Writing pages", None)
        count = export(copy, folder, labels=labels, wrote=partial(progress.advance, 1))
    note(f"Wrote {count:,} pages into {folder}: begin with {folder / 'index.html'}", quiet=quiet)
