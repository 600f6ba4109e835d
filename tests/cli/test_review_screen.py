"""The full screen of ``curate review``, driven key by key."""

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from textual.pilot import Pilot
from textual.widgets import Input, Select, Static

from curate.cli.reviewing.form import CorrectionForm, Words
from curate.cli.reviewing.menus import Help, Menu
from curate.cli.reviewing.screen import ReviewApp
from curate.cli.wiring import lexicon, open_store, review_session
from curate.cli.workspace import open_workspace
from curate.core.act import Act
from curate.core.claim import Claim, State
from curate.core.claim_filter import ClaimFilter
from curate.core.queue import Choice, Order
from curate.core.review import Decision, ReasonCode, Verdict
from curate.core.signs import Effect, Role
from curate.store.database import SqliteStore
from curate.workflow.desk import ReviewDesk
from curate.workflow.queueing import Plan
from tests.cli.conftest import Curate

IN_ORDER = Plan(order=Order.RECORD)
COUNT = 14
Script = Callable[[Pilot[None], ReviewApp], Awaitable[None]]


@pytest.fixture
def root(tagged_workspace: Path, tmp_path: Path) -> Path:
    """Return a workspace of one's own with fourteen claims in twelve records."""
    return Path(shutil.copytree(tagged_workspace, tmp_path / "review"))


@pytest.fixture
def store(root: Path) -> Iterator[SqliteStore]:
    with open_store(open_workspace(root)) as opened:
        yield opened


Play = Callable[..., ReviewApp]


@pytest.fixture
def play(root: Path, store: SqliteStore) -> Play:
    """Return a function that sits somebody down and plays a script to the end."""

    def opens(url: str) -> bool:
        return url.startswith("https://pubmed.ncbi.nlm.nih.gov/")

    def run(
        script: Script | str,
        *,
        reviewer: str = "ada",
        plan: Plan = IN_ORDER,
        size: tuple[int, int] = (80, 24),
    ) -> ReviewApp:
        space = open_workspace(root).using(reviewer=reviewer)
        desk = ReviewDesk(store, review_session(space, store), plan)
        app = ReviewApp(desk, lexicon(space), open_url=opens)

        async def drive() -> None:
            async with app.run_test(size=size) as pilot:
                if isinstance(script, str):
                    await pilot.press(*script.split())
                else:
                    await script(pilot, app)

        asyncio.run(drive())
        return app

    return run


def text_of(app: ReviewApp, name: str) -> str:
    """Return what a part of the screen shows, as plain text."""
    console = Console(width=200)
    shown: Any = app.screen.query_one(name, Static).content
    with console.capture() as capture:
        console.print(shown)
    return capture.get()


def kept(store: SqliteStore, root: Path, reviewer: str = "ada") -> list[Decision]:
    """Return a reviewer's decisions, which the journal must hold as well."""
    made = list(store.decisions(reviewer=reviewer))
    path = root / "annotations" / f"{reviewer}.decisions.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [line["decision_id"] for line in lines] == [d.decision_id for d in made]
    return made


def in_order(store: SqliteStore) -> list[Claim]:
    return list(store.claims(ClaimFilter(rejected=True)))


def test_a_whole_review(play: Play, store: SqliteStore, root: Path) -> None:
    first, second, third, fourth, *_ = in_order(store)

    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        assert f"1 of {COUNT} · {COUNT} left · ada" in text_of(app, "#progress")
        card = text_of(app, "#card")
        assert "[A:MK-801] [C:attenuated] [E:morphine] [P:tolerance]" in " ".join(card.split())
        await pilot.press("a")
        assert "Accepted: NMDA receptor ↑ promotes: tolerance" in text_of(app, "#message")
        await pilot.press("r")
        assert isinstance(app.screen, Menu)
        await pilot.press("5")
        assert "Rejected (direction)" in text_of(app, "#message")
        await pilot.press("u")
        await pilot.press("n", *"odd", "enter")
        assert "Noted" in text_of(app, "#message")
        assert app.desk.number == 4
        await pilot.press("z", "z")
        assert "Taken back, unsure" in text_of(app, "#message")
        assert f"3 of {COUNT} · 2 done" in text_of(app, "#progress")
        await pilot.press("s", "b", "q")

    app = play(script)
    assert app.return_code == 0
    acts = kept(store, root)
    assert [(d.verdict, d.claim_id) for d in acts] == [
        (Verdict.ACCEPT, first.claim_id),
        (Verdict.REJECT, second.claim_id),
        (Verdict.UNSURE, third.claim_id),
        (Verdict.COMMENT, fourth.claim_id),
        (Verdict.WITHDRAW, fourth.claim_id),
        (Verdict.WITHDRAW, third.claim_id),
    ]
    assert acts[1].reason is ReasonCode.DIRECTION
    assert [c.state for c in in_order(store)[:4]] == [
        State.ACCEPTED,
        State.REJECTED,
        State.UNREVIEWED,
        State.UNREVIEWED,
    ]


def test_a_claim_that_somebody_else_judged_meanwhile_is_shown_again(
    play: Play, store: SqliteStore, root: Path
) -> None:
    claim = in_order(store)[0]

    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        space = open_workspace(root).using(reviewer="bob")
        correction = Act(claim=claim.claim_id, verdict=Verdict.CORRECT, changes={"role": "none"})
        review_session(space, store).decide(correction)
        await pilot.press("a")
        assert "while you looked at it" in " ".join(text_of(app, "#message").split())
        assert "NMDA receptor ○ no effect found" in text_of(app, "#card")
        await pilot.press("a")

    play(script)
    (act,) = kept(store, root)
    assert act.verdict is Verdict.CORRECT


def test_the_next_sitting_goes_on(play: Play, store: SqliteStore) -> None:
    play("a a q")

    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        assert f"1 of {COUNT - 2}" in text_of(app, "#progress")
        assert app.desk.item() is not None
        await pilot.press(*"a" * (COUNT - 2))
        assert "That was the last one" in text_of(app, "#card")
        assert "the end" in text_of(app, "#progress")
        # Where there is nothing to judge, keys for judging do nothing.
        await pilot.press(*"aruncivp")

    play(script)
    assert {c.state for c in in_order(store)} == {State.ACCEPTED}


def test_a_claim_is_put_right_in_the_form(play: Play, store: SqliteStore, root: Path) -> None:
    claim = in_order(store)[0]

    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        await pilot.press("c")
        form = app.screen
        assert isinstance(form, CorrectionForm)
        assert text_of(app, "#becomes").startswith("Is NMDA receptor ↑ promotes")
        form.query_one("#effect", Select).value = "increases"
        form.query_one("#certainty", Select).value = "hedged"
        form.query_one("#reason", Select).value = "direction"
        form.query_one("#agent_text", Input).value = "antagonist MK-801"
        form.query_one("#note", Input).value = "read it twice"
        await pilot.pause()
        becomes = text_of(app, "#becomes")
        assert becomes.startswith("Becomes NMDA receptor ↓ inhibits: tolerance")
        assert "hedged" in becomes
        await pilot.press("ctrl+s")
        assert "Corrected (direction): NMDA receptor ↓ inhibits" in text_of(app, "#message")

    play(script)
    (act,) = kept(store, root)
    assert (act.verdict, act.reason, act.note) == (
        Verdict.CORRECT,
        ReasonCode.DIRECTION,
        "read it twice",
    )
    assert act.corrected is not None
    seen = act.corrected.observation
    assert (seen.effect, seen.certainty.value) == (Effect.INCREASES, "hedged")
    assert seen.agent_span is not None
    assert seen.agent_span.text == "antagonist MK-801"
    assert act.corrected.inference.role is Role.INHIBITS
    assert store.claim(claim.claim_id).state is State.CORRECTED


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    play: Play, store: SqliteStore
) -> None:
    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        await pilot.press("c")
        words = app.screen.query_one("#phenomenon_text", Input)
        words.value = "toleranz"
        await pilot.pause()
        assert "does not stand in the sentence" in text_of(app, "#becomes")
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, CorrectionForm)
        assert words.value == "toleranz"
        words.value = "tolerance"
        await pilot.press("ctrl+s")
        assert "nothing is corrected" in text_of(app, "#becomes")
        await pilot.press("escape")
        assert not isinstance(app.screen, CorrectionForm)

    play(script)
    assert list(store.decisions()) == []


def test_the_inference_alone_is_overruled(play: Play, store: SqliteStore, root: Path) -> None:
    claim = in_order(store)[0]
    play("i 4")
    (act,) = kept(store, root)
    assert act.corrected is not None
    assert act.corrected.inference.overruled
    assert act.corrected.inference.role is Role.INVOLVED
    assert act.corrected.observation == claim.observation


def test_the_reason_other_needs_a_note(play: Play, store: SqliteStore, root: Path) -> None:
    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        await pilot.press("r", "0")
        assert isinstance(app.screen, Menu)
        assert "Say what it is" in text_of(app, "#hint")
        # Digits are letters of the note now.
        await pilot.press(*"10mg", "enter")

    play(script)
    (act,) = kept(store, root)
    assert (act.reason, act.note) == (ReasonCode.OTHER, "10mg")


def test_a_reason_is_chosen_with_the_cursor_too(
    play: Play, store: SqliteStore, root: Path
) -> None:
    play("r escape r down down enter")
    (act,) = kept(store, root)
    assert act.reason is ReasonCode.WRONG_MECHANISM


def test_two_reviewers_and_what_they_agree_on(play: Play, store: SqliteStore, root: Path) -> None:
    play("a a r 9", reviewer="bob")

    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        assert "bob: accept" in text_of(app, "#card")
        await pilot.press("g")
        question = text_of(app, ".window > Static")
        assert "Accept 2 claims ahead that all who judged them agree on (bob 2)?" in question
        await pilot.press("n")
        assert app.desk.left == COUNT
        await pilot.press("g", "y")
        assert "2 claims accepted." in text_of(app, "#message")
        assert "bob: reject (no-relation)" in text_of(app, "#card")
        await pilot.press("g")
        assert "No claim ahead" in text_of(app, "#message")

    play(script)
    assert [d.verdict for d in kept(store, root)] == [Verdict.ACCEPT] * 2
    assert len(kept(store, root, "bob")) == 3


def test_a_blind_reviewer_sees_nothing_of_the_others(play: Play) -> None:
    play("r 9", reviewer="bob")

    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        assert "ada, blind" in text_of(app, "#progress")
        assert "bob" not in text_of(app, "#card")
        await pilot.press("g")
        assert "No claim ahead" in text_of(app, "#message")

    play(script, plan=replace(IN_ORDER, blind=True))


def test_the_taggers_new_version_is_shown_and_can_be_taken(
    play: Play, store: SqliteStore, root: Path
) -> None:
    play("a")
    claim = in_order(store)[0]
    reading = store.reading(claim.pmid)
    assert reading is not None
    changed = tuple(
        replace(
            c,
            observation=replace(c.observation, effect=Effect.INCREASES),
            inference=replace(c.inference, role=Role.INHIBITS),
            review=None,
        )
        for c in reading.claims
    )
    store.save_readings("another", [replace(reading, claims=changed)])

    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        assert "▶ NMDA receptor ↑ promotes" in text_of(app, "#card")
        await pilot.press("v")
        assert "▶ NMDA receptor ↓ inhibits" in text_of(app, "#card")
        await pilot.press("a", "v")
        assert "only one version" in text_of(app, "#message")

    play(script)
    assert store.claim(claim.claim_id).inference.role is Role.INHIBITS
    assert len(kept(store, root)) == 2


def test_help_pubmed_and_narrow_screens(play: Play) -> None:
    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        await pilot.press("h")
        assert isinstance(app.screen, Help)
        await pilot.press("escape", "p")
        assert "Opened https://pubmed.ncbi.nlm.nih.gov/900100001/" in text_of(app, "#message")
        await pilot.press("z")
        assert "Error: ada has no decision in force" in text_of(app, "#message")

    play(script, size=(40, 12))


def test_a_journal_that_cannot_be_written_is_said_and_the_desk_moves_on(
    play: Play, store: SqliteStore, root: Path
) -> None:
    async def script(pilot: Pilot[None], app: ReviewApp) -> None:
        (root / "annotations" / "ada.decisions.jsonl").mkdir()
        await pilot.press("a")
        assert "can't be" in text_of(app, "#message")
        await pilot.press("c")
        app.screen.query_one("#effect", Select).value = "involved"
        await pilot.press("ctrl+s")
        assert not isinstance(app.screen, CorrectionForm)
        assert app.desk.number == 3

    play(script)
    assert [d.verdict for d in store.decisions()] == [Verdict.ACCEPT, Verdict.CORRECT]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("nmda", "NMDA receptor"),
        ("NMDA rec", "NMDA receptor"),
        ("mk-8", "MK-801"),
        ("blocked toler", "blocked tolerance"),
        ("dynorphin", None),
        (" ", None),
    ],
)
def test_words_are_completed_from_the_sentence(typed: str, completed: str | None) -> None:
    words = Words("The NMDA receptor antagonist MK-801 blocked tolerance")
    assert asyncio.run(words.get_suggestion(typed)) == completed


def test_a_choice_of_claims(play: Play) -> None:
    play("a")
    app = play("q", plan=replace(IN_ORDER, choice=Choice.MINE))
    assert app.desk.total == 1


def test_two_at_the_screen_give_the_agreement_that_was_computed_by_hand(
    play: Play, root: Path, curate: Curate
) -> None:
    # Of fourteen claims ada rejects the last four and ben the last eight. The seventh is a
    # question, which is no finding to either: both say present of six, absent of five; by chance
    # (9 * 6 + 5 * 8) / 14 / 14 = 94/196 agree.
    reject = "r 9"
    blind = Plan(order=Order.RECORD, blind=True)
    play(" ".join(["a"] * 10 + [reject] * 4 + ["q"]), reviewer="ada", plan=blind)
    play(" ".join(["a"] * 6 + [reject] * 8 + ["q"]), reviewer="ben", plan=blind)
    report = json.loads(curate("agreement", "--json", "-w", root).stdout)
    assert report["judged"] == {"ada": COUNT, "ben": COUNT}
    pair = next(p for p in report["pairs"] if p["reviewers"] == ["ada", "ben"])
    figures = pair["aspects"]["claim"]
    assert figures["observed"]["value"] == 0.7857
    # (154 - 94) / (196 - 94)
    assert figures["kappa"]["value"] == 0.5882
