from datetime import UTC, datetime

import pytest

from curate.pubmed.policy import LARGE_JOB, advice, is_off_peak, least_requests


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T15:00", False),  # a Monday, 10:00 in New York
        ("2026-11-23T09:59", True),
        ("2026-11-23T10:00", False),
        ("2026-11-24T01:59", False),
        ("2026-11-24T02:00", True),  # Monday evening, 21:00
        ("2026-11-21T17:00", True),  # a Saturday
        ("2026-11-23T04:30", True),  # still Sunday there
        ("2026-07-01T09:30", False),  # summer time: 05:30
    ],
)
def test_off_peak_is_told_by_the_clock_in_new_york(moment: str, expected: bool) -> None:
    assert is_off_peak(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is expected


def test_only_large_jobs_at_busy_hours_get_advice() -> None:
    busy = datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert advice(LARGE_JOB - 1, busy) is None
    assert "weekends" in (advice(LARGE_JOB, busy) or "")
    assert advice(LARGE_JOB, datetime(2026, 11, 22, 15, tzinfo=UTC)) is None


def test_requests_are_rounded_up() -> None:
    assert [least_requests(n, batch_size=200) for n in (0, 1, 200, 201)] == [0, 1, 1, 2]
