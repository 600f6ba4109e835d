"""The full screen of ``curate review``."""

import webbrowser
from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from curate.cli.reviewing.form import CorrectionForm
from curate.cli.reviewing.keys import KEYS, REASON_DIGITS, key_line
from curate.cli.reviewing.menus import Choosable, Chosen, Help, Line, Menu, Question
from curate.cli.reviewing.words import (
    END,
    agreed_words,
    done_words,
    progress,
    role_of_reviewer,
    undone_words,
)
from curate.core.citing import pubmed_url
from curate.core.errors import BadFile, CurateError
from curate.core.lexicon import Lexicon
from curate.core.review import REASONS, Decision, ReasonCode, Verdict
from curate.core.signs import Role
from curate.core.wording import DIRECTIONS
from curate.formats.plain import printable
from curate.formats.review_card import review_card
from curate.workflow.desk import ReviewDesk


class ReviewApp(App[None]):
    """
    Shows what is on the desk and turns keys into acts.

    ``open_url`` opens an address in a browser and says whether it could.
    """

    TITLE = "curate review"
    CSS_PATH = "screen.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key.key, key.act, key.label) for key in KEYS),
        Binding("question_mark", "help", show=False),
        Binding("ctrl+c", "quit", show=False),
    ]

    def __init__(
        self,
        desk: ReviewDesk,
        lexicon: Lexicon,
        *,
        open_url: Callable[[str], bool] = webbrowser.open,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._lexicon = lexicon
        self._open_url = open_url

    def compose(self) -> ComposeResult:
        """Lay out progress, claim, message and keys."""
        yield Static(id="progress")
        with VerticalScroll(id="desk"):
            yield Static(id="card")
        yield Static(id="message")
        yield Static(key_line(), id="keys")

    def on_mount(self) -> None:
        """Show the first claim."""
        self.query_one("#desk").focus()
        self._show()

    def action_accept(self) -> None:
        """Accept the claim as it is shown."""
        self._decide(Verdict.ACCEPT)

    def action_unsure(self) -> None:
        """Leave the claim open."""
        self._decide(Verdict.UNSURE)

    def action_reject(self) -> None:
        """Ask for a reason, and reject."""
        if self.desk.at_end:
            return
        codes = zip(REASON_DIGITS, REASONS.items(), strict=True)
        choices = [Choosable(d, code, f"{code}: {meaning}") for d, (code, meaning) in codes]
        menu = Menu("Why is it not right?", choices, note_needed=frozenset({ReasonCode.OTHER}))
        self.push_screen(menu, self._rejected)

    def action_correct(self) -> None:
        """Open the form."""
        item = self.desk.shown
        if item is not None:
            self.push_screen(CorrectionForm(item.claim, self._lexicon, self._correct))

    def action_overrule(self) -> None:
        """Ask for the role, and set it against what follows."""
        item = self.desk.shown
        if item is None:
            return
        choices = [
            Choosable(str(n), role, f"{sign.symbol} {sign.word}: {sign.meaning}")
            for n, (role, sign) in enumerate(DIRECTIONS.items(), start=1)
        ]
        heading = f"{printable(item.claim.inference.mechanism_label)}: what does it do?"
        self.push_screen(Menu(heading, choices), self._overruled)

    def action_note(self) -> None:
        """Ask for a note, and keep it."""
        if not self.desk.at_end:
            self.push_screen(Line("A note on this claim; it decides nothing"), self._noted)

    def action_undo(self) -> None:
        """Take back what was decided last."""
        self._attempt(lambda: undone_words(self.desk.undo()))

    def action_version(self) -> None:
        """Take the other version of the claim."""
        switched = self.desk.switch()
        self._show("" if switched else "There is only one version of this claim.")

    def action_agreed(self) -> None:
        """Accept what everybody agrees on, after a question."""
        agreed = self.desk.agreed()
        if not agreed.claim_ids:
            self._show("No claim ahead was judged by others who all agree on it.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._attempt(lambda: f"{self.desk.accept_agreed(agreed):,} claims accepted.")

        self.push_screen(Question(agreed_words(agreed)), answered)

    def action_pubmed(self) -> None:
        """Open the record at PubMed."""
        item = self.desk.shown
        if item is None:
            return
        url = pubmed_url(item.claim.pmid)
        if self._reads_in_terminal():
            with self.suspend():
                opened = self._open_url(url)
        else:
            opened = self._open_url(url)
        self._show(f"{'Opened' if opened else 'No browser opens here; the address is'} {url}")

    def action_skip(self) -> None:
        """Go on without a verdict."""
        self.desk.skip()
        self._show()

    def action_previous(self) -> None:
        """Go back."""
        self.desk.back()
        self._show()

    def action_help(self) -> None:
        """Show the keys."""
        self.push_screen(Help())

    def _rejected(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            self._decide(Verdict.REJECT, reason=ReasonCode(chosen.value), note=chosen.note)

    def _overruled(self, chosen: Chosen | None) -> None:
        if chosen is not None:
            changes = {"role": Role(chosen.value).value}
            self._decide(Verdict.CORRECT, changes=changes, note=chosen.note)

    def _noted(self, text: str | None) -> None:
        if text:
            self._decide(Verdict.COMMENT, note=text)

    def _correct(self, changes: Mapping[str, str], reason: ReasonCode | None, note: str) -> None:
        try:
            made = self.desk.decide(Verdict.CORRECT, changes=changes, reason=reason, note=note)
        except BadFile as exc:
            # It is kept, and the desk has moved on: the form must not hold it any longer.
            self._fail(exc)
        else:
            self._show(_told(made))

    def _decide(
        self,
        verdict: Verdict,
        *,
        reason: ReasonCode | None = None,
        note: str = "",
        changes: Mapping[str, str] | None = None,
    ) -> None:
        self._attempt(
            lambda: _told(self.desk.decide(verdict, reason=reason, note=note, changes=changes))
        )

    def _attempt(self, work: Callable[[], str]) -> None:
        """Do something that may fail, and show what is on the desk afterwards."""
        try:
            self._show(work())
        except CurateError as exc:
            self._fail(exc)

    def _fail(self, exc: CurateError) -> None:
        hint = f" Hint: {exc.hint}" if exc.hint else ""
        self._show(f"Error: {exc}{hint}", wrong=True)

    def _show(self, message: str = "", *, wrong: bool = False) -> None:
        item = self.desk.item()
        heading = f"{progress(self.desk)} · {role_of_reviewer(self.desk)}"
        self.query_one("#progress", Static).update(Text(heading))
        self.query_one("#card", Static).update(Text(END) if item is None else review_card(item))
        self.query_one("#message", Static).update(
            Text(printable(message), style="bold red" if wrong else "")
        )
        self.query_one("#desk").scroll_home(animate=False)

    def _reads_in_terminal(self) -> bool:
        """Say whether the browser is one such as lynx, that needs the terminal for itself."""
        try:
            return type(webbrowser.get()) is webbrowser.GenericBrowser
        except webbrowser.Error:
            return False


def _told(decision: Decision | None) -> str:
    return "" if decision is None else done_words(decision)
