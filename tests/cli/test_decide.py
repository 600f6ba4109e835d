"""Judging from the command line: decide, add, undo, and what the other commands then show."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Curate, loaded
from tests.cli.records import FIRST, write_records


@pytest.fixture
def root(curate: Curate, workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace of seven tagged records."""
    records = write_records(tmp_path / "seven.xml", 7)
    assert curate("import", records, "-w", workspace).exit_code == 0
    assert curate("tag", "-w", workspace).exit_code == 0
    return workspace


@pytest.fixture(autouse=True)
def reviewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURATE_REVIEWER", "ada")


def listed(curate: Curate, root: Path, *arguments: str) -> list[dict[str, object]]:
    result = curate("claims", "--json", "-w", root, *arguments)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def claim_of(curate: Curate, root: Path, words: str) -> str:
    (found,) = listed(curate, root, "--search", words)
    return str(found["claim_id"])


def journal(root: Path, name: str = "ada") -> list[dict[str, object]]:
    text = (root / "annotations" / f"{name}.decisions.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_an_accepted_claim_says_so_everywhere(curate: Curate, root: Path) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    done = curate("decide", claim[:8], "accept", "--note", "clear", "-w", root)
    assert done.exit_code == 0, done.stderr
    assert "accept by ada; it is accepted" in done.stderr
    (found,) = listed(curate, root, "--state", "accepted")
    assert (found["claim_id"], found["reviewers"]) == (claim, ["ada"])
    shown = curate("show", claim, "-w", root).stdout
    assert "accepted by ada" in shown
    assert "ada: accept “clear”" in shown
    (line,) = journal(root)
    assert (line["kind"], line["verdict"], line["note"]) == ("decision", "accept", "clear")


def test_a_rejected_claim_leaves_the_table_which_says_so(curate: Curate, root: Path) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    assert str(FIRST + 1) in curate("table", "-w", root).stdout
    assert curate("decide", claim, "reject", "--reason", "direction", "-w", root).exit_code == 0
    table = curate("table", "-w", root).stdout
    assert str(FIRST + 1) not in table
    assert "because reviewers rejected it: 1 claim." in " ".join(table.split())
    assert claim not in {c["claim_id"] for c in listed(curate, root)}
    (gone,) = listed(curate, root, "--state", "rejected")
    assert gone["claim_id"] == claim


def test_a_correction_stands_in_the_table(curate: Curate, root: Path) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    done = curate("decide", claim, "correct", "--set", "effect=decreases", "-w", root)
    assert done.exit_code == 0, done.stderr
    (found,) = listed(curate, root, "--state", "corrected")
    assert (found["effect"], found["role"], found["overruled"]) == ("decreases", "inhibits", False)
    assert found["tier"] == "reviewer"


def test_the_inference_alone_can_be_overruled(curate: Curate, root: Path) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    assert curate("decide", claim, "correct", "--set", "role=involved", "-w", root).exit_code == 0
    (found,) = listed(curate, root, "--state", "corrected")
    assert (found["effect"], found["role"], found["overruled"]) == ("increases", "involved", True)
    assert "against what follows" in curate("show", claim, "-w", root).stdout
    rows = list(csv.DictReader(io.StringIO(curate("claims", "--csv", "-w", root).stdout)))
    assert [r["overruled"] for r in rows if r["claim_id"] == claim] == ["yes"]


def test_two_who_differ_are_disputed_until_one_gives_way(curate: Curate, root: Path) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    curate("decide", claim, "accept", "-w", root)
    curate("decide", claim, "reject", "--reviewer", "ben", "-w", root)
    (found,) = listed(curate, root, "--state", "disputed")
    assert found["reviewers"] == ["ada", "ben"]
    assert "‖" in curate("table", "-w", root).stdout
    assert curate("undo", "--reviewer", "ben", "-w", root).exit_code == 0
    assert listed(curate, root, "--state", "disputed") == []
    assert [c["claim_id"] for c in listed(curate, root, "--state", "accepted")] == [claim]
    assert [line["verdict"] for line in journal(root, "ben")] == ["reject", "withdraw"]


def test_who_accepts_a_correction_makes_it_too(curate: Curate, root: Path) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    curate("decide", claim, "correct", "--set", "effect=none", "-w", root)
    curate("decide", claim, "accept", "--reviewer", "ben", "-w", root)
    (found,) = listed(curate, root, "--state", "corrected")
    assert (found["role"], found["reviewers"]) == ("none", ["ada", "ben"])
    curate("decide", claim, "accept", "--as-read", "--reviewer", "cyd", "-w", root)
    assert [c["claim_id"] for c in listed(curate, root, "--state", "disputed")] == [claim]


def test_a_missed_claim_is_added(curate: Curate, root: Path) -> None:
    lines = curate("add", FIRST + 4, "-w", root).stdout.splitlines()
    assert any("reversed morphine tolerance" in line for line in lines)
    fields = ["agent_text=Protein kinase C inhibitors", "phenomenon_text=allodynia"]
    fields += ["effect=none", "basis=blockade", "mechanism=Quorin", "exposure_text=morphine"]
    arguments = [part for field in fields for part in ("--set", field)]
    done = curate("add", FIRST + 4, "-s", "reduced allodynia", *arguments, "-w", root)
    assert done.exit_code == 0, done.stderr
    (found,) = listed(curate, root, "--state", "added")
    assert (found["mechanism"], found["phenomenon"], found["role"]) == (
        "Quorin",
        "allodynia",
        "none",
    )
    again = curate("add", FIRST + 4, "-s", "reduced allodynia", *arguments, "-w", root)
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


@pytest.mark.parametrize("certainty", ["question", "asserted"])
def test_a_question_that_is_there_is_not_added_again(
    curate: Curate, root: Path, certainty: str
) -> None:
    (asked,) = listed(curate, root, "--certainty", "question")
    before = listed(curate, root)
    given = ("mechanism_text", "agent_text", "phenomenon_text", "effect", "basis", "mechanism")
    fields = {name: asked[name] for name in given if asked[name]} | {"certainty": certainty}
    arguments = [part for name in fields for part in ("--set", f"{name}={fields[name]}")]
    again = curate("add", asked["pmid"], "-s", asked["sentence"], *arguments, "-w", root)
    claim = str(asked["claim_id"])
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr.splitlines() == [
        f"Error: that claim is there already (question): {claim}",
        f"Hint: Judge it: curate decide {claim[:8]} accept|reject|correct",
    ]
    assert listed(curate, root) == before
    assert not list((root / "annotations").glob("*.jsonl"))


def test_what_was_rejected_may_be_added(curate: Curate, root: Path) -> None:
    (asked,) = listed(curate, root, "--certainty", "question")
    assert curate("decide", asked["claim_id"], "reject", "-w", root).exit_code == 0
    given = ("agent_text", "phenomenon_text", "effect", "basis", "mechanism")
    arguments = [part for name in given for part in ("--set", f"{name}={asked[name]}")]
    words = ("add", asked["pmid"], "-s", asked["sentence"], *arguments, "-w", root)
    assert curate(*words, "--reviewer", "ben").exit_code == 0
    assert [c["claim_id"] for c in listed(curate, root, "--state", "disputed")] == [
        asked["claim_id"]
    ]


def test_many_at_once_are_all_or_none(curate: Curate, root: Path, tmp_path: Path) -> None:
    ids = [str(c["claim_id"]) for c in listed(curate, root)][:3]
    table = tmp_path / "evening.csv"
    table.write_text(
        "claim,verdict,reason,note,effect\n"
        f"{ids[0]},accept,,,\n{ids[1]},reject,entity,no drug,\n{ids[2]},correct,,,involved\n"
    )
    done = curate("decide", "--from", table, "--json", "-w", root)
    assert done.exit_code == 0, done.stderr
    assert [d["state"] for d in loaded(done)] == ["accepted", "rejected", "corrected"]
    lines = tmp_path / "more.jsonl"
    lines.write_text(
        json.dumps({"claim": ids[0], "verdict": "reject"})
        + "\n"
        + json.dumps({"claim": "ffffffff", "verdict": "accept"})
        + "\n"
    )
    refused = curate("decide", "--from", lines, "-w", root)
    assert (refused.exit_code, "ffffffff" in refused.stderr) == (4, True)
    assert len(journal(root)) == 3


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "claim,verdict,colour\n", "line 1: there is no column 'colour'"),
        ("a.csv", "claim,verdict\n3f9a\n", "line 2: not as many fields"),
        ("a.csv", "claim,verdict\n3f9a,perhaps\n", "line 2: verdict 'perhaps' is none of"),
        ("a.csv", "claim,verdict\n,accept\n", "line 2: claim is missing"),
        ("a.csv", "claim,verdict\n3f9a,accept\n3f9a,reject\n", "line 3: claim 3f9a was judged"),
        ("a.csv", "claim,verdict\n", "holds no decision"),
        ("a.jsonl", '{"claim": "3f9a"}\n', "line 1: verdict is missing"),
        ("a.jsonl", '{"claim": "3f9a", "verdict": 1}\n', "line 1: verdict is 1, not a text"),
        ("a.jsonl", '{"claim": "3f9a", "size": "1"}\n', "line 1: there is no key 'size'"),
        ("a.jsonl", "{claim}\n", "line 1: broken JSON"),
        ("a.jsonl", '{"claim": "3f9a", "verdict": "add"}\n', "line 1: verdict add is none of"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(
    curate: Curate, root: Path, tmp_path: Path, name: str, text: str, words: str
) -> None:
    (tmp_path / name).write_text(text)
    refused = curate("decide", "--from", tmp_path / name, "-w", root)
    assert refused.exit_code == 3
    assert words in refused.stderr
    assert not (root / "annotations" / "ada.decisions.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["decide"], 2, "a claim and a verdict are needed"),
        (["decide", "CLAIM", "accept", "--set", "role=none"], 2, "--set goes with"),
        (["decide", "CLAIM", "correct"], 2, "nothing is corrected"),
        (["decide", "CLAIM", "correct", "--set", "role"], 2, "sets nothing"),
        (["decide", "CLAIM", "correct", "--set", "role=up"], 2, "role 'up' is none of"),
        (["decide", "CLAIM", "correct", "--set", "colour=red"], 2, "no field 'colour'"),
        (["decide", "CLAIM", "correct", "--set", "phenomenon=joy"], 2, "no phenomenon"),
        (["decide", "CLAIM", "correct", "--set", "agent_text=xyz"], 2, "does not stand in"),
        (["decide", "CLAIM", "correct", "--set", "mechanism_text="], 2, "needs the words"),
        (["decide", "CLAIM", "comment"], 2, "a comment needs a note"),
        (["decide", "CLAIM", "accept", "--reviewer", "a/b"], 2, "no reviewer's name"),
        (["decide", "0123abcd", "accept"], 4, "no claim's id begins with"),
        (["undo"], 4, "ada has no decision in force"),
        (["add", "1"], 4, "was not read here"),
        (["add", str(FIRST), "-s", "nowhere at all"], 4, "no sentence holds"),
        (["add", str(FIRST), "-s", "Rats were", "--set", "effect=none"], 2, "phenomenon_text"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_kept(
    curate: Curate, root: Path, arguments: list[str], code: int, words: str
) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    given = [claim if a == "CLAIM" else a for a in arguments]
    refused = curate(*given, "-w", root)
    assert (refused.exit_code, words in refused.stderr) == (code, True), refused.stderr
    assert listed(curate, root, "--reviewed-only") == []


def test_nobody_decides_nothing(
    curate: Curate, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CURATE_REVIEWER")
    claim = claim_of(curate, root, "cholecystokinin")
    refused = curate("decide", claim, "accept", "-w", root)
    assert (refused.exit_code, "nobody is named" in refused.stderr) == (2, True)


def test_the_database_is_made_again_from_records_and_annotations(
    curate: Curate, root: Path, tmp_path: Path
) -> None:
    ids = [str(c["claim_id"]) for c in listed(curate, root)]
    curate("decide", ids[0], "accept", "-w", root)
    curate("decide", ids[1], "reject", "--reviewer", "Ben Other", "-w", root)
    curate("decide", ids[2], "correct", "--set", "effect=none", "-w", root)
    anew = tmp_path / "anew"
    curate("init", anew)
    for file in (root / "annotations").iterdir():
        (anew / "annotations" / file.name).write_bytes(file.read_bytes())
    curate("import", tmp_path / "seven.xml", "-w", anew)
    curate("tag", "-w", anew)
    done = curate("annotations", "import", "-w", anew)
    assert "3 new decisions, 0 known already" in done.stderr
    for command in (["claims", "--all", "--json"], ["table"], ["claims", "--state", "rejected"]):
        assert curate(*command, "-w", anew).stdout == curate(*command, "-w", root).stdout
    before = {p.name: p.read_bytes() for p in (anew / "annotations").iterdir()}
    assert curate("annotations", "export", "-w", anew).exit_code == 0
    assert {p.name: p.read_bytes() for p in (anew / "annotations").iterdir()} == before
    assert sorted(before) == ["Ben%20Other.decisions.jsonl", "ada.decisions.jsonl"]


def test_a_merge_conflict_is_named_and_nothing_taken_in(curate: Curate, root: Path) -> None:
    ids = [str(c["claim_id"]) for c in listed(curate, root)]
    curate("decide", ids[0], "accept", "-w", root)
    path = root / "annotations" / "ada.decisions.jsonl"
    whole = path.read_text()
    broken = f"{whole}<<<<<<< HEAD\n{whole}"
    path.write_text(broken)
    refused = curate("annotations", "import", "-w", root)
    assert refused.exit_code == 3
    assert "ada.decisions.jsonl line 2: merge conflict mark" in refused.stderr
    # A decision made meanwhile is kept in the database, and the file stays as it is.
    kept = curate("annotations", "export", "-w", root)
    assert (kept.exit_code, "line 2" in kept.stderr) == (3, True)
    assert path.read_text() == broken


def test_tagging_again_tells_what_became_of_decisions(
    curate: Curate, root: Path, tmp_path: Path
) -> None:
    accepted = claim_of(curate, root, "cholecystokinin")
    curate("decide", accepted, "accept", "-w", root)
    text = (tmp_path / "seven.xml").read_text("utf-8")
    text = text.replace("cholecystokinin contributes to", "cholecystokinin clearly contributes to")
    (tmp_path / "changed.xml").write_text(text, "utf-8")
    assert curate("import", tmp_path / "changed.xml", "-w", root).exit_code == 0
    done = curate("tag", "-w", root)
    assert done.exit_code == 0
    assert "Decisions on these records, 1 in all:" in done.stderr
    (found,) = listed(curate, root, "--search", "cholecystokinin", "--reviewed-only")
    assert (found["state"], found["claim_id"] == accepted) == ("accepted", False)
    assert "1 moved: on the claim that now stands in its place" in done.stderr
    report = loaded(curate("tag", "--json", "-w", root))
    assert report["decisions"] == {"kept": 0, "moved": 0, "changed": 0, "orphaned": 0}
