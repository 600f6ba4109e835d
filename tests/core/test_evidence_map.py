from dataclasses import replace

import pytest

from curate.core.comparison import compare
from curate.core.evidence_map import (
    EvidenceMap,
    Tally,
    comparison_map,
    evidence_map,
    of_phenomena,
)
from curate.core.provenance import Provenance
from curate.core.signs import Role
from curate.core.table import EvidenceTable
from curate.core.tabulate import build_table
from tests.core.views import table
from tests.evidence import LEXICON, PROMOTES, by_pmid, claims, record


def many(count: int) -> EvidenceTable:
    """Return a table of so many mechanisms, the n-th with n papers."""
    said = [
        replace(PROMOTES, number=number, mechanism=f"m{n}", label=f"Mechanism {n:02}")
        for n in range(1, count + 1)
        for number in range(1, n + 1)
    ]
    records = by_pmid(*(record(n, f"Name{n}") for n in range(1, count + 1)))
    return build_table(claims(said), records, lexicon=LEXICON)


def labels(figure: EvidenceMap) -> list[str]:
    return [row.label for row in figure.rows]


def test_papers_are_counted_by_direction_and_restatements_apart() -> None:
    figure = evidence_map(table())
    assert [c.label for c in figure.columns] == ["Tolerance", "Hyperalgesia"]
    assert [g.heading for g in figure.groups] == ["Receptors", "Peptides"]
    nmda = figure.groups[0].rows[0]
    assert nmda.spots[0].tallies == (
        Tally(role=Role.PROMOTES, papers=1),
        Tally(role=Role.INHIBITS, papers=1),
        Tally(role=Role.NONE, papers=1),
        Tally(role=Role.INVOLVED, papers=0, restating=1),
    )
    assert nmda.spots[0].contested
    assert not nmda.spots[1].contested
    assert figure.remarks == ()


def test_the_strongest_stay_in_the_order_of_the_table() -> None:
    source = many(6)
    figure = evidence_map(source, top=3)
    assert labels(figure) == ["Mechanism 06", "Mechanism 05", "Mechanism 04"]
    assert figure.remarks == ("The 3 mechanisms with most papers, of 6; 3 are left out.",)
    assert len(labels(evidence_map(source, top=6))) == 6
    assert evidence_map(source, top=6).remarks == ()


def test_a_group_without_a_row_that_stays_is_not_there() -> None:
    figure = evidence_map(table(), top=1)
    assert [g.heading for g in figure.groups] == ["Receptors"]


def test_notice_and_versions_stand_beneath() -> None:
    given = Provenance(notice="Invented.", tool="curate 1", pack="test", pack_version="3")
    assert evidence_map(replace(table(), provenance=given)).remarks == (
        "Invented.",
        "Made with curate 1, pack test 3.",
    )


def test_phenomena_can_be_chosen() -> None:
    source = of_phenomena(table(), ["hyperalgesia", "allodynia", "hyperalgesia"])
    assert [c.label for c in source.columns] == ["Hyperalgesia"]
    assert [(r.label, r.counts.papers) for r in source.rows] == [
        ("NMDA receptor", 1),
        ("Cholecystokinin", 1),
    ]
    assert of_phenomena(table(), []) == table()
    assert of_phenomena(table(), ["allodynia"]).groups == ()


def test_a_comparison_has_animal_and_human_columns_under_each_phenomenon() -> None:
    source = table()
    figure = comparison_map(source, compare(source, "tolerance", "hyperalgesia", LEXICON))
    assert [(c.over, c.label) for c in figure.columns] == [
        ("Tolerance", "animal"),
        ("Tolerance", "human"),
        ("Tolerance", "other"),
        ("Hyperalgesia", "animal"),
        ("Hyperalgesia", "human"),
    ]
    assert [g.heading for g in figure.groups] == [
        "Both, in opposite roles",
        "Both, contested for one of them or for both",
    ]
    assert any(remark.startswith("Other: in vitro") for remark in figure.remarks)


def test_a_comparison_keeps_what_both_have_first() -> None:
    both = replace(PROMOTES, mechanism="cck", label="Cholecystokinin")
    said = [
        *(replace(PROMOTES, number=n) for n in range(1, 6)),
        both,
        replace(both, phenomenon="hyperalgesia"),
    ]
    records = by_pmid(*(record(n, f"Name{n}") for n in range(1, 6)))
    source = build_table(claims(said), records, lexicon=LEXICON)
    comparison = compare(source, "tolerance", "hyperalgesia", LEXICON)
    figure = comparison_map(source, comparison, top=1)
    assert labels(figure) == ["Cholecystokinin"]
    assert "1 is left out" in figure.remarks[-1]


@pytest.mark.parametrize("top", [1, 30])
def test_no_evidence_is_an_empty_map(top: int) -> None:
    empty = build_table([], {}, lexicon=LEXICON)
    assert evidence_map(empty, top=top).groups == ()
    comparison = compare(empty, "tolerance", "hyperalgesia", LEXICON)
    assert comparison_map(empty, comparison, top=top).groups == ()
