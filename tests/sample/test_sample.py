"""The sample corpus and its gold: what they promise, and that they agree."""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from curate.core.annotation import RECORD_FIELDS
from curate.core.claim import Certainty, Origin
from curate.core.signs import Basis, Effect, Role, role_of

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus" / "sample" / "sample.xml"
GOLD = ROOT / "annotations" / "sample.gold.jsonl"
SEARCH = ROOT / "corpus" / "searches" / "opioid-tolerance-hyperalgesia.txt"
PHENOMENA = {"tolerance", "hyperalgesia", "allodynia", "dependence", "withdrawal"}
SPANS = ("mechanism_text", "agent_text", "phenomenon_text", "exposure_text")

Line = Mapping[str, object]


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _value(element: Element, path: str) -> str:
    found = element.find(path)
    assert found is not None, path
    return _text(found)


def _title(record: Element) -> str:
    """Return the title as a reader sees it: without the brackets of a translated one."""
    title = _value(record, ".//ArticleTitle")
    if title.startswith("[") and title.endswith("]."):
        return f"{title[1:-2]}."
    return title


@pytest.fixture(scope="module")
def records() -> dict[str, Element]:
    root = fromstring(CORPUS.read_bytes())  # noqa: S314 our own file
    return {_value(record, "MedlineCitation/PMID"): record for record in root}


@pytest.fixture(scope="module")
def gold() -> list[Line]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def claims(gold: list[Line]) -> list[Line]:
    found = [line for line in gold if "none" not in line]
    assert len(found) >= 150
    return found


def _of_type(records: Mapping[str, Element], name: str) -> set[str]:
    return {
        pmid
        for pmid, record in records.items()
        if name in map(_text, record.iterfind(".//PublicationType"))
    }


def _related(records: Mapping[str, Element], name: str) -> dict[str, str]:
    return {
        pmid: _value(link, "PMID")
        for pmid, record in records.items()
        for link in record.iterfind(f".//CommentsCorrections[@RefType='{name}']")
    }


def test_every_record_is_an_article_of_a_pubmed_set() -> None:
    root = fromstring(CORPUS.read_bytes())  # noqa: S314 our own file
    assert root.tag == "PubmedArticleSet"
    assert len(root) >= 70
    assert {record.tag for record in root} == {"PubmedArticle"}
    shapes = {tuple(part.tag for part in record) for record in root}
    assert shapes == {("MedlineCitation", "PubmedData")}


def test_pmids_are_invented_and_unique(records: Mapping[str, Element]) -> None:
    root = fromstring(CORPUS.read_bytes())  # noqa: S314 our own file
    assert len(records) == len(root)
    assert min(map(int, records)) > 900_000_000
    listed = {p: _value(r, ".//ArticleId[@IdType='pubmed']") for p, r in records.items()}
    assert listed == {pmid: pmid for pmid in records}


def test_it_says_that_it_is_invented(records: Mapping[str, Element]) -> None:
    head = CORPUS.read_text(encoding="utf-8").split("<PubmedArticleSet>")[0]
    assert "ALL OF IT IS INVENTED" in head
    journals = {_value(record, ".//Journal/Title") for record in records.values()}
    notes = {_value(record, ".//GeneralNote") for record in records.values()}
    dois = [_text(e) for r in records.values() for e in r.iterfind(".//ArticleId[@IdType='doi']")]
    assert len(journals) >= 5
    assert all("(sample data)" in journal for journal in journals)
    assert all("Invented" in note for note in notes)
    assert len(dois) >= 30
    assert [doi for doi in dois if not doi.startswith("10.5555/")] == []
    assert len(set(dois)) == len(dois)


def test_every_record_was_read(records: Mapping[str, Element], gold: list[Line]) -> None:
    assert {str(line["pmid"]) for line in gold} == set(records)
    empty = {line["pmid"] for line in gold if line.get("none") is True}
    told = [line["pmid"] for line in gold if "none" not in line]
    assert len(empty) >= 10
    assert empty.isdisjoint(told)


def test_gold_sentences_stand_in_their_records(
    records: Mapping[str, Element], claims: list[Line]
) -> None:
    texts = {
        pmid: [_title(record), *map(_text, record.iterfind(".//Abstract/AbstractText"))]
        for pmid, record in records.items()
    }
    astray = [
        claim["sentence"]
        for claim in claims
        if not any(str(claim["sentence"]) in text for text in texts[str(claim["pmid"])])
    ]
    assert astray == []


def test_spans_are_pieces_of_the_sentence(claims: list[Line]) -> None:
    astray = [
        (claim["pmid"], claim[name])
        for claim in claims
        for name in SPANS
        if claim[name] is not None
        and (not claim[name] or str(claim[name]) not in str(claim["sentence"]))
    ]
    assert astray == []
    assert [c for c in claims if c["mechanism_text"] is None and c["agent_text"] is None] == []
    assert [c for c in claims if not c["mechanism"] or c["phenomenon_text"] is None] == []


def test_roles_follow_and_values_are_known(claims: list[Line]) -> None:
    assert {tuple(claim) for claim in claims} == {RECORD_FIELDS}
    wrong = [
        claim
        for claim in claims
        if role_of(Effect(str(claim["effect"])), Basis(str(claim["basis"])))
        is not Role(str(claim["role"]))
    ]
    assert wrong == []


def test_no_claim_is_written_twice(claims: list[Line]) -> None:
    keys = [tuple(c[n] for n in RECORD_FIELDS if n != "note") for c in claims]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("phenomenon", PHENOMENA),
        ("effect", set(Effect)),
        ("basis", set(Basis)),
        ("role", set(Role)),
        ("certainty", set(Certainty)),
        ("origin", set(Origin)),
    ],
)
def test_every_value_occurs_and_no_other(claims: list[Line], name: str, values: set[str]) -> None:
    assert {claim[name] for claim in claims} == {str(value) for value in values}


def test_a_review_restates(records: Mapping[str, Element], claims: list[Line]) -> None:
    reviews = _of_type(records, "Review")
    origins = {claim["origin"] for claim in claims if claim["pmid"] in reviews}
    assert origins == {"background"}


@pytest.mark.parametrize(
    ("kind", "fewest"),
    [
        ("Review", 4),
        ("Randomized Controlled Trial", 5),
        ("Retracted Publication", 1),
        ("Retraction of Publication", 1),
        ("Published Erratum", 1),
        ("Expression of Concern", 1),
        ("Preprint", 1),
        ("Letter", 1),
        ("Comment", 1),
        ("Editorial", 1),
        ("Case Reports", 1),
    ],
)
def test_kinds_of_publication(records: Mapping[str, Element], kind: str, fewest: int) -> None:
    assert len(_of_type(records, kind)) >= fewest


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ("RetractionIn", "RetractionOf"),
        ("ErratumIn", "ErratumFor"),
        ("ExpressionOfConcernIn", "ExpressionOfConcernFor"),
        ("UpdateIn", "UpdateOf"),
        ("CommentIn", "CommentOn"),
    ],
)
def test_linked_records_point_at_each_other(
    records: Mapping[str, Element], there: str, back: str
) -> None:
    forward = _related(records, there)
    assert forward
    assert {b: a for a, b in forward.items()} == _related(records, back)


@pytest.mark.parametrize(
    "path",
    [
        ".//AbstractText[@Label='RESULTS']",
        ".//AbstractText[@Label='UNLABELLED']",
        ".//AbstractText/sup",
        ".//AbstractText/sub",
        ".//AbstractText/i",
        ".//ArticleTitle/i",
        ".//ArticleTitle/sub",
        ".//CopyrightInformation",
        ".//OtherAbstract",
        ".//VernacularTitle",
        ".//PubDate/MedlineDate",
        ".//PubDate/Season",
        ".//ArticleDate",
        ".//CollectiveName",
        ".//Suffix",
        ".//AuthorList[@CompleteYN='N']",
        ".//KeywordList",
        ".//Chemical",
        ".//QualifierName[@MajorTopicYN='Y']",
        ".[@Status='In-Process']",
        ".[@Status='Publisher']",
        ".[@Status='MEDLINE']",
    ],
)
def test_awkward_forms_occur(records: Mapping[str, Element], path: str) -> None:
    citations = [record[0] for record in records.values()]
    assert any(
        citation.findall(path) if not path.startswith(".[") else _has_status(citation, path)
        for citation in citations
    )


def _has_status(citation: Element, path: str) -> bool:
    return citation.get("Status") == path.split("'")[1]


def test_records_lack_what_real_ones_lack(records: Mapping[str, Element]) -> None:
    for path in ("Abstract", "AuthorList", "Pagination"):
        assert any(r.find(f".//Article/{path}") is None for r in records.values()), path
    assert any(r.find(".//MeshHeadingList") is None for r in records.values())
    assert any("TRUNCATED" in "".join(r.itertext()) for r in records.values())


def test_a_label_is_shared_by_several_records(records: Mapping[str, Element]) -> None:
    shared: dict[tuple[str, ...], int] = defaultdict(int)
    for record in records.values():
        names = [_text(e) for e in record.iterfind(".//Author/LastName")]
        if len(names) > 2:
            shared[names[0], _value(record, ".//PubDate")[:4]] += 1
    assert max(shared.values()) >= 2


def test_some_pair_is_contested(claims: list[Line]) -> None:
    roles: dict[tuple[object, object], set[object]] = defaultdict(set)
    for claim in claims:
        if claim["certainty"] != "question":
            roles[claim["mechanism"], claim["phenomenon"]].add(claim["role"])
    contested = {pair for pair, found in roles.items() if {"promotes", "inhibits"} <= found}
    expected = {("protein kinase C", "tolerance"), ("TLR4", "tolerance")}
    assert expected | {("NK1 receptor", "hyperalgesia")} <= contested


def test_many_mechanisms(claims: list[Line]) -> None:
    assert len({claim["mechanism"] for claim in claims}) >= 30


def test_the_search_file_holds_one_balanced_query() -> None:
    lines = SEARCH.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    query = " ".join(line.strip() for line in lines if line.strip() and line[0] != "#")
    assert query.count("(") == query.count(")") >= 3
    assert query.count('"') % 2 == 0
    assert "[mh]" in query
    assert "[tiab]" in query
