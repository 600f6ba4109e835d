"""Claims to annotation tools and back, as a user does it."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Curate, loaded
from tests.cli.records import FIRST, write_records

FORMATS = pytest.mark.parametrize("form", ["brat", "web-annotation", "inception"])


@pytest.fixture
def root(curate: Curate, workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace of seven tagged records."""
    records = write_records(tmp_path / "seven.xml", 7)
    assert curate("import", records, "-w", workspace).exit_code == 0
    assert curate("tag", "-w", workspace).exit_code == 0
    return workspace


@pytest.fixture
def brat(curate: Curate, root: Path, tmp_path: Path) -> Path:
    """Return a folder for brat."""
    path = tmp_path / "for brat"
    done = curate("annotations", "export", "--format", "brat", "-o", path, "-w", root)
    assert done.exit_code == 0, done.stderr
    return path


def take_in(curate: Curate, root: Path, path: Path, *options: str) -> object:
    result = curate(
        *("annotations", "import", "--format", "brat", path, "--reviewer", "ada", "--json"),
        *("-w", root, *options),
    )
    assert result.exit_code == 0, result.stderr
    return loaded(result)


@FORMATS
def test_a_round_trip_decides_nothing(
    curate: Curate, root: Path, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "out"
    done = curate(
        *("annotations", "export", "-f", form, "-o", path, "--all", "--without-claims"),
        *("-w", root, "--json"),
    )
    assert done.exit_code == 0, done.stderr
    counts = loaded(done)
    assert (counts["records"], counts["failures"]) == (7, [])
    assert counts["claims"] >= 7
    assert f"claims in 7 records to {path}" in done.stderr
    back = curate("annotations", "import", "-f", form, path, "--reviewer", "ada", "-w", root)
    assert back.exit_code == 0, back.stderr
    assert back.stderr == f"0 decisions, {counts['claims']} claims unchanged.\n"
    assert list((root / "annotations").glob("*.jsonl")) == []


def test_an_annotators_work_comes_in(curate: Curate, root: Path, brat: Path) -> None:
    one, two, three = (brat / f"{FIRST + n}.ann" for n in range(3))
    text = one.read_text("utf-8")
    one.write_text(text.replace("Effect E1 decreases", "Effect E1 increases"), "utf-8")
    text = two.read_text("utf-8")
    two.write_text(text.replace("State E1 unreviewed", "State E1 accepted"), "utf-8")
    text = three.read_text("utf-8")
    kept = [line for line in text.splitlines() if not re.search(r"\bE1\b", line)]
    three.write_text("\n".join(kept) + "\n", "utf-8")
    dry = take_in(curate, root, brat, "--dry-run")
    assert isinstance(dry, dict)
    assert dry["kept"] is False
    done = take_in(curate, root, brat)
    assert isinstance(done, dict)
    assert [d["verdict"] for d in done["decisions"]] == ["correct", "accept"]
    assert [d["verdict"] for d in dry["decisions"]] == ["correct", "accept"]
    assert [removed["pmid"] for removed in done["removed"]] == [str(FIRST + 2)]
    states = curate("claims", "--reviewed-only", "--json", "-w", root).stdout.splitlines()
    assert sorted(json.loads(line)["state"] for line in states) == ["accepted", "corrected"]
    journal = (root / "annotations" / "ada.decisions.jsonl").read_text("utf-8")
    assert len(journal.splitlines()) == 2
    again = take_in(curate, root, brat, "--removed-means-rejected")
    assert isinstance(again, dict)
    assert [d["verdict"] for d in again["decisions"]] == ["reject"]
    last = take_in(curate, root, brat, "--removed-means-rejected")
    assert isinstance(last, dict)
    assert (last["decisions"], last["removed"]) == ([], [])


def test_what_comes_in_is_told(curate: Curate, root: Path, brat: Path) -> None:
    one, two = (brat / f"{FIRST + n}.ann" for n in range(2))
    one.write_text(one.read_text("utf-8").replace("State E1 unreviewed", "State E1 unsure"))
    two.write_text(two.read_text("utf-8").split("E1\t")[0], "utf-8")
    done = curate("annotations", "import", "-f", "brat", brat, "--reviewer", "ada", "-w", root)
    assert done.exit_code == 0, done.stderr
    lines = done.stderr.splitlines()
    assert re.fullmatch(r"[0-9a-f]{16}  NMDA receptor .* tolerance: unsure by ada", lines[0])
    assert "taken out, stands as it was" in lines[1]
    assert "--removed-means-rejected" in lines[2]
    assert any("left aside: " in line and "Phenomenon" in line for line in lines)
    assert lines[-1] == "1 decisions, 6 claims unchanged."


def test_a_broken_file_changes_nothing(curate: Curate, root: Path, brat: Path) -> None:
    one, two = (brat / f"{FIRST + n}.ann" for n in range(2))
    one.write_text(one.read_text("utf-8").replace("State E1 unreviewed", "State E1 accepted"))
    two.write_text("T1 nonsense\n", "utf-8")
    done = curate("annotations", "import", "-f", "brat", brat, "--reviewer", "ada", "-w", root)
    assert done.exit_code == 3
    assert done.stderr.startswith(f"Error: {two} line 1: ")
    assert "\nHint: " in done.stderr
    assert curate("claims", "--reviewed-only", "-w", root).stdout == ""
    text = brat / f"{FIRST + 1}.txt"
    text.write_text(text.read_text("utf-8").replace("Rats", "Mice"), "utf-8")
    two.write_text("", "utf-8")
    done = curate("annotations", "import", "-f", "brat", brat, "--reviewer", "ada", "-w", root)
    assert done.exit_code == 3
    assert "first difference is at character" in done.stderr


def test_a_collection_goes_to_stdout(curate: Curate, root: Path) -> None:
    done = curate(*("annotations", "export", "-f", "web-annotation", "--pmid", FIRST, "-w", root))
    assert done.exit_code == 0, done.stderr
    assert loaded(done)["type"] == "AnnotationCollection"
    assert {item["target"] for item in loaded(done)["first"]["items"][:1]} == {
        f"https://pubmed.ncbi.nlm.nih.gov/{FIRST}/"
    }


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("export", "-f", "brat"), 2, "a folder"),
        (("export", "-f", "web-annotation", "--json"), 2, "both go to stdout"),
        (
            ("export", "-f", "brat", "-o", "new", "-m", "NMDA", "--without-claims"),
            2,
            "claims of all kinds",
        ),
        (("export", "-o", "x"), 2, "its place is annotations/"),
        (("export", "-f", "brat", "-o", ".", "-m", "NMDA"), 2, "annotator's work"),
        (("export", "-f", "brat", "-o", "new", "-m", "nothing"), 4, "no claim matches"),
        (("import", "-f", "brat", "--reviewer", "ada"), 2, "needs the files"),
        (("import", "-f", "brat", "."), 2, "nobody is named"),
        (("import", "-f", "brat", "--reviewer", "ada", "nowhere"), 3, "no such file"),
        (("import", "some.ann"), 2, "read from annotations/"),
        (("import", "--dry-run"), 2, "read from annotations/"),
    ],
)
def test_what_makes_no_sense_is_refused(
    curate: Curate,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    says: str,
) -> None:
    monkeypatch.chdir(root)
    done = curate("annotations", *arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert done.stderr.startswith("Error: ")
    assert says in done.stderr
    assert "Hint: " in done.stderr
    assert not (root / "new").exists()
