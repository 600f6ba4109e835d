"""Records whose references are hard to write, for the tests of every bibliography format."""

from dataclasses import replace

from curate.core.article import Article, Relation
from tests.evidence import person, record

RETRACTED = replace(
    record(7, "Orrin"),
    publication_types=("Journal Article", "Retracted Publication"),
    relations=(Relation(ref_type="RetractionIn", source="J Invent. 2004;9:1.", pmid="900000008"),),
)


def a_hundred_authors() -> Article:
    """Return a record with a hundred authors."""
    return replace(record(3), authors=tuple(person(f"Name{n}") for n in range(100)))
