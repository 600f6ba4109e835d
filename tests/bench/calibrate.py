"""
Measure how often claims are right, by what the readers said: ``python -m tests.bench.calibrate``.

The shares are of claims whose role is right, on the development gold and on the sample; the
figures in ``curate.nlp.confidence`` are set by them.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from curate.core.annotation import Annotation
from curate.core.article import Article
from curate.core.claim import Certainty
from curate.core.pairing import Comparison
from curate.core.scoring import shown
from curate.formats.abstracts import read_abstracts
from curate.formats.annotations import read_annotations
from curate.nlp.tagger import CascadeTagger
from curate.pubmed.files import open_records
from tests.bench.score_dev import GOLD

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print one line for each sort of claim: found and right, set by set."""
    tagger = CascadeTagger()
    sample = [
        record
        for record in open_records(ROOT / "corpus" / "sample" / "sample.xml")
        if isinstance(record, Article)
    ]
    sets: tuple[tuple[Iterable[Article], Path], ...] = (
        (read_abstracts(GOLD / "dev_abstracts.jsonl"), GOLD / "dev.jsonl"),
        (sample, ROOT / "annotations" / "sample.gold.jsonl"),
    )
    counts: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for number, (articles, path) in enumerate(sets):
        gold = read_annotations(path)
        claims = [
            claim
            for reading in tagger.read(articles)
            for claim in shown(reading.claims)
            if claim.observation.certainty is not Certainty.QUESTION
        ]
        annotations = [
            a for a in gold if isinstance(a, Annotation) and a.certainty is not Certainty.QUESTION
        ]
        pairing = Comparison(annotations, claims, pmids=frozenset(a.pmid for a in gold)).pair()
        right = {id(p.found) for p in pairing.pairs if p.same_role}
        for claim in pairing.found:
            key = (
                claim.grounds.tier.value,
                f"{claim.grounds.confidence:.2f}",
                "pack" if claim.inference.category is not None else "open",
                claim.observation.effect.value,
            )
            counts[key][2 * number] += 1
            counts[key][2 * number + 1] += id(claim) in right
    lines = [f"{'tier, confidence, cause, effect':44} gold: found right   sample: found right"]
    lines += [
        f"{', '.join(key):44} {found:11} {good:5} {sample_found:15} {sample_good:5}"
        for key, (found, good, sample_found, sample_good) in sorted(counts.items())
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
