from hypothesis import given, settings
from hypothesis import strategies as st

from curate.formats.latex_rows import PIECE, Words, page_sized

LINES = st.lists(
    st.tuples(st.text(alphabet="ab ;κ", min_size=1, max_size=400), st.booleans()), max_size=6
)


def all_words(cells: list[list[Words]]) -> list[str]:
    return ["".join("".join(words.split()) for words, _ in cell) for cell in cells]


@settings(deadline=None)
@given(st.lists(LINES, min_size=1, max_size=3), st.integers(1, 30))
def test_no_word_is_lost_and_no_piece_is_too_long(cells: list[list[Words]], room: int) -> None:
    pieces = list(page_sized(cells, [room] * len(cells)))
    joined = [[words for piece in pieces for words in piece[place]] for place in range(len(cells))]
    assert all_words(joined) == all_words(cells)
    if len(pieces) > 1:
        longest = max(len(words) for piece in pieces for cell in piece for words, _ in cell)
        assert longest < PIECE * (room + 1)


def test_a_row_that_fits_stays_as_it_is() -> None:
    cells: list[list[Words]] = [[("one  two", False), ("three", True)], []]
    assert list(page_sized(cells, [10, 10])) == [cells]


def test_a_long_cell_goes_on_beside_empty_ones() -> None:
    long = [("; ".join(f"Name et al., {n}" for n in range(1900, 2000)), False)]
    short = [("NMDA receptor", False)]
    first, *rest = page_sized([short, long], [20, 20])
    assert first[0] == short
    assert len(rest) > 2
    assert all(piece[0] == [] for piece in rest)
