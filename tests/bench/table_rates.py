"""
How fast the evidence table is: ``python -m tests.bench.table_rates [CLAIMS] [FORMAT...]``.

It makes a workspace of invented records in which each paper brings three claims on average, on
the mechanisms of the pack and as many outside it, some of them named far more often than others.
Six authors write a paper: the head of a laboratory, two of its four steady members, and three who
may never write again; some laboratories publish far more than others. It prints the seconds of
``curate table`` as a user runs it, for each format: of the fastest run, and of the middle one. It
asserts nothing.
"""

import random
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from curate.core.article import Article, Author, MeshHeading, Section
from curate.core.claim import Certainty, Claim, Origin, Reading, SourceKind, Tier
from curate.core.lexicon import Kind, Lexicon
from curate.core.signs import Basis, Effect
from curate.formats.writers import WRITERS
from curate.nlp.pack import load_pack
from curate.store.database import SqliteStore
from tests.evidence import Said, record

BATCH = 500
RUNS = 9
LONG_ENOUGH = 25.0
PER_PAPER = 3
OUTSIDE_PACK = 250
STEADY, PASSING = 4, 3
PAPERS_PER_LABORATORY = 12
ABSTRACT = "We gave a drug to some rats (n = 12), and κ-receptors did not answer at 10⁻⁶ M. " * 18
CURATE = [sys.executable, "-m", "curate"]


def main(claims: int, formats: list[str]) -> None:
    """Make the workspace, then run the command once for each format."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), claims)
        for name in formats:
            output = Path(folder) / f"table.{name}"
            times: list[float] = []
            while len(times) < RUNS and sum(times) < LONG_ENOUGH:
                began = time.perf_counter()
                subprocess.run(
                    [*CURATE, "table", "-q", "-w", folder, "-f", name, "-o", str(output)],
                    check=True,
                )
                times.append(time.perf_counter() - began)
            size = output.stat().st_size / 1e6
            sys.stdout.write(
                f"{name:<10}{min(times):>8.2f} s{median(times):>8.2f} s{size:>8.1f} MB\n"
            )
            sys.stdout.flush()


def fill(folder: Path, claims: int) -> None:
    """Make a workspace in a folder that is there, with so many claims in it."""
    subprocess.run([*CURATE, "init", str(folder)], check=True, stdout=subprocess.DEVNULL)
    with SqliteStore(folder / "curate.db") as store:
        for batch in _batches(claims, load_pack("opioid")):
            store.save_records([article for article, _ in batch])
            store.save_readings("tagger", [reading for _, reading in batch])
        store.keep_author_links()


def _batches(claims: int, pack: Lexicon) -> Iterator[list[tuple[Article, Reading]]]:
    draw = random.Random(7)  # noqa: S311 - invented claims, the same in every run
    named = [(t.term_id, t.label) for t in pack.of(Kind.MECHANISM)]
    named += [(f"open:factor {n}", f"factor {n}") for n in range(OUTSIDE_PACK)]
    phenomena = [t.term_id for t in pack.of(Kind.PHENOMENON)]
    number = made = 0
    while made < claims:
        batch: list[tuple[Article, Reading]] = []
        while made < claims and len(batch) < BATCH:
            article = _record(number, _authors(number, claims, draw))
            count = min(draw.randint(1, 2 * PER_PAPER - 1), claims - made)
            mentions = [
                (named[min(int(draw.paretovariate(0.7)), len(named)) - 1], draw.choice(phenomena))
                for _ in range(count)
            ]
            found = [
                _claim(number, place, *mention, draw) for place, mention in enumerate(mentions)
            ]
            sentences = tuple(c.sentence for c in found)
            batch.append(
                (article, Reading(pmid=article.pmid, sentences=sentences, claims=tuple(found)))
            )
            number += 1
            made += count
        yield batch


def _claim(
    number: int, place: int, mechanism: tuple[str, str], phenomenon: str, draw: random.Random
) -> Claim:
    text = f"MK-801 changed morphine {phenomenon} in test {place} of this invented study, as seen."
    return replace(
        Said(
            number=number,
            mechanism=mechanism[0],
            label=mechanism[1],
            phenomenon=phenomenon,
            effect=draw.choices(list(Effect), [3, 6, 1, 1])[0],
            basis=draw.choice([Basis.BLOCKADE, Basis.DIRECT]),
            certainty=draw.choices(list(Certainty), [7, 2, 1])[0],
            origin=draw.choices(list(Origin), [4, 1])[0],
            kind=draw.choice(list(SourceKind)),
            tier=draw.choices(list(Tier)[1:], [4, 3, 2, 1])[0],
            start=place * 100,
            sentence=text,
        ).claim()
    )


def _authors(number: int, claims: int, draw: random.Random) -> tuple[Author, ...]:
    """Return a laboratory's authors, its head last; every tenth name has an accent."""
    laboratories = max(claims // PER_PAPER // PAPERS_PER_LABORATORY, 1)
    here = int(laboratories * draw.random() ** 1.5)
    steady = [f"{here}_{member}" for member in draw.sample(range(STEADY), 2)]
    passing = [
        draw.choice([f"{here}_p{draw.randrange(30)}", f"{number}_{n}"]) for n in range(PASSING)
    ]
    return tuple(
        Author(
            last_name=f"{'Näme' if zlib.crc32(name.encode()) % 10 == 0 else 'Name'}{name}",
            fore_name="Ada Bea",
            initials="AB",
        )
        for name in (*passing, *steady, f"{here}_head")
    )


def _record(number: int, authors: tuple[Author, ...]) -> Article:
    return replace(
        record(number, year=1970 + number % 50, title=f"Effect of β-endorphin, report {number}."),
        authors=authors,
        sections=(Section(text=ABSTRACT),),
        mesh=tuple(MeshHeading(descriptor=f"Heading {n}") for n in range(10)),
        doi=f"10.9999/inv_{number}",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2:] or list(WRITERS))
