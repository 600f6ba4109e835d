"""``curate pack``: look at domain packs."""

import textwrap
from collections import Counter
from typing import Annotated

import typer

from curate.cli.errors import complain, reports_errors
from curate.cli.options import JsonOption, PackOption, WorkspaceOption
from curate.cli.output import emit, emit_json, note
from curate.cli.wiring import (
    built_in_packs,
    lexicon,
    open_store,
    pack_from,
    pack_problems,
)
from curate.cli.workspace import open_workspace
from curate.core.errors import PackError
from curate.core.lexicon import Kind, Lexicon
from curate.workflow import gaps as gaps_step

app = typer.Typer(
    name="pack",
    add_completion=False,
    help="Look at domain packs.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def check(
    pack: Annotated[str, typer.Argument(metavar="NAME|PATH", help="A pack's name or folder.")],
    as_json: JsonOption = False,
) -> int:
    """Say what is in a pack, or what is wrong with it.

    Every problem is listed, with its file and line.
    """
    problems = pack_problems(pack)
    if problems:
        if as_json:
            emit_json({"problems": problems})
        for problem in problems:
            note(problem)
        text = f"the pack {pack} can't be used: {len(problems)} problems"
        return complain(text, code=PackError.exit_code)
    found = pack_from(pack)
    if as_json:
        emit_json(_summary(found))
    else:
        emit(_line(found))
    return 0


def list_(as_json: JsonOption = False) -> int:
    """List the packs that come with curate."""
    packs = [pack_from(name) for name in built_in_packs()]
    if as_json:
        emit_json([_summary(pack) for pack in packs])
    else:
        emit("\n".join(_line(pack) for pack in packs))
    return 0


def gaps(
    *,
    least: Annotated[
        int, typer.Option("--least", min=1, help="Only names that so many records hold.")
    ] = 1,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many names.")] = 50,
    pack: PackOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """List the names beside a phenomenon that the pack does not know.

    They come from the claims and candidates of this workspace, the most frequent first, each
    with a sentence; what belongs in the pack can be added to a copy of it.
    """
    space = open_workspace(workspace).using(pack=pack)
    with open_store(space) as store:
        found = gaps_step.gaps(store, lexicon(space), least=least)[:limit]
    if as_json:
        emit_json(found)
        return 0
    if not found:
        note("The pack knows every name that stands beside a phenomenon here.")
    for gap in found:
        emit(f"{gap.records:5} {gap.name}  [{gap.pmid}] {shortened(gap.sentence)}")
    return 0


app.command("check", epilog="Example: curate pack check opioid")(reports_errors(check))
app.command("gaps", epilog="Example: curate pack gaps --least 2")(reports_errors(gaps))
app.command("list", epilog="Example: curate pack list --json")(reports_errors(list_))


def shortened(text: str, longest: int = 140) -> str:
    """Return a text cut at a word, with three dots where it was cut."""
    return textwrap.shorten(text, longest, placeholder=" ...")


def _summary(pack: Lexicon) -> dict[str, object]:
    counts = Counter(term.kind for term in pack.terms)
    return {
        "name": pack.name,
        "version": pack.version,
        "title": pack.title,
        "digest": pack.digest,
        **{kind.value: counts[kind] for kind in Kind},
    }


def _line(pack: Lexicon) -> str:
    counts = Counter(term.kind for term in pack.terms)
    held = ", ".join(f"{counts[kind]:,} {_PLURALS[kind]}" for kind in Kind)
    return f"{pack.name} {pack.version}  {pack.title}: {held}"


_PLURALS = {
    Kind.MECHANISM: "mechanisms",
    Kind.AGENT: "agents",
    Kind.PHENOMENON: "phenomena",
    Kind.EXPOSURE: "exposures",
}
