"""``curate review`` on a real terminal: the prompt, two people at once, and a sudden end."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from curate.core.claim import State
from curate.core.claim_filter import ClaimFilter
from curate.core.review import Decision, ReasonCode, Verdict
from curate.store.database import SqliteStore
from tests.cli.conftest import Curate

if os.name != "posix":
    pytest.skip("needs pseudo-terminals", allow_module_level=True)

from tests.terminal import Terminal

REVIEW = ("curate", "review", "--order", "record")
COUNT = 14
NEXT = "q:quit"
NO_KEY = ""
NO_LINE = "  "


@pytest.fixture
def root(tagged_workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace of one's own with fourteen claims in twelve records."""
    return Path(shutil.copytree(tagged_workspace, tmp_path / "review"))


@pytest.fixture
def store(root: Path) -> Iterator[SqliteStore]:
    with open_store(open_workspace(root)) as opened:
        yield opened


def sit(root: Path, *arguments: str, reviewer: str = "ada") -> Terminal:
    """Sit somebody down at a terminal."""
    environment = {"CURATE_WORKSPACE": str(root), "CURATE_REVIEWER": reviewer}
    return Terminal(*REVIEW, *arguments, environment=environment)


def made(store: SqliteStore, reviewer: str = "ada") -> list[Decision]:
    return list(store.decisions(reviewer=reviewer))


def written(root: Path, reviewer: str = "ada") -> list[str]:
    """Return the ids in a reviewer's journal."""
    path = root / "annotations" / f"{reviewer}.decisions.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line)["decision_id"] for line in lines]


def converse(terminal: Terminal, *exchange: tuple[str, str], place: int = 0) -> int:
    """
    Wait for a text, press a key, and so on; a key of several letters is typed as a line.

    Of keys that come faster than claims are shown the first counts, so every key needs its text.
    """
    for text, key in exchange:
        place = terminal.expect(text, after=place)
        if len(key) == 1:
            terminal.press(key)
        elif key != NO_KEY:
            terminal.type_line(key.strip())
    return place


def test_a_whole_review_at_the_prompt(root: Path, store: SqliteStore) -> None:
    with sit(root, "--plain") as terminal:
        place = converse(
            terminal,
            (f"1 of {COUNT} · {COUNT} left · ada", "a"),
            ("Accepted: NMDA receptor", NO_KEY),
            (NEXT, "r"),
            ("Why is it not right?", NO_KEY),
            ("0  other", "6"),
            ("Note (Enter: none): ", "no effect — κ"),
            ("Rejected (negation-missed)", NO_KEY),
            (NEXT, "r"),
            ("0  other", "0"),
            ("Note (Enter: none): ", NO_LINE),
            ("needs a note", NO_KEY),
            (NEXT, "u"),
            ("Left open as unsure", NO_KEY),
            (NEXT, "z"),
            ("Taken back, unsure", NO_KEY),
            (NEXT, "n"),
            ("Note (Enter: none): ", "to be looked up"),
            ("Noted", NO_KEY),
            (NEXT, "v"),
            ("only one version", NO_KEY),
            (NEXT, "g"),
            ("No claim ahead", NO_KEY),
            (NEXT, "h"),
            ("Press a key to go on", "x"),
            (NEXT, "i"),
            ("4  ~ involved", "4"),
            ("Note (Enter: none): ", NO_LINE),
            ("Corrected: ", NO_KEY),
            (NEXT, "s"),
            (f"5 of {COUNT}", NO_KEY),
            (NEXT, "b"),
            (f"4 of {COUNT}", NO_KEY),
            (NEXT, "q"),
        )
        assert terminal.end() == 0
        assert (
            f"1 accepted, 1 rejected, 1 noted, 1 corrected; {COUNT - 3} left"
            in (terminal.seen[place:])
        )
    acts = made(store)
    assert [d.verdict for d in acts] == [
        Verdict.ACCEPT,
        Verdict.REJECT,
        Verdict.UNSURE,
        Verdict.WITHDRAW,
        Verdict.COMMENT,
        Verdict.CORRECT,
    ]
    assert (acts[1].reason, acts[1].note) == (ReasonCode.NEGATION_MISSED, "no effect — κ")
    assert acts[5].corrected is not None
    assert acts[5].corrected.inference.overruled
    assert written(root) == [d.decision_id for d in acts]


def test_a_claim_is_put_right_at_the_prompt(root: Path, store: SqliteStore) -> None:
    fields = "A letter: change it"
    with sit(root, "--plain") as terminal:
        converse(
            terminal,
            (NEXT, "c"),
            (fields, "c"),
            ("4  none", "1"),
            ("Becomes: NMDA receptor ↓ inhibits", NO_KEY),
            (fields, "j"),
            ("phenomenon words (now: tolerance", "toleranz"),
            ("does not stand in the sentence", NO_KEY),
            (fields, "k"),
            ("exposure words (now: morphine", "-  "),
            ("(was morphine)", NO_KEY),
            (fields, "\r"),
            ("Note (Enter: none): ", "it says the opposite"),
            ("Corrected: NMDA receptor ↓ inhibits", NO_KEY),
            (NEXT, "c"),
            (fields, "\x1b"),
            ("Not corrected.", NO_KEY),
            (NEXT, "\x03"),
        )
        assert terminal.end() == 0
    (act,) = made(store)
    assert act.corrected is not None
    assert act.corrected.observation.effect.value == "increases"
    assert act.corrected.observation.exposure_span is None
    assert act.note == "it says the opposite"


def test_without_textual_the_prompt_is_there_and_says_how_to_get_the_screen(
    root: Path, tmp_path: Path
) -> None:
    # As if it were not installed.
    (tmp_path / "without.py").write_text(
        "import sys\nsys.modules['textual'] = None\n"
        "from curate.cli.app import app\napp(prog_name='curate')\n",
        "utf-8",
    )
    environment = {
        "CURATE_WORKSPACE": str(root),
        "CURATE_REVIEWER": "ada",
        "PYTHONPATH": str(tmp_path),
    }
    with Terminal("without", "review", environment=environment) as terminal:
        place = terminal.expect("pip install 'curate[review]'")
        terminal.expect(NEXT, after=place)
        terminal.press("q")
        assert terminal.end() == 0
        assert "Nothing decided" in terminal.seen


def test_the_full_screen_on_a_terminal(root: Path, store: SqliteStore) -> None:
    with sit(root) as terminal:
        terminal.expect("NMDA")
        terminal.write("a")
        terminal.until(lambda: len(made(store)) == 1, "a decision")
        terminal.write("q")
        assert terminal.end() == 0
        assert "1 accepted" in terminal.seen
        assert "The same command goes on." in terminal.seen


def test_two_people_at_once_lose_nothing(root: Path, store: SqliteStore) -> None:
    with sit(root, reviewer="ada") as ada, sit(root, "--plain", reviewer="bob") as bob:
        ada.expect("NMDA")
        place = bob.expect(NEXT)
        for number in range(1, COUNT + 1):
            # Neither waits for the other: both write to the database at the same time.
            ada.write("a" if number % 2 else "u")
            bob.press("u" if number % 3 else "a")
            place = bob.expect(NEXT, after=place)
            ada.until(lambda n=number: len(made(store, "ada")) == n, "ada's decision")  # type: ignore[misc]
        ada.write("q")
        bob.press("q")
        assert (ada.end(), bob.end()) == (0, 0)
    for name, accepted in (("ada", COUNT // 2), ("bob", COUNT // 3)):
        acts = made(store, name)
        assert len({d.claim_id for d in acts}) == len(acts) == COUNT
        assert sum(d.verdict is Verdict.ACCEPT for d in acts) == accepted
        assert written(root, name) == [d.decision_id for d in acts]
    reviews = [c.review for c in store.claims(ClaimFilter())]
    assert {r.reviewers for r in reviews if r is not None} == {("ada", "bob")}


@pytest.mark.parametrize("screen", ["--plain", "--quiet"])
def test_kill_loses_no_more_than_what_is_being_typed(
    root: Path, store: SqliteStore, screen: str
) -> None:
    with sit(root, screen) as terminal:
        place = terminal.expect("NMDA")
        for number in (1, 2, 3):
            if screen == "--plain":
                place = terminal.expect(NEXT, after=place)
                terminal.press("a")
            else:
                terminal.write("a")
            terminal.until(lambda n=number: len(made(store)) == n, "a decision")  # type: ignore[misc]
        terminal.until(lambda: len(written(root)) == 3, "the journal")
        terminal.expect(f"4 of {COUNT}")
        if screen == "--plain":
            terminal.expect(NEXT, after=place)
            terminal.press("r")
        else:
            terminal.write("r")
        terminal.expect("Why is it not right?")
        terminal.kill()
    acts = made(store)
    assert [d.verdict for d in acts] == [Verdict.ACCEPT] * 3
    assert written(root) == [d.decision_id for d in acts]
    with sit(root, "--plain") as terminal:
        terminal.expect(f"1 of {COUNT - 3}")
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.parametrize(
    ("point", "decided"),
    [
        ("curate.store.database:SqliteStore.decide 2 before", 1),
        ("curate.store.decisions:append 2 after", 1),
        ("curate.store.database:SqliteStore.decide 2 after", 2),
        ("curate.formats.journal:FileJournal.add 2 before", 2),
        ("os:fsync 2 before", 2),
        ("curate.formats.journal:FileJournal.add 2 after", 2),
    ],
)
def test_killed_while_an_act_is_kept(
    root: Path, store: SqliteStore, point: str, decided: int
) -> None:
    environment = {"CURATE_WORKSPACE": str(root), "CURATE_REVIEWER": "ada"}
    command = ("tests.killed", *point.split(), *REVIEW[1:], "--plain")
    with Terminal(*command, environment=environment) as terminal:
        place = terminal.expect(NEXT)
        terminal.press("a")
        terminal.expect(NEXT, after=place)
        terminal.press("u")
        assert terminal.end() == -9
    assert len(made(store)) == decided
    with sit(root, "--plain") as terminal:
        terminal.expect(f"1 of {COUNT - decided}")
        terminal.press("a")
        terminal.expect("2 of")
        terminal.press("q")
        assert terminal.end() == 0
    acts = made(store)
    assert len(acts) == decided + 1
    assert written(root) == [d.decision_id for d in acts]


def test_a_review_without_a_terminal_is_refused(curate: Curate, root: Path) -> None:
    for arguments in ([], ["--plain"]):
        result = curate("review", *arguments, "-w", root)
        assert result.exit_code == 2
        error, hint = result.stderr.splitlines()
        assert error.startswith("Error: a review needs a terminal")
        assert "curate decide" in hint


def test_nothing_to_review_is_said(root: Path, store: SqliteStore) -> None:
    with sit(root, "--mechanism", "nothing like it") as terminal:
        assert terminal.end() == 0
        assert "Nothing" in terminal.seen
    assert store.reviewers() == {}


def test_who_reviews_must_be_known(root: Path) -> None:
    with sit(root, reviewer="") as terminal:
        assert terminal.end() == 2
        assert "nobody is named as the reviewer" in terminal.seen


def test_a_blind_reviewer_cannot_choose_by_what_others_decided(root: Path) -> None:
    with sit(root, "--blind", "--state", State.DISPUTED) as terminal:
        assert terminal.end() == 2
        assert "Error: a blind reviewer" in terminal.seen


def test_an_audit_is_judged_blind_in_the_order_drawn(
    curate: Curate, root: Path, store: SqliteStore
) -> None:
    assert curate("audit", "spring", "--size", 4, "-w", root).exit_code == 0
    (drawn,) = store.audits("spring")
    environment = {"CURATE_WORKSPACE": str(root), "CURATE_REVIEWER": "ada"}
    command = ("curate", "review", "--audit", "spring", "--plain")
    with Terminal(*command, environment=environment) as terminal:
        converse(
            terminal,
            ("1 of 4 · 4 left · ada, audit spring", NO_KEY),
            (NEXT, "a"),
            (NEXT, "u"),
            (NEXT, "q"),
        )
        assert terminal.end() == 0
    acts = made(store)
    assert [d.claim_id for d in acts] == [c.claim_id for c in drawn.claims[:2]]
    assert {d.audit for d in acts} == {"spring"}
    assert {c.state for c in store.claims(ClaimFilter())} == {State.UNREVIEWED}
    assert "2 left to judge" in curate("audit", "spring", "-w", root).stderr


def test_an_audits_sample_is_not_filtered(root: Path) -> None:
    with sit(root, "--audit", "spring") as terminal:
        assert terminal.end() == 2
        assert "as it was drawn" in terminal.seen
