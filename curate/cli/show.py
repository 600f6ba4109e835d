"""``curate show``."""

from typing import Annotated

import typer

from curate.cli.options import QuietOption, WorkspaceOption
from curate.cli.output import emit, note, terminal_color, terminal_width
from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from curate.core.attachment import says
from curate.workflow import reading
from curate.workflow.tabulating import invented_notice


def show(
    *,
    claim: Annotated[
        str, typer.Argument(metavar="CLAIM", help="A claim's id, or the beginning of it.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    workspace: WorkspaceOption = None,
    quiet: QuietOption = False,
) -> None:
    """Show one claim, why it was made, and what people decided."""
    from curate.formats.annotations import claim_line
    from curate.formats.claim_card import claim_text
    from curate.formats.claims import headline

    with open_store(open_workspace(workspace)) as store:
        shown = reading.show(store, claim)
    if as_json:
        emit(claim_line(shown.claim, shown.standing))
    else:
        width, color = terminal_width(), terminal_color()
        card = claim_text(
            shown.claim,
            shown.article,
            shown.decisions,
            standing=shown.standing,
            notices=shown.notices,
            width=width,
            color=color,
        )
        emit(card)
        if shown.as_read and shown.claim.review and says(shown.as_read) != says(shown.claim):
            note(f"The tagger now says: {headline(shown.as_read)}", quiet=quiet)
    if notice := invented_notice([shown.claim.pmid]):
        note(notice, quiet=quiet)
