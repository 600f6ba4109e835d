import pytest

from curate.workflow.batches import batched


@pytest.mark.parametrize(
    ("count", "cut"), [(0, []), (1, [[0]]), (4, [[0, 1], [2, 3]]), (5, [[0, 1], [2, 3], [4]])]
)
def test_cuts(count: int, cut: list[list[int]]) -> None:
    assert list(batched(range(count), 2)) == cut


def test_a_batch_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        list(batched([1], 0))
