"""Whatever goes wrong at NCBI or here: the next run ends with what an undisturbed run has."""

import errno
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from curate.cli.app import app
from curate.pubmed.pacing import Patience
from tests.cli.records import FIRST, write_records
from tests.eutils.faults import Fault, Kind
from tests.eutils.fixture import start
from tests.eutils.server import EutilsServer

ROOT = Path(__file__).parents[1]
KEY = "a-test-key"
RECORDS = 30
FETCH = ("fetch", "invented", "--name", "mine", "--batch-size", "8")
# What a fetch writes of its own: moments, and the searches that it took.
OWN = {"searches", "search_articles", "currency", "imports", "_sqlite_migrations"}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "-w", str(root)])


def new(root: Path) -> Path:
    assert CliRunner().invoke(app, ["init", str(root)]).exit_code == 0
    return root


def rows(root: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of records."""
    with closing(sqlite3.connect(root / "curate.db")) as conn:
        names = [
            row[0]
            for row in conn.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"
            )
        ]
        return {
            name: sorted(conn.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608
            for name in names
            if name not in OWN
        }


def digests(root: Path) -> str:
    """Return the records of the saved search, as text."""
    text = (root / "corpus" / "searches" / "mine.toml").read_text("utf-8")
    return text.partition("\n[records]\n")[2]


@pytest.fixture(autouse=True, scope="module")
def eutils(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EutilsServer]:
    """Serve thirty records at most twelve a search, and point the commands at the server."""
    file = write_records(tmp_path_factory.mktemp("records") / "records.xml", RECORDS)
    with (
        start([file], keys=[KEY], ceiling=12) as server,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in ("WORKSPACE", "PACK", "MODEL"):
            patch.delenv(f"CURATE_{name}", raising=False)
        patch.setenv("CURATE_EUTILS_BASE", server.base_url)
        patch.setenv("CURATE_EMAIL", "tester@example.org")
        patch.setenv("NCBI_API_KEY", KEY)
        yield server


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch, eutils: EutilsServer) -> Iterator[None]:
    """List twelve PMIDs a search, pause for no time, and wait a moment only for a reply."""
    from curate.pubmed import client

    class Hurried(client.EntrezClient):
        def __init__(self, **settings: Any) -> None:
            patience = Patience(timeout=0.25, first_pause=0.0)
            super().__init__(**settings, patience=patience, ceiling=12, page=5)

    monkeypatch.setattr("curate.pubmed.client.EntrezClient", Hurried)
    monkeypatch.setattr("curate.pubmed.transport.PER_SECOND_WITH_KEY", 1_000.0)
    monkeypatch.setattr("curate.pubmed.transport._retry_after", lambda text: 0.0 if text else None)
    yield
    eutils.set_faults()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, eutils: EutilsServer) -> Path:
    """Return a workspace of a plain import of the same records, and a saved search beside it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    root = new(folder / "review")
    file = write_records(folder / "records.xml", RECORDS)
    assert run(root, "import", str(file)).exit_code == 0
    return root


PASSING = {
    "429 with Retry-After": Fault(kind=Kind.TOO_MANY, retry_after="1", chance=0.3),
    "429 without Retry-After": Fault(kind=Kind.TOO_MANY, chance=0.3),
    "500": Fault(kind=Kind.INTERNAL, chance=0.3),
    "502": Fault(kind=Kind.BAD_GATEWAY, chance=0.3),
    "a stalled connection": Fault(kind=Kind.STALLED, seconds=20.0, nth=frozenset({2})),
    "no answer for long": Fault(kind=Kind.SLOW, seconds=20.0, nth=frozenset({3})),
    "a body cut in the middle": Fault(kind=Kind.CUT_LENGTH, chance=0.3),
    "a chunked body cut in the middle": Fault(kind=Kind.CUT_CHUNKED, chance=0.3),
    "a reset connection": Fault(kind=Kind.RESET, chance=0.3),
    "an error payload in HTTP 200": Fault(kind=Kind.ERROR_IN_200, chance=0.3),
    "a web page in HTTP 200": Fault(kind=Kind.WEB_PAGE, chance=0.3),
    "damaged XML": Fault(kind=Kind.MALFORMED, chance=0.3),
    "an empty reply": Fault(kind=Kind.EMPTY, chance=0.3),
    "an expired WebEnv": Fault(kind=Kind.EXPIRED, on="esearch", nth=frozenset({5, 9})),
    "a count that changes between pages": Fault(
        kind=Kind.MISCOUNT, on="esearch", nth=frozenset({5, 8})
    ),
    "records missing from a batch": Fault(
        kind=Kind.DROPPED, on="efetch", count=3, nth=frozenset({1})
    ),
}


@pytest.mark.parametrize("name", PASSING)
def test_a_fault_that_passes(
    tmp_path: Path, undisturbed: Path, eutils: EutilsServer, name: str
) -> None:
    root = new(tmp_path / "review")
    eutils.set_faults(PASSING[name], seed=7)
    done = run(root, *FETCH)
    assert done.exit_code == 0, done.stderr
    assert eutils.faults.struck > 0
    assert rows(root) == rows(undisturbed)
    eutils.set_faults()
    assert run(root, "verify").exit_code == 0


STAYING = {
    "429": Fault(kind=Kind.TOO_MANY, on="efetch", nth=frozenset(range(2, 500))),
    "500": Fault(kind=Kind.INTERNAL, on="efetch", nth=frozenset(range(2, 500))),
    "502": Fault(kind=Kind.BAD_GATEWAY, on="efetch", nth=frozenset(range(3, 500))),
    "cut": Fault(kind=Kind.CUT_LENGTH, on="efetch", nth=frozenset(range(2, 500))),
    "error in 200": Fault(kind=Kind.ERROR_IN_200, on="efetch", nth=frozenset(range(2, 500))),
    "no search": Fault(kind=Kind.UNAVAILABLE, on="esearch"),
    "a range": Fault(kind=Kind.RESET, on="esearch", nth=frozenset(range(4, 500))),
    "a count": Fault(kind=Kind.MISCOUNT, on="esearch", term="[UID]"),
}


@pytest.mark.parametrize("name", STAYING)
def test_a_fault_that_stays_is_told_and_the_next_run_goes_on(
    tmp_path: Path, undisturbed: Path, eutils: EutilsServer, name: str
) -> None:
    root = new(tmp_path / "review")
    eutils.set_faults(STAYING[name])
    failed = run(root, *FETCH)
    assert failed.exit_code == 3
    told = failed.stderr.splitlines()
    assert [line[:6] for line in told if line.startswith(("Error:", "Hint:"))] == [
        "Error:",
        "Hint: ",
    ]
    assert KEY not in failed.stderr
    assert not (root / "corpus" / "searches").exists()
    eutils.set_faults()
    assert run(root, *FETCH).exit_code == 0
    assert rows(root) == rows(undisturbed)


LACKING = {
    "missing": (Kind.DROPPED, "Not in PubMed's answer: 2"),
    "malformed": (Kind.DAMAGED_RECORD, "Failed (the next run asks again): 2"),
}


@pytest.mark.parametrize("name", LACKING)
def test_single_records_that_do_not_come_are_named(
    tmp_path: Path, undisturbed: Path, eutils: EutilsServer, name: str
) -> None:
    kind, message = LACKING[name]
    lacking = frozenset({FIRST + 4, FIRST + 19})
    root = new(tmp_path / "review")
    eutils.set_faults(Fault(kind=kind, on="efetch", pmids=lacking))
    eutils.log.clear()
    done = run(root, *FETCH)
    assert done.exit_code == 6, done.stderr
    assert message in done.stderr
    assert all(f"  {pmid}: " in done.stderr for pmid in lacking)
    assert len(rows(root)["articles"]) == RECORDS - 2
    asked = [e.parameters["id"] for e in eutils.log if e.utility == "efetch"]
    assert {str(pmid) for pmid in lacking} <= set(asked)
    assert f'{FIRST + 4} = ""' in digests(root)
    eutils.set_faults()
    again = run(root, *FETCH)
    assert again.exit_code == 0
    assert rows(root) == rows(undisturbed)
    assert '= ""' not in digests(root)


def test_no_name_server(
    tmp_path: Path, undisturbed: Path, monkeypatch: pytest.MonkeyPatch, eutils: EutilsServer
) -> None:
    root = new(tmp_path / "review")

    def unknown(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with monkeypatch.context() as patch:
        patch.setenv("CURATE_EUTILS_BASE", "http://eutils.example.invalid/entrez/eutils/")
        patch.setattr(socket, "getaddrinfo", unknown)
        failed = run(root, *FETCH)
    assert failed.exit_code == 3
    assert "no connection" in failed.stderr
    assert "Name or service not known" in failed.stderr
    assert run(root, *FETCH).exit_code == 0
    assert rows(root) == rows(undisturbed)


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _small_database(patch: pytest.MonkeyPatch) -> None:
    """Let the database grow by a few pages only."""
    from curate.store import connection, database

    def limited(conn: sqlite3.Connection, *, busy_seconds: float) -> None:
        connection.prepare(conn, busy_seconds=busy_seconds)
        pages = conn.execute("PRAGMA page_count").fetchone()[0]
        conn.execute(f"PRAGMA max_page_count = {pages + 2}")

    patch.setattr(database, "prepare", limited)


DISKS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], int]] = {
    "the raw records": (lambda patch: patch.setattr(os, "fsync", _full), 5),
    "the database": (_small_database, 4),
    "the saved search": (
        lambda patch: patch.setattr("curate.formats.search_locks.to_toml", _full),
        5,
    ),
}


@pytest.mark.parametrize("where", DISKS)
def test_a_full_disk(
    tmp_path: Path, undisturbed: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    arrange, code = DISKS[where]
    root = new(tmp_path / "review")
    with monkeypatch.context() as patch:
        arrange(patch)
        failed = run(root, *FETCH)
    assert failed.exit_code == code, failed.stderr
    assert "disk is full" in failed.stderr or "No space left" in failed.stderr
    assert sum(line.startswith("Error: ") for line in failed.stderr.splitlines()) == 1
    assert run(root, *FETCH).exit_code == 0
    assert rows(root) == rows(undisturbed)
    assert digests(root).count(" = ") == RECORDS


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize(
    "point",
    [
        "curate.pubmed.client:EntrezClient.search 2 after",
        "curate.store.database:SqliteStore.plan_search 1 after",
        "curate.pubmed.archive:RecordArchive.keep 1 after",
        "curate.store.database:SqliteStore.settle 2 after",
        "curate.store.currency:mark 4 after",
        "curate.store.database:SqliteStore.mark_current 1 after",
        "curate.formats.search_locks:SearchFolder.save 1 before",
    ],
)
def test_an_update_killed_anywhere(
    tmp_path: Path, undisturbed: Path, eutils: EutilsServer, point: str
) -> None:
    # Only the client of this process lists a few at a time; the other one meets NCBI's limit.
    root = new(tmp_path / "review")
    assert run(root, *FETCH).exit_code == 0
    before = digests(root)
    eutils.utilities._ceiling = 9_999
    changed = [(pmid, eutils.corpus.records[pmid]) for pmid in sorted(eutils.corpus.records)[:20]]
    date = b"<DateRevised><Year>2098</Year><Month>01</Month><Day>05</Day></DateRevised>"
    revised = date + b"<Article PubModel"
    try:
        for _, raw in changed:
            eutils.corpus.put(raw.replace(b"<Article PubModel", revised, 1))
        command = ["update", "--batch-size", "8", "-w", str(root)]
        killed = subprocess.run(
            [sys.executable, "-m", "tests.killed", *point.split(), *command],
            capture_output=True,
            check=False,
            cwd=ROOT,
            text=True,
            timeout=120,
        )
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert digests(root) == before
        done = run(root, "update", "--json")
        assert done.exit_code == 0, done.stderr
        (report,) = json.loads(done.stdout)["searches"]
        assert report["drift"]["changed"] == [str(pmid) for pmid, _ in changed]
        now = zip(digests(root).splitlines(), before.splitlines(), strict=True)
        assert sum(line != earlier for line, earlier in now) == 20
        assert run(root, "verify").exit_code == 0
    finally:
        eutils.utilities._ceiling = 12
        for _, raw in changed:
            eutils.corpus.put(raw)
