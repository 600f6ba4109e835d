"""
How long many decisions take: to keep, to write down, to read back and to hang on new claims.

``python -m tests.bench.decision_rates [DECISIONS]`` prints a line a step, with seconds and peak
memory, and fails where the files or the claims differ after the way there and back.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from curate.core.claim import Claim
from curate.core.claim_filter import ClaimFilter
from curate.core.review import Decision, Verdict
from curate.core.signs import Effect
from curate.formats.audit_files import AuditFiles
from curate.formats.journal import FileJournal
from curate.store.database import SqliteStore
from curate.workflow.annotating import export_annotations, import_annotations
from tests.decided import decision
from tests.store import made

Result = TypeVar("Result")
VERDICTS = (Verdict.ACCEPT, Verdict.REJECT, Verdict.UNSURE)
BATCH = 1000


def _timed(step: str, do: Callable[[], Result]) -> Result:
    start = time.perf_counter()
    result = do()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{step:<40}{time.perf_counter() - start:8.2f} s  {peak:5,} MB at most\n")
    return result


def _read(store: SqliteStore, records: int, effect: Effect) -> None:
    for start in range(0, records, BATCH):
        articles = [made.article(n) for n in range(start, min(start + BATCH, records))]
        store.save_records(articles)
        store.save_readings(effect.value, [made.reading(a, effect=effect) for a in articles])


def _decisions(claims: list[Claim]) -> list[Decision]:
    return [
        decision(VERDICTS[n % 3], claim, reviewer=name, second=n)
        for n, claim in enumerate(claims)
        for name in ("ann", "ben")
    ]


def main(count: int) -> None:
    """Take the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = SqliteStore(folder / "one.db", create=True)
        _read(store, count // 2, Effect.INCREASES)
        decided = _decisions(list(store.claims(ClaimFilter())))
        sys.stdout.write(f"{len(decided):,} decisions of two reviewers\n")
        _timed("keep them in the database", lambda: store.decide(decided))
        journal = FileJournal(folder / "annotations")
        audits = AuditFiles(journal.folder)
        _timed("export: write them down", lambda: export_annotations(store, journal, audits))
        before = {p.name: p.read_bytes() for p in journal.folder.iterdir()}
        anew = SqliteStore(folder / "two.db", create=True)
        _read(anew, count // 2, Effect.INCREASES)
        kept = _timed(
            "import: read them into another database",
            lambda: import_annotations(anew, journal, audits),
        )
        export_annotations(anew, journal, audits)
        same = {p.name: p.read_bytes() for p in journal.folder.iterdir()} == before
        everything = ClaimFilter(rejected=True)
        same &= list(anew.claims(everything)) == list(store.claims(everything))
        _timed(
            "read all records again, claims changed", lambda: _read(anew, count // 2, Effect.NONE)
        )
        sys.stdout.write(f"{kept.decisions.new:,} came back; same bytes and same claims: {same}\n")
        if not same:
            sys.exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
