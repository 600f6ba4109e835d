"""Several processes on one database, and processes that are killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from curate.core.claim_filter import ClaimFilter
from curate.store.database import SqliteStore
from tests.store import made, writer

ROOT = Path(__file__).parents[2]


@contextmanager
def _writer(
    path: Path, *, job: str = "records", first: int = 0, batches: int = 5
) -> Iterator["subprocess.Popen[str]"]:
    arguments = [str(path), job, str(first), str(batches)]
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.store.writer", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_processes_that_make_and_fill_one_database_together_lose_nothing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "curate.db"
    with ExitStack() as stack:
        running = [
            stack.enter_context(_writer(path, first=first, batches=6)) for first in (0, 60, 120)
        ]
        assert [_line(process) for process in running] == ["ready"] * 3
        for process in running:
            _go(process)
        assert [process.communicate()[0].count("batch") for process in running] == [6] * 3
        assert [process.returncode for process in running] == [0, 0, 0]
    with SqliteStore(path) as store:
        expected = [made.full_article(n) for n in range(240)]
        assert list(store.unread("any")) == expected
        assert store._conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_records_are_read_while_another_process_saves_more(tmp_path: Path) -> None:
    path = tmp_path / "curate.db"
    with SqliteStore(path, create=True, busy_seconds=60) as store:
        store.save_records([made.full_article(n) for n in range(100)])
        with _writer(path, first=100, batches=5) as process:
            assert _line(process) == "ready"
            _go(process)
            for record in store.unread(made.IDENTITY):
                store.save_readings(made.IDENTITY, [made.full_reading(record)])
            process.communicate()
            assert process.returncode == 0
        for record in store.unread(made.IDENTITY):
            store.save_readings(made.IDENTITY, [made.full_reading(record)])
        status = store.status(made.IDENTITY)
        assert (status.records, status.read) == (200, 200)


@pytest.mark.parametrize("job", ["records", made.IDENTITY])
@pytest.mark.parametrize("after", [0, 1, 7])
def test_a_killed_process_leaves_whole_batches(tmp_path: Path, job: str, after: int) -> None:
    path, total = tmp_path / "curate.db", 40
    records = [made.full_article(n) for n in range(total * writer.BATCH)]
    with SqliteStore(path, create=True) as store:
        if job != "records":
            store.save_records(records)
    with _writer(path, job=job, batches=total) as process:
        assert _line(process) == "ready"
        _go(process)
        said = [_line(process) for _ in range(after)]
        assert said == [f"batch {n}" for n in range(after)]
        process.kill()
        process.wait()
    with SqliteStore(path) as store:
        assert store._conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store._conn.execute("PRAGMA foreign_key_check").fetchall() == []
        status = store.status(made.IDENTITY)
        done = status.records if job == "records" else status.read
        assert done % writer.BATCH == 0
        assert after * writer.BATCH <= done <= len(records)
        _finish(store, job, total)
        assert store.save_records(records).unchanged == len(records)
        _finish(store, made.IDENTITY, total)
        found = list(store.claims(ClaimFilter(candidates=True)))
    with SqliteStore(None) as undisturbed:
        undisturbed.save_records(records)
        undisturbed.save_readings(made.IDENTITY, [made.full_reading(r) for r in records])
        assert list(undisturbed.claims(ClaimFilter(candidates=True))) == found
        assert len(found) == 3 * len(records)


def _finish(store: SqliteStore, job: str, batches: int) -> None:
    """Do what the killed process left, as a second run would."""
    if job == "records":
        for batch in made.batches(writer.BATCH, batches * writer.BATCH):
            store.save_records(batch)
        return
    for record in store.unread(job):
        store.save_readings(job, [made.full_reading(record)])


def test_a_batch_that_was_half_written_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "curate.db"
    with SqliteStore(path, create=True) as store:
        store.save_records([made.full_article(5)])
    with _writer(path, job="half") as process:
        assert _line(process) == "ready"
        _go(process)
        assert _line(process) == "half"
        log = path.with_name("curate.db-wal")
        assert log.stat().st_size > 20_000
        process.kill()
        process.wait()
    with SqliteStore(path) as store:
        assert store._conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert list(store.unread("any")) == [made.full_article(5)]
        assert store.save_records([made.full_article(n) for n in range(20)]).new == 19


def test_a_process_that_is_killed_while_it_makes_the_database_does_no_harm(
    tmp_path: Path,
) -> None:
    path = tmp_path / "curate.db"
    with _writer(path) as process:
        process.kill()
        process.wait()
    path.touch()
    with SqliteStore(path, create=True) as store:
        assert store.save_records([made.article(0)]).new == 1
