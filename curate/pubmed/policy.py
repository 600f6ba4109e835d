"""NCBI's usage rules, so far as a program can keep to them or remind of them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# NCBI calls no number; more than this was its word for a large job as long as it had one.
LARGE_JOB = 100
_OPENS, _CLOSES = 5, 21
_SATURDAY = 5

RULES = (
    "NCBI asks for large jobs at weekends, or between 21:00 and 05:00 US Eastern time on weekdays"
)


def is_off_peak(moment: datetime) -> bool | None:
    """Say whether NCBI welcomes large jobs then; ``None`` where no time zones are installed."""
    try:
        eastern = moment.astimezone(ZoneInfo("America/New_York"))
    except ZoneInfoNotFoundError:
        return None
    return eastern.weekday() >= _SATURDAY or not _OPENS <= eastern.hour < _CLOSES


def advice(requests: int, moment: datetime | None = None) -> str | None:
    """Return what to tell a user whose job has so many requests; ``None`` for nothing."""
    if requests < LARGE_JOB or is_off_peak(moment or datetime.now(UTC)):
        return None
    return f"this is a large job, and {RULES}"


def least_requests(records: int, *, batch_size: int) -> int:
    """Return how many EFetch requests so many records take when nothing goes wrong."""
    return -(-records // batch_size)
