"""The small windows of the full screen: a choice, a line of text, a question, the keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from curate.cli.reviewing.words import help_lines


@dataclass(frozen=True, slots=True)
class Choosable:
    """A line of a menu: the key that takes it, its value, and what is shown."""

    key: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was taken from a menu, and the note that was typed with it."""

    value: str
    note: str


class Menu(ModalScreen[Chosen | None]):
    """
    A choice by one key, with a note if need be; Escape leaves without one.

    A value in ``note_needed`` is taken only with a note.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Leave")]

    def __init__(
        self,
        heading: str,
        choices: Sequence[Choosable],
        *,
        note_needed: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._heading = heading
        self._choices = {choice.key: choice for choice in choices}
        self._note_needed = note_needed

    def compose(self) -> ComposeResult:
        """Show the heading, the choices and a line for a note."""
        with Vertical(classes="window"):
            yield Static(Text(self._heading, style="bold"))
            yield OptionList(*map(_option, self._choices.values()), compact=True)
            yield Input(placeholder="Tab: a note with it", compact=True, id="note")
            yield Static(Text("key: take it · Enter: take the marked one · Esc: leave"), id="hint")

    def on_mount(self) -> None:
        """Put the cursor on the first choice."""
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    def on_key(self, event: Key) -> None:
        """Take the choice of a key; while a note is typed, keys are its letters."""
        choice = self._choices.get(event.character or "")
        if choice is not None and not self.query_one(Input).has_focus:
            event.stop()
            self.query_one(OptionList).highlighted = list(self._choices).index(choice.key)
            self._take(choice)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the marked choice."""
        self._take(self._choices[str(event.option.id)])

    def on_input_submitted(self) -> None:
        """Take the marked choice with the note."""
        at = self.query_one(OptionList).highlighted or 0
        self._take(list(self._choices.values())[at])

    def _take(self, choice: Choosable) -> None:
        note = self.query_one(Input)
        text = note.value.strip()
        if choice.value in self._note_needed and not text:
            self.query_one("#hint", Static).update(Text("Say what it is, then Enter", "bold red"))
            note.focus()
            return
        self.dismiss(Chosen(choice.value, text))


class Line(ModalScreen[str | None]):
    """One line of text; Escape leaves without."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Leave")]

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading

    def compose(self) -> ComposeResult:
        """Show the heading and the line."""
        with Vertical(classes="window"):
            yield Static(Text(self._heading, style="bold"))
            yield Input(compact=True)
            yield Static("Enter: keep it · Esc: leave")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the text, or nothing where there is none."""
        self.dismiss(event.value.strip() or None)


class Question(ModalScreen[bool]):
    """A question that only y says yes to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("y", "dismiss(True)", "Yes"),
        ("n,escape", "dismiss(False)", "No"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Show the question and its keys."""
        with Vertical(classes="window"):
            yield Static(Text(self._question, style="bold"))
            yield Static("y: yes · n or Esc: no")


class Help(ModalScreen[None]):
    """The keys and the reason codes."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,h,q,enter", "dismiss(None)", "Leave")]

    def compose(self) -> ComposeResult:
        """Show a line for each."""
        grid = Table.grid(padding=(0, 2))
        for key, meaning in help_lines():
            grid.add_row(Text(key, style="bold cyan"), Text(meaning))
        with VerticalScroll(classes="window"):
            yield Static(grid)
            yield Static("Esc: leave")


def _option(choice: Choosable) -> Option:
    text = Text(f"{choice.key}  ", style="bold cyan")
    return Option(text.append(choice.text, style="not bold default"), id=choice.key)
