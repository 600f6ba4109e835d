import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.agreement import (
    Agreement,
    Estimate,
    RatedItem,
    Undefined,
    clusters_of,
    disagreement,
    measure_agreement,
)
from curate.core.bootstrap import Bootstrap
from curate.core.measures import Interval

SCALE = ("present", "absent")


def item(number: int, cluster: str, **ratings: str) -> RatedItem:
    return RatedItem(name=f"claim {number}", cluster=cluster, ratings=ratings)


def judged(pairs: Sequence[str], *, size: int = 2) -> list[RatedItem]:
    """Return an item for each pair of letters: p present, a absent; ``size`` items a record."""
    words = {"p": "present", "a": "absent"}
    return [
        item(i, f"record {i // size}", ann=words[pair[0]], bo=words[pair[1]])
        for i, pair in enumerate(pairs)
    ]


def test_a_pair_by_hand() -> None:
    # 4 both present, 3 both absent, 2 and 1 apart: see test_coefficients for the arithmetic.
    found = measure_agreement(
        judged(["pp"] * 4 + ["pa"] * 2 + ["ap"] + ["aa"] * 3), ["ann", "bo"], scale=SCALE
    )
    assert (found.raters, found.items, found.clusters) == (("ann", "bo"), 10, 5)
    assert found.observed.value == 0.7
    assert found.kappa.value == pytest.approx(0.4)
    assert found.ac1.value == pytest.approx(0.205 / 0.505)
    assert found.alpha.value == pytest.approx(1 - 0.3 * 380 / 198)
    for estimate in (found.observed, found.kappa, found.ac1, found.alpha):
        assert estimate.undefined is None
        assert estimate.interval is not None
        assert estimate.interval.low < (estimate.value or 0) < estimate.interval.high


def test_items_that_one_of_a_pair_judged_do_not_count() -> None:
    common = judged(["pp", "pa", "aa", "aa"])
    alone = [item(9, "record 9", ann="present"), item(10, "record 0", bo="absent", cy="absent")]
    pair = ["ann", "bo"]
    assert measure_agreement(common + alone, pair, scale=SCALE) == measure_agreement(
        common, pair, scale=SCALE
    )


def test_three_raters_count_where_two_judged() -> None:
    items = [
        item(1, "a", ann="present", bo="present", cy="absent"),
        item(2, "b", ann="present", bo="present"),
        item(3, "c", ann="absent"),
        item(4, "d", ann="absent", bo="absent", cy="absent"),
        item(5, "e", dee="absent"),
    ]
    found = measure_agreement(items, ["ann", "bo", "cy"], scale=SCALE)
    assert (found.items, found.clusters) == (3, 3)
    assert found.observed.value == pytest.approx(7 / 9)
    assert found.alpha.value == pytest.approx(9 / 16)
    assert found.ac1.value == pytest.approx(21 / 37)
    assert found.kappa == Estimate(undefined=Undefined.NOT_A_PAIR)


def test_without_a_common_item_all_is_undefined() -> None:
    apart = [item(1, "a", ann="present"), item(2, "b", bo="absent")]
    for items in ([], apart):
        found = measure_agreement(items, ["ann", "bo"], scale=SCALE)
        nothing = Estimate(undefined=Undefined.NO_COMMON_ITEM)
        assert astuple(found)[1:3] == (0, 0)
        assert (found.observed, found.kappa, found.alpha, found.ac1) == (nothing,) * 4


def test_one_category_leaves_kappa_and_alpha_undefined() -> None:
    found = measure_agreement(judged(["pp"] * 6), ["ann", "bo"], scale=SCALE)
    one = Estimate(undefined=Undefined.ONE_CATEGORY)
    assert (found.kappa, found.alpha) == (one, one)
    sure = Estimate(value=1.0, interval=Interval(1.0, 1.0))
    assert (found.observed, found.ac1) == (sure, sure)


def test_one_record_has_no_interval() -> None:
    found = measure_agreement(judged(["pp", "aa", "pa"], size=3), ["ann", "bo"], scale=SCALE)
    assert (found.items, found.clusters) == (3, 1)
    assert found.kappa.value is not None
    assert found.kappa.interval is None
    assert found.observed.interval is None


def test_a_coefficient_that_hangs_on_one_record_has_no_interval() -> None:
    # A third of the draws miss the only absent item, and leave kappa undefined.
    found = measure_agreement(judged(["pp"] * 9 + ["aa"], size=1), ["ann", "bo"], scale=SCALE)
    assert found.kappa == Estimate(value=1.0)
    assert found.ac1 == Estimate(value=1.0, interval=Interval(1.0, 1.0))


def test_whole_records_are_drawn() -> None:
    # Two records, one of one mind and one not: the draws are both, either or twice the same.
    items = judged(["pp", "aa", "pa", "ap"], size=2)
    found = measure_agreement(items, ["ann", "bo"], scale=SCALE)
    assert found.observed == Estimate(value=0.5, interval=Interval(0.0, 1.0))
    assert found.kappa == Estimate(value=0.0, interval=Interval(-1.0, 1.0))
    # The same items as four records: half and half is likelier.
    finer = measure_agreement(
        judged(["pp", "aa", "pa", "ap"] * 5, size=1), ["ann", "bo"], scale=SCALE
    )
    assert finer.observed.interval is not None
    assert 0 < finer.observed.interval.low < finer.observed.interval.high < 1


def test_the_seed_fixes_the_intervals() -> None:
    items = judged(["pp", "aa", "pa", "pp", "aa", "pp", "ap"] * 9)
    first = measure_agreement(items, ["ann", "bo"], scale=SCALE, seed=4)
    assert measure_agreement(items[::-1], ["ann", "bo"], scale=SCALE, seed=4) == first
    assert measure_agreement(items, ["ann", "bo"], scale=SCALE, seed=5) != first
    without = measure_agreement(items, ["ann", "bo"], scale=SCALE, resamples=0)
    assert without.alpha == Estimate(value=first.alpha.value)


@pytest.mark.parametrize(
    ("raters", "scale", "message"),
    [
        (["ann"], SCALE, "raters"),
        (["ann", "ann"], SCALE, "raters"),
        (["ann", "bo"], ["present"], "categories"),
        (["ann", "bo"], ["present", "present"], "categories"),
        (["ann", "bo"], ["present", "gone"], "claim 0: not on the scale: absent"),
    ],
)
def test_what_makes_no_sense_is_refused(
    raters: Sequence[str], scale: Sequence[str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        measure_agreement(judged(["pa"]), raters, scale=scale)


ratings = st.dictionaries(st.sampled_from(["ann", "bo", "cy"]), st.sampled_from(SCALE))


@given(st.lists(st.tuples(st.sampled_from("stuvw"), ratings)))
def test_every_figure_is_a_number_or_a_reason(rows: list[tuple[str, Mapping[str, str]]]) -> None:
    items = [
        RatedItem(name=str(i), cluster=cluster, ratings=given)
        for i, (cluster, given) in enumerate(rows)
    ]
    for raters in (["ann", "bo"], ["ann", "bo", "cy"]):
        found = measure_agreement(items, raters, scale=SCALE, resamples=50)
        assert found.clusters <= found.items <= len(items)
        for estimate in _estimates(found):
            assert (estimate.value is None) == (estimate.undefined is not None)
            numbers = [estimate.value] if estimate.value is not None else []
            if estimate.interval is not None:
                assert estimate.value is not None
                assert estimate.interval.low <= estimate.interval.high
                numbers += [estimate.interval.low, estimate.interval.high]
            assert all(-1 <= number <= 1 for number in numbers)
            json.dumps(numbers, allow_nan=False)


def _estimates(found: Agreement) -> list[Estimate]:
    return [found.observed, found.kappa, found.alpha, found.ac1]


def test_disagreement_is_the_share_of_pairs_that_differ() -> None:
    assert disagreement(["a", "a", "b"]) == pytest.approx(2 / 3)
    assert disagreement(["a", "b"]) == 1
    assert disagreement(["a", "a"]) == 0
    assert disagreement(["a"]) is None
    assert disagreement([]) is None


def test_draws_can_be_shared() -> None:
    items = judged(["pp", "aa", "pa", "pp", "aa", "pp", "ap"] * 9)
    clusters = clusters_of(items, ["ann", "bo"])
    assert len(clusters) == 32
    shared = Bootstrap(clusters, seed=4)
    assert measure_agreement(
        items, ["ann", "bo"], scale=SCALE, bootstrap=shared
    ) == measure_agreement(items, ["ann", "bo"], scale=SCALE, seed=4)
    alone = [*items, item(99, "nobody else's", ann="present")]
    assert clusters_of(alone, ["ann", "bo"]) == clusters
    assert clusters_of(alone, ["ann", "bo", "cy"]) == sorted([*clusters, "nobody else's"])
