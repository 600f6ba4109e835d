"""
Score the tagger on the development gold: ``python -m tests.bench.score_dev [--json] [--errors]``.

``--claims FILE`` writes every claim as JSON Lines as well.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from curate.core.baselines import baselines
from curate.core.claim import Reading
from curate.core.coverage import MentionFinder, SentenceMentions
from curate.core.scoring import ScoreReport, score_gold, shown
from curate.formats.abstracts import read_abstracts
from curate.formats.annotations import claim_line, read_annotations
from curate.formats.score import as_json, as_text

GOLD = Path(__file__).parents[3] / "shared" / "data" / "gold"


@dataclass(frozen=True, slots=True)
class Read:
    """What the tagger made of the development abstracts."""

    readings: tuple[Reading, ...]
    mentions: tuple[SentenceMentions, ...]


def read_development() -> Read:
    """Read the development abstracts with the tagger."""
    from curate.nlp.tagger import CascadeTagger

    tagger = CascadeTagger()
    articles = read_abstracts(GOLD / "dev_abstracts.jsonl")
    mentions = tagger.mentions(articles) if isinstance(tagger, MentionFinder) else ()
    return Read(tuple(tagger.read(articles)), tuple(mentions))


def score_read(read: Read, *, resamples: int = 1000) -> ScoreReport:
    """Score what was read, with the baselines beside it."""
    claims = [claim for reading in read.readings for claim in reading.claims]
    return score_gold(
        {"curate": shown(claims), **baselines(claims)},
        read_annotations(GOLD / "dev.jsonl"),
        mentions=read.mentions,
        source_kinds={reading.pmid: reading.source_kind for reading in read.readings},
        resamples=resamples,
    )


def main() -> int:
    """Print the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--resamples", type=int, default=1000)
    options = parser.parse_args()
    read = read_development()
    if options.claims:
        lines = (claim_line(claim) for reading in read.readings for claim in reading.claims)
        options.claims.write_text("".join(lines), encoding="utf-8")
    report = score_read(read, resamples=options.resamples)
    write = as_json if options.json else as_text
    sys.stdout.write(write(report, errors=options.errors))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
