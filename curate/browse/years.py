"""How many papers a year point which way, and the small chart of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from curate.browse import evidence

HEIGHT = 80
_STEP = 12
_LEAST_WIDTH = 240
_PARTS = ("for", "against", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One piece of a column of the chart: where it stands, in pixels from the top left."""

    x: int
    y: float
    height: float
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Stacked columns, one a year; ``table`` holds the same figures year by year."""

    first: int
    last: int
    width: int
    most: int
    bars: tuple[Bar, ...]
    table: tuple[tuple[int, int, int, int], ...]


def count(conn: Any, wanted: Mapping[str, object]) -> dict[int, tuple[int, int, int]]:
    """
    Return the papers of each year that are for, against, and neither.

    A paper that points both ways counts on both sides; one without a year is left out.
    """
    return {
        year: (promoting, inhibiting, other)
        for year, promoting, inhibiting, other in evidence.by_year(conn, wanted)
    }


def chart(counts: Mapping[int, tuple[int, int, int]]) -> Chart | None:
    """Return the chart of these counts; ``None`` where there is nothing to draw."""
    if not counts:
        return None
    first, last = min(counts), max(counts)
    most = max(sum(found) for found in counts.values())
    bars = []
    for year in sorted(counts):
        top = float(HEIGHT)
        for part, papers in zip(_PARTS, counts[year], strict=True):
            height = round(papers / most * HEIGHT, 2)
            top = round(top - height, 2)
            if papers:
                bars.append(Bar(x=(year - first) * _STEP, y=top, height=height, part=part))
    return Chart(
        first=first,
        last=last,
        width=max((last - first + 1) * _STEP, _LEAST_WIDTH),
        most=most,
        bars=tuple(bars),
        table=tuple((year, *counts[year]) for year in sorted(counts)),
    )
