import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.formats.svg_text import broken, shortened, text_width


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(28, 400), st.booleans())
def test_broken_lines_hold_the_whole_text(text: str, room: int, bold: bool) -> None:
    lines = broken(text, room, size=14, bold=bold)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) == 1 or all(lines)


@pytest.mark.parametrize("word", ["W" * 90, "i" * 90, "痛" * 90])
def test_a_word_too_long_for_the_box_is_cut(word: str) -> None:
    assert max(map(len, broken(word, 200, size=14))) < 60
    assert "".join(broken(word, 200, size=14)) == word


@given(st.text(max_size=60), st.integers(28, 400), st.integers(1, 3))
@settings(deadline=None)
def test_a_shortened_text_keeps_to_its_room(text: str, room: int, most: int) -> None:
    lines = shortened(text, room, size=14, lines=most)
    assert len(lines) <= most
    if lines != broken(text, room, size=14):
        assert lines[-1].endswith("\N{HORIZONTAL ELLIPSIS}")
        assert text_width(lines[-1], size=14) <= room
