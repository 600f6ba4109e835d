from pathlib import Path

from tests.cli.conftest import Curate, loaded


def test_the_packs_that_come_with_it(curate: Curate) -> None:
    (opioid,) = [p for p in loaded(curate("pack", "list", "--json")) if p["name"] == "opioid"]
    assert opioid["phenomenon"] == 5
    assert opioid["mechanism"] >= 60
    assert opioid["agent"] >= 100
    assert "opioid" in curate("pack", "list").stdout


def test_check_a_good_pack(curate: Curate) -> None:
    result = curate("pack", "check", "opioid")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "mechanisms" in result.stdout


def test_check_a_bad_pack_lists_every_problem(curate: Curate, tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text("name = 3\n", "utf-8")
    result = curate("pack", "check", tmp_path)
    assert (result.exit_code, result.stdout) == (5, "")
    assert "pack.toml" in result.stderr
    assert loaded(curate("pack", "check", tmp_path, "--json"))["problems"]


def test_an_unknown_pack(curate: Curate) -> None:
    result = curate("pack", "check", "no-such-pack")
    assert result.exit_code == 5
    assert "Hint: " in result.stderr


def test_tag_with_a_pack_that_is_not_there(curate: Curate, workspace: Path) -> None:
    assert curate("tag", "--pack", "no-such-pack", "-w", workspace).exit_code == 5


def test_gaps_lists_what_the_pack_does_not_know(curate: Curate, tmp_path: Path) -> None:
    root = tmp_path / "gaps"
    assert curate("demo", root, "--quiet").exit_code == 0
    result = curate("pack", "gaps", "--limit", "1", "-w", root)
    assert (result.exit_code, result.stderr) == (0, "")
    (line,) = result.stdout.splitlines()
    assert line.split()[0].isdigit()
    found = loaded(curate("pack", "gaps", "--json", "-w", root))
    counts = [gap["records"] for gap in found]
    assert counts == sorted(counts, reverse=True)
    assert found[0]["sentence"]


def test_gaps_of_an_empty_workspace(curate: Curate, workspace: Path) -> None:
    result = curate("pack", "gaps", "-w", workspace)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "knows every name" in result.stderr
