"""Progress bars on stderr, where a person can see them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from curate.workflow.progress import Progress, Silent


class Notes(Silent):
    """A Progress that prints notes, for a stderr that is no terminal."""

    def note(self, text: str) -> None:
        """Print a line."""
        typer.echo(text, err=True)


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """Yield a Progress: bars on a terminal, notes only elsewhere, nothing where ``quiet``."""
    if quiet:
        yield Silent()
    elif not sys.stderr.isatty():
        yield Notes()
    else:
        from curate.cli.bars import Bars

        with Bars() as bars:
            yield bars
