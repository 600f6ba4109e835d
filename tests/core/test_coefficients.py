import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from curate.core.coefficients import (
    Coefficient,
    CohenKappa,
    GwetAC1,
    KrippendorffAlpha,
    ObservedAgreement,
)

FIGURES = json.loads(Path(__file__).with_name("agreement_figures.json").read_text("utf-8"))

Row = tuple[int | None, ...]


def figure(coefficient: Coefficient, rows: Iterable[Sequence[int | None]]) -> float | None:
    counts = [coefficient.counts(row) for row in rows]
    return coefficient.figure([sum(column) for column in zip(*counts, strict=True)])


def rows(items: str, scale: str) -> list[Row]:
    """Read a word an item, in it a letter a rater, a period where the rating is missing."""
    codes = {letter: number for number, letter in enumerate(scale)}
    return [tuple(codes.get(letter) for letter in item) for item in items.split()]


def columns(*raters: str, scale: str) -> list[Row]:
    """Read a line a rater, in it a letter an item."""
    return rows(" ".join("".join(item) for item in zip(*raters, strict=True)), scale)


def table(*counts: Sequence[int]) -> list[Row]:
    """Return the items of a table: the first rater's category down, the second's across."""
    return [
        (first, second)
        for first, line in enumerate(counts)
        for second, count in enumerate(line)
        for _ in range(count)
    ]


def test_two_raters_by_hand() -> None:
    # Present: 6 and 5 of 10. Agreement 0.7; by chance 0.6 * 0.5 + 0.4 * 0.5 = 0.5.
    items = table([4, 2], [1, 3])
    assert figure(ObservedAgreement(2), items) == 0.7
    assert figure(CohenKappa(2), items) == pytest.approx(0.2 / 0.5)
    # 0.55 and 0.45 of all ratings: 2 * 0.55 * 0.45 = 0.495 by chance.
    assert figure(GwetAC1(2, 2), items) == pytest.approx(0.205 / 0.505)
    # 11 and 9 of 20 values: 2 * 11 * 9 / (20 * 19) disagree by chance.
    assert figure(KrippendorffAlpha(2, 2), items) == pytest.approx(1 - 0.3 * 380 / 198)


def test_three_raters_with_missing_ratings_by_hand() -> None:
    items = rows("aab aa. b.. bbb ...", "ab")
    assert figure(ObservedAgreement(3), items) == pytest.approx((1 / 3 + 1 + 1) / 3)
    # The single b is in no pair, but tells of the categories' shares: a is 5/12 of the items.
    chance = 2 * 5 / 12 * 7 / 12
    assert figure(GwetAC1(3, 2), items) == pytest.approx((7 / 9 - chance) / (1 - chance))
    # Eight values in pairs, four of each; 1 + 2 + 3 coincidences on the diagonal.
    assert figure(KrippendorffAlpha(3, 2), items) == pytest.approx(1 - 7 * (8 - 6) / (2 * 4 * 4))


def test_cohens_own_example() -> None:
    # Cohen 1960, as 200 cases: 0.70 agree, 0.41 by chance, which he gives as 0.492.
    items = table([88, 14, 18], [10, 40, 10], [2, 6, 12])
    assert figure(ObservedAgreement(2), items) == 0.7
    assert figure(CohenKappa(3), items) == pytest.approx(0.29 / 0.59)


def test_krippendorffs_own_examples() -> None:
    # Krippendorff 2011: the nominal ones, as printed there to three digits.
    binary = columns("0100000010", "1110010000", scale="01")
    assert figure(KrippendorffAlpha(2, 2), binary) == pytest.approx(0.095, abs=0.0005)
    nominal = columns("aabbdcccedda", "babbbccceddd", scale="abcde")
    assert figure(KrippendorffAlpha(2, 5), nominal) == pytest.approx(0.692, abs=0.0005)
    lines = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    several = columns(*lines, scale="12345")
    assert figure(KrippendorffAlpha(4, 5), several) == pytest.approx(0.743, abs=0.0005)
    # The same ratings are an example of Gwet's (2014): AC1 0.775.
    assert figure(GwetAC1(4, 5), several) == pytest.approx(0.77544, abs=0.000005)


def test_gwets_own_example_where_kappa_fails() -> None:
    # Gwet 2002 and 2008: 118 of 125 agree, and still kappa is below zero.
    items = table([118, 5], [2, 0])
    assert figure(ObservedAgreement(2), items) == 0.944
    assert figure(CohenKappa(2), items) == pytest.approx(-0.0234, abs=0.00005)
    assert figure(GwetAC1(2, 2), items) == pytest.approx(0.9408, abs=0.00005)


@pytest.mark.parametrize("ratings", FIGURES["sets"], ids=range(len(FIGURES["sets"])))
def test_the_figures_are_those_of_irrcac(ratings: dict[str, Any]) -> None:
    items = rows(ratings["items"], ratings["scale"])
    raters, categories = len(items[0]), len(ratings["scale"])
    assert figure(ObservedAgreement(raters), items) == pytest.approx(ratings["observed"])
    assert figure(GwetAC1(raters, categories), items) == pytest.approx(ratings["ac1"])
    assert figure(KrippendorffAlpha(raters, categories), items) == (
        None if ratings["alpha"] is None else pytest.approx(ratings["alpha"])
    )


def triples(items: Sequence[Row]) -> list[tuple[int, int, int]]:
    """Return rater, item and category of each rating, as NLTK wants them."""
    return [
        (rater, item, code)
        for item, row in enumerate(items)
        for rater, code in enumerate(row)
        if code is not None
    ]


def rated(categories: int, *, raters: int, missing: bool) -> st.SearchStrategy[list[Row]]:
    code = st.integers(0, categories - 1)
    rating = st.none() | code if missing else code
    return st.lists(st.tuples(*[rating] * raters), min_size=1, max_size=30)


@given(rated(3, raters=2, missing=False))
def test_kappa_is_that_of_nltk(items: list[Row]) -> None:
    assume(len({code for row in items for code in row}) > 1)
    assert figure(CohenKappa(3), items) == pytest.approx(AnnotationTask(triples(items)).kappa())


@given(st.integers(2, 5).flatmap(lambda n: rated(4, raters=n, missing=True)))
def test_alpha_is_that_of_nltk(items: list[Row]) -> None:
    found = figure(KrippendorffAlpha(len(items[0]), 4), items)
    # NLTK calls it 1 where there is but one category.
    assume(found is not None)
    assert found == pytest.approx(AnnotationTask(triples(items)).alpha())


def every(raters: int, categories: int) -> list[Coefficient]:
    found: list[Coefficient] = [
        ObservedAgreement(raters),
        KrippendorffAlpha(raters, categories),
        GwetAC1(raters, categories),
    ]
    if raters == 2:
        found.append(CohenKappa(categories))
    return found


several_raters = st.integers(2, 5).flatmap(lambda n: rated(3, raters=n, missing=True))


@given(several_raters, st.randoms(use_true_random=False))
def test_the_order_of_items_raters_and_categories_is_nothing(items: list[Row], draw: Any) -> None:
    raters = list(range(len(items[0])))
    names = list(range(3))
    draw.shuffle(raters)
    draw.shuffle(names)
    turned = [
        tuple(None if row[r] is None else names[row[r]] for r in raters)  # type: ignore[index]
        for row in items
    ]
    draw.shuffle(turned)
    for coefficient in every(len(raters), 3):
        assert figure(coefficient, items) == figure(coefficient, turned)


@given(several_raters)
def test_a_figure_is_a_number_of_at_most_one_or_none(items: list[Row]) -> None:
    for coefficient in every(len(items[0]), 3):
        found = figure(coefficient, items)
        assert found is None or (math.isfinite(found) and -1 <= found <= 1)
        # Every count twice is the same share.
        if not isinstance(coefficient, KrippendorffAlpha):
            assert figure(coefficient, items * 2) == found


@given(st.lists(st.integers(0, 2), min_size=1), st.integers(2, 5))
def test_raters_of_one_mind_agree_wholly(codes: list[int], raters: int) -> None:
    items = [(code,) * raters for code in codes]
    one_category = len(set(codes)) == 1
    for coefficient in every(raters, 3):
        chance_is_all = one_category and isinstance(coefficient, CohenKappa | KrippendorffAlpha)
        assert figure(coefficient, items) == (None if chance_is_all else 1)


def test_without_a_pair_of_ratings_nothing_is_defined() -> None:
    for raters in (2, 3):
        for items in ([], rows("a.. .b. ... ..a", "ab")):
            cut = [row[:raters] for row in items] or [(None,) * raters]
            assert [figure(c, cut) for c in every(raters, 2)] == [None] * len(every(raters, 2))


def test_a_category_that_nobody_used_makes_a_difference_to_ac1_alone() -> None:
    items = table([4, 2], [1, 3])
    for two, three in zip(every(2, 2), every(2, 3), strict=True):
        same = figure(two, items) == figure(three, items)
        assert same != isinstance(two, GwetAC1)
