"""``curate add``."""

from typing import Annotated

import typer

from curate.cli.decide import parse_changes, report
from curate.cli.options import (
    JsonOption,
    NoteOption,
    PackOption,
    QuietOption,
    ReviewerOption,
    SetOption,
    WorkspaceOption,
)
from curate.cli.output import emit
from curate.cli.wiring import open_store, review_session
from curate.cli.workspace import open_workspace
from curate.core.act import Addition
from curate.core.errors import NotFound, UsageError


def add(
    *,
    pmid: Annotated[str, typer.Argument(metavar="PMID", help="The record.")],
    sentence: Annotated[
        str | None,
        typer.Option(
            "--sentence",
            "-s",
            metavar="TEXT",
            help="The sentence, or a piece that only it has; without it the record's sentences "
            "are listed.",
        ),
    ] = None,
    changes: SetOption = None,
    text: NoteOption = "",
    reviewer: ReviewerOption = None,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add a claim that the tagger missed.

    Needed are phenomenon_text, effect, and mechanism_text or agent_text, as the sentence has
    them; mechanism, basis and phenomenon follow from the pack where it knows the words.
    """
    space = open_workspace(workspace).using(pack=pack, reviewer=reviewer)
    with open_store(space) as store:
        if sentence is None:
            if changes:
                raise UsageError("--set needs a sentence", hint="Name it with --sentence TEXT")
            reading = store.reading(pmid)
            if reading is None:
                raise NotFound(
                    f"PMID {pmid} was not read here", hint="Fetch it, then run: curate tag"
                )
            emit("\n".join(s.text for s in reading.sentences))
            return
        wanted = Addition(pmid=pmid, sentence=sentence, fields=parse_changes(changes), note=text)
        decided = review_session(space, store).add(wanted)
    report([decided], as_json=as_json, quiet=quiet)
