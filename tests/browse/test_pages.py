"""What the pages show of the sample, asked through Datasette without a server."""

import re
from pathlib import Path

import pytest

from tests.browse.conftest import Get, asked


def test_the_front_page_leads_to_a_cell(get: Get) -> None:
    front = get("/")
    assert front.status_code == 200
    links = re.findall(r'href="(/cell/[^"]+)"', front.text)
    assert links
    page = get(links[0])
    assert page.status_code == 200
    assert "<mark class=" in page.text


def test_the_pack_names_what_it_knows(get: Get) -> None:
    page = get("/", title="<b>Pain</b>", phenomena={"tolerance": "Tolerance & co"}).text
    assert "&lt;b&gt;Pain&lt;/b&gt;" in page
    assert "Tolerance &amp; co" in page
    assert "<b>Pain" not in page


def test_an_unknown_cell_is_not_found(get: Get) -> None:
    page = get("/cell/no-such-mechanism/tolerance")
    assert page.status_code == 404


@pytest.mark.parametrize("query", ["source=nonsense", "sort=1;drop", "certainty=%00", "origin=x"])
def test_a_senseless_choice_is_the_usual_one(get: Get, query: str) -> None:
    link = re.findall(r'href="(/cell/[^"]+)"', get("/").text)[0]
    assert get(f"{link}?{query}").text == get(link).text


def test_datasettes_own_pages_are_there(get: Get) -> None:
    assert get("/curate/evidence.json?_shape=objects").json()["rows"]
    assert get("/curate").status_code == 200


def test_another_database_has_datasettes_index(tmp_path: Path) -> None:
    import sqlite3

    conn = sqlite3.connect(tmp_path / "other.db")
    conn.execute("CREATE TABLE things (name TEXT)")
    conn.close()
    assert "things" in asked(tmp_path / "other.db", "/").text
    assert asked(tmp_path / "other.db", "/cell/a/b").status_code == 404
