"""Screening from the command line, and what follows from it."""

import json
from pathlib import Path

import pytest
from typer.testing import Result

from tests.cli.conftest import Curate, loaded
from tests.cli.records import FIRST

ONE, TWO, THREE, FOUR = (str(FIRST + n) for n in range(4))


@pytest.fixture
def root(workspace: Path, curate: Curate, records: Path) -> Path:
    """Return a workspace with twelve tagged records."""
    for arguments in (("import", records), ("tag",)):
        assert curate(*arguments, "-w", workspace, "-q").exit_code == 0
    return workspace


@pytest.fixture
def screen(curate: Curate, root: Path, monkeypatch: pytest.MonkeyPatch) -> Curate:
    """Return a function that runs ``curate screen`` as Ada, unless it says otherwise."""
    monkeypatch.setenv("CURATE_REVIEWER", "Ada")

    def run(*arguments: object, stdin: str | None = None) -> Result:
        return curate("screen", *arguments, "-w", root, stdin=stdin)

    return run


def outcomes(screen: Curate, *options: str) -> dict[str, str]:
    result = screen("--list", "--json", *options)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {line["pmid"]: line["outcome"] for line in lines}


def pmids_of_claims(curate: Curate, root: Path, *options: str) -> set[str]:
    result = curate("claims", "--json", "-q", "-w", root, *options)
    return {json.loads(line)["pmid"] for line in result.stdout.splitlines()}


def test_include_exclude_and_think_again(screen: Curate) -> None:
    done = screen(ONE, TWO, ONE, "exclude", "--reason", "topic", "--note", " about\n sleep ")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Ada: 2 put down. These records now: 2 excluded.\n"
    assert screen(TWO, "include").exit_code == 0
    assert outcomes(screen, "--included", "--excluded") == {ONE: "excluded", TWO: "included"}
    again = screen(TWO, "include", "--json")
    assert loaded(again) == {"saved": [], "unchanged": 1, "outcomes": {TWO: "included"}}
    assert screen(TWO, "withdraw").exit_code == 0
    assert outcomes(screen)[TWO] == "unscreened"
    assert len(outcomes(screen)) == 12
    assert len(outcomes(screen, "--unscreened")) == 11


def test_two_reviewers_and_who_settles(curate: Curate, root: Path, screen: Curate) -> None:
    screen(ONE, "include", "--note", "fits")
    done = screen(ONE, "exclude", "--reason", "outcome", "--reviewer", "Bo")
    assert "1 disputed" in done.stderr
    assert "curate screen --adjudicate" in done.stderr
    listed = screen("--disputed")
    assert "Ada: include (fits)" in listed.stdout
    assert "Bo: exclude (outcome)" in listed.stdout
    assert f"Invented report {ONE}" in listed.stdout
    assert listed.stderr == "1 record: 1 disputed.\n"
    screen(ONE, "include", "--reviewer", "Cy", "--adjudicate")
    line = json.loads(screen("--included", "--json").stdout)
    status = curate("status", "-w", root)
    assert "Screened    1: 1 included" in status.stdout
    assert line["citation"] == f"Maker{int(ONE) % 7}, {1990 + int(ONE) % 30}"
    assert [v["reviewer"] for v in line["verdicts"]] == ["Ada", "Bo"]
    assert line["adjudication"]["reviewer"] == "Cy"
    screen(ONE, "withdraw", "--reviewer", "Cy", "--adjudicate")
    assert outcomes(screen, "--disputed") == {ONE: "disputed"}


def test_many_from_a_file(screen: Curate, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    path.write_text(f"pmid,verdict,reason\n{ONE},include,\n{TWO},exclude,topic\n", "utf-8")
    assert "2 put down" in screen("--from", path).stderr
    assert "0 put down, 2 as before" in screen("--from", path).stderr
    lines = "".join(f'{{"pmid": "{p}", "verdict": "unsure"}}\n' for p in (THREE, FOUR))
    assert "2 unsure" in screen("--from", "-", stdin=lines).stderr
    assert outcomes(screen, "--unsure") == {THREE: "unsure", FOUR: "unsure"}


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (f"{TWO},maybe,", 3, "line 3: verdict 'maybe'"),
        ("5,include,", 4, "line 3: the workspace has no record 5"),
        (f"{TWO},withdraw,", 2, "line 3: Ada has said nothing"),
    ],
)
def test_a_file_is_taken_whole_or_not_at_all(
    screen: Curate, tmp_path: Path, line: str, code: int, message: str
) -> None:
    path = tmp_path / "verdicts.csv"
    path.write_text(f"pmid,verdict,reason\n{ONE},include,\n{line}\n", "utf-8")
    result = screen("--from", path)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert "nothing was put down" in result.stderr
    assert set(outcomes(screen).values()) == {"unscreened"}


def test_withdrawing_twice_in_a_file(screen: Curate, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    path.write_text(f"pmid,verdict\n{ONE},include\n{ONE},withdraw\n{ONE},include\n", "utf-8")
    assert screen("--from", path).exit_code == 0
    assert outcomes(screen)[ONE] == "included"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((ONE, "exclude"), "an exclusion needs a reason"),
        ((ONE, "include", "--reason", "topic"), "include takes no reason"),
        ((ONE, "exclude", "--reason", "other"), "needs a note"),
        ((ONE, TWO), f"verdict '{TWO}' is none of"),
        (("include",), "include what?"),
        (("x1", "include"), "'x1' is not a PMID"),
        (("--list", "--reason", "topic"), "--reason and --note go with PMIDs"),
        ((ONE, "include", "--disputed"), "exclude each other"),
        (("--from", "f.csv", "--list"), "exclude each other"),
        (("--disputed", "--adjudicate"), "a list does not"),
        ((), "needs a terminal"),
        (("--json",), "--json goes with"),
    ],
)
def test_what_makes_no_sense(screen: Curate, arguments: tuple[str, ...], message: str) -> None:
    result = screen(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_reviewer_must_be_named(
    curate: Curate, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = curate("screen", ONE, "include", "-w", root)
    assert nobody.exit_code == 2
    assert "CURATE_REVIEWER" in nobody.stderr
    assert curate("screen", ONE, "include", "-w", root, "--reviewer", "../x").exit_code == 2
    settings = root / "curate.toml"
    settings.write_text('reviewer = "Eve"\n', "utf-8")
    assert "Eve: 1 put down" in curate("screen", ONE, "include", "-w", root).stderr
    monkeypatch.setenv("CURATE_REVIEWER", "Bo")
    assert "Bo: 1 put down" in curate("screen", ONE, "include", "-w", root).stderr


def test_claims_of_excluded_records_do_not_stand(
    curate: Curate, screen: Curate, root: Path
) -> None:
    everything = pmids_of_claims(curate, root)
    plain = curate("table", "-w", root).stdout
    assert "Screening" not in plain
    screen(ONE, TWO, "exclude", "--reason", "population")
    assert pmids_of_claims(curate, root) == everything - {ONE, TWO}
    assert pmids_of_claims(curate, root, "--excluded") == everything
    table = curate("table", "-w", root).stdout
    assert "screening excluded the record: claims of 2 records." in " ".join(table.split())
    assert "Screening: 12 identified; 2 screened; 2 excluded (population 2);" in " ".join(
        table.split()
    )
    assert f"PMID: {ONE}" not in table
    screen(ONE, TWO, "withdraw")
    assert curate("table", "-w", root).stdout.count(f"PMID: {ONE}") == plain.count(f"PMID: {ONE}")


def test_prisma_in_every_form(curate: Curate, screen: Curate, root: Path, tmp_path: Path) -> None:
    screen(ONE, "include")
    screen(TWO, "exclude", "--reason", "language")
    text = curate("prisma", "-w", root)
    assert "Records identified (n = 12)" in text.stdout
    assert "10 records are not screened; see: curate screen" in text.stderr
    found = loaded(curate("prisma", "--format", "json", "-w", root, "-q"))
    assert found["records_excluded"] == {"reasons": {"language": 1}, "total": 1}
    assert found["reports_included"] == 1
    for name, start in (("f.svg", "<svg "), ("f.json", "{"), ("f.txt", "PRISMA")):
        path = tmp_path / name
        result = curate("prisma", "-o", path, "-w", root)
        assert (result.exit_code, result.stdout) == (0, "")
        assert path.read_text("utf-8").startswith(start)
    wrong = curate("prisma", "-o", tmp_path / "f.png", "-w", root)
    assert (wrong.exit_code, ".svg" in wrong.stderr) == (2, True)


def test_prisma_of_an_empty_workspace(curate: Curate, workspace: Path) -> None:
    result = curate("prisma", "-w", workspace)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Records identified (n = 0)" in result.stdout


def test_screenings_travel_in_annotations(
    curate: Curate, screen: Curate, root: Path, tmp_path: Path, records: Path
) -> None:
    assert screen(ONE, TWO, "exclude", "--reason", "topic").exit_code == 0
    assert screen(TWO, "include", "--reviewer", "Bo Ö").exit_code == 0
    files = sorted((root / "annotations").glob("*.jsonl"))
    assert [p.name for p in files] == ["Ada.decisions.jsonl", "Bo%20%C3%96.decisions.jsonl"]
    written = {p.name: p.read_bytes() for p in files}
    other = tmp_path / "other"
    assert curate("init", other).exit_code == 0
    for name, data in written.items():
        (other / "annotations" / name).write_bytes(data)
    for arguments in (("import", records), ("tag",)):
        assert curate(*arguments, "-w", other, "-q").exit_code == 0
    done = curate("annotations", "import", "-w", other)
    assert "3 new screenings, 0 known already." in done.stderr
    again = curate("annotations", "import", "-w", other)
    assert "0 new screenings, 3 known already." in again.stderr
    assert curate("table", "-w", other).stdout == curate("table", "-w", root).stdout
    assert curate("prisma", "-w", other).stdout == curate("prisma", "-w", root).stdout
    for path in files:
        path.unlink()
    assert curate("annotations", "export", "-w", root).exit_code == 0
    assert {p.name: p.read_bytes() for p in (root / "annotations").glob("*.jsonl")} == written


def test_what_an_earlier_run_did_not_write_is_written(screen: Curate, root: Path) -> None:
    screen(ONE, "include")
    path = root / "annotations" / "Ada.decisions.jsonl"
    first = path.read_bytes()
    path.unlink()
    screen(TWO, "include")
    assert path.read_bytes().startswith(first)
    assert path.read_bytes().count(b"\n") == 2


def test_a_broken_line_in_annotations_lets_nothing_in(
    curate: Curate, screen: Curate, root: Path
) -> None:
    screen(ONE, "include")
    path = root / "annotations" / "Bo.decisions.jsonl"
    lines = (root / "annotations" / "Ada.decisions.jsonl").read_text("utf-8")
    path.write_text(lines.replace("Ada", "Bo"), "utf-8")
    result = curate("annotations", "import", "-w", root)
    assert result.exit_code == 3
    assert "Bo.decisions.jsonl line 1: screening_id" in result.stderr
    assert outcomes(screen, "--included") == {ONE: "included"}
