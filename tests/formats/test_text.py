"""The table in a terminal."""

import re

import pytest
from rich.cells import cell_len

from curate.core.table import EvidenceTable
from curate.formats.text import to_text


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_terminal(table: EvidenceTable, width: int) -> None:
    lines = to_text(table, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


def test_grid_where_there_is_room(table: EvidenceTable) -> None:
    text = to_text(table, width=120)
    headings = text.split("Receptors", 1)[1].split("NMDA receptor", 1)[0]
    assert "Tolerance" in headings
    assert "Hyperalgesia" in headings
    row = next(line for line in text.splitlines() if "NMDA receptor" in line)
    assert "⇅ contested" in row
    assert row.endswith("·")


def test_blocks_where_there_is_not(table: EvidenceTable) -> None:
    lines = to_text(table, width=64).splitlines()
    start = lines.index("NMDA receptor  n = 3 (2 groups; 2 animal, 1 human) +1 restating")
    assert lines[start + 1 : start + 8] == [
        "  Tolerance",
        "    ⇅ contested; ± null findings too",
        "    ↑ Orrin et al., 1995a",
        "    ↓ Orrin et al., 1995b",
        "    ○ =cmd|'/c'!A1, 2003‡",
        "    ~ Quill & Ruiz, 1991†",
        "    n = 3 (2 groups; 2 animal, 1 human) +1 restating",
    ]


def test_everything_stands_under_the_table(table: EvidenceTable) -> None:
    text = " ".join(to_text(table).split())
    assert "Invented <records>." in text
    assert "Search of 2026-11-20: opioid <tolerance> | pain; which PubMed translated" in text
    assert "the paper was retracted: Sato, 2001 [retracted]." in text
    assert "PMID: 900000005 [retracted]" in text
    assert "痛覚 κ-receptor" in text


def test_no_escape_code_unless_asked(table: EvidenceTable) -> None:
    assert "\x1b" not in to_text(table)
    assert "\x1b[1m" in to_text(table, color=True)


def test_colour_does_not_let_hostile_codes_through(table: EvidenceTable) -> None:
    assert "\x1b[31m" not in to_text(table, color=True)


def test_empty_table(empty_table: EvidenceTable) -> None:
    text = to_text(empty_table, width=80)
    assert "0 mechanisms by 0 phenomena; papers: n = 0." in text
    assert "No claim stands" in text


def test_colour_changes_nothing_but_codes_and_stands_on_every_line(table: EvidenceTable) -> None:
    plain = to_text(table, width=60)
    colored = to_text(table, width=60, color=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == plain
    for line in colored.splitlines():
        assert line.count("\x1b[") in {0, 2}
        assert line.endswith("\x1b[0m") or "\x1b" not in line
