"""
Is the kind of study read right from words alone? ``python -m tests.bench.source_kind FILE...``.

Of each PubMed record with an abstract, the indexing (publication types and MeSH) says what kind it
is: a review, a trial or people only, or animals only. The same record is then labelled with its
indexing taken away. Records that MeSH puts under both animals and people are left out.
"""

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from curate.core.article import Article
from curate.core.claim import SourceKind
from curate.nlp.source import kind_of
from curate.pubmed.files import open_records


def indexed_kind(article: Article) -> SourceKind | None:
    """Return the kind that the indexing alone tells, or None where it is not clear."""
    headings = {h.descriptor for h in article.mesh}
    if not headings or not article.sections:
        return None
    if "Review" in article.publication_types:
        return SourceKind.REVIEW
    if ("Animals" in headings) == ("Humans" in headings):
        return None
    return SourceKind.ANIMAL if "Animals" in headings else SourceKind.HUMAN


def main() -> None:
    """Print a row for each kind: how many, and what was read from the words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    counts: Counter[tuple[SourceKind, SourceKind]] = Counter()
    for path in options.files:
        for record in open_records(path):
            wanted = indexed_kind(record) if isinstance(record, Article) else None
            if wanted is not None and isinstance(record, Article):
                found = kind_of(replace(record, mesh=(), publication_types=()))
                counts[wanted, found] += 1
    lines = []
    for wanted in (SourceKind.ANIMAL, SourceKind.HUMAN, SourceKind.REVIEW):
        row = {found: counts[wanted, found] for found in SourceKind}
        total = sum(row.values())
        share = row[wanted] / total if total else 0.0
        spread = ", ".join(f"{found.value} {n:,}" for found, n in row.items() if n)
        lines.append(f"{wanted.value:7} {total:7,}  right {share:.3f}  ({spread})")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
