from itertools import product

import pytest

from curate.core.comparison import (
    Pattern,
    Stance,
    Studied,
    compare,
    comparison_table,
    evidence_on,
    pattern_of,
    phenomenon_named,
)
from curate.core.errors import UsageError
from curate.core.lexicon import Kind, Lexicon, Term
from curate.core.tabulate import build_table
from curate.formats.flat_cells import line_words
from tests.core.views import RECORDS, table
from tests.evidence import LEXICON


@pytest.mark.parametrize(
    ("one", "other", "pattern"),
    [
        (Stance.PROMOTES, Stance.PROMOTES, Pattern.SAME),
        (Stance.INHIBITS, Stance.PROMOTES, Pattern.OPPOSITE),
        (Stance.CONTESTED, Stance.PROMOTES, Pattern.CONTESTED),
        (Stance.CONTESTED, Stance.INVOLVED, Pattern.CONTESTED),
        (Stance.INVOLVED, Stance.INHIBITS, Pattern.UNDIRECTED),
        (Stance.INVOLVED, Stance.INVOLVED, Pattern.UNDIRECTED),
        (Stance.PROMOTES, Stance.NONE, Pattern.NOT_SECOND),
        (Stance.NONE, Stance.CONTESTED, Pattern.NOT_FIRST),
        (Stance.INHIBITS, Stance.ABSENT, Pattern.ONLY_FIRST),
        (Stance.ABSENT, Stance.INVOLVED, Pattern.ONLY_SECOND),
        (Stance.NONE, Stance.NONE, Pattern.NONE),
        (Stance.NONE, Stance.ABSENT, Pattern.NONE),
    ],
)
def test_patterns(one: Stance, other: Stance, pattern: Pattern) -> None:
    assert pattern_of(one, other) is pattern


MIRROR = {
    Pattern.NOT_FIRST: Pattern.NOT_SECOND,
    Pattern.NOT_SECOND: Pattern.NOT_FIRST,
    Pattern.ONLY_FIRST: Pattern.ONLY_SECOND,
    Pattern.ONLY_SECOND: Pattern.ONLY_FIRST,
}


@pytest.mark.parametrize(("one", "other"), [*product(Stance, Stance)])
def test_every_pair_has_a_pattern_and_the_other_way_round_its_mirror(
    one: Stance, other: Stance
) -> None:
    if one is other is Stance.ABSENT:
        with pytest.raises(ValueError, match="no evidence"):
            pattern_of(one, other)
    else:
        found = pattern_of(one, other)
        assert pattern_of(other, one) is MIRROR.get(found, found)


def test_mechanisms_stand_by_pattern() -> None:
    found = compare(table(), "tolerance", "hyperalgesia", LEXICON)
    assert [(g.pattern, [r.label for r in g.rows]) for g in found.groups] == [
        (Pattern.OPPOSITE, ["Cholecystokinin"]),
        (Pattern.CONTESTED, ["NMDA receptor"]),
    ]
    assert [r.stances for r in found.rows] == [
        (Stance.INHIBITS, Stance.PROMOTES),
        (Stance.CONTESTED, Stance.PROMOTES),
    ]


def test_animal_and_human_evidence_stand_apart() -> None:
    source = table()
    flat = comparison_table(source, compare(source, "tolerance", "hyperalgesia", LEXICON))
    assert [c.key for c in flat.columns] == [
        "mechanism",
        "tolerance_animal",
        "tolerance_human",
        "tolerance_other",
        "hyperalgesia_animal",
        "hyperalgesia_human",
    ]
    cck, nmda = flat.rows
    said = [[line_words(line) for line in cell] for cell in nmda.cells]
    assert said == [
        ["NMDA receptor", "Receptors"],
        ["⇅ contested", "↑ Orrin et al., 1995", "↓ Kim, 1999°", "~ Ruiz & Sato, 2007†°"],
        ["○ Quill, 2003‡°"],
        ["·"],
        ["↑ Ruiz & Sato, 2007°"],
        ["·"],
    ]
    assert [line_words(line) for line in cck.cells[3]] == ["↓ Orrin et al., 1995°"]
    assert flat.overview == "2 mechanisms, 2 of them with evidence on both."
    assert flat.title == "Opioid tolerance: Tolerance and Hyperalgesia"


def test_a_phenomenon_without_a_claim_leaves_the_other_alone() -> None:
    source = table()
    found = compare(source, "allodynia", "tolerance", LEXICON)
    assert [g.heading for g in found.groups] == ["Tolerance only"]
    assert found.columns[0].label == "Allodynia"


def test_no_claim_on_either_is_an_empty_table() -> None:
    source = build_table([], {}, lexicon=LEXICON)
    flat = comparison_table(source, compare(source, "tolerance", "allodynia", LEXICON))
    assert flat.groups == ()
    assert flat.empty.startswith("No claim stands on Tolerance or Allodynia")


def test_every_claim_of_a_cell_is_under_one_kind_of_study() -> None:
    cells = [cell for cell in table().cells if not cell.empty]
    assert cells
    for cell in cells:
        claims = sorted(
            c.claim_id for e in cell.evidence for cit in e.citations for c in cit.claims
        )
        parted = sorted(
            c.claim_id
            for kind in Studied
            for e in evidence_on(cell, kind)
            for cit in e.citations
            for c in cit.claims
        )
        assert parted == claims


def test_a_phenomenon_goes_by_id_label_and_synonym() -> None:
    lexicon = Lexicon(
        name="test",
        version="1",
        title="",
        terms=(
            Term(term_id="oih", kind=Kind.PHENOMENON, label="Hyperalgesia", synonyms=("OIH x",)),
            Term(term_id="hyperalgesia", kind=Kind.MECHANISM, label="A homonym"),
        ),
        categories={},
        digest="",
    )
    assert {phenomenon_named(n, lexicon) for n in ("oih", " hyperALGESIA", "oih  X")} == {"oih"}
    with pytest.raises(UsageError, match="knows no phenomenon 'pain'") as caught:
        phenomenon_named("pain", lexicon)
    assert caught.value.hint == "It knows oih"


def test_a_phenomenon_is_not_compared_with_itself() -> None:
    with pytest.raises(UsageError, match="itself"):
        compare(table(), "tolerance", "tolerance", LEXICON)


def test_the_records_of_the_cells_are_the_references() -> None:
    source = table()
    flat = comparison_table(source, compare(source, "hyperalgesia", "allodynia", LEXICON))
    assert {r.pmid for r in flat.references} == set(RECORDS) - {"900000001", "900000002"}
