"""
A process that writes to a database: ``writer.py DATABASE JOB FIRST BATCHES``.

It says ``ready`` once the store is open, waits for a line, and says a line after each batch.
"""

import sys
from pathlib import Path

from curate.core.article import Article
from curate.store import articles
from curate.store.connection import writing
from curate.store.database import SqliteStore
from tests.store import made

BATCH = 20


def main(path: Path, job: str, first: int, batches: int) -> None:
    """Save records, or their readings by the tagger that the job names, a batch a transaction."""
    with SqliteStore(path, create=True, busy_seconds=60) as store:
        _say("ready")
        sys.stdin.readline()
        for batch in range(batches):
            start = first + batch * BATCH
            records = [made.full_article(n) for n in range(start, start + BATCH)]
            if job == "half":
                _stop_half_way(store, records)
            elif job == "records":
                store.save_records(records)
            else:
                store.save_readings(job, [made.full_reading(r) for r in records])
            _say(f"batch {batch}")


def _stop_half_way(store: SqliteStore, records: list[Article]) -> None:
    """Write a batch to the disk, and wait for ever before it is committed."""
    store._conn.execute("PRAGMA cache_size = 1")
    with writing(store._conn):
        articles.save(store._conn, records)
        _say("half")
        sys.stdin.readline()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
