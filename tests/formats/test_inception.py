"""XMI as INCEpTION hands it back."""

import sys
import zipfile
from pathlib import Path

import cassis
import pytest

from curate.core.claim import Span
from curate.core.errors import BadFile, ConfigurationError
from curate.core.sheet import MarkedClaim, Sheet
from curate.formats import inception

TEXT = "Glia 🐀 drove tolerance.\n"
CLAIM = MarkedClaim(
    fields={"mechanism": "glia", "phenomenon": "tolerance", "effect": "increases"},
    spans={"mechanism": Span(0, 4, "Glia"), "phenomenon": Span(13, 22, "tolerance")},
    cues=(Span(7, 12, "drove"),),
    claim_id="1" * 16,
    exported="unreviewed.a.b.c.d",
    state="unreviewed",
)
SHEET = Sheet(pmid="900000001", text=TEXT, claims=(CLAIM,), exported=(CLAIM.claim_id,))


def xmi(sheet: Sheet = SHEET) -> str:
    return inception.xmi_text(sheet, inception.type_system())


def folder_of(path: Path, text: str) -> Path:
    path.mkdir()
    (path / inception.TYPES).write_text(inception.type_system_xml(), "utf-8")
    (path / "900000001.xmi").write_text(text, "utf-8")
    return path


def test_the_layers_are_of_the_kinds_that_inception_makes_out() -> None:
    types = inception.type_system()
    for name in (inception.CLAIM, inception.MENTION, inception.RECORD):
        assert types.get_type(name).supertype.name == "uima.tcas.Annotation"
    slot = types.get_type(inception.CLAIM).get_feature("arguments")
    assert (slot.rangeType.name, slot.elementType.name) == ("uima.cas.FSArray", inception.LINK)
    link = types.get_type(inception.LINK)
    assert link.supertype.name == "uima.cas.TOP"
    assert sorted(feature.name for feature in link.all_features) == ["role", "target"]
    assert link.get_feature("target").rangeType.name == inception.MENTION


def test_offsets_in_the_file_are_utf_16() -> None:
    assert 'kind="Phenomenon"' in xmi()
    assert 'begin="14" end="23" kind="Phenomenon"' in xmi()


def test_a_zip_as_inception_exports_it_is_read(tmp_path: Path) -> None:
    types = inception.type_system()
    types.create_type("webanno.custom.Another", "uima.tcas.Annotation")
    cas = cassis.load_cas_from_xmi(xmi(), typesystem=types)
    path = tmp_path / "annotation" / "900000001.xmi" / "ann.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ann.xmi", cas.to_xmi())
        archive.writestr("TypeSystem.xml", types.to_xml())
    for given in (path, tmp_path):
        (sheet,) = inception.read_sheets(given)
        assert (sheet.pmid, sheet.text, sheet.exported) == ("900000001", TEXT, SHEET.exported)
        assert [c.claim_id for c in sheet.claims] == [CLAIM.claim_id]
        assert sheet.claims[0].spans == CLAIM.spans


def test_a_file_is_read_without_its_types(tmp_path: Path) -> None:
    path = tmp_path / "900000001.xmi"
    path.write_text(xmi(), "utf-8")
    assert inception.read_sheets(path)[0].claims[0].spans == CLAIM.spans


def test_a_record_without_its_mark_goes_by_its_file(tmp_path: Path) -> None:
    types = inception.type_system()
    cas = cassis.load_cas_from_xmi(xmi(), typesystem=types)
    for mark in cas.select(inception.RECORD):
        cas.remove(mark)
    path = tmp_path / "900000001.xmi"
    path.write_text(cas.to_xmi(), "utf-8")
    (sheet,) = inception.read_sheets(path)
    assert (sheet.pmid, sheet.exported) == ("900000001", None)
    path = path.rename(tmp_path / "ann.xmi")
    with pytest.raises(BadFile, match="nothing says which record"):
        inception.read_sheets(path)


def test_a_mention_of_no_claim_is_left_aside(tmp_path: Path) -> None:
    types = inception.type_system()
    cas = cassis.load_cas_from_xmi(xmi(), typesystem=types)
    cas.add(types.get_type(inception.MENTION)(begin=5, end=6, kind="Agent"))
    path = tmp_path / "900000001.xmi"
    path.write_text(cas.to_xmi(), "utf-8")
    (what,) = inception.read_sheets(path)[0].aside
    assert what.endswith("900000001.xmi: Agent '🐀' of no claim")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('role="Phenomenon"', 'role="Theme"', "no argument 'Theme'"),
        ('role="Phenomenon"', 'role="Mechanism"', "two arguments Mechanism"),
        ("<cas:Sofa", "<cas:Sofa <", "line .*: broken XML"),
        ('begin="14"', 'begin="6"', "no CAS that can be read"),
        ('pmid="900000001"', 'pmid="x"', "nothing says which record"),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = xmi()
    assert old in text
    folder = folder_of(tmp_path / "back", text.replace(old, new))
    with pytest.raises(BadFile, match=rf"900000001\.xmi.*{says}"):
        inception.read_sheets(folder)


def test_broken_types_are_named(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "back", xmi())
    (folder / inception.TYPES).write_text("<types", "utf-8")
    with pytest.raises(BadFile, match=r"its TypeSystem\.xml line 1: broken XML"):
        inception.read_sheets(folder)


def test_a_zip_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ann.zip"
    path.write_text("no zip", "utf-8")
    with pytest.raises(BadFile, match="can't be read as a zip"):
        inception.read_sheets(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(BadFile, match=r"no \.xmi file"):
        inception.read_sheets(path)


def test_a_character_that_xml_lacks_is_refused() -> None:
    with pytest.raises(BadFile, match="PMID 900000001: its text holds a character"):
        xmi(Sheet(pmid="900000001", text="A \x1b title.\n"))


def test_without_cassis_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(ConfigurationError, match="DKPro cassis") as caught:
        inception.read_sheets(Path("any.xmi"))
    assert "curate[exchange]" in caught.value.hint
