"""
A large search from end to end: ``python -m tests.bench.whole_search FILE...``.

Serves all records of the files as NCBI would, at most 9,999 a search and ten requests a second,
with one request in twenty going wrong; fetches them with ``curate fetch``, killing it three times;
compares the database with that of ``curate import``, row for row; then changes 500 records and
deletes 20, and checks that ``curate update`` brings exactly these. Prints rates, requests and peak
memory.
"""

import argparse
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.eutils.faults import Fault, Kind
from tests.eutils.fixture import start
from tests.eutils.server import EutilsServer
from tests.eutils.utilities import CEILING

KEY = "a-bench-key"
ROOT = Path(__file__).parents[2]
QUERY = "all[sb]"
SHARE_OF_FAULTS = 0.05
KINDS = (
    *(Kind.TOO_MANY, Kind.INTERNAL, Kind.BAD_GATEWAY, Kind.UNAVAILABLE, Kind.RESET),
    *(Kind.HANG_UP, Kind.CUT_LENGTH, Kind.CUT_CHUNKED, Kind.EMPTY, Kind.WEB_PAGE),
    *(Kind.ERROR_IN_200, Kind.MALFORMED, Kind.DROPPED),
)
# What a fetch writes of its own, beside the records.
OWN = frozenset({"searches", "search_articles", "currency", "imports", "_sqlite_migrations"})
_TITLE = re.compile(rb"</ArticleTitle>|<ArticleTitle/>")
_REVISED = re.compile(rb"<DateRevised>.*?</DateRevised>", re.DOTALL)


class Differs(Exception):
    """What came is not what an undisturbed run has."""


@dataclass(kw_only=True)
class Trial:
    """
    One run of the whole, in a folder.

    ``client`` is the command line that stands for ``curate``. ``kills`` are counts of EFetch
    requests, or of ESearch requests where negative, at which the fetch is killed.
    """

    folder: Path
    server: EutilsServer
    client: Sequence[str]
    kills: Sequence[int] = (-8, 60, 170)
    seed: int = 1
    peaks: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """Return the workspace that is fetched into."""
        return self.folder / "fetched"

    @property
    def plain(self) -> Path:
        """Return the workspace that is imported into."""
        return self.folder / "imported"

    def run(self, step: str, *arguments: object, kill_at: int | None = None) -> str:
        """Run one command, measure it, and return what it printed."""
        begun = time.monotonic()
        asked = len(self.server.log)
        with (
            (self.folder / f"{step}.out").open("w+") as out,
            subprocess.Popen(
                [*self.client, *map(str, arguments)],
                cwd=ROOT,
                env=os.environ | self.environment,
                stdout=out,
                stderr=subprocess.STDOUT if kill_at is not None else None,
            ) as process,
        ):
            if kill_at is not None:
                self._kill(process, kill_at, asked)
            peak = 0
            while process.poll() is None:
                peak = max(peak, _peak(process.pid))
                time.sleep(0.02)
            out.seek(0)
            printed = out.read()
        self.seconds[step] = time.monotonic() - begun
        self.peaks[step] = peak
        expected = 0 if kill_at is None else -signal.SIGKILL
        if process.returncode != expected:
            raise Differs(f"{step} ended with {process.returncode}: {printed[-2000:]}")
        return printed

    @property
    def environment(self) -> dict[str, str]:
        """Return what points the commands at the server."""
        return {
            "CURATE_EUTILS_BASE": self.server.base_url,
            "CURATE_EMAIL": "bench@example.org",
            "NCBI_API_KEY": KEY,
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }

    def _kill(self, process: "subprocess.Popen[bytes]", kill_at: int, asked: int) -> None:
        utility = "efetch" if kill_at > 0 else "esearch"
        while sum(e.utility == utility for e in self.server.log[asked:]) < abs(kill_at):
            if process.poll() is not None:
                raise Differs("the fetch ended before it could be killed")
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)

    def fetch(self) -> None:
        """Fetch everything under faults, with a kill at each of the points."""
        self.server.set_faults(*_faults(), seed=self.seed)
        self.run("init", "init", self.root, "-q")
        command = ("fetch", QUERY, "--name", "whole", "-w", self.root)
        for number, point in enumerate(self.kills, start=1):
            self.run(f"kill {number}", *command, kill_at=point)
        self.run("fetch", *command, "-q")
        self.server.set_faults()

    def import_plainly(self, files: Sequence[Path]) -> None:
        """Import the records that the server has, with nothing in the way."""
        self.run("init", "init", self.plain, "-q")
        self.run("import", "import", *files, "-w", self.plain, "-q")

    def compare(self) -> int:
        """Return how many rows the two databases have; raise Differs for the first other one."""
        total = 0
        with closing(sqlite3.connect(self.root / "curate.db")) as conn:
            conn.execute("ATTACH ? AS plain", (str(self.plain / "curate.db"),))
            for table in _tables(conn):
                for one, other in (("main", "plain"), ("plain", "main")):
                    row = conn.execute(
                        f"SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table} LIMIT 1"  # noqa: S608
                    ).fetchone()
                    if row is not None:
                        raise Differs(f"{table}: only {one} has {str(row)[:300]}")
                total += conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        return total

    def change(self, changes: int, deletions: int) -> tuple[set[str], set[str]]:
        """Change and delete records at the source; return which."""
        chosen = random.Random(self.seed).sample(  # noqa: S311 - not for secrets
            sorted(self.server.corpus.records), changes + deletions
        )
        changed, deleted = chosen[:changes], chosen[changes:]
        for pmid in changed:
            self.server.corpus.put(_changed(self.server.corpus.records[pmid]))
        for pmid in deleted:
            self.server.corpus.remove(pmid)
        return set(map(str, changed)), set(map(str, deleted))

    def update(self, changed: set[str], deleted: set[str]) -> dict[str, object]:
        """Update, and return the report; raise Differs where it is not exactly these."""
        before = _digests(self.root)
        printed = self.run("update", "update", "whole", "-w", self.root, "-q", "--json")
        (report,) = json.loads(printed)["searches"]
        drift = report["drift"]
        now = _digests(self.root)
        different = {pmid for pmid, (digest, _) in now.items() if before[pmid][0] != digest}
        marked = {pmid for pmid, (_, gone) in now.items() if gone and not before[pmid][1]}
        told = set(drift["changed"]), set(drift["deleted"]), set(drift["gone"]), drift["new"]
        if told != (changed, deleted, deleted, []) or (different, marked) != (changed, deleted):
            raise Differs(
                f"the update tells of {len(told[0])} changed and {len(told[1])} deleted, and "
                f"changed {len(different)} and marked {len(marked)}"
            )
        found: dict[str, object] = report
        return found


def _peak(process: int) -> int:
    """Return a process's peak memory so far in KiB, 0 where the system does not tell."""
    # What wait4 tells of a child counts the memory of its parent before it became itself.
    try:
        told = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return int(found.group(1)) if found else 0


def _faults() -> list[Fault]:
    # The first rule that strikes counts: together they strike one request in twenty.
    chance = 1 - (1 - SHARE_OF_FAULTS) ** (1 / len(KINDS))
    return [Fault(kind=kind, chance=chance) for kind in KINDS]


def _changed(raw: bytes) -> bytes:
    """Return a record as NLM would send it with another title, revised today."""
    today = datetime.now(UTC)
    date = f"<DateRevised><Year>{today:%Y}</Year><Month>{today:%m}</Month><Day>{today:%d}</Day>"
    revised = f"{date}</DateRevised>".encode()
    raw = _TITLE.sub(
        lambda m: (
            b" (changed)" + m.group()
            if m.group()[1:2] == b"/"
            else b"<ArticleTitle>(changed)</ArticleTitle>"
        ),
        raw,
        count=1,
    )
    if _REVISED.search(raw):
        return _REVISED.sub(revised, raw, count=1)
    return raw.replace(b"<Article ", revised + b"<Article ", 1)


def _tables(conn: sqlite3.Connection) -> Iterator[str]:
    rows = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return (name for (name,) in rows.fetchall() if name not in OWN and "_fts" not in name)


def _digests(root: Path) -> dict[str, tuple[str, int]]:
    with closing(sqlite3.connect(root / "curate.db")) as conn:
        rows = conn.execute("SELECT pmid, digest, deleted FROM articles")
        return {str(pmid): (digest, deleted) for pmid, digest, deleted in rows}


def perform(trial: Trial, files: Sequence[Path], *, changes: int, deletions: int) -> list[str]:
    """Do it all, and return the report's lines."""
    asked = len(trial.server.log)
    trial.fetch()
    fetch_log = trial.server.log[asked:]
    trial.import_plainly(files)
    rows = trial.compare()
    wanted = trial.change(changes, deletions)
    asked = len(trial.server.log)
    report = trial.update(*wanted)
    update_log = trial.server.log[asked:]
    records = len(trial.server.corpus.records) + deletions
    last = trial.seconds["fetch"]
    spent = sum(s for step, s in trial.seconds.items() if step == "fetch" or "kill" in step)
    wrong = sum(entry.outcome != "ok" for entry in fetch_log)
    kinds = Counter(entry.utility for entry in fetch_log)
    return [
        f"records        {records:,}; equal to the import in all {rows:,} rows",
        f"fetch          {spent:.0f} s with {len(trial.kills)} kills (the last run {last:.0f} s): "
        f"{records / spent:,.0f} records/s, "
        f"{len(fetch_log) / spent:.1f} requests/s",
        f"requests       {len(fetch_log):,}: {kinds['esearch']:,} searches, "
        f"{kinds['efetch']:,} batches; {wrong:,} went wrong "
        f"({wrong / len(fetch_log):.1%})",
        f"import         {trial.seconds['import']:.0f} s",
        f"update         {changes} changed, {deletions} deleted, and no other: {report['asked']} "
        f"asked for in {len(update_log):,} requests, {trial.seconds['update']:.0f} s",
        *(
            f"peak memory    {trial.peaks[step] / 1024:.0f} MB in {step}"
            for step in ("fetch", "import", "update")
        ),
    ]


def main(arguments: list[str]) -> None:
    """Measure on real files."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.whole_search")
    parser.add_argument("files", nargs="+", type=Path, help="PubMed XML, compressed or not")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        start(given.files, limited=True, keys=[KEY], ceiling=CEILING) as server,
    ):
        trial = Trial(
            folder=Path(folder),
            server=server,
            client=[sys.executable, "-m", "curate"],
            seed=given.seed,
        )
        for line in perform(trial, given.files, changes=500, deletions=20):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
