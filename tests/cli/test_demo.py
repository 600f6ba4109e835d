import shlex
import sys
from pathlib import Path

import pytest

from curate.cli.demo import program
from tests.cli.conftest import Curate


def test_the_demo_in_a_given_folder(
    curate: Curate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "look here"
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    result = curate("demo", root)
    assert result.exit_code == 0, result.stderr
    steps = [line for line in result.stderr.splitlines() if line.startswith("$ ")]
    assert [step.split()[2] for step in steps] == ["init", "import", "tag", "table"]
    assert "invented" in result.stderr
    assert "NMDA receptor" in result.stdout
    shown = next(line for line in result.stderr.splitlines() if line.startswith("  curate show"))
    assert curate(*shlex.split(shown)[1:]).exit_code == 0


def test_the_demo_again_does_nothing_twice(curate: Curate, tmp_path: Path) -> None:
    first = curate("demo", tmp_path / "d")
    again = curate("demo", tmp_path / "d")
    assert "Nothing to tag" in again.stderr
    assert again.stdout == first.stdout


def test_the_demo_finds_a_folder_by_itself(
    curate: Curate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = curate("demo", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    (made,) = tmp_path.iterdir()
    assert (made / "curate.db").is_file()


def test_the_demo_leaves_a_folder_of_other_things_alone(curate: Curate, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("x", "utf-8")
    assert curate("demo", tmp_path).exit_code == 5
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize(
    ("called", "on_path", "said"),
    [
        ("/opt/x/bin/curate", True, "curate"),
        ("/opt/x y/bin/curate", False, "'/opt/x y/bin/curate'"),
        ("/opt/x/curate/__main__.py", False, f"{shlex.quote(sys.executable)} -m curate"),
        ("/opt/x/bin/pytest", False, "curate"),
    ],
)
def test_the_hints_can_be_typed_as_they_stand(
    monkeypatch: pytest.MonkeyPatch, called: str, on_path: bool, said: str
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if on_path else None)
    monkeypatch.setattr("sys.argv", [called])
    assert program() == said
