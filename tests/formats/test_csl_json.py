"""CSL-JSON, read back by citeproc-py, which refuses what it does not know."""

import json
import warnings
from dataclasses import replace
from typing import Any

import pytest
from citeproc.source.json import CiteProcJSON

from curate.core.article import Article, Author
from curate.core.bibliography import bibliography
from curate.formats.csl_json import to_csl_json
from tests.evidence import HOSTILE, record
from tests.formats.references import RETRACTED, a_hundred_authors


def read_back(*articles: Article) -> dict[str, Any]:
    """Return citeproc-py's references by key; unknown variables are warned of, so they fail."""
    items = json.loads(to_csl_json(bibliography(articles)))
    for item in items:
        # Variables of CSL 1.0.2, newer than the reader.
        for name in ("container-title-short", "status"):
            item.pop(name, None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return dict(CiteProcJSON(items))


def test_an_article() -> None:
    article = replace(
        record(1, title="An invented study."),
        authors=(
            Author(last_name="van der Orrin", fore_name="Jan", suffix="3rd"),
            Author(last_name="Veld", initials="AB"),
            Author(collective_name="Invented Pain Group"),
        ),
        doi="10.9999/inv_1",
        journal_abbreviation="J. Invent. Res.",
        pmc="PMC123",
        month=7,
        day=4,
    )
    assert json.loads(to_csl_json(bibliography([article]))) == [
        {
            "id": "van-der-Orrin-et-2001",
            "type": "article-journal",
            "title": "An invented study",
            "container-title": "Journal of Invented Results",
            "container-title-short": "J Invent Res",
            "volume": "7",
            "issue": "2",
            "page": "113-121",
            "DOI": "10.9999/inv_1",
            "PMID": "900000001",
            "PMCID": "PMC123",
            "author": [
                {"family": "van der Orrin", "given": "Jan", "suffix": "3rd"},
                {"family": "Veld", "given": "A. B."},
                {"literal": "Invented Pain Group"},
            ],
            "issued": {"date-parts": [[2001, 7, 4]]},
        }
    ]


def test_a_reader_takes_it() -> None:
    found = read_back(record(1, "Orrin"), a_hundred_authors(), Article(pmid="900000009", title=""))
    assert sorted(found) == ["anon-nd", "name0-et-al-2001", "orrin-2001"]
    assert str(found["orrin-2001"]["page"]) == "113-121"
    assert len(found["name0-et-al-2001"]["author"]) == 100


def test_retracted_ahead_and_translated() -> None:
    ahead = replace(record(1, "Veld"), publication_status="aheadofprint", volume=None)
    translated = replace(
        record(2, "Zhou", title="On pain."), title_translated=True, vernacular_title="Schmerz."
    )
    items = json.loads(to_csl_json(bibliography([RETRACTED, ahead, translated])))
    assert [i.get("status") for i in items] == ["retracted", "advance online publication", None]
    assert items[0]["note"] == "Retracted"
    assert (items[2]["title"], items[2]["original-title"]) == ("[On pain]", "Schmerz.")


@pytest.mark.parametrize("kind", ["article", "book"])
def test_hostile_text_stays_text(kind: str) -> None:
    evil = replace(record(1, HOSTILE, title=HOSTILE), kind=kind, authors_complete=False)
    (item,) = json.loads(to_csl_json(bibliography([evil])))
    assert item["title"].startswith("<script>alert('1')</script> & \"=1+1\" | 痛覚 κ-receptor")
    assert "\x1b" not in json.dumps(item, ensure_ascii=False)
    assert item["author"][-1] == {"literal": "et al."}


def test_nothing_is_an_empty_array() -> None:
    assert json.loads(to_csl_json([])) == []
