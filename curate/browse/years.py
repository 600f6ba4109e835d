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
    """
    Stacked columns, one a year; ``table`` holds the same figures year by year.

    ``undated`` papers have no year, and are in neither.
    """

    first: int
    last: int
    width: int
    most: int
    bars: tuple[Bar, ...]
    table: tuple[tuple[int, int, int, int], ...]
    undated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """
    How many papers of each year are for, against, and neither; and how many have no year.

    A paper that points both ways counts on both sides.
    """

    dated: Mapping[int, tuple[int, int, int]]
    undated: int = 0


def count(conn: Any, wanted: Mapping[str, object]) -> Papers:
    """Return the papers behind these claims by year."""
    dated = {}
    undated = 0
    for year, promoting, inhibiting, other, papers in evidence.by_year(conn, wanted):
        if year is None:
            undated = papers
        else:
            dated[year] = (promoting, inhibiting, other)
    return Papers(dated=dated, undated=undated)


def chart(papers: Papers) -> Chart | None:
    """Return the chart of these counts; ``None`` where there is nothing to draw."""
    counts = papers.dated
    if not counts:
        return None
    first, last = min(counts), max(counts)
    most = max(sum(found) for found in counts.values())
    bars = []
    for year in sorted(counts):
        top = float(HEIGHT)
        for part, many in zip(_PARTS, counts[year], strict=True):
            height = round(many / most * HEIGHT, 2)
            top = round(top - height, 2)
            if many:
                bars.append(Bar(x=(year - first) * _STEP, y=top, height=height, part=part))
    return Chart(
        first=first,
        last=last,
        width=max((last - first + 1) * _STEP, _LEAST_WIDTH),
        most=most,
        bars=tuple(bars),
        table=tuple((year, *counts[year]) for year in sorted(counts)),
        undated=papers.undated,
    )
