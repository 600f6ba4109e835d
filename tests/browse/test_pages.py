"""What the pages show of the sample, asked through Datasette without a server."""

import re
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curate.browse.ready import QUERIES, ReadyQuery
from curate.cli.app import app
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
    conn = sqlite3.connect(tmp_path / "other.db")
    conn.execute("CREATE TABLE things (name TEXT)")
    conn.close()
    assert "things" in asked(tmp_path / "other.db", "/").text
    assert asked(tmp_path / "other.db", "/cell/a/b").status_code == 404


def test_a_claim_tells_what_the_terminal_tells(get: Get, sample_workspace: Path) -> None:
    conn = sqlite3.connect(sample_workspace / "curate.db")
    claim_id, rule, label = conn.execute(
        "SELECT claim_id, rule, mechanism_label FROM evidence JOIN claims USING (claim_id, rule)"
        " ORDER BY claim_id"
    ).fetchone()
    conn.close()
    shown = CliRunner().invoke(app, ["show", claim_id, "-w", str(sample_workspace)]).stdout
    page = get(f"/claim/{claim_id}").text
    assert claim_id in shown
    assert claim_id in page
    assert rule in page
    assert label in page
    for heading in ("Observation", "Inference", "Rule", "Found by", "Study"):
        assert heading in shown
        assert f"<dt>{heading}</dt>" in page


def test_a_mechanism_shows_its_years_and_its_cells(get: Get) -> None:
    link = re.findall(r'href="(/mechanism/[^"]+)"', get("/").text)[0]
    page = get(link).text
    assert "<svg" in page
    assert "/cell/" in page
    assert 'class="claim"' in page


def test_a_retracted_paper_says_so_and_its_claims_stay_out(
    get: Get, sample_workspace: Path
) -> None:
    conn = sqlite3.connect(sample_workspace / "curate.db")
    pmid, claim_id = conn.execute(
        "SELECT pmid, claim_id FROM evidence WHERE standing = 'retracted'"
    ).fetchone()
    conn.close()
    for address in (f"/paper/{pmid}", f"/claim/{claim_id}"):
        assert "Retracted" in get(address).text
        assert "Left out of tables" in get(address).text
    cell = re.findall(r'href="(/cell/[^"]+)"', get(f"/claim/{claim_id}").text)[0]
    assert f"/claim/{claim_id}" not in get(cell).text


@pytest.mark.parametrize(
    "address", ["/claim/0000000000000000", "/paper/1", "/paper/x", "/mechanism/x", "/phenomenon/x"]
)
def test_what_is_not_here_is_not_found(get: Get, address: str) -> None:
    page = get(address)
    assert page.status_code == 404
    assert "Not found" in page.text


def test_search_finds_all_the_words_and_phrases(get: Get) -> None:
    assert get("/search?q=tolerance").text.count('class="claim"') > 1
    both = get("/search?q=tolerance+morphine").text
    assert 'class="claim"' in both
    assert "None." in get('/search?q="tolerance+zebra+morphine"').text


@pytest.mark.parametrize("words", ["", '"', "%22%22", "AND", "NOT+*", "title:x", "%00", "(", "-"])
def test_any_search_has_an_answer(get: Get, words: str) -> None:
    assert get(f"/search?q={words}").status_code == 200


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: q.name)
def test_a_ready_query_runs(get: Get, query: ReadyQuery) -> None:
    reply = get(f"/curate/{query.name}.json?_shape=objects")
    assert reply.status_code == 200
    assert reply.json()["ok"]
    if query.name in {"newest_claims", "retracted_sources", "contested_cells"}:
        assert reply.json()["rows"]
    assert query.title in get("/").text


def test_the_switch_and_the_filter_narrow_the_matrix(get: Get) -> None:
    def cells(address: str) -> int:
        return len(re.findall('href="/cell/', get(address).text))

    links = re.findall(r'href="/\?(category=[^"&#]+)#matrix"', get("/").text)
    assert links
    assert 0 < cells(f"/?{links[0]}") < cells("/")
    assert 0 < cells("/?source=human") < cells("/")


def test_the_csv_and_json_of_a_cell_hold_its_claims(get: Get) -> None:
    link = re.findall(r'href="(/cell/[^"]+)"', get("/").text)[0]
    page = get(link).text
    (data,) = re.findall(r'href="(/curate/evidence.json[^"]+)"', page)
    rows = get(data.replace("&amp;", "&")).json()["rows"]
    claims = set(re.findall(r'href="/claim/([0-9a-f]+)"', page))
    assert {row["claim_id"] for row in rows} == claims
