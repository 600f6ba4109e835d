"""A table that uses every direction and mark, with hostile text in it."""

from dataclasses import replace

import pytest

from curate.core.claim import Certainty, Claim, Origin, SourceKind
from curate.core.layout import CiteStyle, Layout
from curate.core.provenance import Provenance
from curate.core.search import Search
from curate.core.table import EvidenceTable
from curate.core.tabulate import build_table
from tests.evidence import (
    HOSTILE,
    INHIBITS,
    INVOLVED,
    LEXICON,
    NULL,
    PROMOTES,
    by_pmid,
    claims,
    record,
)

RECORDS = by_pmid(
    replace(record(1, "Orrin", "Veld", "Zhou", year=1995, title=HOSTILE), doi="10.9999/<a>#1"),
    record(2, "Orrin", "Veld", "Kim", year=1995),
    record(3, "=cmd|'/c'!A1", year=2003),
    record(4, "Quill", "Ruiz", year=1991),
    replace(record(5, "Sato"), publication_types=("Retracted Publication",)),
)
SEARCH = Search(
    query="opioid <tolerance> | pain",
    translation="opioid[All Fields] & tolerance",
    count=5,
    pmids=tuple(RECORDS),
    searched_at="2026-11-20T10:15:00Z",
)


def sentences() -> list[Claim]:
    hostile = replace(
        PROMOTES,
        number=3,
        mechanism="unknown",
        label=f"=1+1 {HOSTILE}",
        phenomenon="hyperalgesia",
        sentence=f"{HOSTILE}: MK-801 changed hyperalgesia after morphine.",
    )
    return claims(
        [
            PROMOTES,
            replace(INHIBITS, number=2, kind=SourceKind.HUMAN),
            replace(NULL, number=3, certainty=Certainty.HEDGED),
            replace(INVOLVED, number=4, origin=Origin.BACKGROUND),
            replace(PROMOTES, number=5),
            hostile,
        ]
    )


@pytest.fixture
def table() -> EvidenceTable:
    return build_table(
        sentences(),
        RECORDS,
        lexicon=LEXICON,
        provenance=Provenance(
            searches=(SEARCH,),
            tool="curate 0.1.0",
            pack="test",
            pack_version="3",
            notice="Invented <records>.",
        ),
    )


@pytest.fixture
def split_table() -> EvidenceTable:
    """Return the same table, split by what was studied and citing by numbers."""
    layout = Layout(split=True, cite=CiteStyle.NUMBERS)
    return build_table(sentences(), RECORDS, lexicon=LEXICON, layout=layout)


@pytest.fixture
def empty_table() -> EvidenceTable:
    return build_table([], {}, lexicon=LEXICON)
