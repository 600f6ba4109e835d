"""
Rates of tagging: ``python -m tests.bench.tag_rates FILE [--limit N]``.

The records of a PubMed file are tagged, and the same abstracts are put whole through
``nlp.pipe`` of the same pipeline, in one run and on one core; the ratio is what counts.
"""

import argparse
import os
import sys
import time
from itertools import islice
from pathlib import Path

# One core: the libraries under spaCy read this when they are loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy

from curate.core.article import Article
from curate.nlp.identity import BUNDLED, model_directory
from curate.nlp.tagger import CascadeTagger
from curate.pubmed.files import open_records


def main() -> None:
    """Print the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--plain", type=int, default=500, help="abstracts for the plain pipeline")
    options = parser.parse_args()
    records = [r for r in open_records(options.file) if isinstance(r, Article)]
    articles = [a for a in islice(records, options.limit) if a.sections]
    tagger = CascadeTagger()
    list(tagger.read(articles[:50]))  # what is loaded late is loaded
    start = time.process_time()
    claims = sum(len(reading.claims) for reading in tagger.read(articles))
    cascade = len(articles) / (time.process_time() - start)
    nlp = spacy.load(model_directory(BUNDLED))
    few = articles[: options.plain]
    start = time.process_time()
    for _ in nlp.pipe((f"{a.title} {a.abstract}" for a in few), batch_size=64):
        pass
    plain = len(few) / (time.process_time() - start)
    sys.stdout.write(
        f"{len(articles):,} abstracts, {claims:,} claims and candidates\n"
        f"curate tag        {cascade:8,.0f} abstracts/s\n"
        f"nlp.pipe          {plain:8,.0f} abstracts/s (on {len(few):,} of them)\n"
        f"ratio             {cascade / plain:8.1f}\n"
    )


if __name__ == "__main__":
    main()
