import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curate.core.errors import BadFile
from curate.core.screening import ExclusionReason, Judgement, Verdict
from curate.formats.delimited import csv_line, guarded
from curate.formats.judgements import FIELDS, STDIN, read_judgements
from tests.screenings import SCREENINGS

GOOD = "900000001,include\n"


def written(folder: Path, text: str, name: str = "verdicts.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_csv_in_any_order_of_columns(tmp_path: Path) -> None:
    text = (
        "\ufeffVerdict, PMID ,note,reason\n"
        "include,900000001,,\n"
        "\n"
        'exclude,900000002,"about sleep,\nand food",topic\n'
        "unsure,900000003\n"
    )
    path = written(tmp_path, text)
    assert read_judgements(path) == [
        (f"{path} line 2", Judgement(pmid="900000001", verdict=Verdict.INCLUDE)),
        (
            f"{path} line 4",
            Judgement(
                pmid="900000002",
                verdict=Verdict.EXCLUDE,
                reason=ExclusionReason.TOPIC,
                note="about sleep,\nand food",
            ),
        ),
        (f"{path} line 6", Judgement(pmid="900000003", verdict=Verdict.UNSURE)),
    ]


def test_json_lines(tmp_path: Path) -> None:
    text = (
        '\n{"pmid": 900000001, "verdict": "include"}\n'
        '{"pmid": "900000002", "verdict": "exclude", "reason": "other", "note": "so"}\n'
    )
    found = read_judgements(written(tmp_path, text, "v.jsonl"))
    assert [(place[-6:], j.pmid, j.verdict, j.note) for place, j in found] == [
        ("line 2", "900000001", Verdict.INCLUDE, ""),
        ("line 3", "900000002", Verdict.EXCLUDE, "so"),
    ]


@settings(deadline=None)
@given(st.lists(SCREENINGS, max_size=6))
def test_what_csv_and_json_hold_is_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, screenings: list[object]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    said = [s.judgement for s in screenings]  # type: ignore[attr-defined]
    plain = [j for j in said if j.note == j.note.strip() and "\r" not in j.note]
    rows = [(j.pmid, j.verdict, j.reason or "", j.note) for j in plain]
    kept = [r for r in rows if guarded(r[3]) == r[3]]
    table = csv_line(FIELDS) + "".join(map(csv_line, kept))
    lines = "".join(
        json.dumps({n: v for n, v in zip(FIELDS, row, strict=True) if v}) + "\n" for row in kept
    )
    expected = [j for j, row in zip(plain, rows, strict=True) if row in kept]
    assert [j for _, j in read_judgements(written(folder, table))] == expected
    assert [j for _, j in read_judgements(written(folder, lines, "v.jsonl"))] == expected


@pytest.mark.parametrize("text", ["", "\n\n", "pmid,verdict\n", "pmid,verdict\n\n  ,\n"])
def test_nothing_in_it(tmp_path: Path, text: str) -> None:
    assert read_judgements(written(tmp_path, text)) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pmid;verdict\n1;include\n", "line 1: there is no column 'pmid'"),
        ("pmid,reason\n", "line 1: there is no column 'verdict'"),
        ("\npmid,verdict,mood\n", "line 2: there is no use for a column 'mood'"),
        ("pmid,verdict,pmid\n", "line 1: a column stands there twice"),
        (f"pmid,verdict\n{GOOD}x,include\n", "line 3: 'x' is not a PMID"),
        (f"pmid,verdict\n{GOOD}5,perhaps\n", "line 3: verdict 'perhaps' is none of include"),
        ("pmid,verdict\n5,exclude\n", "line 2: an exclusion needs a reason"),
        ("pmid,verdict,reason\n5,exclude,dull\n", "line 2: reason 'dull' is none of"),
        ("pmid,verdict\n5,include,now,more\n", "line 2: more fields than the heading"),
        ('pmid,verdict\n5,"include\n', "broken CSV"),
        ("pmid,verdict\n<<<<<<< ours\n", "line 2: verdict is missing"),
        ('{"pmid": "5"}\n', "line 1: verdict is missing"),
        ('{"pmid": true, "verdict": "include"}\n', "line 1: pmid is True, not a text"),
        ('{"pmid": "5", "verdict": "include", "who": "Ada"}\n', "unknown field 'who'"),
        ('{"pmid": "5", "verdict": "include"}\n{"pmid"\n', "line 2: broken JSON"),
    ],
)
def test_the_first_bad_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_judgements(written(tmp_path, text))
    assert message in str(caught.value)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="can't be read"):
        read_judgements(tmp_path / "absent.csv")
    path = tmp_path / "latin.csv"
    path.write_bytes(b"pmid,verdict\n5,\xe9\n")
    with pytest.raises(BadFile, match="UTF-8"):
        read_judgements(path)


def test_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    def given_on_stdin(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    given_on_stdin(f"pmid,verdict\n{GOOD}".encode())
    assert read_judgements(STDIN)[0][0] == "stdin line 2"
    given_on_stdin(b"\xff")
    with pytest.raises(BadFile, match="stdin"):
        read_judgements(STDIN)
