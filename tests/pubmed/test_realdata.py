from collections import Counter
from pathlib import Path

import pytest

from curate.core.article import Article, Deletion
from curate.core.errors import BadFile, BadRecord
from curate.core.source_standing import Standing
from curate.pubmed.files import open_records

pytestmark = pytest.mark.realdata

# What other tools counted in these files, kept with the files' description.
BASELINE = {
    "articles": 30_000,
    "deleted": 0,
    "without abstract": 15_168,
    "truncated": 6,
    "vernacular": 6_882,
    "no author": 497,
    "pmc": 2_193,
    "retracted": 2,
    "other abstract": 102,
    "two languages": 11,
    "with mesh": 29_998,
}
UPDATE = {
    "articles": 20_788,
    "deleted": 20,
    "truncated": 0,
    "vernacular": 345,
    "collective": 328,
    "only collective": 11,
    "no author": 156,
    "pmc": 5_313,
    "retracted": 4,
    "other abstract": 86,
    "two languages": 181,
    "electronic date": 18_401,
    "version above 1": 5,
}


def count(path: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for item in open_records(path):
        if isinstance(item, Deletion):
            found["deleted"] += len(item.pmids)
            continue
        assert isinstance(item, Article)
        groups = [bool(author.collective_name) for author in item.authors]
        found.update(
            name
            for name, holds in {
                "articles": True,
                "without abstract": not item.sections,
                "truncated": item.abstract_truncated,
                "vernacular": item.vernacular_title,
                "no author": not item.authors,
                "collective": any(groups),
                "only collective": groups and all(groups),
                "pmc": item.pmc,
                "retracted": item.standing is Standing.RETRACTED,
                "other abstract": item.other_abstracts,
                "two languages": len(item.languages) > 1,
                "electronic date": item.electronic_date,
                "version above 1": item.version > 1,
                "with mesh": item.mesh,
            }.items()
            if holds
        )
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [("pubmed20n0014.xml.gz", BASELINE), ("pubmed21n1298.xml.gz", UPDATE)],
)
def test_nlm_files(shared_data: Path, name: str, expected: dict[str, int]) -> None:
    found = count(shared_data / "pubmed" / name)
    assert {key: found[key] for key in expected} == expected


REFUSED = {
    "an ESearch reply": 8,
    "an ESummary reply": 8,
    "an ELink reply": 8,
    "an EPost reply": 3,
    "an EInfo reply": 3,
    "an ESpell reply": 1,
    "full text": 2,
    "a protein report": 1,
    "list of journals": 1,
    "a list of PMIDs": 1,
    "no PubMed records in it": 1,
}


def test_odd_files_are_imported_or_refused_in_one_line(shared_data: Path) -> None:
    paths = sorted((shared_data / "pubmed" / "odd").rglob("*"))
    files = [p for p in paths if p.is_file() and p.name != "SOURCE.txt"]
    assert len(files) > 250
    refusals: list[BadFile] = []
    records: Counter[str] = Counter()
    for path in files:
        try:
            records.update(type(item).__name__ for item in open_records(path))
        except BadFile as error:
            refusals.append(error)
    texts = [str(error) for error in refusals]
    reasons = Counter(next((r for r in REFUSED if r in text), text) for text in texts)
    assert reasons == REFUSED
    assert not [text for text in texts if "\n" in text]
    assert all(error.hint for error in refusals)
    assert records[BadRecord.__name__] == 0
    assert records[Article.__name__] > 2_000


def test_notes_beside_the_odd_files_are_refused(shared_data: Path) -> None:
    notes = sorted((shared_data / "pubmed" / "odd").rglob("SOURCE.txt"))
    assert notes
    for path in notes:
        with pytest.raises(BadFile, match="neither XML nor gzip"):
            list(open_records(path))


def test_old_medline_sample(shared_data: Path) -> None:
    path = shared_data / "pubmed/odd/w3c_exi-testsuite/data__NLM__medsamp2006.xml"
    articles = [a for a in open_records(path) if isinstance(a, Article)]
    assert len(articles) == 88
    assert any(r.ref_type == "UpdateIn" for a in articles for r in a.relations)
    assert all(a.title and a.year for a in articles)
    assert any(author.affiliations for a in articles for author in a.authors)
