"""When a paper was published, and what was published by a day."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from curate.core.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """The PMIDs of records that were published after a day, and of those without a date."""

    later: frozenset[str] = frozenset()
    undated: frozenset[str] = frozenset()

    @property
    def left_out(self) -> frozenset[str]:
        """Return all that a table as of that day leaves out."""
        return self.later | self.undated


def published_by(article: Article) -> str | None:
    """
    Return the first day (ISO 8601) by which a paper was certainly out; ``None`` without a date.

    That is the day of the electronic publication or of the printed issue, whichever was first. Of
    a month or a year alone the last day counts: by then the paper was out.
    """
    days = [_last_day(article.year, article.month, article.day)]
    if article.electronic_date:
        days.append(_last_day(*_numbers(article.electronic_date)))
    return min((day.isoformat() for day in days if day is not None), default=None)


def dating(days: Mapping[str, str | None], as_of: str) -> Dating:
    """
    Return which records a table as of a day leaves out; none without a day.

    ``days`` holds what ``published_by`` says of each, by PMID.
    """
    if not as_of:
        return Dating()
    return Dating(
        later=frozenset(pmid for pmid, day in days.items() if day is not None and day > as_of),
        undated=frozenset(pmid for pmid, day in days.items() if day is None),
    )


def _numbers(iso: str) -> tuple[int | None, int | None, int | None]:
    parts = [int(p) if p.isdecimal() else None for p in iso.split("-")][:3]
    year, month, day = [*parts, None, None, None][:3]
    return year, month, day


def _last_day(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or not date.min.year <= year <= date.max.year:
        return None
    if month is None or not 1 <= month <= 12:
        return date(year, 12, 31)
    last = calendar.monthrange(year, month)[1]
    return date(year, month, day if day is not None and 1 <= day <= last else last)
