"""The journal of decisions: same bytes, no line ever taken away."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curate.core.errors import BadFile
from curate.core.review import Decision, Verdict
from curate.formats.journal import FileJournal, decision_line, screening_line
from tests.decided import decision
from tests.screenings import said

MADE = [
    decision(second=0),
    decision(Verdict.REJECT, second=1, note="“so” \u2028 <b> Ω"),
    decision(Verdict.COMMENT, second=2, note="seen"),
    decision(Verdict.UNSURE, second=3),
]


@pytest.fixture
def journal(tmp_path: Path) -> FileJournal:
    return FileJournal(tmp_path / "annotations")


def text(journal: FileJournal) -> str:
    return journal.path("ann").read_text("utf-8")


@given(st.permutations(MADE), st.integers(1, 4))
def test_any_order_of_writing_gives_the_same_bytes(made: list[Decision], step: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        journal = FileJournal(Path(folder))
        for start in range(0, len(made), step):
            journal.add(made[start : start + step])
        assert text(journal) == "".join(map(decision_line, MADE))
        assert journal.decisions() == MADE
        assert journal.count("ann") == 4
        journal.add(made)
        assert text(journal) == "".join(map(decision_line, MADE))


def test_each_reviewer_has_a_file_whatever_the_name(journal: FileJournal) -> None:
    names = ["ann", "Ben Ö", "a%20b", "a b", "con:?*"]
    made = [decision(reviewer=name, second=n) for n, name in enumerate(names)]
    journal.add(made)
    files = sorted(p.name for p in journal.folder.iterdir())
    assert len(files) == len(names)
    assert "Ben%20%C3%96.decisions.jsonl" in files
    assert journal.decisions() == made
    assert [journal.count(name) for name in names] == [1] * 5
    assert journal.count("nobody") == 0


def test_lines_that_another_wrote_stay(journal: FileJournal) -> None:
    journal.add([MADE[0], MADE[2]])
    theirs = FileJournal(journal.folder.parent / "theirs")
    theirs.add([MADE[1]])
    merged = text(journal) + theirs.path("ann").read_text("utf-8")
    journal.path("ann").write_text(merged, "utf-8")
    journal.add([MADE[3]])
    assert journal.decisions() == MADE
    journal.add([MADE[0]])
    assert text(journal) == "".join(map(decision_line, MADE))


def test_a_line_that_a_kill_cut_off_is_written_again(journal: FileJournal) -> None:
    journal.add(MADE[:2])
    whole = text(journal)
    for cut in (1, 40, len(decision_line(MADE[1])) - 1):
        journal.path("ann").write_text(whole[:-cut], "utf-8")
        assert journal.count("ann") == 1
        journal.add(MADE[:2])
        assert text(journal) == whole


def test_a_cut_line_that_nobody_knows_is_told_of_and_left(journal: FileJournal) -> None:
    journal.add(MADE[:2])
    broken = text(journal)[:-40]
    journal.path("ann").write_text(broken, "utf-8")
    with pytest.raises(BadFile, match=r"ann\.decisions\.jsonl line 2: broken JSON"):
        journal.add([MADE[3]])
    assert text(journal) == broken


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("<<<<<<< HEAD\n", "line 1: merge conflict mark"),
        ("{}\n", "line 1: kind None is not known"),
        ('{"kind": "decision"}\n', "line 1: reviewer is missing"),
        (decision_line(MADE[0]).replace('"ann"', '"bob"'), "line 1: decision_id .* was changed"),
        (
            decision_line(MADE[0]).replace('"verdict": "accept"', '"verdict": "x"'),
            "line 1: verdict",
        ),
        (decision_line(MADE[0]).replace('"claim"', '"clam"'), "line 1: unknown field 'clam'"),
    ],
)
def test_a_broken_line_is_named_and_the_file_left(
    journal: FileJournal, line: str, words: str
) -> None:
    journal.folder.mkdir()
    journal.path("ann").write_text(line, "utf-8")
    with pytest.raises(BadFile, match=words):
        journal.decisions()
    with pytest.raises(BadFile, match=words):
        journal.add([MADE[1]])
    assert text(journal) == line


def test_a_file_that_holds_all_of_it_is_not_touched(journal: FileJournal) -> None:
    journal.add(MADE)
    before = journal.path("ann").stat()
    journal.add(MADE)
    after = journal.path("ann").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_folder_that_is_a_file_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "annotations").write_text("no folder")
    with pytest.raises(BadFile, match="can't be written") as caught:
        FileJournal(tmp_path / "annotations").add(MADE)
    assert "kept in the database" in caught.value.hint


def test_an_empty_journal_holds_nothing(journal: FileJournal) -> None:
    assert journal.decisions() == []
    journal.add([])
    assert not journal.folder.exists()


def test_screenings_stand_among_the_decisions_by_time(journal: FileJournal) -> None:
    screened = [said("ann", "exclude", note="so", second=n) for n in (60, 0, 61)]
    journal.add([*screened, *MADE])
    acts = journal.acts()
    assert [act.place for act in acts] == sorted(act.place for act in acts)
    assert [act for act in acts if act in screened] == [screened[n] for n in (1, 0, 2)]
    assert journal.decisions() == MADE
    lines = [json.loads(line) for line in text(journal).split("\n") if line]
    assert [line["kind"] for line in lines].count("screening") == 3
    assert journal.count("ann") == 7
    before = text(journal)
    journal.add(screened[:2])
    assert text(journal) == before
    assert before.count(screening_line(screened[0])) == 1


def test_a_screening_that_was_changed_by_hand_is_named_with_its_line(
    journal: FileJournal,
) -> None:
    journal.add([said("ann", "include"), said("ann", "include", second=1)])
    lines = text(journal).splitlines(keepends=True)
    changed = lines[0] + lines[1].replace('"include"', '"unsure"')
    journal.path("ann").write_text(changed, "utf-8")
    with pytest.raises(BadFile, match=r"line 2: screening_id .* changed by hand"):
        journal.acts()
    assert text(journal) == changed
