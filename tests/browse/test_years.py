"""The papers of a mechanism by year: every one is drawn, or said to have no year."""

import html
import re
from pathlib import Path

import pytest

from curate.browse.years import HEIGHT, Papers, chart
from curate.core.signs import Effect
from curate.store.database import SqliteStore
from tests.browse.conftest import asked
from tests.store import made

YEARS = (1998, 1998, 2004, None, None)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with five papers on one mechanism, two of them without a year."""
    found = tmp_path_factory.mktemp("years") / "curate.db"
    records = [made.article(n, year=year) for n, year in enumerate(YEARS)]
    effects = (Effect.INCREASES, Effect.DECREASES, Effect.NONE, Effect.INCREASES, Effect.NONE)
    with SqliteStore(found, create=True) as store:
        store.save_records(records)
        store.save_readings(
            made.IDENTITY,
            [made.reading(r, effect=e) for r, e in zip(records, effects, strict=True)],
        )
    return found


def test_papers_are_counted_by_year_and_those_without_one_are_told(path: Path) -> None:
    page = html.unescape(asked(path, "/mechanism/microglia").text)
    rows = re.findall(
        r'<tr><th scope="row">(\d+)</th><td>(\d+)</td><td>(\d+)</td><td>(\d+)</td>', page
    )
    assert rows == [("1998", "1", "1", "0"), ("2004", "0", "0", "1")]
    assert "2 papers have no year, and are not among them." in page


def test_the_columns_fill_the_height_and_stand_on_each_other() -> None:
    drawn = chart(Papers(dated={2000: (1, 2, 1), 2002: (1, 0, 0)}, undated=1))
    assert drawn is not None
    assert (drawn.first, drawn.last, drawn.most, drawn.undated) == (2000, 2002, 4, 1)
    of_2000 = [b for b in drawn.bars if b.x == 0]
    assert [b.part for b in of_2000] == ["for", "against", "other"]
    assert sum(b.height for b in of_2000) == HEIGHT
    assert of_2000[0].y + of_2000[0].height == HEIGHT
    assert of_2000[1].y + of_2000[1].height == of_2000[0].y
    assert [b.height for b in drawn.bars if b.x > 0] == [HEIGHT / 4]


def test_nothing_dated_is_no_chart() -> None:
    assert chart(Papers(dated={}, undated=3)) is None
