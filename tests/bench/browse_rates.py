"""
How fast the pages are on many claims: ``python -m tests.bench.browse_rates DATABASE [CLAIMS]``.

It makes the database through the store where there is none (by default 1,000,000 invented claims,
ten a record), asks for each page once and then five times, and prints the median in milliseconds
beside the target. It asserts nothing.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from curate.browse.server import application
from curate.core.article import Article, Author, Section
from curate.core.claim import Certainty, Claim, Origin, Reading, Sentence, SourceKind, Tier
from curate.core.signs import Effect
from curate.store.database import SqliteStore
from tests.store import made

CLAIMS = 1_000_000
CLAIMS_A_RECORD = 10
BATCH = 1000
MECHANISMS = 300
PHENOMENA = 12
REPEATS = 5
_MECHANISM_SHARES = list(accumulate(1 / (n + 1) for n in range(MECHANISMS)))
_PHENOMENON_SHARES = list(accumulate(1 / (n + 1) for n in range(PHENOMENA)))
_FACETS = "_facet=role&_facet=certainty&_facet=source_kind"
PAGES = (
    ("front page", "/", 300),
    ("front page, animal", "/?source=animal", 300),
    ("the largest cell", "/cell/mechanism-0/phenomenon-0", 300),
    ("a usual cell", "/cell/mechanism-60/phenomenon-3", 300),
    ("table page, three facets", f"/curate/claims?{_FACETS}", 1000),
    ("evidence page, three facets", f"/curate/evidence?{_FACETS}", 1000),
    ("search, a common word", "/search?q=tolerance", 500),
    ("search, two words", "/search?q=spinal+microglia", 500),
    ("search, a rare word", "/search?q=unheardof", 500),
    ("a claim", "/claim/{claim}", 300),
    ("a paper", "/paper/900000001", 300),
    ("a usual mechanism", "/mechanism/mechanism-60", 300),
    ("the largest mechanism", "/mechanism/mechanism-0", None),
    ("the largest phenomenon", "/phenomenon/phenomenon-0", None),
    ("contested cells", "/curate/contested_cells", None),
    ("newest claims", "/curate/newest_claims", None),
    ("hedged only", "/curate/hedged_only", None),
    ("retracted sources", "/curate/retracted_sources", None),
)


def main(path: Path, claims: int) -> None:
    """Make the database where it is not there, and measure each page."""
    if not path.exists():
        start = time.perf_counter()
        with SqliteStore(path, create=True) as store:
            _fill(store, claims)
        spent = time.perf_counter() - start
        sys.stdout.write(f"made {claims:,} claims in {spent:.0f} s\n")
    sys.stdout.write(f"database {path.stat().st_size / 1e6:,.0f} MB\n")
    asyncio.run(_measure(path))


async def _measure(path: Path) -> None:
    datasette = application(path)
    await datasette.invoke_startup()
    some = await datasette.client.get("/curate/claims.json?_size=1&_shape=array&_nocount=1")
    claim = some.json()[0]["claim_id"]
    for name, address, target in PAGES:
        url = address.format(claim=claim)
        spent = [await _asked(datasette, url) for _ in range(REPEATS + 1)][1:]
        wanted = f"target {target:>5} ms" if target else ""
        sys.stdout.write(f"{name:<30}{1000 * statistics.median(spent):>8.0f} ms  {wanted}\n")
        sys.stdout.flush()


async def _asked(datasette: Any, url: str) -> float:
    start = time.perf_counter()
    reply = await datasette.client.get(url)
    if reply.status_code != 200:
        sys.stdout.write(f"{url}: {reply.status_code}\n")
    return time.perf_counter() - start


def _fill(store: SqliteStore, claims: int) -> None:
    records = claims // CLAIMS_A_RECORD
    for start in range(0, records, BATCH):
        batch = list(_records(start, min(start + BATCH, records)))
        store.save_records(batch)
        store.save_readings(made.IDENTITY, [_reading(record) for record in batch])


def _records(start: int, end: int) -> Iterator[Article]:
    for n in range(start, end):
        dice = Random(n)  # noqa: S311
        retracted = dice.random() < 0.002
        yield made.article(
            n,
            title=f"Spinal signals and opioid tolerance in study {n}",
            sections=tuple(
                Section(text=_sentence(dice, n, k), label="RESULTS", category="RESULTS")
                for k in range(CLAIMS_A_RECORD)
            ),
            authors=(Author(last_name=f"Name{n % 9999}", fore_name="Ada", initials="A"),),
            year=1970 + dice.randrange(57),
            publication_types=("Retracted Publication",) if retracted else ("Journal Article",),
        )


def _sentence(dice: Random, n: int, k: int) -> str:
    where = dice.choice(["spinal", "supraspinal", "peripheral", "cortical"])
    what = dice.choice(["microglia", "neurons", "astrocytes", "afferents"])
    rare = " unheardof" if n % 20_000 == 7 and k == 0 else ""
    return f"Blocking {where} {what} in series {n}-{k}{rare} changed morphine tolerance"


def _reading(record: Article) -> Reading:
    dice = Random(record.pmid)  # noqa: S311
    kind = dice.choices(list(SourceKind), weights=[5, 3, 1, 2, 1])[0]
    sentences = made.sentences(record)
    return Reading(
        pmid=record.pmid,
        sentences=sentences,
        claims=tuple(_claim(record, sentence, dice, kind) for sentence in sentences[1:]),
        source_kind=kind,
    )


def _claim(record: Article, sentence: Sentence, dice: Random, kind: SourceKind) -> Claim:
    chosen = dice.choices(range(MECHANISMS), cum_weights=_MECHANISM_SHARES)[0]
    phenomenon = dice.choices(range(PHENOMENA), cum_weights=_PHENOMENON_SHARES)[0]
    return made.claim(
        record,
        sentence,
        mechanism=f"mechanism-{chosen}",
        label=f"Mechanism {chosen}",
        phenomenon=f"phenomenon-{phenomenon}",
        effect=dice.choice(list(Effect)),
        certainty=dice.choices(list(Certainty), weights=[8, 3, 1])[0],
        origin=dice.choices(list(Origin), weights=[4, 1])[0],
        tier=dice.choices([Tier.BOTH, Tier.WINDOW, Tier.COOCCURRENCE], weights=[4, 3, 1])[0],
        source_kind=kind,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else CLAIMS)
