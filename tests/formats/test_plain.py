"""Text that is safe to print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
