"""
How fast references are written: ``python -m tests.bench.cite_rates [RECORDS]``.

It prints, for each format, the seconds from a database of invented records to the text, and
asserts nothing.
"""

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from curate.core.article import Article, Author, Section
from curate.formats.bibliographies import BIBLIOGRAPHY_WRITERS
from curate.store.database import SqliteStore
from curate.workflow.citing import cite_all
from tests.evidence import record

BATCH = 500
AUTHORS = 7
ABSTRACT = "We gave a drug to some rats (n = 12), and κ-receptors did not answer at 10⁻⁶ M. " * 18


def main(records: int) -> None:
    """Measure each format once, reading the records anew."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "curate.db"
        with SqliteStore(path, create=True) as store:
            for start in range(0, records, BATCH):
                store.save_records([_record(n) for n in range(start, min(start + BATCH, records))])
            for name, write in BIBLIOGRAPHY_WRITERS.items():
                began = time.perf_counter()
                size = len(write(cite_all(store))) / 1e6
                seconds = time.perf_counter() - began
                sys.stdout.write(f"{name:<12}{seconds:>8.2f} s{size:>8.1f} MB\n")


def _record(number: int) -> Article:
    names = [f"Näme{(number * 31 + n * 7) % 4000}" for n in range(AUTHORS)]
    return replace(
        record(number, year=1970 + number % 50, title=f"Effect of β-endorphin, report {number}."),
        authors=tuple(Author(last_name=n, fore_name="Ada Bea", initials="AB") for n in names),
        sections=(Section(text=ABSTRACT),),
        doi=f"10.9999/inv_{number}",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
