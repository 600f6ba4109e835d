"""``curate score``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.options import JsonOption, PackOption, QuietOption, WorkspaceOption
from curate.cli.output import emit, emit_json, list_failures, note
from curate.cli.wiring import open_store, tagger_identity, tagger_of
from curate.cli.workspace import open_workspace
from curate.workflow import scoring
from curate.workflow.reports import Failure
from curate.workflow.scoring import RESAMPLES


class LabelledSet(StrEnum):
    """Other people's labelled sets, by what they label."""

    BIOSCOPE = "bioscope"
    BIORED = "biored"
    BC5CDR = "bc5cdr"


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
    labelled: Annotated[
        LabelledSet | None,
        typer.Option(
            "--as",
            help="GOLD is another's labelled set: BioScope XML, or PubTator of BioRED or BC5CDR.",
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
    mentions are scored too. With --as the engine is scored on text that no one here chose:
    negation and speculation scopes, or relations between given entities.
    """
    if labelled is not None:
        _score_labelled(gold, labelled, resamples=resamples, as_json=as_json)
        return 0

    from curate.formats.abstracts import read_abstracts
    from curate.formats.annotations import read_annotations
    from curate.formats.score import as_json as written_json
    from curate.formats.score import as_text

    annotations = read_annotations(gold)
    if articles is not None:
        scored = scoring.score_texts(
            tagger_of(pack), read_abstracts(articles), annotations, resamples=resamples
        )
    else:
        space = open_workspace(workspace).using(pack=pack)
        with open_store(space) as store:
            scored = scoring.score(
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


def _score_labelled(path: Path, kind: LabelledSet, *, resamples: int, as_json: bool) -> None:
    """Score the engine on a labelled set and print the figures."""
    from curate.formats.bioscope import read_bioscope
    from curate.formats.pubtator import read_pubtator
    from curate.formats.score_labelled import LabelledScore, labelled_json, labelled_text
    from curate.nlp import labelled

    scored: LabelledScore
    if kind is LabelledSet.BIOSCOPE:
        scored = labelled.score_scope_set(read_bioscope(path), resamples=resamples)
    elif kind is LabelledSet.BIORED:
        scored = labelled.score_direction_set(read_pubtator(path), resamples=resamples)
    else:
        scored = labelled.score_induction_set(read_pubtator(path), resamples=resamples)
    if as_json:
        emit_json(labelled_json(scored))
    else:
        emit(labelled_text(path.name, scored))
