"""Screening at a terminal: scripted keys, and a real terminal that is killed."""

import io
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console

from curate.cli.screening_session import REASON_KEYS, ScreeningSession
from curate.core.screening import ExclusionReason, Outcome, Verdict, standing
from curate.store.database import SqliteStore
from curate.workflow import screening
from tests.cli.conftest import Curate
from tests.cli.records import FIRST
from tests.screenings import said
from tests.store import made
from tests.workflow.fakes import FakeJournal

OTHER = next(key for key, reason in REASON_KEYS.items() if reason is ExclusionReason.OTHER)
TOPIC = next(key for key, reason in REASON_KEYS.items() if reason is ExclusionReason.TOPIC)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with SqliteStore(None) as filled:
        records = [made.article(n, title=f"Record number {n}") for n in range(3)]
        filled.save_records([*records, made.article(3, title="No\x1b[31m", sections=())])
        yield filled


class Player:
    """Plays keys and lines to a session, and keeps what each screen showed."""

    def __init__(self, store: SqliteStore, *, reviewer: str = "Ada", adjudicates: bool = False):
        self.store = store
        self.reviewer = reviewer
        self.adjudicates = adjudicates
        self.out = io.StringIO()
        self.journal = FakeJournal()
        self.screens: list[str] = []
        self.prompts: list[str] = []

    def play(self, keys: str | list[str], *lines: str) -> dict[str, int]:
        pressed, typed = iter(keys), iter(lines)
        now = iter(range(0, 10_000, 10))

        def read_key() -> str:
            self.screens.append(self.out.getvalue())
            self.out.seek(0)
            self.out.truncate()
            try:
                return next(pressed)
            except StopIteration:
                raise EOFError from None

        def read_line(prompt: str) -> str:
            self.prompts.append(prompt)
            return next(typed)

        session = ScreeningSession(
            self.store,
            self.journal,
            screening.to_screen(self.store, reviewer=self.reviewer, adjudicates=self.adjudicates),
            reviewer=self.reviewer,
            adjudicates=self.adjudicates,
            console=Console(file=self.out, width=80),
            read_key=read_key,
            read_line=read_line,
            clock=lambda: float(next(now)),
        )
        return {verdict.value: count for verdict, count in session.run().items()}

    def outcomes(self) -> list[str]:
        found = standing(self.store.screenings())
        return [found[p].outcome.value if p in found else "" for p in map(made.pmid, range(4))]


def test_a_key_a_record(store: SqliteStore) -> None:
    player = Player(store)
    assert player.play(["i", "e", TOPIC, "u", "q"]) == {"include": 1, "exclude": 1, "unsure": 1}
    assert player.outcomes() == ["included", "excluded", "unsure", ""]
    assert "1 of 4" in player.screens[0]
    assert "Record number 0" in player.screens[0]
    assert "RESULTS: Microglia drove the tolerance." in player.screens[0]
    assert "Brackwater, 2011" in player.screens[0]
    assert "topic: is about another question" in player.screens[2]
    assert "3 judged" in player.screens[4]
    assert player.journal.written == list(store.screenings())
    assert "No abstract." in player.screens[4]
    assert "\x1b" not in player.screens[4]


def test_what_is_left_is_taken_up_again(store: SqliteStore) -> None:
    Player(store).play("iq")
    player = Player(store)
    player.play("q")
    assert "1 of 3" in player.screens[0]
    assert "Record number 1" in player.screens[0]
    other = Player(store, reviewer="Bo")
    other.play("q")
    assert "1 of 4" in other.screens[0]


def test_back_changes_a_verdict(store: SqliteStore) -> None:
    player = Player(store)
    player.play("bibuq")
    assert "You said: include" in player.screens[3]
    assert player.outcomes()[0] == "unsure"
    assert [s.verdict for s in store.screenings()] == [Verdict.INCLUDE, Verdict.UNSURE]


def test_skip_to_the_end_and_back(store: SqliteStore) -> None:
    player = Player(store)
    assert player.play("ssssisunbiq") == {"include": 1}
    assert "That was the last one." in player.screens[4]
    assert player.outcomes() == ["", "", "", "included"]


def test_an_exclusion_can_be_thought_better_of(store: SqliteStore) -> None:
    player = Player(store)
    assert player.play(["e", "\x1b", "e", "?", "\x7f", "q"]) == {}
    assert store.screenings() == ()


def test_other_asks_for_a_note(store: SqliteStore) -> None:
    player = Player(store)
    player.play(["e", OTHER, "e", OTHER, "q"], "  ", " only  a letter ")
    assert player.prompts == ["Other, namely: "] * 2
    (screening,) = store.screenings()
    assert (screening.reason, screening.note) == (ExclusionReason.OTHER, "only a letter")


def test_a_note_goes_with_the_verdict(store: SqliteStore) -> None:
    player = Player(store)
    player.play("niiq", "look at the doses")
    assert "Note: look at the doses" in player.screens[1]
    assert [s.note for s in store.screenings()] == ["look at the doses", ""]


def test_keys_that_mean_nothing_do_nothing(store: SqliteStore) -> None:
    player = Player(store)
    assert player.play(["x", "\x1b[A", "\r", "", "I", "Q"]) == {"include": 1}


def test_keys_that_come_at_once_judge_one_record(store: SqliteStore) -> None:
    player = Player(store)
    assert player.play(["iii", "q"]) == {"include": 1}


def test_the_end_of_input_ends_it(store: SqliteStore) -> None:
    assert Player(store).play("i") == {"include": 1}


def test_nobody_sees_what_others_said_but_who_settles(store: SqliteStore) -> None:
    store.save_screenings(
        [said("Bo", "include", pmid=made.pmid(0)), said("Cy", "exclude", pmid=made.pmid(0))]
    )
    player = Player(store)
    player.play("q")
    assert "said" not in player.screens[0]
    settling = Player(store, reviewer="Dee", adjudicates=True)
    assert settling.play(["e", TOPIC, "b", "q"]) == {"exclude": 1}
    assert "Settling as Dee" in settling.screens[0]
    assert "Bo said: include" in settling.screens[0]
    assert "Cy said: exclude (topic)" in settling.screens[0]
    assert "You said: exclude (topic), which settles it" in settling.screens[3]
    assert settling.outcomes()[0] == Outcome.EXCLUDED
    assert screening.to_screen(store, reviewer="Dee", adjudicates=True) == []


def test_a_record_that_went_away_meanwhile(store: SqliteStore) -> None:
    player = Player(store)
    store._conn.execute("PRAGMA foreign_keys = OFF")
    wanted = screening.to_screen(store, reviewer="Ada")
    store._conn.execute("DELETE FROM articles WHERE pmid = ?", (int(wanted[0]),))
    player.play("q")
    assert "Record number 1" in player.screens[0]


def _read_until(terminal: int, pattern: str, seconds: float = 30.0) -> str:
    """Return what a terminal shows until a pattern is in it."""
    shown = ""
    deadline = time.monotonic() + seconds
    while not re.search(pattern, shown):
        ready, _, _ = select.select([terminal], [], [], max(deadline - time.monotonic(), 0))
        assert ready, shown
        shown += os.read(terminal, 65_536).decode(errors="replace")
    return shown


def _press(terminal: int, key: bytes, seconds: float = 30.0) -> None:
    """Press a key once somebody waits for single keys; what is typed before that is dropped."""
    termios = pytest.importorskip("termios")
    deadline = time.monotonic() + seconds
    while termios.tcgetattr(terminal)[3] & termios.ICANON:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.write(terminal, key)


@pytest.fixture
def at_terminal(
    workspace: Path, curate: Curate, records: Path
) -> Iterator[Callable[[], tuple[int, "subprocess.Popen[bytes]"]]]:
    """Return a function that starts ``curate screen`` in a terminal of its own."""
    pty = pytest.importorskip("pty")
    assert curate("import", records, "-w", workspace, "-q").exit_code == 0
    started: list[tuple[int, subprocess.Popen[bytes]]] = []

    def start() -> tuple[int, "subprocess.Popen[bytes]"]:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "curate", "screen", "-w", str(workspace)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | {"CURATE_REVIEWER": "Ada", "TERM": "xterm"},
            start_new_session=True,
        )
        os.close(theirs)
        started.append((ours, process))
        return ours, process

    yield start
    for ours, process in started:
        process.kill()
        process.wait()
        os.close(ours)


def test_a_killed_session_loses_only_the_verdict_being_typed(
    at_terminal: Callable[[], tuple[int, "subprocess.Popen[bytes]"]], workspace: Path
) -> None:
    terminal, process = at_terminal()
    _read_until(terminal, r"1 of 12(.|\n)*q quit")
    _press(terminal, b"i")
    _read_until(terminal, r"2 of 12(.|\n)*q quit")
    _press(terminal, b"e")
    _read_until(terminal, r"l  .*other")
    process.send_signal(signal.SIGKILL)
    process.wait()
    with SqliteStore(workspace / "curate.db") as store:
        assert [(s.pmid, s.verdict) for s in store.screenings()] == [(str(FIRST), Verdict.INCLUDE)]
    terminal, process = at_terminal()
    _read_until(terminal, r"1 of 11(.|\n)*q quit")
    _press(terminal, b"u")
    _read_until(terminal, r"2 of 11(.|\n)*q quit")
    _press(terminal, b"q")
    assert "Ada: 1 unsure; 10 records are left." in _read_until(terminal, "are left")
    assert process.wait(60) == 0


def test_ctrl_c_keeps_what_was_judged(
    at_terminal: Callable[[], tuple[int, "subprocess.Popen[bytes]"]], workspace: Path
) -> None:
    terminal, process = at_terminal()
    _read_until(terminal, r"1 of 12(.|\n)*q quit")
    _press(terminal, b"i")
    _read_until(terminal, r"2 of 12(.|\n)*q quit")
    _press(terminal, b"\x03")
    assert "What was finished is kept" in _read_until(terminal, "Hint: .*again")
    assert process.wait(60) == 130
    with SqliteStore(workspace / "curate.db") as store:
        assert len(store.screenings()) == 1
