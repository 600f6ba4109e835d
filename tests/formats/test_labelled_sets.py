from pathlib import Path

import pytest

from curate.core.errors import BadFile
from curate.core.labelled import (
    EntityMention,
    EntityRelation,
    RelationDocument,
    Scope,
    ScopedSentence,
    ScopeKind,
)
from curate.formats.bioscope import read_bioscope
from curate.formats.pubtator import read_pubtator

PUBTATOR = """\
900000001|t|Zetalin fever
900000001|a|Made-up text | with a bar.
900000001\t0\t7\tZetalin\tChemical\tC1
900000001\t8\t13\tfever\tDisease\tD1|D2\tone|two
900000001\t14\t18\tMade\tSequenceVariant\tc|DEL|1|
900000001\tCID\tC1\tD1
900000001\tPositive_Correlation\tC1\tD2\tNovel

900000002|t|
900000002|a|
"""


def save(folder: Path, text: str) -> Path:
    path = folder / "set.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_pubtator_is_read(tmp_path: Path) -> None:
    assert read_pubtator(save(tmp_path, PUBTATOR)) == [
        RelationDocument(
            document_id="900000001",
            title="Zetalin fever",
            abstract="Made-up text | with a bar.",
            mentions=(
                EntityMention(start=0, end=7, text="Zetalin", kind="Chemical", entity_ids=("C1",)),
                EntityMention(
                    start=8, end=13, text="fever", kind="Disease", entity_ids=("D1", "D2")
                ),
                EntityMention(
                    start=14,
                    end=18,
                    text="Made",
                    kind="SequenceVariant",
                    entity_ids=("c|DEL|1|",),
                ),
            ),
            relations=(
                EntityRelation(kind="CID", first="C1", second="D1"),
                EntityRelation(kind="Positive_Correlation", first="C1", second="D2"),
            ),
        ),
        RelationDocument(
            document_id="900000002", title="", abstract="", mentions=(), relations=()
        ),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("900000001\t1\t7\tZetalin\tChemical\tC1", "'Zetalin' does not stand at 1..7"),
        ("900000001\tx\t7\tZetalin\tChemical\tC1", "invalid literal"),
        ("900000001\t0\t7", "neither a text, nor a mention, nor a relation"),
        ("900000009\tCID\tC1\tD1", "'900000009' has no title line above"),
        ("900000009|a|Lost.", "'900000009' has no title line above"),
    ],
)
def test_a_bad_pubtator_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = save(tmp_path, f"900000001|t|Zetalin fever\n{line}\n")
    with pytest.raises(BadFile) as caught:
        read_pubtator(path)
    assert str(caught.value).startswith(f"{path} line 2: ")
    assert words in str(caught.value)


def bioscope(*sentences: str, name: str = '<DocID type="PMID">900000001</DocID>') -> str:
    body = "".join(f'<sentence id="S{n}">{s}</sentence>' for n, s in enumerate(sentences))
    return (
        f"<Annotation><DocumentSet><Document>{name}<DocumentPart>{body}</DocumentPart></Document>"
        "</DocumentSet></Annotation>"
    )


NESTED = (
    'Quorin <xcope id="a"><cue type="speculation" ref="a">may</cue> '
    '<xcope id="b"><cue type="negation" ref="b">not</cue> act &lt; 1</xcope></xcope>.'
)
SPLIT = (
    '<xcope id="c"><cue type="negation" ref="c">Neither</cue> one '
    '<cue type="negation" ref="c">nor</cue> two</xcope>.'
)


def test_bioscope_is_read(tmp_path: Path) -> None:
    nested, divided, plain = read_bioscope(save(tmp_path, bioscope(NESTED, SPLIT, "Plain.")))
    assert nested == ScopedSentence(
        document_id="900000001",
        text="Quorin may not act < 1.",
        scopes=(
            Scope(kind=ScopeKind.SPECULATION, start=7, end=22, cues=((7, 10),)),
            Scope(kind=ScopeKind.NEGATION, start=11, end=22, cues=((11, 14),)),
        ),
    )
    assert divided.text == "Neither one nor two."
    assert divided.scopes == (
        Scope(kind=ScopeKind.NEGATION, start=0, end=19, cues=((0, 7), (12, 15))),
    )
    assert plain.scopes == ()


def test_a_document_without_id_is_named_by_its_number(tmp_path: Path) -> None:
    assert read_bioscope(save(tmp_path, bioscope("One.", name="")))[0].document_id == "document 1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<Annotation>\n<Document>\n", "line 3: broken XML at column"),
        (bioscope('<xcope id="a">alone</xcope>'), "sentence S0: cue or scope 'a' stands alone"),
        (
            bioscope("Fine.", '<cue type="negation" ref="z">no</cue>'),
            "sentence S1: cue or scope 'z' stands alone",
        ),
        (
            bioscope('<xcope id="a"><cue type="doubt" ref="a">hm</cue></xcope>'),
            "'doubt' is not a valid ScopeKind",
        ),
    ],
)
def test_a_bad_bioscope_file_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = save(tmp_path, text)
    with pytest.raises(BadFile) as caught:
        read_bioscope(path)
    assert str(caught.value).startswith(str(path))
    assert words in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="can't be read"):
        read_pubtator(tmp_path / "absent")
    with pytest.raises(BadFile, match="can't be read"):
        read_bioscope(tmp_path / "absent")


@pytest.mark.realdata
def test_the_labelled_sets_are_read_whole(shared_data: Path) -> None:
    documents = read_pubtator(shared_data / "relations" / "biored" / "Dev.PubTator")
    assert (len(documents), sum(len(d.mentions) for d in documents)) == (100, 3533)
    path = shared_data / "relations" / "bc5cdr" / "CDR_DevelopmentSet.PubTator.txt"
    documents = read_pubtator(path)
    assert (len(documents), sum(len(d.relations) for d in documents)) == (500, 1012)
    sentences = read_bioscope(shared_data / "negation" / "bioscope" / "abstracts.xml")
    assert (len(sentences), sum(len(s.scopes) for s in sentences)) == (11871, 4378)
