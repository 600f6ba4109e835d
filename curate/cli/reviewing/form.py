"""The form that puts a claim right: every field, the words in the sentence, and what follows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import Suggester, SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static

from curate.cli.reviewing.words import FOLLOWS
from curate.core.claim import Claim
from curate.core.correction import CHOICES, FIELDS, changed_fields, correct, field_values
from curate.core.errors import CurateError
from curate.core.lexicon import Kind, Lexicon
from curate.core.review import ReasonCode
from curate.formats.plain import printable
from curate.formats.review_card import lettered_sentence, version_words

Submit = Callable[[Mapping[str, str], ReasonCode | None, str], None]


class Words(Suggester):
    """Completes what is typed with the words that come next in the sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(case_sensitive=False)
        self._sentence = sentence

    async def get_suggestion(self, value: str) -> str | None:
        """Return the sentence from there on to the end of the next word."""
        start = self._sentence.casefold().find(value.casefold())
        if start < 0 or not value.strip():
            return None
        end = start + len(value)
        following = next((n for n in range(end + 1, len(self._sentence)) if self._ends(n)), None)
        return self._sentence[start : following or len(self._sentence)]

    def _ends(self, at: int) -> bool:
        inside, outside = self._sentence[at - 1], self._sentence[at]
        return inside.isalnum() and not outside.isalnum()


class CorrectionForm(ModalScreen[bool]):
    """
    All fields of a claim; Ctrl+S keeps what was changed, Escape leaves.

    ``submit`` takes the changes, the reason and the note; the form stays open, with all that was
    typed, where it raises a CurateError.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+s", "save", "Keep"),
        ("escape", "dismiss(False)", "Leave"),
    ]

    def __init__(self, claim: Claim, lexicon: Lexicon, submit: Submit) -> None:
        super().__init__()
        self._claim = claim
        self._lexicon = lexicon
        self._submit = submit
        self._old = field_values(claim)

    def compose(self) -> ComposeResult:
        """Show the sentence, a line a field, and what the claim becomes."""
        with Vertical(classes="window", id="form"):
            yield Static(lettered_sentence(self._claim), id="sentence")
            with VerticalScroll(id="fields", can_focus=False):
                for name in FIELDS:
                    yield from _row(name, self._field(name))
                reasons = [(str(code), str(code)) for code in ReasonCode]
                yield from _row("reason", _select("reason", reasons, blank=True))
                yield from _row("note", Input(id="note", compact=True))
            yield Static(id="becomes")
            yield Static("Tab: next field · → takes a completion · Ctrl+S: keep · Esc: leave")

    def on_mount(self) -> None:
        """Say what the claim is, and begin with its mechanism."""
        self.query_one("#mechanism").focus()
        self._preview()

    @on(Input.Changed)
    @on(Select.Changed)
    def changed(self) -> None:
        """Say what the claim becomes."""
        self._preview()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Keep the changes."""
        reason = self.query_one("#reason", Select).value
        try:
            changes = self._changes()
            correct(self._claim, changes, self._lexicon)
            self._submit(
                changes,
                None if reason is Select.NULL else ReasonCode(str(reason)),
                self.query_one("#note", Input).value.strip(),
            )
        except CurateError as exc:
            self._complain(exc)
            return
        self.dismiss(True)

    def _field(self, name: str) -> Widget:
        value = self._old[name]
        if name == "phenomenon":
            known = [(t.label, t.term_id) for t in self._lexicon.of(Kind.PHENOMENON)]
            # A pack may have dropped the concept since.
            strange = [(value, value)] if value not in {i for _, i in known} else []
            return _select(name, [*known, *strange], value)
        if name == "role":
            overruled = value if self._claim.inference.overruled else ""
            return _select(
                name, [(FOLLOWS, ""), *((r, r) for r in map(str, CHOICES[name]))], overruled
            )
        if name in CHOICES:
            return _select(name, [(str(c), str(c)) for c in CHOICES[name]], value)
        return Input(value, id=name, compact=True, suggester=self._suggester(name))

    def _suggester(self, name: str) -> Suggester:
        if name == "mechanism":
            labels = [t.label for t in self._lexicon.of(Kind.MECHANISM)]
            return SuggestFromList(labels, case_sensitive=False)
        return Words(self._claim.sentence.text)

    def _changes(self) -> dict[str, str]:
        values = {}
        for name in FIELDS:
            widget = self.query_one(f"#{name}")
            if isinstance(widget, Select | Input):
                values[name] = str(widget.value)
        return changed_fields(self._claim, values)

    def _preview(self) -> None:
        try:
            changes = self._changes()
            becomes = correct(self._claim, changes, self._lexicon)
        except CurateError as exc:
            self._complain(exc)
            return
        text = Text("Becomes ", style="bold green") if changes else Text("Is ", style="bold")
        text.append(version_words(becomes), style="not bold default")
        if becomes.inference.overruled:
            text.append("; inference overruled", style="bold yellow")
        self.query_one("#becomes", Static).update(text)

    def _complain(self, exc: CurateError) -> None:
        text = Text("! ", style="bold red").append(printable(str(exc)))
        if exc.hint:
            text.append(f" ({printable(exc.hint)})", style="not bold default")
        self.query_one("#becomes", Static).update(text)


def _row(name: str, widget: Widget) -> Iterator[Widget]:
    yield Horizontal(Label(name.replace("_text", " words")), widget, classes="field")


def _select(
    name: str, options: Sequence[tuple[str, str]], value: str | None = None, *, blank: bool = False
) -> Select[str]:
    if blank:
        return Select(options, prompt="none", id=name, compact=True)
    return Select(options, value=value or "", allow_blank=False, id=name, compact=True)
