"""Text that is safe to print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.formats import plain
from curate.formats.plain import printable, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        (" a\n\tb  c ", "a b c"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\x00b\x9bc", "a\ufffdb\ufffdc"),
        ("a\u202eb", "a\ufffdb"),
        ("痛覚 κ é", "痛覚 κ é"),
        ("a\ud800", "a\ufffd"),
    ],
)
def test_controls_are_replaced(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(st.text())
def test_visible_keeps_length_and_settles(text: str) -> None:
    cleaned = visible(text)
    assert len(cleaned) == len(text)
    assert visible(cleaned) == cleaned
    assert not set(cleaned) & {"\n", "\r", "\x1b", "\x00", "\u2028"}


def test_nothing_that_python_holds_for_printable_is_replaced() -> None:
    # What lets most texts through in one look.
    printed = [c for c in map(chr, range(0x110000)) if c.isprintable()]
    assert [c for c in printed if plain._visible(c) != c] == []


@given(st.text(st.sampled_from("ab \t\n\u3000é\x1b")))
def test_printable_is_one_line_without_runs_of_space(text: str) -> None:
    cleaned = printable(text)
    assert cleaned == " ".join(visible(text).split())
    assert printable(cleaned) == cleaned
