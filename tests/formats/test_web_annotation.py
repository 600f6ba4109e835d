"""Web annotations as other tools hand them back."""

import json
from pathlib import Path
from typing import Any

import pytest

from curate.core.claim import Span
from curate.core.errors import BadFile
from curate.core.sheet import MarkedClaim, Sheet
from curate.formats import web_annotation

TEXT = "Glia drove morphine tolerance 🐀 in rats.\n"
CLAIM = MarkedClaim(
    fields={"mechanism": "glia", "phenomenon": "tolerance", "effect": "increases"},
    spans={"mechanism": Span(0, 4, "Glia"), "phenomenon": Span(20, 29, "tolerance")},
    cues=(Span(5, 10, "drove"),),
    claim_id="1" * 16,
    exported="unreviewed.a.b.c.d",
    state="accepted",
    reviewers=("ann", "ben"),
    decided_by="ben",
    decided_at="2026-11-22T09:00:00.000000Z",
)
SHEET = Sheet(pmid="900000001", text=TEXT, claims=(CLAIM,), exported=(CLAIM.claim_id,))


@pytest.fixture
def value() -> Any:
    """Return a collection of one claim."""
    return json.loads("".join(web_annotation.collection_lines([SHEET], "curate 1")))


def read(folder: Path, value: object) -> list[Sheet]:
    path = folder / "back.jsonld"
    path.write_text(json.dumps(value), "utf-8")
    return web_annotation.read_sheets(path)


def test_a_decided_claim_names_who_and_when(value: Any) -> None:
    item = value["first"]["items"][1]
    assert item["creator"] == {"type": "Person", "name": "ben"}
    assert item["created"] == "2026-11-22T09:00:00.000000Z"
    assert item["motivation"] == ["classifying", "assessing"]
    assert item["body"]["curate:reviewers"] == ["ann", "ben"]
    assert item["target"]["source"] == "https://pubmed.ncbi.nlm.nih.gov/900000001/"
    quote, position = item["target"]["selector"]
    assert (quote["exact"], quote["suffix"]) == (TEXT[:29], TEXT[29:])
    assert (position["start"], position["end"]) == (0, 29)
    words = item["body"]["curate:phenomenonWords"]["selector"][0]
    assert (words["prefix"], words["exact"]) == (TEXT[:20], "tolerance")


def test_an_unreviewed_claim_names_nobody() -> None:
    bare = MarkedClaim(fields={}, spans=CLAIM.spans, claim_id="2" * 16)
    sheet = Sheet(pmid="900000001", text=TEXT, claims=(bare,))
    text = "".join(web_annotation.collection_lines([sheet], "curate 1"))
    item = json.loads(text)["first"]["items"][1]
    assert not {"creator", "created"} & item.keys()
    assert item["motivation"] == "classifying"


@pytest.mark.parametrize("form", ["collection", "page", "list", "pages", "single"])
def test_any_wrapping_is_read(tmp_path: Path, value: Any, form: str) -> None:
    page = value["first"]
    record, claim = page["items"]
    second = {"type": "AnnotationPage", "items": [claim]}
    pages = {"type": "AnnotationPage", "items": [record], "next": second}
    forms: dict[str, object] = {
        "collection": value,
        "page": page,
        "list": page["items"],
        "pages": {"type": "AnnotationCollection", "first": pages},
        "single": claim,
    }
    (sheet,) = read(tmp_path, forms[form])
    assert [c.claim_id for c in sheet.claims] == [CLAIM.claim_id]
    assert sheet.exported == (None if form == "single" else (CLAIM.claim_id,))


def test_a_remark_is_a_note(tmp_path: Path, value: Any) -> None:
    item = value["first"]["items"][1]
    item["body"] = [
        item["body"],
        {"type": "TextualBody", "purpose": "commenting", "value": "odd"},
    ]
    assert read(tmp_path, value)[0].claims[0].note == "odd"


def test_another_annotation_is_left_aside(tmp_path: Path, value: Any) -> None:
    other = {"type": "Annotation", "id": "urn:x:1", "bodyValue": "hm", "target": "urn:x:2"}
    value["first"]["items"].append(other)
    (sheet,) = read(tmp_path, value)
    assert len(sheet.claims) == 1
    assert len(sheet.aside) == 1
    assert "line 1: an annotation that is no claim" in sheet.aside[0]


def test_an_annotation_of_ones_own_is_a_new_claim(tmp_path: Path, value: Any) -> None:
    item = value["first"]["items"][1]
    item["id"] = "urn:uuid:7"
    del item["body"]["id"], item["body"]["curate:exported"]
    (claim,) = read(tmp_path, value)[0].claims
    assert (claim.claim_id, claim.exported) == ("", "")


def test_broken_json_is_named_by_its_line(tmp_path: Path) -> None:
    text = "".join(web_annotation.collection_lines([SHEET], "curate 1"))
    path = tmp_path / "broken.jsonld"
    path.write_text(text.replace('"TextQuoteSelector", "exact"', '"TextQuoteSelector" "exact"', 1))
    with pytest.raises(BadFile, match=r"broken\.jsonld line 3: broken JSON"):
        web_annotation.read_sheets(path)


def _set(value: Any, name: str, new: object) -> None:
    value["first"]["items"][1]["body"][name] = new


@pytest.mark.parametrize(
    ("name", "new", "says"),
    [
        ("curate:effect", 7, "curate:effect is 7"),
        ("id", 7, "id is 7"),
        ("curate:mechanismWords", "Glia", "not in the record of the claim"),
        ("curate:mechanismWords", {"source": "urn:x"}, "is no PubMed record"),
    ],
)
def test_what_makes_no_sense_is_named(
    tmp_path: Path, value: Any, name: str, new: object, says: str
) -> None:
    _set(value, name, new)
    with pytest.raises(BadFile, match=rf"back\.jsonld line 1: .*{says}"):
        read(tmp_path, value)


def test_a_selector_must_have_both_its_forms(tmp_path: Path, value: Any) -> None:
    words = value["first"]["items"][1]["body"]["curate:mechanismWords"]
    quote, position = words["selector"]
    words["selector"] = [quote]
    with pytest.raises(BadFile, match="a TextPositionSelector and a TextQuoteSelector"):
        read(tmp_path, value)
    words["selector"] = [quote, {**position, "end": 9}]
    with pytest.raises(BadFile, match="'Glia' does not reach from 0 to 9"):
        read(tmp_path, value)


@pytest.mark.parametrize("value", [7, {}, {"type": "AnnotationCollection"}, {"type": "Note"}])
def test_what_is_no_annotation_is_refused(tmp_path: Path, value: object) -> None:
    with pytest.raises(BadFile, match="no Web Annotation"):
        read(tmp_path, value)


def test_an_item_that_is_no_annotation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="annotation 2: this is no annotation"):
        read(tmp_path, [{"type": "Annotation", "target": "x"}, {"type": "Other"}])


def test_a_list_of_claims_must_be_one(tmp_path: Path, value: Any) -> None:
    value["first"]["items"][0]["body"]["curate:claims"] = "all"
    with pytest.raises(BadFile, match="no list of ids"):
        read(tmp_path, value)
