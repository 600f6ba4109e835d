import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.annotation import CLAIM_FIELDS, NoClaim, annotation_of, annotation_record
from curate.core.claim import Certainty, SourceKind
from curate.core.errors import BadFile
from curate.core.signs import Basis, Effect
from curate.formats.annotations import claim_line, read_annotations
from tests.core.scoring_samples import CHAIN, Item

BLOCKED = Item(agent="zetalin", effect=Effect.DECREASES, basis=Basis.BLOCKADE)
LINE = json.dumps(annotation_record(BLOCKED.gold()), ensure_ascii=False) + "\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "gold.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def changed(**fields: object) -> str:
    return json.dumps(json.loads(LINE) | fields, ensure_ascii=False) + "\n"


def test_claims_and_empty_records_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = [
        changed(pmid="900000002", note="two\nlines \u2028 and κ"),
        changed(source_kind="human"),
        '{"pmid": "900000003", "none": true}\n',
        '{"pmid": "900000004", "none": true, "source_kind": "review"}\n',
        LINE,
    ]
    assert read_annotations(write(tmp_path, "".join(lines))) == [
        replace(BLOCKED.gold(), pmid="900000002", note="two\nlines \u2028 and κ"),
        BLOCKED.gold(source_kind=SourceKind.HUMAN),
        NoClaim(pmid="900000003"),
        NoClaim(pmid="900000004", source_kind=SourceKind.REVIEW),
        BLOCKED.gold(),
    ]


def test_blank_lines_a_byte_order_mark_and_crlf_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + LINE.replace("\n", "\r\n\r\n").encode())
    assert read_annotations(path) == [BLOCKED.gold()]


def test_a_claim_line_can_be_read_as_an_annotation(tmp_path: Path) -> None:
    claim = BLOCKED.found()
    line = claim_line(claim)
    assert line == claim_line(claim)
    assert tuple(json.loads(line)) == CLAIM_FIELDS
    assert read_annotations(write(tmp_path, line)) == [annotation_of(claim)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"pmid": "1"\n', "broken JSON: Expecting ',' delimiter at column"),
        ("[1]\n", "not a JSON object"),
        ("<<<<<<< ours\n", "merge conflict mark '<<<<<<<'"),
        ("=======\n", "merge conflict mark '======='"),
        (">>>>>>> theirs\n", "merge conflict mark '>>>>>>>'"),
        (changed(role="helps"), "role 'helps' is none of promotes, inhibits, involved, none"),
        (changed(effect="rises"), "effect 'rises' is none of increases"),
        (changed(basis=None), "basis is missing"),
        (changed(certainty=3), "certainty is 3, not a text"),
        (changed(origin="other"), "origin 'other' is none of own, background"),
        (changed(source_kind="plant"), "source_kind 'plant' is none of animal"),
        (changed(role="inhibits"), "role inhibits does not follow from decreases by blockade"),
        (changed(agent_text="zetalins"), "agent_text 'zetalins' is not a piece of the sentence"),
        (changed(pmid=900000001), "pmid is 900000001, not a text"),
        (changed(pmid="9 1"), "pmid '9 1' is not one word"),
        (changed(sentence=""), "sentence is missing"),
        (changed(mechanisms="x"), "unknown field 'mechanisms'"),
        ('{"pmid": "900000009", "none": false}\n', "none is true or absent"),
        ('{"pmid": "900000009", "none": true, "role": "none"}\n', "a line with none has no role"),
        ('{"pmid": "900000001", "none": true}\n', "has claims and is marked as having none"),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: str, words: str) -> None:
    path = write(tmp_path, LINE + "\n" + line)
    with pytest.raises(BadFile) as caught:
        read_annotations(path)
    assert str(caught.value).startswith(f"{path} line 3: ")
    assert words in str(caught.value)


def test_a_merge_mark_comes_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as caught:
        read_annotations(write(tmp_path, "<<<<<<< ours\n"))
    assert "both sides" in caught.value.hint


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="can't be read"):
        read_annotations(tmp_path / "absent.jsonl")
    with pytest.raises(BadFile, match="can't be read"):
        read_annotations(tmp_path)
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(b'{"pmid": "\xe9"}')
    with pytest.raises(BadFile, match="UTF-8"):
        read_annotations(latin)


@given(st.text(), st.sampled_from(list(Certainty)))
def test_any_sentence_survives_one_line(after: str, certainty: Certainty) -> None:
    claim = replace(BLOCKED, sentence=f"{CHAIN}{after}", certainty=certainty).found()
    line = claim_line(claim)
    assert line.index("\n") == len(line) - 1
    with tempfile.TemporaryDirectory() as folder:
        assert read_annotations(write(Path(folder), line)) == [annotation_of(claim)]
