"""References that are numbered as the table cites them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from curate.core.claim import Origin
from curate.core.layout import CiteStyle, Layout
from curate.core.numbering import ranges
from curate.core.table import EvidenceTable
from curate.core.tabulate import build_table
from curate.formats.cells import citing
from tests.evidence import LEXICON, PROMOTES, Said, by_pmid, claims, record

RECORDS = by_pmid(
    *(record(n, f"Name{chr(96 + n)}", year=2010 - n) for n in range(1, 8)),
    replace(record(8, "Sato"), publication_types=("Retracted Publication",)),
)


def build(*said: Said) -> EvidenceTable:
    layout = Layout(cite=CiteStyle.NUMBERS)
    return build_table(claims(said), RECORDS, lexicon=LEXICON, layout=layout)


def test_numbers_go_by_first_appearance_and_retracted_ones_come_last() -> None:
    table = build(
        *(replace(PROMOTES, number=n, mechanism="cck") for n in (3, 1)),
        *(replace(PROMOTES, number=n) for n in (2, 7, 3, 8)),
    )
    assert [(r.number, r.pmid) for r in table.references] == [
        (1, "900000007"),
        (2, "900000003"),
        (3, "900000002"),
        (4, "900000001"),
        (5, "900000008"),
    ]
    assert [citing(c.evidence[0]) for c in table.cells] == ["[1\N{EN DASH}3]", "[2, 4]"]
    assert "was retracted: [5] Sato, 2001 [retracted]." in "\n".join(n.text for n in table.notes)
    assert table.references[0].line.startswith("1. Nameg A. An invented study, number 7. ")


def test_marks_break_a_range() -> None:
    said = [replace(PROMOTES, number=n) for n in (1, 2, 3, 4)]
    said[1] = replace(said[1], origin=Origin.BACKGROUND)
    (cell,) = build(*said).cells
    assert citing(cell.evidence[0]) == "[1\N{EN DASH}3, 4†]"
    said[0] = replace(said[0], origin=Origin.BACKGROUND)
    (cell,) = build(*said).cells
    assert citing(cell.evidence[0]) == "[1, 2, 3†, 4†]"


def test_letters_that_tell_years_apart_are_for_labels_only() -> None:
    records = by_pmid(record(1, "Orrin", year=1995), record(2, "Orrin", year=1995))
    table = build_table(
        claims([PROMOTES, replace(PROMOTES, number=2)]),
        records,
        lexicon=LEXICON,
        layout=Layout(cite=CiteStyle.NUMBERS),
    )
    assert [r.label for r in table.references] == ["Orrin, 1995", "Orrin, 1995"]


@given(st.sets(st.integers(min_value=1, max_value=40)))
def test_ranges_say_the_same_numbers(numbers: set[int]) -> None:
    runs = ranges((n, "") for n in sorted(numbers))
    assert [n for run in runs for n, _ in run] == sorted(numbers)
    assert all(len(run) == 1 or len(run) > 2 for run in runs)
