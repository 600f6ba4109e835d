"""The matrix as CSV."""

import csv
import io
from dataclasses import replace

import pytest

from curate.core.table import EvidenceTable
from curate.formats.delimited import csv_line, guarded, to_csv, to_tsv, tsv_line


def test_matrix_reads_back(table: EvidenceTable) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(table), newline="")))
    fixed = ["category", "mechanism", "papers", "groups", "restating", "animal", "human"]
    assert rows[0] == [*fixed, "Tolerance", "Hyperalgesia"]
    assert rows[1] == [
        "Receptors",
        "NMDA receptor",
        *("3", "2", "1", "2", "1"),
        "⇅ contested; ± null findings too | ↑ Orrin et al., 1995a | ↓ Orrin et al., 1995b | "
        "○ =cmd|'/c'!A1, 2003‡ | ~ Quill & Ruiz, 1991† | "
        "n = 3 (2 groups; 2 animal, 1 human) +1 restating",
        "",
    ]
    assert rows[2][1].startswith("'=1+1 <script>")
    assert len(rows) == 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20"])
def test_formula_is_guarded(start: str) -> None:
    assert guarded(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "κ", " =1", "'=1"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text


def test_numbers_are_not_guarded_and_lines_end_in_a_line_feed() -> None:
    assert csv_line([-1, "-1", 'a "b"', "c,d"]) == '-1,\'-1,"a ""b""","c,d"\n'


def test_empty_table(empty_table: EvidenceTable) -> None:
    assert to_csv(empty_table) == "category,mechanism,papers,groups,restating,animal,human\n"


def test_tabs_in_place_of_commas(table: EvidenceTable) -> None:
    rows = csv.reader(io.StringIO(to_csv(table), newline=""))
    assert [line.split("\t") for line in to_tsv(table).splitlines()] == list(rows)
    assert tsv_line([-1, "-1", 'a "b"', "c,d"]) == '-1\t\'-1\ta "b"\tc,d\n'


def test_a_cell_longer_than_csv_reads_by_itself(table: EvidenceTable) -> None:
    # The cell of a mechanism with many thousand papers; csv.field_size_limit is 131,072 signs.
    group = table.groups[0]
    row = replace(group.rows[0], label="long " * 30_000)
    long = replace(table, groups=(replace(group, rows=(row,)),))
    assert len(to_tsv(long).splitlines()[1].split("\t")[1]) == 149_999
