"""``curate demo``."""

import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from curate.cli.importing import tell_import
from curate.cli.options import QuietOption
from curate.cli.output import note
from curate.cli.progress import shown_progress
from curate.cli.sample import find_sample
from curate.cli.table import Format, build, show, write
from curate.cli.tag import tell_tag
from curate.cli.wiring import file_reader, open_archive, open_store, tagger
from curate.cli.workspace import Workspace, create_workspace, open_workspace
from curate.core.claim_filter import ClaimFilter
from curate.workflow import importing, reading, tagging


def demo(
    *,
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="A folder for the demo's workspace."),
    ] = None,
    quiet: QuietOption = False,
) -> int:
    """Run the whole way on a sample of records.

    From PubMed XML to the evidence table, in a temporary workspace or in DIR. The records are
    invented.
    """
    sample = find_sample()
    root = directory or Path(tempfile.mkdtemp(prefix="curate-demo-"))
    note("The records of this demo are invented: a sample to see how curate works.", quiet=quiet)
    _step(f"curate init {shlex.quote(str(root))}", quiet=quiet)
    create_workspace(root)
    space = open_workspace(root)
    with open_store(space, create=True) as store:
        _step(f"curate import {shlex.quote(str(sample.records))}", quiet=quiet)
        with shown_progress(quiet=quiet) as progress:
            imported = importing.import_files(
                [sample.records],
                store=store,
                archive=open_archive(space),
                files=file_reader(),
                progress=progress,
            )
        tell_import(imported, quiet=quiet)
        _step("curate tag", quiet=quiet)
        reader = tagger(space)
        with shown_progress(quiet=quiet) as progress:
            tagged = tagging.tag(reader, store, progress=progress)
        tell_tag(tagged, quiet=quiet)
    _step("curate table", quiet=quiet)
    show(write(build(space), Format.TEXT, for_terminal=True))
    _what_next(space, quiet=quiet)
    return imported.exit_code


def _step(command: str, *, quiet: bool) -> None:
    note("", quiet=quiet)
    note(f"$ {command}", quiet=quiet)


def program() -> str:
    """Return how a user calls this installation of curate in a shell, wherever that stands."""
    called = Path(sys.argv[0])
    if shutil.which("curate") or called.stem not in {"curate", "__main__"}:
        return "curate"
    if called.stem == "__main__":
        return f"{shlex.quote(sys.executable)} -m curate"
    return shlex.quote(str(called.resolve()))


def _what_next(space: Workspace, *, quiet: bool) -> None:
    here = shlex.quote(str(space.root))
    curate = program()
    with open_store(space) as store:
        first = next(iter(reading.claims(store, ClaimFilter(limit=1)).claims), None)
    note("", quiet=quiet)
    note(f"The workspace stays in {here}. Look around in it:", quiet=quiet)
    note(f"  {curate} claims -w {here} --mechanism NMDA", quiet=quiet)
    if first is not None:
        note(f"  {curate} show {first.claim_id} -w {here}", quiet=quiet)
    note(f"  {curate} table -w {here} -o table.html", quiet=quiet)
    note("And with real records:", quiet=quiet)
    note(f"  {curate} init my-review && cd my-review", quiet=quiet)
    query = '"opioid tolerance AND NMDA" --max 200'
    note(f"  CURATE_EMAIL=you@example.org {curate} fetch {query}", quiet=quiet)
    note(f"  {curate} tag && {curate} table -o table.html", quiet=quiet)
