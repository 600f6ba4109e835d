"""Starts Datasette in this process, on this machine only, with its settings fixed."""

import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import get_plugins

from curate.browse.workplace import Workplace, attach
from curate.core.errors import ConfigurationError, UsageError

HOST = "127.0.0.1"
PORT = 8001
NAME = "curate"
"""What the database is called in addresses, whatever its file is called."""
SETTINGS = {
    "allow_download": True,
    "default_facet_size": 20,
    "facet_suggest_time_limit_ms": 50,
    "facet_time_limit_ms": 2000,
    "max_returned_rows": 1000,
    "num_sql_threads": 4,
    "sql_time_limit_ms": 5000,
    # At a million claims, looking for facets worth offering takes longer than the page.
    "suggest_facets": False,
}


def application(
    database: Path,
    *,
    labels: Mapping[str, Any] | None = None,
    workplace: Workplace | None = None,
    sql: bool = True,
) -> Any:
    """
    Return Datasette with the workspace's database open for reading, under the name ``curate``.

    ``labels`` holds the pack's names: ``title``, and ``phenomena`` and ``categories`` by id.
    ``workplace`` says who may judge, and which hosts are answered. Without ``sql`` visitors may
    ask the ready queries and no others. Raises ConfigurationError where the plugin is not
    installed, as in a checkout whose installation is older than it.
    """
    if "curate" not in {plugin["name"] for plugin in get_plugins()}:
        raise ConfigurationError(
            "Datasette does not know curate's pages here",
            hint="Install curate again: pip install 'curate[browse]'",
        )
    made = Datasette(
        [str(database)],
        settings={**SETTINGS, "default_allow_sql": sql},
        metadata={"plugins": {"curate": dict(labels or {})}},
    )
    opened = made.databases[next(name for name in made.databases if name != "_internal")]
    made.remove_database(opened.name)
    made.add_database(opened, name=NAME)
    attach(made, workplace or Workplace())
    return made


def hosts(port: int) -> frozenset[str]:
    """Return the Host headers that a server on this machine is asked with."""
    return frozenset(f"{name}:{port}" for name in (HOST, "localhost"))


def listen(port: int | None) -> socket.socket:
    """
    Return a socket that listens on this machine only; ``None`` takes the usual port or any.

    Raises UsageError where the port that was asked for is taken.
    """
    try:
        return socket.create_server((HOST, PORT if port is None else port))
    except OSError as exc:
        if port is None:
            return socket.create_server((HOST, 0))
        raise UsageError(
            f"port {port} can't be used: {exc.strerror or exc}",
            hint="Name another with --port, or leave it out",
        ) from exc


def serve(datasette: Any, listening: socket.socket, *, started: Callable[[], None]) -> None:
    """Answer until the user stops it; ``started`` is called once pages are served."""
    with listening:
        Server(datasette, started).run(sockets=[listening])


class Server(uvicorn.Server):
    """Answers for a Datasette; calls ``ready`` once it does, and ends when ``should_exit``."""

    def __init__(self, datasette: Any, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(datasette.app(), log_level="warning", lifespan="on", access_log=False)
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()
