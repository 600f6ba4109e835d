import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Self

import pytest

from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from curate.core.claim import Claim, State
from curate.core.claim_filter import ClaimFilter
from tests.cli.conftest import Curate, loaded
from tests.cli.judged import findings, judge

PATIENCE = 60


@pytest.fixture
def root(tagged_workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace in which ann and bo differ on the second, third and fourth claim."""
    found = tmp_path / "review"
    shutil.copytree(tagged_workspace, found)
    judge(found, "ann", "yyy~", findings(found))
    judge(found, "bo", "yn~y", findings(found))
    return found


@pytest.fixture(autouse=True)
def reviewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURATE_REVIEWER", "chair")


def states(root: Path) -> list[State]:
    """Return what became of the first four claims."""
    with open_store(open_workspace(root)) as store:
        return [store.claim(claim.claim_id).state for claim in findings(root)[:4]]


def disputed(root: Path) -> list[Claim]:
    with open_store(open_workspace(root)) as store:
        return list(store.claims(ClaimFilter(state=State.DISPUTED)))


def test_disputes_are_listed_with_their_sides(curate: Curate, root: Path) -> None:
    result = curate("adjudicate", "--list", "-w", root)
    assert result.stderr == "3 disputed claims.\n"
    text = " ".join(result.stdout.split())
    assert "1 ann accept: " in text
    assert "2 bo reject (no-relation)" in text
    assert "2 bo correct: effect involved; role involved" in text
    listed = loaded(curate("adjudicate", "--list", "--json", "-w", root))
    assert [d["claim_id"] for d in listed] == [c.claim_id for c in disputed(root)]
    assert [d["reviewer"] for d in listed[0]["sides"]] == ["ann", "bo"]
    assert {d["state"] for d in listed} == {"disputed"}


def test_a_dispute_is_settled_and_both_sides_stay(curate: Curate, root: Path) -> None:
    one, two, three = (claim.claim_id for claim in disputed(root))
    for arguments in (
        [one, "reject", "--reason", "direction", "--note", "see the figure"],
        [two, "--side", "bo"],
        [three, "correct", "--set", "certainty=asserted"],
    ):
        result = curate("adjudicate", "-w", root, *arguments)
        assert result.exit_code == 0, result.stderr
    assert states(root) == ["accepted", "rejected", "corrected", "corrected"]
    assert disputed(root) == []
    shown = " ".join(curate("show", one, "-w", root).stdout.split())
    for words in ("ann: accept", "bo: reject (no-relation)", "chair: settled: reject (direction)"):
        assert words in shown
    lines = (root / "annotations" / "chair.decisions.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["adjudicates"] for line in lines] == [True] * 3


def test_a_settlement_is_no_rating(curate: Curate, root: Path) -> None:
    before = loaded(curate("agreement", "--json", "-w", root))
    claim = disputed(root)[0].claim_id
    assert curate("adjudicate", claim, "reject", "-w", root).exit_code == 0
    assert loaded(curate("agreement", "--json", "-w", root)) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["CLAIM"], "a verdict or a side is needed"),
        (["CLAIM", "accept", "--side", "ann"], "and not both"),
        (["CLAIM", "--side", "ann", "--reason", "other"], "--side takes over"),
        (["CLAIM", "--side", "eve"], "eve did not judge this claim"),
        (["CLAIM", "--list"], "--list lists all"),
        (["CLAIM", "correct"], "nothing is corrected"),
        (["--side", "ann"], "which claim?"),
        ([], "there is no terminal"),
    ],
)
def test_what_makes_no_sense_is_refused(
    curate: Curate, root: Path, arguments: list[str], message: str
) -> None:
    claim = disputed(root)[0].claim_id
    given = [claim if a == "CLAIM" else a for a in arguments]
    result = curate("adjudicate", "-w", root, *given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert len(disputed(root)) == 3


def test_what_nobody_disputes_is_left_alone(curate: Curate, root: Path) -> None:
    accepted = findings(root)[0].claim_id
    result = curate("adjudicate", accepted, "reject", "-w", root)
    assert result.exit_code == 2
    assert "nobody disputes" in result.stderr
    assert states(root)[0] == "accepted"


class Terminal:
    """A run of curate at a terminal of its own: ``press`` answers what it ``shows``."""

    def __init__(self, *arguments: object) -> None:
        self._unread = ""
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "curate", *map(str, arguments)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def shows(self, words: str) -> str:
        """Wait until it shows these words, and return what it has shown up to them, unwrapped."""
        until = time.monotonic() + PATIENCE
        while words not in self._unread:
            assert time.monotonic() < until, f"it never showed {words!r}: {self._unread}"
            if select.select([self._ours], [], [], 0.1)[0]:
                more = os.read(self._ours, 65_536).decode(errors="replace")
                self._unread = re.sub(r"\s+", " ", self._unread + more)
        shown, _, self._unread = self._unread.partition(words)
        return shown

    def press(self, key: str) -> None:
        """Press a key, once it waits for one: what comes before is thrown away."""
        self._type(key, by_line=False)

    def enter(self, line: str) -> None:
        """Answer a question."""
        self._type(f"{line}\n", by_line=True)

    def _type(self, text: str, *, by_line: bool) -> None:
        until = time.monotonic() + PATIENCE
        while bool(termios.tcgetattr(self._ours)[3] & termios.ICANON) != by_line:
            assert time.monotonic() < until, "it waits for nothing"
            time.sleep(0.01)
        os.write(self._ours, text.encode())

    def ends(self) -> int:
        """Return its exit code."""
        return self._process.wait(PATIENCE)


def test_disputes_are_settled_a_key_each(root: Path) -> None:
    with Terminal("adjudicate", "-w", root) as at:
        assert "1 of 3" in at.shows("q quit")
        at.press("x")
        at.shows("No key 'x' here.")
        at.press("u")
        at.shows("nothing to undo")
        at.press("1")
        at.shows("It is accepted.")
        assert "2 of 3" in at.shows("q quit")
        at.press("r")
        at.shows("empty for none")
        at.enter("nonsense")
        at.shows("no reason is called 'nonsense'")
        at.press("r")
        at.shows("empty for none")
        at.enter("direction")
        at.shows("It is rejected.")
        assert "3 of 3" in at.shows("q quit")
        at.press("u")
        assert "2 of 3" in at.shows("q quit")
        at.press("s")
        assert "3 of 3" in at.shows("q quit")
        at.press("c")
        at.shows("FIELD=VALUE")
        at.enter("role=involved; certainty=asserted")
        at.shows("2 settled, 1 disputed claims left.")
        assert at.ends() == 0
    assert states(root) == ["accepted", "accepted", "disputed", "corrected"]


def test_what_was_settled_before_q_is_kept(curate: Curate, root: Path) -> None:
    with Terminal("adjudicate", "-w", root) as at:
        at.shows("q quit")
        at.press("2")
        assert "2 of 3" in at.shows("q quit")
        at.press("q")
        at.shows("1 settled, 2 disputed claims left.")
        assert at.ends() == 0
    assert states(root)[1] == "rejected"
    assert "2 disputed" in curate("adjudicate", "--list", "-w", root).stderr
