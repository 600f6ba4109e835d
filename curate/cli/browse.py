"""``curate browse``."""

import webbrowser
from typing import Annotated

import typer

from curate.cli.options import PackOption, QuietOption, WorkspaceOption
from curate.cli.output import note
from curate.cli.wiring import lexicon, open_store
from curate.cli.workspace import open_workspace
from curate.core.errors import ConfigurationError
from curate.core.lexicon import Kind


def browse(
    *,
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, help="The port; else 8001, or any that is free."),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Don't open the browser.")] = False,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
) -> None:
    """Read the workspace in a browser.

    Starts Datasette on this machine only (127.0.0.1), until Ctrl-C: the matrix as a heat map, its
    cells, claims, mechanisms, phenomena and papers, search, and every table as CSV and JSON.
    """
    space = open_workspace(workspace).using(pack=pack)
    terms = lexicon(space)
    try:
        from curate.browse import server
    except ImportError as exc:
        raise ConfigurationError(
            "browsing needs Datasette, which is not installed",
            hint="pip install 'curate[browse]'",
        ) from exc
    # Opening it for writing brings an older database up to date; the pages only read.
    with open_store(space):
        pass
    application = server.application(
        space.database,
        labels={
            "title": terms.title,
            "phenomena": {t.term_id: t.label for t in terms.of(Kind.PHENOMENON)},
            "categories": dict(terms.categories),
        },
    )

    def started(address: str) -> None:
        note(f"{space.root} is at {address} (Ctrl-C stops it)", quiet=quiet)
        if not no_open:
            webbrowser.open(address)

    server.serve(application, server.listen(port), started=started)
