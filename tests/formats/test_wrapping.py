"""Wrapping to the columns of a terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from curate.formats import wrapping
from curate.formats.wrapping import beside, fill, wrap

WORDS = st.lists(
    st.text(st.sampled_from("ab-é→痛κ\u0301…⇅‖°"), min_size=1, max_size=30), max_size=12
)


def test_every_sign_held_for_narrow_takes_one_column() -> None:
    narrow = [c for c in map(chr, range(0x30000)) if wrapping._NARROW.fullmatch(c)]
    assert len(narrow) > 700
    assert [c for c in narrow if cell_len(c) != 1] == []


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghij kl", 4, ["abcd", "efgh", "ij", "kl"]),
        ("aa  bb", 3, ["aa", "bb"]),
        ("a  b", 9, ["a  b"]),
        (" a b ", 9, ["a b"]),
        ("   ", 2, [""]),
        ("痛  過敏", 4, ["痛", "過敏"]),
        ("abc", 1, ["a", "b", "c"]),
        ("abc", 0, ["a", "b", "c"]),
        ("痛覚 過敏", 5, ["痛覚", "過敏"]),
        ("痛覚過敏", 5, ["痛覚", "過敏"]),
        ("x 痛覚", 3, ["x", "痛", "覚"]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_indents() -> None:
    text = fill("one two three four", 9, indent=2, hang=2)
    assert text.split("\n") == ["  one", "    two", "    three", "    four"]
    assert fill("", 9, indent=2) == "  "


def slowly(text: str, width: int) -> list[str]:
    """Return the lines as one would find them by hand, a sign at a time."""
    lines = []
    line = ""
    for gap, word in re.findall("( *)([^ ]+)", text.strip(" ")):
        if line and cell_len(line + gap + word) <= width:
            line += gap + word
            continue
        lines += [line] if line else []
        line = ""
        for sign in word:
            if line and cell_len(line + sign) > width:
                lines.append(line)
                line = ""
            line += sign
    return [*lines, line]


@given(st.text(st.sampled_from("aab   cdé→κ"), max_size=80), st.integers(1, 40))
def test_narrow_text_is_wrapped_as_by_hand(text: str, width: int) -> None:
    assert wrap(text, width) == slowly(text, width)


@given(st.text(st.sampled_from("aab  é→痛覚"), max_size=80), st.integers(2, 40))
def test_wide_text_is_wrapped_as_by_hand(text: str, width: int) -> None:
    assert wrap(text, width) == slowly(text, width)


@given(WORDS, st.integers(2, 40))
def test_nothing_is_lost_and_no_line_too_wide(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width)
    assert "".join(lines).replace(" ", "") == "".join(words)
    assert max(map(cell_len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


@given(st.text(st.sampled_from("ab cdé→κ"), max_size=80), st.integers(2, 40))
def test_both_ways_of_wrapping_agree(text: str, width: int) -> None:
    text = text.strip(" ")
    assert wrapping._narrow(text, width) == wrapping._wide(text, width)


def test_cells_stand_beside_each_other() -> None:
    lines = list(beside([["a", "b"], ["痛"], ["c", "", "d"]], (3, 3, 2), "|"))
    assert lines == ["a  |痛 |c ", "b  |   |  ", "   |   |d "]
    assert [cell_len(line) for line in lines] == [10, 10, 10]
