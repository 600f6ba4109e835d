"""Where the pages are served: on this machine, at a port that is free."""

import socket
from pathlib import Path

import pytest

from curate.browse.server import HOST, application, listen
from curate.core.errors import ConfigurationError, UsageError


def test_a_port_that_is_taken_is_an_error_where_it_was_asked_for() -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        assert taken.getsockname()[0] == HOST == "127.0.0.1"
        with pytest.raises(UsageError, match=f"port {port} can't be used"):
            listen(port)


def test_without_a_port_another_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server((HOST, 0)) as taken:
        monkeypatch.setattr("curate.browse.server.PORT", taken.getsockname()[1])
        with listen(None) as other:
            assert other.getsockname()[1] != taken.getsockname()[1]


def test_pages_that_datasette_does_not_know_are_no_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older installation had no entry point: an export wrote Datasette's own index."""
    monkeypatch.setattr("curate.browse.server.get_plugins", list)
    with pytest.raises(ConfigurationError, match="does not know curate's pages"):
        application(tmp_path / "curate.db")
