"""Editions of the table: saved, compared with what came later, and checked."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Curate, loaded
from tests.cli.records import FIRST, document, record, write_records

REVISED = "<DateRevised><Year>2030</Year><Month>1</Month><Day>1</Day></DateRevised>"


@pytest.fixture
def root(curate: Curate, workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace of seven tagged records and an edition of their table."""
    records = write_records(tmp_path / "seven.xml", 7)
    assert curate("import", records, "-w", workspace).exit_code == 0
    assert curate("tag", "-w", workspace).exit_code == 0
    saved = curate("table", "--edition", "first", "-w", workspace)
    assert saved.exit_code == 0, saved.stderr
    assert "Saved: the edition first." in saved.stderr
    return workspace


@pytest.fixture(autouse=True)
def reviewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURATE_REVIEWER", "ada")


def claim_of(curate: Curate, root: Path, words: str) -> str:
    result = curate("claims", "--json", "--search", words, "-w", root)
    (line,) = result.stdout.splitlines()
    return str(json.loads(line)["claim_id"])


def changes(curate: Curate, root: Path, *arguments: str) -> list[dict[str, object]]:
    result = curate("diff", "first", *arguments, "--format", "json", "-w", root)
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, object]] = loaded(result)["changes"]
    return found


def causes(curate: Curate, root: Path) -> list[tuple[object, object]]:
    return [(change["change"], change["cause"]) for change in changes(curate, root)]


def arrived(curate: Curate, root: Path, folder: Path, *records: str) -> None:
    file = folder / "later.xml"
    file.write_text(document(records), "utf-8")
    for arguments in (["import", file], ["tag"]):
        done = curate(*arguments, "-w", root)
        assert done.exit_code == 0, done.stderr


def test_nothing_changed_and_all_holds(curate: Curate, root: Path) -> None:
    assert changes(curate, root) == []
    assert "Nothing has changed." in curate("diff", "first", "-w", root).stdout
    checked = curate("check", "-w", root)
    assert checked.exit_code == 0
    assert checked.stdout == ""
    assert re.search(
        r"All holds: \d+ claims, \d+ citations of edition first, 0 decisions", checked.stderr
    )


def test_the_same_edition_again_is_left_alone_and_another_refused(
    curate: Curate, root: Path
) -> None:
    path = root / "annotations" / "editions" / "first.jsonl"
    before = path.read_bytes()
    again = curate("table", "--edition", "first", "-w", root)
    assert (again.exit_code, path.read_bytes()) == (0, before)
    assert "Held already" in again.stderr
    claim = claim_of(curate, root, "cholecystokinin")
    assert curate("decide", claim, "accept", "-w", root).exit_code == 0
    refused = curate("table", "--edition", "first", "-w", root)
    assert (refused.exit_code, path.read_bytes()) == (2, before)
    assert "an edition is never changed" in refused.stderr
    assert "Hint: Save it under another name" in refused.stderr


def test_a_new_paper(curate: Curate, root: Path, tmp_path: Path) -> None:
    arrived(curate, root, tmp_path, record(FIRST + 50, "Dynorphin promoted morphine tolerance."))
    (change,) = changes(curate, root)
    assert (change["change"], change["cause"]) == ("appeared", "new paper")
    assert (change["pmid"], change["after"]) == (
        str(FIRST + 50),
        "promotes, restates others' findings",
    )


def test_a_rejection_and_its_withdrawal(curate: Curate, root: Path) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    assert curate("decide", claim, "reject", "--reason", "direction", "-w", root).exit_code == 0
    (change,) = changes(curate, root)
    assert (change["change"], change["cause"]) == ("gone", "decision")
    assert str(change["detail"]).startswith("ada, ")
    assert str(change["detail"]).endswith(": reject")
    assert curate("table", "--edition", "second", "-w", root).exit_code == 0
    assert curate("undo", "-w", root).exit_code == 0
    result = curate("diff", "second", "-f", "json", "-w", root)
    assert result.exit_code == 0, result.stderr
    back = loaded(result)["changes"]
    assert [(c["change"], c["cause"]) for c in back] == [("appeared", "decision")]
    assert changes(curate, root) == []


def test_a_correction_turns_the_direction(curate: Curate, root: Path) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    done = curate("decide", claim, "correct", "--set", "effect=decreases", "-w", root)
    assert done.exit_code == 0, done.stderr
    (change,) = changes(curate, root)
    assert (change["change"], change["cause"]) == ("turned", "decision")
    assert (change["before"], change["after"]) == (
        "promotes, restates others' findings",
        "inhibits, restates others' findings, judged",
    )


def test_a_retraction(curate: Curate, root: Path, tmp_path: Path) -> None:
    retracted = record(FIRST + 1, "Spinal cholecystokinin contributes to morphine tolerance.")
    retracted = retracted.replace(
        "<Language>",
        "<PublicationTypeList><PublicationType UI=''>Retracted Publication</PublicationType>"
        "</PublicationTypeList><Language>",
    )
    retracted = retracted.replace("<Article PubModel", f"{REVISED}<Article PubModel")
    arrived(curate, root, tmp_path, retracted)
    assert ("gone", "standing of the paper") in causes(curate, root)
    checked = curate("check", "first", "-w", root)
    assert checked.exit_code == 8
    assert f"source retracted: PMID {FIRST + 1}" in checked.stdout


def test_a_changed_abstract(curate: Curate, root: Path, tmp_path: Path) -> None:
    changed = record(FIRST + 1, "Spinal cholecystokinin did not contribute to morphine tolerance.")
    changed = changed.replace("<Article PubModel", f"{REVISED}<Article PubModel")
    arrived(curate, root, tmp_path, changed)
    assert causes(curate, root) == [("turned", "record changed")]
    checked = curate("check", "--json", "-w", root)
    assert checked.exit_code == 8
    assert {f["fault"] for f in loaded(checked)["findings"]} == {
        "sentence not in the record",
        "no claim",
    }


def test_the_table_is_asked_for_as_it_was(curate: Curate, root: Path, tmp_path: Path) -> None:
    narrow = ("--phenomenon", "tolerance", "--role", "promotes", "--edition", "narrow")
    assert curate("table", *narrow, "-w", root).exit_code == 0
    assert "Nothing has changed." in curate("diff", "narrow", "-w", root).stdout
    wide = loaded(curate("diff", "narrow", "first", "-f", "json", "-w", root))["changes"]
    assert wide
    assert {change["cause"] for change in wide} == {"asked for otherwise"}


def test_a_table_that_is_split_is_kept_whole(curate: Curate, root: Path) -> None:
    """Split, a paper on animals and men stands in two columns: one of them was lost."""
    saved = curate("table", "--split", "--edition", "split", "-w", root)
    assert saved.exit_code == 0, saved.stderr
    assert "Nothing has changed." in curate("diff", "split", "-w", root).stdout
    assert "Nothing has changed." in curate("diff", "first", "split", "-w", root).stdout


def test_a_decision_that_only_one_place_has(curate: Curate, root: Path) -> None:
    claim = claim_of(curate, root, "cholecystokinin")
    assert curate("decide", claim, "accept", "-w", root).exit_code == 0
    assert curate("check", "-w", root).exit_code == 0
    journal = root / "annotations" / "ada.decisions.jsonl"
    written = journal.read_bytes()
    journal.unlink()
    checked = curate("check", "-w", root)
    assert checked.exit_code == 8
    assert "decision not in the journal" in checked.stdout
    assert "curate annotations export" in checked.stdout
    journal.write_bytes(written)
    assert curate("check", "-w", root).exit_code == 0


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_formats(curate: Curate, root: Path, tmp_path: Path, form: str) -> None:
    arrived(curate, root, tmp_path, record(FIRST + 50, "Dynorphin promoted morphine tolerance."))
    endings = {"text": "txt", "markdown": "md"}
    file = tmp_path / f"changes.{endings.get(form, form)}"
    assert curate("diff", "first", "-o", file, "-w", root).exit_code == 0
    printed = curate("diff", "first", "--format", form, "-w", root)
    written = file.read_text("utf-8")
    assert printed.stdout == written
    assert "new paper" in written
    assert str(FIRST + 50) in written


def test_the_exit_code_of_a_script(curate: Curate, root: Path, tmp_path: Path) -> None:
    assert curate("diff", "first", "--exit-code", "-w", root).exit_code == 0
    arrived(curate, root, tmp_path, record(FIRST + 50, "Dynorphin promoted morphine tolerance."))
    assert curate("diff", "first", "--exit-code", "-w", root).exit_code == 7
    assert curate("diff", "first", "-w", root).exit_code == 0


def test_editions_are_listed(curate: Curate, root: Path) -> None:
    assert re.fullmatch(
        r"first  \d{4}-\d\d-\d\d  \d+ citations\n", curate("diff", "-w", root).stdout
    )


def test_no_edition_yet(curate: Curate, workspace: Path) -> None:
    result = curate("diff", "-w", workspace)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "curate table --edition NAME" in result.stderr
    assert curate("check", "-w", workspace).exit_code == 0


@pytest.mark.parametrize("arguments", [("diff", "other"), ("check", "other")])
def test_an_edition_that_is_not_there(
    curate: Curate, root: Path, arguments: tuple[str, str]
) -> None:
    result = curate(*arguments, "-w", root)
    assert result.exit_code == 4
    assert "there is no edition 'other'" in result.stderr
    assert "Hint: There are: first" in result.stderr


def test_a_name_that_is_none(curate: Curate, root: Path) -> None:
    result = curate("table", "--edition", "../x", "-w", root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no edition's name" in result.stderr


@pytest.mark.parametrize(
    ("find", "put", "message"),
    [
        ('"form": 1', '"form": 9', "line 1: form 9"),
        ('"kind": "cited"', '"kind": "quoted"', "line 2: kind 'quoted' is unknown"),
        ('"role": "', '"role": "x', "is not a valid Role"),
        ('"name": "first"', '"name": "last"', "holds the edition 'last'"),
        ('"tool"', '"tol"', "tool is missing"),
    ],
)
def test_a_file_that_somebody_changed(
    curate: Curate, root: Path, find: str, put: str, message: str
) -> None:
    path = root / "annotations" / "editions" / "first.jsonl"
    path.write_text(path.read_text("utf-8").replace(find, put, 1), "utf-8")
    result = curate("diff", "first", "-w", root)
    assert result.exit_code == 3
    assert message in result.stderr
