from pathlib import Path

import pytest

from curate.cli.workspace import create_workspace, open_workspace
from curate.core.errors import ConfigurationError
from tests.cli.conftest import Curate


def contents(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_init_makes_all_of_it(curate: Curate, tmp_path: Path) -> None:
    root = tmp_path / "a new" / "review"
    result = curate("init", root)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"cd '{root}'" in result.stderr
    assert sorted(p.name for p in root.iterdir()) == [
        ".gitignore",
        "annotations",
        "corpus",
        "curate.db",
        "curate.toml",
    ]
    assert "curate.db*" in (root / ".gitignore").read_text("utf-8").splitlines()


def test_init_again_leaves_the_files_alone(curate: Curate, workspace: Path) -> None:
    (workspace / "curate.toml").write_text('email = "me@x.org"\n', "utf-8")
    before = contents(workspace)
    result = curate("init", workspace)
    assert result.exit_code == 0
    assert "is a workspace already" in result.stderr
    assert contents(workspace) == before


def test_init_mends_a_workspace_without_its_database(curate: Curate, workspace: Path) -> None:
    (workspace / "curate.db").unlink()
    assert curate("init", workspace).exit_code == 0
    assert curate("claims", "-w", workspace).exit_code == 0


def test_init_refuses_a_folder_of_other_things(curate: Curate, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("x", "utf-8")
    result = curate("init", tmp_path)
    assert result.exit_code == 5
    assert "nothing was changed" in result.stderr
    assert contents(tmp_path) == {"thesis.tex": b"x"}


def test_init_refuses_a_file(curate: Curate, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x", "utf-8")
    assert curate("init", path).exit_code == 5


def test_a_fresh_git_repository_can_become_a_workspace(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text("mine", "utf-8")
    assert create_workspace(tmp_path)
    assert not create_workspace(tmp_path)
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"


def test_found_by_option_then_variable_then_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = {name: tmp_path / name for name in ("option", "variable", "folder")}
    assert [create_workspace(root) for root in roots.values()] == [True, True, True]
    below = roots["folder"] / "corpus" / "deep"
    below.mkdir()
    monkeypatch.chdir(below)
    variable = {"CURATE_WORKSPACE": str(roots["variable"])}
    assert open_workspace(roots["option"], variable).root == roots["option"]
    assert open_workspace(None, variable).root == roots["variable"]
    assert open_workspace(None, {}).root == roots["folder"]


def test_no_workspace_is_said_with_a_hint(
    curate: Curate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = curate("claims")
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.splitlines() == [
        f"Error: {tmp_path} is not in a workspace",
        "Hint: Make one with: curate init DIR, or name one with -w DIR",
    ]


def test_a_named_folder_that_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no curate\.toml"):
        open_workspace(tmp_path, {})


def test_a_missing_database_is_a_store_error(curate: Curate, workspace: Path) -> None:
    (workspace / "curate.db").unlink()
    result = curate("claims", "-w", workspace)
    assert result.exit_code == 4
    assert "curate init" in result.stderr
