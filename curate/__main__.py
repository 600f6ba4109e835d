"""Run the command line as ``python -m curate``."""

from curate.cli.app import app

app(prog_name="curate")
