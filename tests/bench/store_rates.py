"""
How fast the store is, on invented records: ``python -m tests.bench.store_rates [RECORDS]``.

It prints records a second, megabytes of peak memory and of database, and asserts nothing.
"""

import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from curate.core.claim import Reading
from curate.core.claim_filter import ClaimFilter
from curate.store.database import SqliteStore
from tests.store.made import IDENTITY, batches, full_reading

BATCH = 500


def main(records: int) -> None:
    """Measure each job once on a fresh database and print a line for it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "curate.db"
        with SqliteStore(path, create=True) as store:
            _report("save_records, new", records, _saving(store, records))
            _report("save_records, unchanged", records, _saving(store, records))
            _report("unread", records, _timed(lambda: _drain(store.unread(IDENTITY))))
            _report("save_readings, new", records, _reading(store, records, IDENTITY))
            _report("save_readings, again", records, _reading(store, records, "tagger-two"))
            _report("claims, all", records, _timed(lambda: _drain(_claims(store))))
            _report("status", records, _timed(lambda: store.status(IDENTITY)))
        size = path.stat().st_size / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"database {size:.0f} MB, peak memory {memory:.0f} MB\n")


def _saving(store: SqliteStore, records: int) -> float:
    spent = 0.0
    for batch in batches(BATCH, records):
        spent += _timed(partial(store.save_records, batch))
    return spent


def _reading(store: SqliteStore, records: int, identity: str) -> float:
    spent = 0.0
    for batch in _readings(records):
        spent += _timed(partial(store.save_readings, identity, batch))
    return spent


def _readings(records: int) -> Iterator[list[Reading]]:
    for batch in batches(BATCH, records):
        yield [full_reading(record) for record in batch]


def _claims(store: SqliteStore) -> Iterator[object]:
    return store.claims(ClaimFilter(candidates=True))


def _timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def _drain(values: Iterator[object]) -> None:
    deque(values, maxlen=0)


def _report(job: str, records: int, seconds: float) -> None:
    sys.stdout.write(f"{job:<26}{records / seconds:>10,.0f} records/s{seconds:>8.2f} s\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
