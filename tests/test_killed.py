"""A step that is killed and run again ends where an undisturbed one does, byte for byte."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curate.cli.app import app
from tests.cli.records import write_records
from tests.eutils.faults import Fault, Kind
from tests.eutils.fixture import start
from tests.eutils.server import EutilsServer

ROOT = Path(__file__).parents[1]
KEY = "a-test-key"
FETCH = ("fetch", "invented", "--batch-size", "5")
TAG = ("tag", "--batch-size", "5")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")


def run(root: Path, *arguments: str) -> str:
    """Run a command to its end in this process and return what it printed."""
    result = CliRunner().invoke(app, [*arguments, "-w", str(root)])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def kill(root: Path, point: str, *arguments: str) -> None:
    """Run a command in a process of its own that is killed at a point."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed", *point.split(), *arguments, "-w", str(root)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        text=True,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def new(root: Path) -> Path:
    """Make a workspace."""
    assert CliRunner().invoke(app, ["init", str(root)]).exit_code == 0
    return root


def kept(root: Path) -> list[tuple[str, bytes]]:
    """Return the raw records under corpus/, by name."""
    files = (p for p in (root / "corpus").rglob("*.gz") if p.is_file())
    return sorted((p.name, p.read_bytes()) for p in files)


def saved(root: Path) -> list[str]:
    """Return the lines of the saved search, but for that of its moment."""
    (path,) = (root / "corpus" / "searches").glob("*.toml")
    return [t for t in path.read_text("utf-8").splitlines() if not t.startswith("searched_at")]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of seventeen invented records."""
    return write_records(tmp_path_factory.mktemp("records") / "records.xml", 17)


@pytest.fixture(autouse=True, scope="module")
def eutils(records: Path) -> Iterator[EutilsServer]:
    """Serve the records, and point the commands at the server."""
    with start([records], keys=[KEY]) as server, pytest.MonkeyPatch.context() as patch:
        for name in ("WORKSPACE", "PACK", "MODEL"):
            patch.delenv(f"CURATE_{name}", raising=False)
        patch.setenv("CURATE_EUTILS_BASE", server.base_url)
        patch.setenv("CURATE_EMAIL", "tester@example.org")
        patch.setenv("NCBI_API_KEY", KEY)
        yield server


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the records of a fetch that nothing disturbed."""
    root = new(tmp_path_factory.mktemp("fetched") / "review")
    run(root, *FETCH)
    assert len(kept(root)) == 4
    return root


@pytest.fixture(scope="module")
def undisturbed(records: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the claims of a run that nothing disturbed."""
    root = new(tmp_path_factory.mktemp("undisturbed") / "review")
    run(root, "import", str(records))
    run(root, *TAG)
    claims = run(root, "claims", "--all", "--json")
    assert len(claims.splitlines()) > 10
    return claims


@pytest.mark.parametrize(
    "point",
    [
        "curate.pubmed.client:EntrezClient.search 1 before",
        "curate.pubmed.client:EntrezClient.search 1 after",
        "curate.store.searches:plan 1 after",
        "curate.store.database:SqliteStore.plan_search 1 after",
        "curate.pubmed.client:EntrezClient.fetch 1 after",
        "curate.pubmed.archive:RecordArchive.keep 2 after",
        "curate.store.articles:save 2 after",
        "curate.store.searches:mark 2 after",
        "curate.store.database:SqliteStore.settle 1 after",
        "curate.store.database:SqliteStore.settle 3 after",
        "curate.store.database:SqliteStore.settle 4 after",
        "curate.formats.search_locks:SearchFolder.save 1 before",
        "os:fsync 9 before",
        "curate.formats.search_locks:SearchFolder.save 1 after",
    ],
)
def test_fetch(tmp_path: Path, undisturbed: str, fetched: Path, point: str) -> None:
    root = new(tmp_path / "killed")
    kill(root, point, *FETCH)
    run(root, *FETCH)
    assert kept(root) == kept(fetched)
    assert saved(root) == saved(fetched)
    run(root, *TAG)
    assert run(root, "claims", "--all", "--json") == undisturbed


@pytest.mark.parametrize(
    "point",
    [
        "curate.pubmed.archive:RecordArchive.keep_file 1 before",
        "os:fsync 1 before",
        "curate.pubmed.archive:RecordArchive.keep_file 1 after",
        "curate.store.articles:save 1 after",
        "curate.store.articles:save 3 after",
        "curate.store.database:SqliteStore.save_records 2 after",
        "curate.store.database:SqliteStore.save_records 4 after",
    ],
)
def test_import(tmp_path: Path, undisturbed: str, records: Path, point: str) -> None:
    root = new(tmp_path / "killed")
    command = ("import", str(records), "--batch-size", "5")
    kill(root, point, *command)
    run(root, *command)
    assert [name[:8] for name, _ in kept(root)] == ["records-"]
    run(root, *TAG)
    assert run(root, "claims", "--all", "--json") == undisturbed


@pytest.mark.parametrize(
    "point",
    [
        "curate.nlp.tagger:CascadeTagger.read 1 before",
        "curate.store.readings:save 1 after",
        "curate.store.readings:save 3 after",
        "curate.store.database:SqliteStore.save_readings 1 after",
        "curate.store.database:SqliteStore.save_readings 3 after",
        "curate.store.database:SqliteStore.save_readings 4 after",
    ],
)
def test_tag(tmp_path: Path, undisturbed: str, records: Path, point: str) -> None:
    root = new(tmp_path / "killed")
    run(root, "import", str(records))
    kill(root, point, *TAG)
    run(root, *TAG)
    assert run(root, "claims", "--all", "--json") == undisturbed
    assert "Nothing to tag" in CliRunner().invoke(app, [*TAG, "-w", str(root)]).stderr


def test_ctrl_c_keeps_whole_batches_and_says_how_to_go_on(
    tmp_path: Path, undisturbed: str, eutils: EutilsServer
) -> None:
    root = new(tmp_path / "stopped")
    asked = sum(entry.utility == "efetch" for entry in eutils.log)
    eutils.set_faults(Fault(kind=Kind.SLOW, on="efetch", nth=frozenset({2}), seconds=60.0))
    # A shell that runs the tests in the background hands on a SIGINT that is ignored.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from curate.cli.app import app; app(prog_name='curate')\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, *FETCH, "-w", str(root)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while sum(entry.utility == "efetch" for entry in eutils.log) < asked + 2:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    eutils.set_faults()
    assert process.returncode == 130
    assert "run the same command again to go on" in complaint
    assert len(kept(root)) == 1
    run(root, *FETCH)
    run(root, *TAG)
    assert run(root, "claims", "--all", "--json") == undisturbed
