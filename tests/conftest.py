"""Fixtures that every test package may use."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test fails on time: a machine that is busy with other things is no fault of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data, or skip where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data folder (shared/data beside the checkout) is absent")
    return SHARED_DATA
