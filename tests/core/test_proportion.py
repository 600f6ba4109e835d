import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.proportion import wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_newcombes_examples(hits: int, total: int, low: float, high: float) -> None:
    # Newcombe 1998, method 3, as printed there to four digits.
    interval = wilson(hits, total)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.00005)


def test_by_hand() -> None:
    # z squared is 3.8415: of 8 of 10, centre 0.99207 and reach 0.33407 over 1.38415.
    interval = wilson(8, 10)
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((0.4902, 0.9433), abs=0.00005)


def test_none_and_all_reach_the_ends() -> None:
    none, all_of_them = wilson(0, 5), wilson(5, 5)
    assert none is not None
    assert all_of_them is not None
    assert (none.low, all_of_them.high) == (0, 1)
    assert (none.high, all_of_them.low) == pytest.approx((0.4345, 0.5655), abs=0.00005)


def test_of_nothing_there_is_no_interval() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("hits", "total"), [(2, 1), (-1, 3), (0, -1)])
def test_what_is_no_proportion_is_refused(hits: int, total: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(hits, total)


counts = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_the_share_lies_within(count: tuple[int, int]) -> None:
    hits, total = count
    interval = wilson(hits, total)
    assert interval is not None
    assert 0 <= interval.low <= hits / total <= interval.high <= 1


@given(counts)
def test_hits_and_misses_mirror_each_other_and_more_is_surer(count: tuple[int, int]) -> None:
    hits, total = count
    ours, mirror = wilson(hits, total), wilson(total - hits, total)
    twice = wilson(2 * hits, 2 * total)
    assert ours is not None
    assert mirror is not None
    assert twice is not None
    assert (1 - ours.high, 1 - ours.low) == pytest.approx((mirror.low, mirror.high), abs=1e-9)
    assert twice.high - twice.low < ours.high - ours.low
