"""
How fast duplicates are found: ``python -m tests.bench.duplicate_rates [--records N]``.

Records are invented, one in a hundred of them twice. It prints seconds of processor time for the
comparison alone and for twice as many records, whose ratio says whether time grows as sorting
does, and asserts nothing.
"""

import argparse
import sys
import time
from collections.abc import Iterator

from curate.core.duplicates import Entry, find_duplicates
from tests.store.made import full_article


def _entries(count: int) -> Iterator[Entry]:
    for number in range(count):
        again = number and number % 100 == 0
        record = full_article(number - 1 if again else number)
        yield Entry(
            name=str(number),
            doi="" if again else record.doi or "",
            title=record.title,
            year=record.year,
            author=record.authors[0].name,
        )


def _measured(count: int) -> tuple[float, int]:
    entries = list(_entries(count))
    started = time.process_time()
    found = find_duplicates(entries)
    return time.process_time() - started, len(found)


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.duplicate_rates")
    parser.add_argument("--records", type=int, default=50_000)
    given = parser.parse_args(arguments)
    once, pairs = _measured(given.records)
    twice, _ = _measured(2 * given.records)
    sys.stdout.write(
        f"{given.records:,} records: {once:.2f} s, {pairs:,} pairs; "
        f"twice as many: {twice / once:.2f} times as long\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
