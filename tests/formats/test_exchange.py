"""Records written for annotation tools come back as they were, whatever their text."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curate.core.article import Article
from curate.core.claim import Reading
from curate.core.errors import BadFile, UsageError
from curate.core.sheet import Sheet
from curate.formats import brat, exchange
from curate.formats.exchange import ExchangeFormat
from tests.exchanged import plain, read_records, sheet_of

Drawn = tuple[Article, Reading]
KINDS = pytest.mark.parametrize("kind", ExchangeFormat)
RECORDS = st.lists(read_records(), min_size=1, max_size=2, unique_by=lambda drawn: drawn[0].pmid)


def written(kind: ExchangeFormat, sheets: Iterable[Sheet], folder: Path) -> Path:
    """Return where the sheets were written."""
    if kind is ExchangeFormat.WEB_ANNOTATION:
        exchange.write_file(sheets, folder / "claims.jsonld", generator="curate 1")
        return folder / "claims.jsonld"
    exchange.write_folder(kind, sheets, folder / "out", phenomena=["tolerance"])
    return folder / "out"


def contents(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: file.read_bytes() for file in files}


@KINDS
@given(drawn=RECORDS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_is_written_is_read_back(kind: ExchangeFormat, drawn: list[Drawn]) -> None:
    sheets = sorted((sheet_of(*d) for d in drawn), key=lambda sheet: sheet.pmid)
    with tempfile.TemporaryDirectory() as name:
        found = list(exchange.read_back(kind, [written(kind, sheets, Path(name))]))
    for sheet, back in zip(sheets, found, strict=True):
        if kind is ExchangeFormat.WEB_ANNOTATION:
            assert back.text is None
        else:
            assert back.text == sheet.text
            cues = {c.claim_id: set(c.cues) for c in sheet.claims}
            assert {c.claim_id: set(c.cues) for c in back.claims} == cues
        assert back.aside == ()
        assert plain(back).claims == plain(sheet).claims
        assert (back.pmid, back.exported) == (sheet.pmid, sheet.exported)


@KINDS
@given(drawn=read_records())
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_same_claims_give_the_same_bytes(kind: ExchangeFormat, drawn: Drawn) -> None:
    sheet = sheet_of(*drawn)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        first = contents(written(kind, [sheet], Path(one)))
        assert first == contents(written(kind, [sheet], Path(other)))


@KINDS
def test_an_annotators_work_is_never_written_over(kind: ExchangeFormat, tmp_path: Path) -> None:
    path = written(kind, [Sheet(pmid="900000001", text="A title.\n")], tmp_path)
    before = contents(path)
    with pytest.raises(UsageError, match="annotator's work"):
        written(kind, [], tmp_path)
    assert contents(path) == before


@KINDS
def test_a_failure_halfway_leaves_nothing(kind: ExchangeFormat, tmp_path: Path) -> None:
    def failing() -> Iterator[Sheet]:
        yield Sheet(pmid="900000001", text="A title.\n")
        raise BadFile("no more")

    with pytest.raises(BadFile, match="no more"):
        written(kind, failing(), tmp_path)
    assert list(tmp_path.iterdir()) == []


@KINDS
def test_an_absent_file_is_named(kind: ExchangeFormat, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no such file"):
        list(exchange.read_back(kind, [tmp_path / "nowhere"]))


@pytest.mark.parametrize("kind", [ExchangeFormat.BRAT, ExchangeFormat.INCEPTION])
def test_an_empty_folder_is_no_export(kind: ExchangeFormat, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="there is no"):
        list(exchange.read_back(kind, [tmp_path]))


def test_the_settings_of_brat_follow_its_grammar(tmp_path: Path) -> None:
    folder = written(ExchangeFormat.BRAT, [], tmp_path)
    text = (folder / "annotation.conf").read_text("utf-8")
    sections = {part.split("]")[0]: part.split("\n")[1:] for part in text.split("[")[1:]}
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    (event,) = filter(None, sections["events"])
    name, arguments = event.split("\t")
    assert name == brat.CLAIM
    roles = dict(argument.split(":") for argument in arguments.split(", "))
    assert set(roles.values()) <= set(sections["entities"])
    offered = {}
    for line in filter(None, sections["attributes"]):
        name, target, values = line.replace(", ", "\t").split("\t")
        assert target == f"Arg:{brat.CLAIM}"
        offered[name] = values.removeprefix("Value:").split("|")
    assert set(offered) == set(brat.ATTRIBUTES.values())
    assert offered["Concept"] == ["tolerance"]
    assert offered["Effect"] == ["increases", "decreases", "involved", "none"]
    drawing = (folder / "visual.conf").read_text("utf-8")
    assert f"{brat.CLAIM}\tbgColor:" in drawing.split("[drawing]")[1]


def test_a_web_annotation_is_as_the_model_has_it(tmp_path: Path) -> None:
    text = "Glia drive 🧠 tolerance.\n"
    sheet = Sheet(pmid="900000001", text=text, claims=(), exported=())
    path = written(ExchangeFormat.WEB_ANNOTATION, [sheet], tmp_path)
    value = json.loads(path.read_text("utf-8"))
    assert value["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (value["type"], value["total"]) == ("AnnotationCollection", 1)
    page = value["first"]
    assert (page["type"], page["partOf"]) == ("AnnotationPage", value["id"])
    (item,) = page["items"]
    assert item["target"] == "https://pubmed.ncbi.nlm.nih.gov/900000001/"
    assert item["motivation"] == "identifying"
