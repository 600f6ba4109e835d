"""
Runs ``curate`` against a server that hands out fewer records of one search than NCBI does.

``python -m tests.eutils.client CEILING ARGUMENTS...``; it keeps no pace and hardly pauses.
"""

import sys
from typing import Any

import curate.pubmed.client
import curate.pubmed.transport
from curate.cli.app import app
from curate.pubmed.pacing import Patience


def hurry(ceiling: int) -> None:
    """Let every client of this process list so many PMIDs a search, and pause for no time."""
    original = curate.pubmed.client.EntrezClient

    class Hurried(original):  # type: ignore[misc, valid-type]
        def __init__(self, **settings: Any) -> None:
            patience = Patience(timeout=5.0, first_pause=0.01)
            super().__init__(**settings, patience=patience, ceiling=ceiling, page=ceiling)

    curate.pubmed.client.EntrezClient = Hurried  # type: ignore[misc]
    vars(curate.pubmed.transport)["PER_SECOND_WITH_KEY"] = 1_000.0


if __name__ == "__main__":
    hurry(int(sys.argv[1]))
    app(sys.argv[2:], prog_name="curate")
