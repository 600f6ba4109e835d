"""The server in a test's own process: ``with start(files) as eutils: ... eutils.base_url``."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.eutils.faults import Fault
from tests.eutils.server import EutilsServer
from tests.eutils.utilities import CEILING


@contextmanager
def start(
    files: Iterable[Path],
    *,
    faults: Iterable[Fault] = (),
    seed: int = 0,
    limited: bool = False,
    keys: Iterable[str] = (),
    ceiling: int = CEILING,
) -> Iterator[EutilsServer]:
    """
    Run a server over these files and give it: ``base_url``, ``log``, ``set_faults``, ``corpus``.

    The limits of requests a second are off unless ``limited``.
    """
    server = EutilsServer(
        files, faults=faults, seed=seed, limited=limited, keys=keys, ceiling=ceiling
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
