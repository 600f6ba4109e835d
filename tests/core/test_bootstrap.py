from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from curate.core.bootstrap import Bootstrap
from curate.core.measures import Interval, Score, Share, Tally

tallies = st.builds(
    lambda matched, more_found, more_gold: Tally(
        matched=matched, found=matched + more_found, gold=matched + more_gold
    ),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 5),
)


def test_figures_of_a_tally() -> None:
    tally = Tally(matched=3, found=4, gold=6)
    assert (tally.precision, tally.recall, tally.f1) == (0.75, 0.5, 0.6)
    assert Tally() + tally == tally
    empty = Tally()
    assert (empty.precision, empty.recall, empty.f1) == (None, None, None)
    assert Tally(found=2).f1 == 0
    assert Share(hits=1, total=4).value == 0.25
    assert Share(hits=0, total=0).value is None


def test_equal_abstracts_have_an_interval_without_width() -> None:
    counts = {str(i): Tally(matched=1, found=2, gold=4) for i in range(10)}
    score = Bootstrap(list(counts)).score(counts)
    assert score.precision_interval == Interval(0.5, 0.5)
    assert score.recall_interval == Interval(0.25, 0.25)
    assert score.tally == Tally(matched=10, found=20, gold=40)


def test_two_abstracts_one_right_one_wrong_reach_from_nothing_to_all() -> None:
    counts = {"a": Tally(matched=1, gold=1), "b": Tally(gold=1)}
    share = Bootstrap(["a", "b"], resamples=200).share(counts)
    assert share == Share(hits=1, total=2, interval=Interval(0.0, 1.0))


def test_abstracts_without_counts_are_drawn_too() -> None:
    # Half of the draws of a single abstract out of two miss it: the figure does not exist there.
    counts = {"a": Tally(matched=1, found=1, gold=1)}
    score = Bootstrap(["a", "b"]).score(counts)
    assert score.precision_interval == Interval(1.0, 1.0)
    assert Bootstrap(["a"]).score({}).precision_interval is None


def test_no_resamples_and_no_abstracts_give_no_interval() -> None:
    counts = {"a": Tally(matched=1, found=1, gold=1)}
    assert Bootstrap(["a"], resamples=0).score(counts) == Score(tally=counts["a"])
    assert Bootstrap([]).score({}) == Score(tally=Tally())


def test_the_seed_fixes_the_interval_and_the_order_of_names_is_nothing() -> None:
    counts = {str(i): Tally(matched=i % 3, found=3, gold=4) for i in range(30)}
    names = list(counts)
    first = Bootstrap(names, seed=5).score(counts)
    assert Bootstrap(names[::-1], seed=5).score(counts) == first
    assert Bootstrap(names, seed=6).score(counts) != first


@given(st.dictionaries(st.sampled_from("abcdef"), tallies, min_size=1))
def test_every_figure_lies_within_nought_and_one(counts: dict[str, Tally]) -> None:
    score = Bootstrap(list(counts), resamples=50).score(counts)
    values = [score.tally.precision, score.tally.recall, score.tally.f1]
    for interval in (score.precision_interval, score.recall_interval, score.f1_interval):
        if interval is not None:
            assert interval.low <= interval.high
            values += [interval.low, interval.high]
    assert all(0 <= value <= 1 for value in values if value is not None)


def mean(sums: Sequence[int]) -> float | None:
    total, count = sums
    return total / count if count else None


def test_sums_of_any_width_are_resampled() -> None:
    # Two abstracts can be drawn in three ways: a a, a b, b b.
    counts = {"a": (10**30, 1), "b": (0, 1)}
    bootstrap = Bootstrap(["a", "b"], resamples=200)
    assert bootstrap.intervals(counts, [mean, len]) == [Interval(0.0, 1e30), Interval(2, 2)]
    assert bootstrap.intervals({}, [mean, len]) == [None, None]
    assert Bootstrap(["a", "b"], resamples=0).intervals(counts, [mean]) == [None]


def test_counts_and_tallies_give_the_same_interval() -> None:
    tallies = {str(i): Tally(matched=i % 3, gold=4) for i in range(30)}
    counts = {unit: (t.matched, t.gold) for unit, t in tallies.items()}
    bootstrap = Bootstrap(list(tallies), seed=3)
    assert bootstrap.intervals(counts, [mean]) == [bootstrap.share(tallies).interval]


def test_a_figure_that_is_seldom_there_has_no_interval() -> None:
    # A quarter of the draws of two abstracts miss the one that counts.
    bootstrap = Bootstrap(["a", "b"])
    counts = {"a": (1, 1)}
    assert bootstrap.intervals(counts, [mean], least=0.6) == [Interval(1.0, 1.0)]
    assert bootstrap.intervals(counts, [mean], least=0.9) == [None]
