"""A table with contested cells and evidence on two phenomena, for the tests of other views."""

from dataclasses import replace

from curate.core.article import MeshHeading
from curate.core.claim import Certainty, Claim, Origin, Review, SourceKind, State
from curate.core.signs import Basis
from curate.core.table import EvidenceTable
from curate.core.tabulate import build_table
from tests.evidence import (
    INHIBITS,
    INVOLVED,
    LEXICON,
    NULL,
    PROMOTES,
    Said,
    by_pmid,
    claims,
    record,
)

RECORDS = by_pmid(
    replace(
        record(1, "Orrin", "Veld", "Zhou", year=1995),
        mesh=(MeshHeading(descriptor="Rats"), MeshHeading(descriptor="Male")),
    ),
    replace(record(2, "Kim", year=1999), mesh=(MeshHeading(descriptor="Mice"),)),
    record(3, "Quill", year=2003),
    record(4, "Ruiz", "Sato", year=2007),
    replace(record(5, "Tamm"), publication_types=("Retracted Publication",)),
)
HYPERALGESIA = replace(PROMOTES, phenomenon="hyperalgesia")
CCK = Said(
    number=3,
    mechanism="cck",
    label="Cholecystokinin",
    agent="CCK",
    basis=Basis.ACTIVATION,
    phenomenon="hyperalgesia",
    effect=INHIBITS.effect,
)
SAID = (
    replace(PROMOTES, sentence="MK-801 changed morphine tolerance at 1 mg/kg i.p. in rats."),
    replace(INHIBITS, number=2),
    replace(NULL, number=3, certainty=Certainty.HEDGED, kind=SourceKind.HUMAN),
    replace(INVOLVED, number=4, origin=Origin.BACKGROUND),
    replace(HYPERALGESIA, number=4),
    CCK,
    replace(CCK, number=1, kind=SourceKind.UNKNOWN, phenomenon="tolerance", basis=Basis.BLOCKADE),
    replace(PROMOTES, number=5),
)


def judged() -> list[Claim]:
    """Return the claims, the first of them accepted."""
    first, *others = claims(SAID)
    review = Review(state=State.ACCEPTED, reviewers=("Ada", "Ben"), settled_by="Cem")
    return [replace(first, review=review), *others]


def table() -> EvidenceTable:
    """Return the table of the claims."""
    return build_table(judged(), RECORDS, lexicon=LEXICON)
