"""How fast a reviewer goes."""

import pytest

from curate.core.pace import PAUSE, Pace


def test_before_the_first_claim_there_is_no_pace() -> None:
    start = Pace(since=100.0)
    assert (start.an_hour, start.minutes_for(5)) == (None, None)
    assert start.step(130.0, 0).an_hour is None


def test_claims_an_hour_and_what_is_left() -> None:
    pace = Pace(since=0.0).step(20.0).step(30.0, 0).step(40.0)
    assert pace.an_hour == pytest.approx(180.0)
    assert pace.minutes_for(90) == pytest.approx(30.0)


def test_a_pause_is_no_work() -> None:
    assert Pace(since=0.0).step(9 * 3600.0).seconds == PAUSE


def test_a_clock_that_goes_back_takes_no_time_away() -> None:
    assert Pace(since=50.0).step(40.0).seconds == 0.0
