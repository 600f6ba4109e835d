"""Rules about the code itself: layers, types, style, size, and what the README says."""

import ast
import importlib.metadata
import inspect
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import curate
from curate.cli.app import COMMANDS
from curate.core import errors

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "curate"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
HEAVY = (
    "spacy",
    "thinc",
    "Bio",
    "sqlite_utils",
    "datasette",
    "numpy",
    "rich.progress",
    "cassis",
    "lxml",
    "textual",
    "docx",
    "xlsxwriter",
    "resvg_py",
)
PLAIN = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONPATH": str(ROOT)}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a module of this Python in the checkout, its output plain."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | PLAIN,
        text=True,
    )


@pytest.mark.parametrize(
    "command",
    [("mypy",), ("ruff", "check"), ("ruff", "format", "--check")],
    ids=" ".join,
)
def test_the_checkers_are_content(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_import_contracts_hold() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | PLAIN,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_is_as_generated() -> None:
    done = run("cogapp", "--check", "--diff", "README.md")
    assert done.returncode == 0, done.stdout + done.stderr


def loaded_by(*arguments: str) -> set[str]:
    """Run a command in a fresh Python, and return the modules that it loaded."""
    code = (
        "import sys\n"
        "from curate.cli.app import app\n"
        f"try: app({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env=os.environ | PLAIN,
        text=True,
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "argument", ["--help", "--version", "fetch --help", "tag --help", "review --help"]
)
def test_help_loads_nothing_heavy(argument: str) -> None:
    assert set(HEAVY) & loaded_by(*argument.split()) == set()


@pytest.mark.parametrize(("argument", "own"), [("--version", set()), ("init --help", {"init"})])
def test_a_command_loads_no_other(argument: str, own: set[str]) -> None:
    modules = {listed.where.partition(":")[0] for listed in COMMANDS.values()}
    loaded = loaded_by(*argument.split())
    assert {m for m in modules if f"curate.cli.{m}" in loaded} == own


def test_the_matrix_loads_no_other_view(tmp_path: Path) -> None:
    loaded_by("init", str(tmp_path / "review"))
    loaded = loaded_by("table", "-w", str(tmp_path / "review"))
    assert "curate.formats.text" in loaded
    other = {"curate.workflow.viewing", "curate.workflow.editions", "curate.core.comparison"}
    unneeded = {"curate.formats.flat_text", "rich.table", "spacy", "Bio", "sqlite_utils", "numpy"}
    assert loaded & {*other, *unneeded} == set()


def test_a_package_loads_no_module_of_its_own_by_itself() -> None:
    code = "import sys, curate.core, curate.workflow; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True
    )
    loaded = {m for m in done.stdout.split() if m.startswith("curate")}
    assert loaded == {"curate", "curate.core", "curate.workflow"}


def test_all_is_what_is_exported() -> None:
    assert sorted(curate.__all__) == sorted(curate._MODULES)
    public = {
        name
        for name in dir(curate)
        if not name.startswith("_") and not inspect.ismodule(getattr(curate, name))
    }
    assert public - {"TYPE_CHECKING", "import_module"} == set(curate.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        curate.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_the_checker_and_python_agree_on_where_public_names_stand() -> None:
    typed = next(
        node.body
        for node in ast.parse((PACKAGE / "__init__.py").read_text("utf-8")).body
        if isinstance(node, ast.If)
    )
    declared = {
        alias.name: node.module
        for node in typed
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert declared == {n: f"curate.core.{module}" for n, module in curate._MODULES.items()}


@pytest.mark.parametrize("name", curate.__all__)
def test_public_names_are_documented(name: str) -> None:
    assert inspect.getdoc(getattr(curate, name))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_owns(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text))
    assert path.stem not in {"utils", "helpers", "common", "misc"}


def test_every_error_is_in_the_tree_with_its_code() -> None:
    classes = {
        name: value
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, errors.CurateError)
    }
    tree = errors.__doc__ or ""
    assert classes.keys() <= set(re.findall(r"\w+", tree))
    drawn = {name: int(code) for name, code in re.findall(r"(\w+) \((\d)\)", tree)}
    assert drawn
    assert drawn == {name: classes[name].exit_code for name in drawn}


def test_no_tracked_text_names_this_machine() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:work|root|home|farm)/\w")
    paths = [*MODULES, *TESTS, ROOT / "README.md", ROOT / "pyproject.toml", ROOT / ".ci" / "run"]
    named = [p for p in paths if p != Path(__file__) and pattern.search(p.read_text("utf-8"))]
    assert named == []


def test_ci_runs_the_readme_test_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^python3 -m venv .*pytest.*$", readme, flags=re.MULTILINE)
    assert len(commands) == 1
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == commands[0]


def test_a_dependency_is_declared_for_every_import() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    # What a user may add counts too; what only development needs does not.
    extras = [
        d for name, e in project["optional-dependencies"].items() if name != "dev" for d in e
    ]
    declared = {re.split(r"[^\w-]", d)[0].lower() for d in (*project["dependencies"], *extras)}
    by_import = importlib.metadata.packages_distributions()
    imported: set[str] = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    needed = {
        by_import[name][0].lower() for name in imported - set(sys.stdlib_module_names) - {"curate"}
    }
    assert needed
    assert {n.replace("_", "-") for n in needed} <= {d.replace("_", "-") for d in declared}
