import shutil
from pathlib import Path

import pytest

from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from tests.cli.conftest import Curate, loaded
from tests.cli.judged import judge


@pytest.fixture
def root(tagged_workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace of tagged records to write to."""
    found = tmp_path / "review"
    shutil.copytree(tagged_workspace, found)
    return found


def test_an_audit_from_the_draw_to_the_table(curate: Curate, root: Path) -> None:
    drawn = curate("audit", "spring", "--size", 6, "--seed", 4, "-w", root)
    assert drawn.exit_code == 0, drawn.stderr
    assert drawn.stdout.startswith("Audit spring: 6 of ")
    assert "Judged blind  0 of 6" in drawn.stdout
    assert "6 left to judge: curate review --audit " in drawn.stderr
    assert (root / "annotations" / "spring.audit.jsonl").read_text("utf-8").count("\n") == 7
    with open_store(open_workspace(root)) as store:
        claims = list(store.audits("spring")[0].claims)

    judge(root, "ann", "yyyn", claims, audit="spring", as_read=False)
    part = curate("audit", "spring", "-w", root)
    assert "Judged blind  4 of 6 (ann 4)" in part.stdout
    assert "Audited precision" not in curate("table", "-w", root).stdout

    judge(root, "bo", "....y?", claims, audit="spring", as_read=False)
    done = curate("audit", "spring", "-w", root)
    assert "Judged blind  6 of 6 (ann 4, bo 2)" in done.stdout
    assert "Apart         1 unsure: in no figure" in done.stdout
    # Four of five; no mechanism has enough for a figure of its own.
    assert ["all", ".800", "[.376,", ".964]", ".800", "[.376,", ".964]", "4/0/1"] in [
        line.split() for line in done.stdout.splitlines()
    ]
    assert done.stderr == ""
    table = " ".join(curate("table", "-w", root).stdout.split())
    assert "Audited precision: 80.0% (95% interval 37.6% to 96.4%) right in all" in table
    assert "(audit spring); 1 unsure" in table

    report = loaded(curate("audit", "spring", "-w", root, "--json"))
    assert report["finished"] is True
    assert report["precision"] == {
        "right": 4,
        "flawed": 0,
        "wrong": 1,
        "strict": 0.8,
        "strict_interval": [0.3755, 0.9638],
        "link": 0.8,
        "link_interval": [0.3755, 0.9638],
    }
    assert loaded(curate("audit", "-w", root, "--json")) == [report]


def test_the_same_seed_draws_the_same(curate: Curate, root: Path) -> None:
    def drawn(name: str, *options: object) -> list[str]:
        result = curate("audit", name, "--size", 5, "-w", root, "--json", *options)
        left = loaded(result)["left"]
        assert isinstance(left, list)
        return left

    assert drawn("one", "--seed", 9) == drawn("two", "--seed", 9)
    assert drawn("three") != drawn("four")


def test_the_drawn_claims_can_be_listed(curate: Curate, root: Path) -> None:
    drawn = loaded(curate("audit", "spring", "--size", 4, "-w", root, "--json"))
    listed = curate("audit", "spring", "--list", "-w", root).stdout
    assert [line.split()[0] for line in listed.splitlines() if line[0] != " "] == drawn["left"]


def test_audits_are_listed_newest_first(curate: Curate, root: Path) -> None:
    nothing = curate("audit", "-w", root)
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr.startswith("No audit was drawn yet")
    for name in ("one", "two"):
        assert curate("audit", name, "--size", 3, "-w", root).exit_code == 0
    lines = curate("audit", "-w", root).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["audit", "two", "one"]
    assert "0 of 3" in lines[1]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["spring"], 4, "there is no audit 'spring'"),
        (["--size", 4], 2, "an audit needs a name"),
        (["--list"], 2, "an audit needs a name"),
        (["spring", "--seed", 4], 2, "--seed goes with --size"),
        (["../spring", "--size", 4], 2, "no audit's name"),
    ],
)
def test_what_makes_no_sense_is_refused(
    curate: Curate, root: Path, arguments: list[object], code: int, message: str
) -> None:
    result = curate("audit", "-w", root, *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("Error: ")
    assert message in result.stderr
    assert not list((root / "annotations").glob("*.audit.jsonl"))


def test_a_name_is_drawn_once(curate: Curate, root: Path) -> None:
    assert curate("audit", "spring", "--size", 3, "-w", root).exit_code == 0
    file = root / "annotations" / "spring.audit.jsonl"
    before = file.read_bytes()
    again = curate("audit", "spring", "--size", 5, "-w", root)
    assert again.exit_code == 2
    assert "was drawn already" in again.stderr
    assert file.read_bytes() == before


def test_an_audit_travels_with_the_annotations(
    curate: Curate, root: Path, tagged_workspace: Path, tmp_path: Path
) -> None:
    assert curate("audit", "spring", "--size", 3, "-w", root).exit_code == 0
    with open_store(open_workspace(root)) as store:
        claims = list(store.audits("spring")[0].claims)
    judge(root, "ann", "yyn", claims, audit="spring", as_read=False)
    anew = tmp_path / "anew"
    shutil.copytree(tagged_workspace, anew)
    shutil.copytree(root / "annotations", anew / "annotations", dirs_exist_ok=True)
    done = curate("annotations", "import", "-w", anew)
    assert done.stderr == "3 new decisions, 0 known already.\n1 new audits.\n"
    for command in (["audit", "spring"], ["audit", "spring", "--json"], ["table"]):
        assert curate(*command, "-w", anew).stdout == curate(*command, "-w", root).stdout
    file = anew / "annotations" / "spring.audit.jsonl"
    whole = file.read_bytes()
    file.unlink()
    assert "1 audits in" in curate("annotations", "export", "-w", anew).stderr
    assert file.read_bytes() == whole
