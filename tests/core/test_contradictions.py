from dataclasses import replace

import pytest

from curate.core.contradictions import contradictions, differing
from curate.core.flat import FlatTable
from curate.core.review import Decision, Verdict
from curate.core.signs import Role
from curate.core.tabulate import build_table
from curate.core.traits import Told, Trait, TraitReader, Traits
from curate.formats.flat_cells import line_words
from tests.core.views import RECORDS, SAID, judged, table
from tests.evidence import INHIBITS, LEXICON, PROMOTES, claims

TIME = "2026-11-20T10:00:00.000000Z"


def made(remarks: dict[str, tuple[Decision, ...]] | None = None) -> FlatTable:
    return contradictions(table(), RECORDS, TraitReader(LEXICON), remarks or {})


def test_only_contested_cells_are_there() -> None:
    flat = made()
    assert [g.heading for g in flat.groups] == ["⇅ NMDA receptor: Tolerance"]
    assert flat.groups[0].values[:3] == ("Receptors", "NMDA receptor", "Tolerance")
    assert flat.overview == "1 contested cell with 3 claims that take a side."


def test_the_sides_stand_beside_each_other() -> None:
    flat = made()
    assert [c.label for c in flat.columns] == ["↑ promotes", "↓ inhibits", "○ no effect found"]
    (row,) = flat.rows
    said = [[line_words(line) for line in cell] for cell in row.cells]
    assert said[0] == [
        "Orrin et al., 1995",
        "MK-801 changed morphine tolerance at 1 mg/kg i.p. in rats.",
        "[animal], rats, [male], morphine, intraperitoneal, 1 mg/kg",
    ]
    assert said[1][0] == "Kim, 1999°"
    assert said[1][2] == "[animal], [mice], morphine"
    assert said[2][0].startswith("Quill, 2003")
    assert [c.pmid for c in row.claims] == ["900000001", "900000002", "900000003"]


def test_a_side_that_is_longer_goes_on_alone() -> None:
    more = claims([*SAID, replace(PROMOTES, number=4)])
    source = build_table(more, RECORDS, lexicon=LEXICON)
    flat = contradictions(source, RECORDS, TraitReader(LEXICON), {})
    assert [[bool(cell) for cell in row.cells] for row in flat.rows] == [
        [True, True, True],
        [True, False, False],
    ]


def test_what_differs_is_told_with_its_papers() -> None:
    remarks = made().groups[0].remarks
    assert remarks[0] == "Differs: species (promotes: rats (1); inhibits: mice (1))."
    assert remarks[1] == "The same: animal or human (animal); exposure (morphine)."
    assert remarks[2].startswith("Told on one side only: sex (promotes: male (1)); route (")
    assert remarks[3] == "~ Without a direction: 1 paper."
    assert made().groups[0].values[3] == " ".join(remarks[:3])


def test_a_paper_on_both_sides_is_named_first() -> None:
    more = claims([*SAID, replace(INHIBITS, number=1)])
    source = build_table(more, RECORDS, lexicon=LEXICON)
    group = contradictions(source, RECORDS, TraitReader(LEXICON), {}).groups[0]
    assert group.remarks[0] == "On both sides stands Orrin et al., 1995."
    assert group.values[3].startswith("On both sides stands Orrin et al., 1995.")


def test_what_reviewers_wrote_stands_there_once() -> None:
    first = judged()[0]
    note = Decision(
        reviewer="Ada",
        decided_at=TIME,
        verdict=Verdict.COMMENT,
        claim=replace(first, review=None),
        note="Given\nbefore the opioid;  the other one after.",
    )
    group = made({first.claim_id: (note, note)}).groups[0]
    said = "Ada on Orrin et al., 1995: “Given before the opioid; the other one after.”"
    assert group.remarks[-1] == said
    assert group.values[4] == said


def test_where_nothing_is_contested_it_says_so() -> None:
    flat = contradictions(
        build_table(claims([PROMOTES]), RECORDS, lexicon=LEXICON), {}, TraitReader(LEXICON), {}
    )
    assert flat.groups == ()
    assert flat.columns == ()
    assert flat.empty.startswith("No cell is contested")


def trait(*values: str) -> Traits:
    return {Trait.ROUTE: Told(values)} if values else {}


@pytest.mark.parametrize(
    ("one", "other", "heading", "text"),
    [
        ([("oral",)], [("topical",)], "differs", "promotes: oral (1); inhibits: topical (1)"),
        (
            [("oral",), ("oral", "local")],
            [("local",)],
            "differs in part",
            "promotes: oral (2), local (1); inhibits: local (1)",
        ),
        ([("oral",)], [("oral",)], "the same", "oral"),
        ([("oral",)], [()], "told on one side only", "promotes: oral (1)"),
    ],
)
def test_how_two_sides_stand_to_each_other(
    one: list[tuple[str, ...]], other: list[tuple[str, ...]], heading: str, text: str
) -> None:
    sides = {
        Role.PROMOTES: [(f"1{n}", trait(*values)) for n, values in enumerate(one)],
        Role.INHIBITS: [(f"2{n}", trait(*values)) for n, values in enumerate(other)],
        Role.NONE: [],
    }
    assert list(differing(sides)) == [(heading, (f"route ({text})",))]


def test_two_sentences_of_one_paper_count_once() -> None:
    sides = {
        Role.PROMOTES: [("1", trait("oral")), ("1", trait("oral"))],
        Role.INHIBITS: [("2", trait("local"))],
    }
    ((_, (told,)),) = differing(sides)
    assert "oral (1)" in told
