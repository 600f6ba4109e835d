"""The table as GitHub Markdown."""

import re

import pytest

from curate.core.table import EvidenceTable
from curate.formats.markdown import escaped, to_markdown

UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


def rows_of(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[c.strip() for c in UNESCAPED_PIPE.split(line)[1:-1]] for line in lines]


def test_every_row_has_every_column(table: EvidenceTable) -> None:
    rows = rows_of(to_markdown(table))
    assert [len(row) for row in rows] == [3] * 6
    assert [row[0].split("<br>")[0] for row in rows][:4] == [
        "Mechanism",
        "---",
        "**Receptors**",
        "NMDA receptor",
    ]


def test_cell_holds_a_line_a_direction(table: EvidenceTable) -> None:
    cell = rows_of(to_markdown(table))[3][1]
    assert cell.split("<br>") == [
        "⇅ contested; ± null findings too",
        "↑ Orrin et al., 1995a",
        "↓ Orrin et al., 1995b",
        "○ =cmd\\|'/c'!A1, 2003‡",
        "~ Quill &amp; Ruiz, 1991†",
        "n = 3 (2 groups; 2 animal, 1 human) +1 restating",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", "a\\|b"),
        ("two\nlines", "two lines"),
        ("<i>x</i> & y", "&lt;i&gt;x&lt;/i&gt; &amp; y"),
        ("*a* _b_ `c` [d]", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\]"),
        ("$1$ #h \\", "\\$1\\$ \\#h \\\\"),
        ("~~s~~.", "\\~\\~s\\~\\~."),
        ("~ involved", "~ involved"),
    ],
)
def test_escaping(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_no_hostile_text_stands_bare(table: EvidenceTable) -> None:
    text = to_markdown(table)
    assert "<script" not in text
    assert "\x1b" not in text
    assert "&lt;script&gt;" in text


def test_notes_and_references(table: EvidenceTable) -> None:
    text = to_markdown(table)
    assert "> **Invented &lt;records&gt;.**" in text
    assert "- **Domain pack:** test 3" in text
    assert "(<https://doi.org/10.9999/%3Ca%3E%231>)" in text
    assert "[PMID 900000001](<https://pubmed.ncbi.nlm.nih.gov/900000001/>)" in text
    assert "**\\[retracted\\]**" in text


def test_empty_table(empty_table: EvidenceTable) -> None:
    text = to_markdown(empty_table)
    assert "No claim stands" in text
    assert rows_of(text) == []
