"""The views of ``curate table``: the matrix, claim by claim, contradictions, a comparison."""

from enum import StrEnum
from typing import Annotated

import typer

from curate.cli.wiring import open_store
from curate.cli.workspace import Workspace
from curate.core.errors import UsageError
from curate.core.flat import FlatTable
from curate.core.lexicon import Lexicon
from curate.core.table import EvidenceTable


class View(StrEnum):
    """What a table shows."""

    MATRIX = "matrix"
    LONG = "long"
    CONTRADICTIONS = "contradictions"


ViewOption = Annotated[
    View,
    typer.Option(
        "--view",
        help="The matrix, one row a claim, or the contested cells with what differs.",
    ),
]
CompareOption = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--compare",
        metavar="A B",
        help="Two phenomena: the mechanisms of both, of one only, and in opposite roles.",
    ),
]


def asked_for(
    pack: Lexicon, view: View, compare: tuple[str, str] | None
) -> tuple[str, str] | None:
    """Return the ids of the phenomena to compare; raise UsageError for what makes no sense."""
    if compare is None:
        return None
    from curate.core.comparison import phenomenon_named

    if view is not View.MATRIX:
        raise UsageError(
            f"--compare and --view {view} are two different tables", hint="Ask for one at a time"
        )
    first, second = (phenomenon_named(name, pack) for name in compare)
    if first == second:
        raise UsageError(
            f"{first} can't be compared with itself", hint="Name two different phenomena"
        )
    return first, second


def viewed(
    space: Workspace,
    pack: Lexicon,
    built: EvidenceTable,
    view: View,
    compared: tuple[str, str] | None,
) -> EvidenceTable | FlatTable:
    """Return the view of a workspace's table that was asked for; ``pack`` is its pack."""
    if compared is None and view is View.MATRIX:
        return built
    from curate.workflow import viewing

    if compared is not None:
        return viewing.view_comparison(pack, built, *compared)
    with open_store(space) as store:
        if view is View.LONG:
            return viewing.view_claims(store, pack, built)
        return viewing.view_contradictions(store, pack, built)
