"""``curate score``."""

from pathlib import Path
from typing import Annotated

import typer

from curate import workflow
from curate.cli.options import JsonOption, PackOption, QuietOption, WorkspaceOption
from curate.cli.output import emit, list_failures, note
from curate.cli.wiring import open_store, tagger_identity, tagger_of
from curate.cli.workspace import open_workspace
from curate.workflow import Failure
from curate.workflow.scoring import RESAMPLES


def score(
    *,
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Annotations: JSON Lines, a claim a line.")
    ],
    articles: Annotated[
        Path | None,
        typer.Option(
            "--articles",
            metavar="FILE",
            help="Score these texts and no workspace: JSON Lines of pmid, title and abstract.",
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List every claim that was missed or misread.")
    ] = False,
    resamples: Annotated[
        int, typer.Option("--resamples", min=0, metavar="N", help="For the intervals; 0: none.")
    ] = RESAMPLES,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> int:
    """Score the claims against annotations.

    GOLD holds what readers found: one JSON object a line, with the fields of curate claims --json.
    Plain co-occurrence is scored beside. With --articles the texts are read at once, and the
    mentions are scored too.
    """
    from curate.formats.abstracts import read_abstracts
    from curate.formats.annotations import read_annotations
    from curate.formats.score import as_json as written_json
    from curate.formats.score import as_text

    annotations = read_annotations(gold)
    if articles is not None:
        scored = workflow.score_texts(
            tagger_of(pack), read_abstracts(articles), annotations, resamples=resamples
        )
    else:
        space = open_workspace(workspace).using(pack=pack)
        with open_store(space) as store:
            scored = workflow.score(
                store, annotations, identity=tagger_identity(space), resamples=resamples
            )
    write = written_json if as_json else as_text
    emit(write(scored.report, errors=errors))
    if scored.unread:
        note(f"{scored.unread:,} records are not tagged yet; see: curate tag", quiet=quiet)
    list_failures(
        "Left out of the score", [Failure(pmid=p, reason="not here") for p in scored.absent]
    )
    return scored.exit_code
