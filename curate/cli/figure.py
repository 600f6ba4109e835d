"""``curate figure``."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.choosing import takes
from curate.cli.files import form_of, replace_file
from curate.cli.layout_options import LayoutOptions, chosen, layout_options
from curate.cli.options import (
    CertaintyOption,
    MechanismOption,
    OriginOption,
    PackOption,
    QuietOption,
    ReviewedOption,
    RoleOption,
    SourceKindOption,
    WorkspaceOption,
)
from curate.cli.output import note
from curate.cli.table import build, show
from curate.cli.wiring import lexicon
from curate.cli.workspace import open_workspace
from curate.core.claim_filter import ClaimFilter
from curate.core.comparison import phenomenon_named
from curate.core.errors import UsageError
from curate.core.evidence_map import TOP
from curate.core.lexicon import Lexicon
from curate.core.table import EvidenceTable
from curate.workflow import drawing

DPI = 192


class Kind(StrEnum):
    """What a figure shows."""

    MAP = "map"
    GRAPH = "graph"
    COMPARE = "compare"


class Format(StrEnum):
    """How a figure can be written."""

    SVG = "svg"
    PNG = "png"


ENDINGS = {".svg": Format.SVG, ".png": Format.PNG}


@takes(options=layout_options)
def figure(
    *,
    kind: Annotated[
        Kind,
        typer.Argument(
            metavar="KIND",
            help="map (the evidence map, the default), graph, or compare (two phenomena).",
            show_default=False,
        ),
    ] = Kind.MAP,
    phenomena: Annotated[
        list[str] | None,
        typer.Argument(metavar="PHENOMENON", help="Only these; compare needs two."),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to write it; else the ending of -o says."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")
    ] = None,
    top: Annotated[
        int, typer.Option("--top", metavar="N", min=1, help="Mechanisms, those with most papers.")
    ] = TOP,
    dpi: Annotated[
        int, typer.Option("--dpi", min=48, max=600, help="How fine a PNG is, in dots an inch.")
    ] = DPI,
    mechanism: MechanismOption = None,
    role: RoleOption = None,
    certainty: CertaintyOption = None,
    origin: OriginOption = None,
    source_kind: SourceKindOption = None,
    reviewed: ReviewedOption = False,
    options: LayoutOptions,
    workspace: WorkspaceOption = None,
    pack: PackOption = None,
    quiet: QuietOption = False,
) -> None:
    """Draw the evidence.

    The map shows how many papers promote, inhibit or find nothing, mechanism by phenomenon; the
    graph links the two; compare sets two phenomena side by side, animal and human evidence
    apart. The claims are those of curate table, as table.toml and the options choose them.
    """
    written_as = form or (form_of(output, ENDINGS) if output else Format.SVG)
    space = open_workspace(workspace).using(pack=pack)
    pack_read = lexicon(space)
    named = _named(pack_read, kind, phenomena or [])
    wanted = ClaimFilter(
        mechanism=mechanism,
        role=role,
        certainty=certainty,
        origin=origin,
        source_kind=source_kind,
        reviewed=reviewed,
    )
    layout, taken = chosen(space, pack_read, options, wanted)
    whole = replace(layout, split=False)
    built = build(space, whole, taken, pack=pack_read, sentences=False)
    drawn: str | bytes = _drawn(pack_read, built, kind, named, top=top)
    lacking = ""
    if written_as is Format.PNG and isinstance(drawn, str):
        from curate.formats.png import png

        drawn, lacking = png(drawn, dpi=dpi)
    if output is None:
        show(drawn)
    else:
        replace_file(output, drawn)
        note(f"Wrote {output}.", quiet=quiet)
    if lacking:
        note(f"No font here has these signs, and the picture lacks them: {' '.join(lacking)}")
        note("Install a font that has them (such as Noto), or write an SVG, which holds text.")
    if not built.groups:
        note("No claim stands in this table yet; see: curate status", quiet=quiet)


def _named(pack: Lexicon, kind: Kind, phenomena: list[str]) -> list[str]:
    """Return the ids of the phenomena; raise UsageError where the figure can't be of them."""
    named = [phenomenon_named(name, pack) for name in phenomena]
    if kind is Kind.COMPARE and len(named) != 2:
        raise UsageError(
            f"a comparison is of two phenomena, and {len(named)} are named",
            hint="Name two, such as: curate figure compare tolerance hyperalgesia",
        )
    if kind is Kind.COMPARE and named[0] == named[1]:
        raise UsageError(
            f"{named[0]} can't be compared with itself", hint="Name two different phenomena"
        )
    return named


def _drawn(
    pack: Lexicon, built: EvidenceTable, kind: Kind, phenomena: list[str], *, top: int
) -> str:
    from curate.formats.graph_svg import graph_svg
    from curate.formats.map_svg import map_svg

    if kind is Kind.GRAPH:
        return graph_svg(drawing.draw_graph(built, phenomena, top=top))
    if kind is Kind.MAP:
        return map_svg(drawing.draw_map(built, phenomena, top=top))
    first, second = phenomena
    return map_svg(drawing.draw_comparison(built, pack, first, second, top=top))
