"""Options that commands share."""

from pathlib import Path
from typing import Annotated

import typer

from curate.core.claim import Certainty, Origin, SourceKind, State
from curate.core.signs import Role

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="DIR",
        envvar="CURATE_WORKSPACE",
        help="The workspace; else the current folder or one above it that has a curate.toml.",
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print nothing but data, errors and failures.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print a report as JSON on stdout.")]
PackOption = Annotated[
    str | None,
    typer.Option("--pack", metavar="NAME|PATH", help="The domain pack, over curate.toml's."),
]
EmailOption = Annotated[
    str | None, typer.Option("--email", metavar="ADDRESS", help="Who asks, for NCBI.")
]
BatchSizeOption = Annotated[
    int | None, typer.Option("--batch-size", min=1, hidden=True, help="Records a transaction.")
]
MechanismOption = Annotated[
    str | None,
    typer.Option("--mechanism", "-m", metavar="TEXT", help="A mechanism's id, or part of it."),
]
PhenomenonOption = Annotated[
    str | None,
    typer.Option("--phenomenon", "-p", metavar="TEXT", help="A phenomenon's id, or part of it."),
]
RoleOption = Annotated[Role | None, typer.Option("--role", help="What the mechanism does.")]
CertaintyOption = Annotated[
    Certainty | None, typer.Option("--certainty", help="How the sentence puts it.")
]
OriginOption = Annotated[
    Origin | None, typer.Option("--origin", help="This paper's own finding, or background.")
]
SourceKindOption = Annotated[
    SourceKind | None, typer.Option("--source", help="What kind of study.")
]
StateOption = Annotated[State | None, typer.Option("--state", help="What people made of it.")]
ReviewedOption = Annotated[
    bool, typer.Option("--reviewed-only", help="Only claims that somebody judged.")
]
ReviewerOption = Annotated[
    str | None,
    typer.Option(
        "--reviewer", metavar="NAME", help="Who decides, over CURATE_REVIEWER and curate.toml."
    ),
]
NoteOption = Annotated[
    str, typer.Option("--note", metavar="TEXT", help="A remark that is kept with the decision.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help="Set a field: mechanism, phenomenon, effect, basis, role, certainty, origin, or the "
        "words: mechanism_text, agent_text, phenomenon_text, exposure_text. May be repeated.",
    ),
]
