"""When a paper counts as published."""

from dataclasses import replace

import pytest

from curate.core.publication_date import Dating, dating, published_by
from tests.evidence import by_pmid, record


@pytest.mark.parametrize(
    ("year", "month", "day", "electronic", "expected"),
    [
        (2004, 2, 3, None, "2004-02-03"),
        (2004, 2, None, None, "2004-02-29"),
        (2004, None, None, None, "2004-12-31"),
        (2004, None, 5, None, "2004-12-31"),
        (2004, 2, 31, None, "2004-02-29"),
        (2004, 5, 1, "2003-11-30", "2003-11-30"),
        (2004, 1, 1, "2004-03-02", "2004-01-01"),
        (None, None, None, "2004-03", "2004-03-31"),
        (2004, 1, 1, "²", "2004-01-01"),
        (None, None, None, None, None),
    ],
)
def test_first_day_by_which_a_paper_was_out(
    year: int | None, month: int | None, day: int | None, electronic: str | None, expected: str
) -> None:
    found = replace(record(1), year=year, month=month, day=day, electronic_date=electronic)
    assert published_by(found) == expected


def test_what_a_table_as_of_a_day_leaves_out() -> None:
    records = by_pmid(record(1, year=1999), record(2, year=2000), record(3, year=None))
    days = {pmid: published_by(article) for pmid, article in records.items()}
    assert dating(days, "1999-12-31") == Dating(
        later=frozenset({"900000002"}), undated=frozenset({"900000003"})
    )
    assert dating(days, "1999-12-30").later == {"900000001", "900000002"}
    assert dating(days, "").left_out == frozenset()
