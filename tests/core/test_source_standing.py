"""What publication types and links say of a record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.source_standing import (
    MEANINGS,
    STANDING_LINKS,
    TOLD_BY,
    Standing,
    gravest,
    standing_of,
)

LINKS = st.lists(st.sampled_from([*sorted(STANDING_LINKS), "CommentIn", "UpdateOf"]), max_size=4)


@pytest.mark.parametrize(
    ("types", "links", "notices", "expected"),
    [
        ((), (), (), Standing.REGULAR),
        (("Journal Article",), ("CommentIn", "UpdateIn"), ("CommentOn",), Standing.REGULAR),
        (("Retracted Publication",), (), (), Standing.RETRACTED),
        ((), ("PartialRetractionIn",), (), Standing.RETRACTED),
        ((), ("RetractedandRepublishedIn",), (), Standing.RETRACTED),
        ((), (), ("RetractionOf",), Standing.RETRACTED),
        ((), ("ExpressionOfConcernIn", "ErratumIn"), (), Standing.CONCERN),
        ((), ("ErratumIn",), ("ExpressionOfConcernFor",), Standing.CONCERN),
        ((), ("ErratumIn",), (), Standing.CORRECTED),
        ((), (), ("CorrectedandRepublishedFrom",), Standing.CORRECTED),
        (("Retraction of Publication",), (), (), Standing.NOTICE),
        (("Published Erratum",), ("ErratumFor",), (), Standing.NOTICE),
        # A correction of an erratum leaves it an erratum; a paper published again is none.
        ((), ("ErratumFor", "ErratumIn"), (), Standing.NOTICE),
        ((), ("CorrectedandRepublishedFrom", "RetractedandRepublishedFrom"), (), Standing.REGULAR),
    ],
    ids=str,
)
def test_standing(
    types: tuple[str, ...], links: tuple[str, ...], notices: tuple[str, ...], expected: Standing
) -> None:
    assert standing_of(types, links, notices) is expected


@given(LINKS, LINKS)
def test_more_word_never_makes_it_better(links: list[str], notices: list[str]) -> None:
    alone = standing_of((), links)
    assert gravest([alone, standing_of((), links, notices)]) is standing_of((), links, notices)
    assert standing_of((), links[::-1], notices[::-1]) is standing_of((), links, notices)


def test_every_standing_has_a_meaning() -> None:
    assert set(MEANINGS) == set(Standing)
    assert set(TOLD_BY) <= STANDING_LINKS
