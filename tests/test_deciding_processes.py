"""Deciding in several processes at once, and in processes that are killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from curate.cli.app import app
from curate.formats.journal import FileJournal
from tests.cli.records import write_records

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")


def run(root: Path, *arguments: str) -> str:
    """Run a command to its end in this process and return what it printed."""
    result = CliRunner().invoke(app, [*arguments, "-w", str(root)])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture(autouse=True)
def plain() -> Iterator[None]:
    """Hide the user's own settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("WORKSPACE", "PACK", "MODEL", "REVIEWER"):
            patch.delenv(f"CURATE_{name}", raising=False)
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a tagged workspace."""
    root = tmp_path / "review"
    assert CliRunner().invoke(app, ["init", str(root)]).exit_code == 0
    run(root, "import", str(write_records(tmp_path / "records.xml", 17)))
    run(root, "tag")
    return root


def claims(root: Path, *arguments: str) -> list[str]:
    lines = run(root, "claims", "--json", *arguments).splitlines()
    return [json.loads(line)["claim_id"] for line in lines]


def process(root: Path, module: tuple[str, ...], *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", *module, *arguments, "-w", str(root)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_people_who_decide_at_once_lose_nothing(root: Path, tmp_path: Path) -> None:
    ids = claims(root)
    assert len(ids) > 10
    running = []
    for name, verdict in (("ann", "accept"), ("ben", "reject")):
        for part in (0, 1):
            file = tmp_path / f"{name}{part}.jsonl"
            acts = [{"claim": claim, "verdict": verdict} for claim in ids[part::2]]
            file.write_text("".join(json.dumps(act) + "\n" for act in acts))
            arguments = ("decide", "--from", str(file), "--reviewer", name)
            running.append(process(root, ("curate",), *arguments))
    for one in running:
        _, complaint = one.communicate(timeout=120)
        assert one.returncode == 0, complaint
    assert sorted(claims(root, "--state", "disputed")) == sorted(ids)
    written = FileJournal(root / "annotations").decisions()
    assert sorted((d.reviewer, d.claim_id) for d in written) == sorted(
        (name, claim) for name in ("ann", "ben") for claim in ids
    )
    assert "0 new decisions" in CliRunner().invoke(
        app, ["annotations", "import", "-w", str(root)]
    ).stderr  # fmt: skip


@pytest.mark.parametrize(
    ("point", "kept"),
    [
        ("curate.store.decisions:append 1 before", 0),
        ("curate.store.decisions:append 1 after", 0),
        ("curate.store.database:SqliteStore.decide 1 after", 1),
        ("curate.formats.journal:FileJournal.add 1 before", 1),
        ("os:fsync 1 before", 1),
        ("os:fsync 1 after", 1),
        ("curate.formats.journal:FileJournal.add 1 after", 1),
    ],
)
def test_a_kill_loses_at_most_the_decision_being_made(root: Path, point: str, kept: int) -> None:
    first, second, third = claims(root)[:3]
    run(root, "decide", first, "accept", "--reviewer", "ann")
    arguments = ("decide", second, "reject", "--reviewer", "ann")
    killed = process(root, ("tests.killed", *point.split()), *arguments)
    _, complaint = killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL, complaint
    run(root, "decide", third, "accept", "--reviewer", "ann")
    expected = [first, *[second] * kept, third]
    written = FileJournal(root / "annotations").decisions()
    assert [d.claim_id for d in written] == expected
    assert claims(root, "--state", "accepted") == [c for c in claims(root) if c in {first, third}]
    assert claims(root, "--state", "rejected") == [second] * kept
