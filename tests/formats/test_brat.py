"""What an annotator may do to a file of brat, and what comes of it."""

from pathlib import Path

import pytest

from curate.core.claim import Span
from curate.core.errors import BadFile
from curate.core.sheet import MarkedClaim, Sheet
from curate.formats import brat

TEXT = "Glia and MK-801 changed\nmorphine tolerance.\n"


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


FIELDS = {"mechanism": "glia; or \\so=", "phenomenon": "tolerance", "effect": "decreases"}
ONE = MarkedClaim(
    fields=FIELDS,
    spans={"mechanism": at("Glia"), "phenomenon": at("tolerance")},
    cues=(at("changed"),),
    claim_id="1" * 16,
    exported="unreviewed.a.b.c.d",
    state="unreviewed",
)
TWO = MarkedClaim(
    fields=FIELDS,
    spans={"agent": at("MK-801"), "phenomenon": at("tolerance")},
    cues=(at("changed"),),
    claim_id="2" * 16,
)
SHEET = Sheet(pmid="900000001", text=TEXT, claims=(ONE, TWO), exported=(ONE.claim_id,))


def written(folder: Path, lines: str, text: str = TEXT) -> Path:
    path = folder / "900000001.ann"
    path.write_text(lines, "utf-8", newline="\n")
    path.with_suffix(".txt").write_text(text, "utf-8", newline="\n")
    return path


def event(lines: str) -> list[str]:
    return [line for line in lines.splitlines() if line.startswith("E")]


def test_claims_share_their_words_and_their_trigger(tmp_path: Path) -> None:
    lines = brat.ann_text(SHEET)
    bound = [line.split("\t")[1] for line in lines.splitlines() if line.startswith("T")]
    assert len(bound) == len(set(bound)) == 6
    one, two = event(lines)
    assert one.split("\t")[1].split()[0] == two.split("\t")[1].split()[0]
    assert [c.claim_id for c in brat.read_sheet(written(tmp_path, lines)).claims] == [
        ONE.claim_id,
        TWO.claim_id,
    ]


def test_the_same_words_can_be_two_things(tmp_path: Path) -> None:
    both = MarkedClaim(
        fields={},
        spans={"mechanism": at("Glia"), "agent": at("Glia"), "phenomenon": at("tolerance")},
    )
    sheet = Sheet(pmid="900000001", text=TEXT, claims=(both,))
    (back,) = brat.read_sheet(written(tmp_path, brat.ann_text(sheet))).claims
    assert back.spans == both.spans


def test_words_over_a_line_end_are_two_pieces_and_one_again(tmp_path: Path) -> None:
    claim = MarkedClaim(
        fields={}, spans={"mechanism": at("changed\nmorphine"), "phenomenon": at("tolerance")}
    )
    lines = brat.ann_text(Sheet(pmid="900000001", text=TEXT, claims=(claim,)))
    assert "Mechanism 16 23;24 32\tchanged morphine\n" in lines
    (back,) = brat.read_sheet(written(tmp_path, lines)).claims
    assert back.spans == claim.spans


def test_what_an_annotator_writes_into_a_note_is_kept_apart(tmp_path: Path) -> None:
    lines = brat.ann_text(SHEET).replace("claim=1", "not sure; claim=1")
    first, second = brat.read_sheet(written(tmp_path, lines)).claims
    assert (first.note, first.claim_id, first.fields) == ("not sure", ONE.claim_id, ONE.fields)
    assert (second.note, second.claim_id) == ("", TWO.claim_id)


def test_what_is_no_claim_is_named_and_left_aside(tmp_path: Path) -> None:
    lines = brat.ann_text(SHEET) + (
        "T20\tMechanism 9 15\tMK-801\n"
        "T21\tOther 0 4\tGlia\n"
        "E20\tOther:T21 Mechanism:T20\n"
        "T22\tMechanism 16 23\tchanged\n"
        "R1\tSame Arg1:T20 Arg2:T21\n"
        "*\tEquiv T20 T21\n"
        "N1\tReference T20 Base:1\tname\n"
        "A90\tSurprise E1\n"
        "#90\tNormalizer T20\tx\n"
    )
    back = brat.read_sheet(written(tmp_path, lines))
    assert len(back.claims) == 2
    numbers = {int(what.split(" line ")[1].split(":")[0]) for what in back.aside}
    total = len(lines.splitlines())
    assert numbers == {*range(total - 6, total - 4), *range(total - 4, total + 1)}


def test_a_claim_of_an_annotator_has_no_id(tmp_path: Path) -> None:
    lines = (
        "T1\tMechanism 0 4\tGlia\n"
        "T2\tPhenomenon 33 42\ttolerance\n"
        "T3\tClaim 16 23\tchanged\n"
        "E1\tClaim:T3 Mechanism:T1 Phenomenon:T2\n"
        "A1\tEffect E1 none\n"
    )
    back = brat.read_sheet(written(tmp_path, lines))
    (claim,) = back.claims
    assert (claim.claim_id, claim.exported, claim.fields) == ("", "", {"effect": "none"})
    assert claim.where.endswith("900000001.ann line 4")
    assert back.exported is None


@pytest.mark.parametrize(
    ("line", "number", "says"),
    [
        ("T1 Mechanism 0 4 Glia", 1, "no line of brat standoff"),
        ("T1\tMechanism 0\tGlia", 1, "no type with its places"),
        ("T1\tMechanism 0 400\tGlia", 1, "the text has 44 characters"),
        ("T1\tMechanism 4 4\t", 1, "T1 is at 4 to 4"),
        ("T1\tMechanism 0 4\tGlia\nT1\tAgent 9 15\tMK-801", 2, "T1 is on line 1 already"),
        ("E1\tClaim:T1 Mechanism", 1, "no event with its arguments"),
        ("E1\tClaim:T1", 1, "T1 is not in the file"),
        ("T1\tClaim 0 4\tGlia\nE1\tClaim:T1 Theme:T1", 2, "no argument Theme"),
        (
            "T1\tAgent 0 4\tGlia\nT2\tAgent 9 15\tMK-801\nE1\tClaim:T1 Agent:T1 Agent2:T2",
            3,
            "two arguments Agent",
        ),
        ("T1\tAgent 0 4;9 15\tGlia MK-801\nE1\tClaim:T1 Agent:T1", 1, "T1 is in pieces"),
        ("A1\tEffect", 1, "no attribute with its target"),
        ("A1\tEffect E1 none\nA2\tEffect E1 involved", 2, "E1 has two values for Effect"),
        ("#1\tAnnotatorNotes\tx", 1, "no note with its target"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, number: int, says: str) -> None:
    path = written(tmp_path, line + "\n")
    with pytest.raises(BadFile, match=says) as caught:
        brat.read_sheet(path)
    assert str(caught.value).startswith(f"{path} line {number}: ")


def test_a_word_that_differs_from_its_place_is_kept_to_be_refused(tmp_path: Path) -> None:
    lines = brat.ann_text(SHEET).replace("\tGlia\n", "\tGlue\n")
    assert brat.read_sheet(written(tmp_path, lines)).claims[0].spans["mechanism"].text == "Glue"


def test_a_text_without_its_annotations_half_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.with_suffix(".txt").unlink()
    with pytest.raises(BadFile, match=r"900000001\.txt: can't be read"):
        brat.read_sheet(path)
    path.write_bytes(b"\xff\xfe")
    path.with_suffix(".txt").write_text(TEXT, "utf-8")
    with pytest.raises(BadFile, match="UTF-8"):
        brat.read_sheet(path)


def test_line_ends_are_counted_as_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, brat.ann_text(SHEET).replace("\n", "\r\n"))
    path.with_suffix(".txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    back = brat.read_sheet(path)
    assert back.text == TEXT.replace("\n", "\r\n")
    assert back.claims[0].claim_id == ONE.claim_id
