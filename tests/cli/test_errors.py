import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from curate.cli.errors import reports_errors
from curate.core import errors
from tests.cli.conftest import Curate

FAMILIES = [
    (errors.CurateError, 1),
    (errors.UsageError, 2),
    (errors.SourceUnavailable, 3),
    (errors.BadFile, 3),
    (errors.NotFound, 4),
    (errors.StoreBusy, 4),
    (errors.ConfigurationError, 5),
    (errors.PackError, 5),
]


def invoke(body: Callable[[], int | None]) -> Result:
    app = typer.Typer()
    app.command()(reports_errors(body))
    return CliRunner().invoke(app)


@pytest.mark.parametrize(("kind", "code"), FAMILIES)
def test_an_error_is_one_line_a_hint_and_a_code(kind: type[errors.CurateError], code: int) -> None:
    def body() -> int:
        raise kind("it is\n  broken", hint="mend it")

    result = invoke(body)
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr == "Error: it is broken\nHint: mend it\n"


def test_no_hint_no_line() -> None:
    def body() -> int:
        raise errors.CurateError("broken")

    assert invoke(body).stderr == "Error: broken\n"


def test_what_a_record_says_cannot_steer_the_terminal() -> None:
    def body() -> int:
        raise errors.CurateError("a \x1b[2J title")

    assert "\x1b" not in invoke(body).stderr


def test_ctrl_c_says_how_to_go_on() -> None:
    def body() -> int:
        raise KeyboardInterrupt

    result = invoke(body)
    assert result.exit_code == 130
    assert "run the same command again to go on" in result.stderr


def test_a_full_disk_is_no_traceback() -> None:
    def body() -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "table.html")

    result = invoke(body)
    assert (result.exit_code, result.stderr) == (1, "Error: table.html: No space left on device\n")


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (0, 0), (6, 6)])
def test_the_return_value_is_the_exit_code(returned: int | None, code: int) -> None:
    assert invoke(lambda: returned).exit_code == code


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["claims", "--no-such-option"],
        ["claims", "--role", "sideways"],
        ["fetch", "--max", "0", "x"],
        ["import"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_2(curate: Curate, arguments: list[str]) -> None:
    result = curate(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes are closed differently elsewhere")
def test_a_closed_pipe_is_quiet(tagged_workspace: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "curate", "claims", "-q", "-w", str(tagged_workspace)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), complaint) == (0, b"")
