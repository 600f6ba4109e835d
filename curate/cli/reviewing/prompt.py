"""The prompt of ``curate review``: a claim, a key, the next claim, on any terminal."""

import webbrowser
from collections.abc import Callable, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from curate.cli.reviewing.keys import ACTS, REASON_DIGITS, key_line
from curate.cli.reviewing.words import (
    END,
    FOLLOWS,
    agreed_words,
    done_words,
    help_lines,
    progress,
    role_of_reviewer,
    undone_words,
)
from curate.core.citing import pubmed_url
from curate.core.claim import Claim
from curate.core.correction import CHOICES, FIELDS, changed_fields, correct, field_values
from curate.core.errors import BadFile, CurateError, UsageError
from curate.core.lexicon import Kind, Lexicon
from curate.core.review import REASONS, Decision, ReasonCode, Verdict
from curate.core.wording import DIRECTIONS
from curate.formats.plain import printable
from curate.formats.review_card import review_card, version_words
from curate.workflow.desk import ReviewDesk

LEAVE = frozenset({"\x1b", "\x7f", "\x08", "q"})
ENTER = frozenset({"\r", "\n"})
FIELD_KEYS = dict(zip("abcdefghijk", FIELDS, strict=True))
DIGITS = "123456789"


class ReviewPrompt:
    """
    Shows what is on the desk on ``console`` and turns keys into acts.

    ``read_key`` returns what one press of a key sends, ``read_line`` what is typed after a
    prompt; either raises EOFError or KeyboardInterrupt where the reviewer stops so. ``open_url``
    opens an address in a browser and says whether it could.
    """

    def __init__(
        self,
        desk: ReviewDesk,
        lexicon: Lexicon,
        *,
        console: Console,
        read_key: Callable[[], str],
        read_line: Callable[[str], str],
        open_url: Callable[[str], bool] = webbrowser.open,
    ) -> None:
        self._desk = desk
        self._lexicon = lexicon
        self._console = console
        self._read_key = read_key
        self._read_line = read_line
        self._open_url = open_url
        self._acts: dict[str, Callable[[], str]] = {
            "accept": lambda: self._decide(Verdict.ACCEPT),
            "unsure": lambda: self._decide(Verdict.UNSURE),
            "reject": self._reject,
            "correct": self._correct,
            "overrule": self._overrule,
            "note": self._note,
            "undo": lambda: undone_words(self._desk.undo()),
            "version": self._version,
            "agreed": self._agreed,
            "pubmed": self._pubmed,
            "skip": lambda: self._move(self._desk.skip),
            "previous": lambda: self._move(self._desk.back),
            "help": self._help,
        }

    def run(self) -> None:
        """Go on until the reviewer stops; what was decided by then is kept."""
        try:
            self._show()
            while (act := self._act()) != "quit":
                try:
                    self._tell(self._acts[act]())
                except CurateError as exc:
                    self._complain(exc)
                self._show()
        except (EOFError, KeyboardInterrupt):
            self._console.print()

    def _act(self) -> str:
        """Read keys until one stands for an act."""
        while True:
            act = ACTS.get(self._key())
            if act is not None:
                return act

    def _key(self) -> str:
        # Of several keys at once the first counts: one that bounces judges one claim, not two.
        pressed = self._read_key()
        return pressed if pressed.startswith("\x1b") else pressed[:1].lower()

    def _line(self, prompt: str) -> str:
        return self._read_line(prompt).strip()

    def _decide(
        self,
        verdict: Verdict,
        *,
        reason: ReasonCode | None = None,
        note: str = "",
        changes: Mapping[str, str] | None = None,
    ) -> str:
        made = self._desk.decide(verdict, reason=reason, note=note, changes=changes)
        return _told(made)

    def _reject(self) -> str:
        if self._desk.at_end:
            return ""
        codes = {
            digit: (code.value, f"{code}: {meaning}")
            for digit, (code, meaning) in zip(REASON_DIGITS, REASONS.items(), strict=True)
        }
        taken = self._choose("Why is it not right?", codes)
        if taken is None:
            return ""
        note = self._line("Note (Enter: none): ")
        if taken == ReasonCode.OTHER and not note:
            return "Not rejected: the reason “other” needs a note."
        return self._decide(Verdict.REJECT, reason=ReasonCode(taken), note=note)

    def _overrule(self) -> str:
        item = self._desk.shown
        if item is None:
            return ""
        roles = {
            digit: (role.value, f"{sign.symbol} {sign.word}: {sign.meaning}")
            for digit, (role, sign) in zip(DIGITS, DIRECTIONS.items(), strict=False)
        }
        taken = self._choose(f"{item.claim.inference.mechanism_label}: what does it do?", roles)
        if taken is None:
            return ""
        note = self._line("Note (Enter: none): ")
        return self._decide(Verdict.CORRECT, changes={"role": taken}, note=note)

    def _note(self) -> str:
        if self._desk.at_end:
            return ""
        text = self._line("Note (Enter: none): ")
        return self._decide(Verdict.COMMENT, note=text) if text else ""

    def _version(self) -> str:
        return "" if self._desk.switch() else "There is only one version of this claim."

    def _agreed(self) -> str:
        agreed = self._desk.agreed()
        if not agreed.claim_ids:
            return "No claim ahead was judged by others who all agree on it."
        self._console.print(Text(f"{agreed_words(agreed)} y or n", style="bold"))
        if self._key() != "y":
            return ""
        return f"{self._desk.accept_agreed(agreed):,} claims accepted."

    def _pubmed(self) -> str:
        item = self._desk.shown
        if item is None:
            return ""
        url = pubmed_url(printable(item.claim.pmid))
        opened = self._open_url(url)
        return f"{'Opened' if opened else 'No browser opens here; the address is'} {url}"

    def _move(self, move: Callable[[], None]) -> str:
        move()
        return ""

    def _help(self) -> str:
        grid = Table.grid(padding=(0, 2))
        for key, meaning in help_lines():
            grid.add_row(Text(key, style="bold cyan"), Text(meaning))
        self._console.print(grid)
        self._console.print(Text("Press a key to go on.", style="bold"))
        self._key()
        return ""

    def _correct(self) -> str:
        """Ask for fields one by one; what is wrong with a value is said at once."""
        item = self._desk.shown
        if item is None:
            return ""
        values = field_values(item.claim)
        values["role"] = values["role"] if item.claim.inference.overruled else ""
        while True:
            self._show_fields(item.claim, values)
            key = self._key()
            if key in LEAVE:
                return "Not corrected."
            if key in ENTER:
                return self._keep_correction(item.claim, values)
            if key in FIELD_KEYS:
                name = FIELD_KEYS[key]
                value = self._value(name, values[name])
                if value is not None:
                    self._try(item.claim, values, name, value)

    def _try(self, claim: Claim, values: dict[str, str], name: str, value: str) -> None:
        """Set a field where it makes sense, else say what is wrong."""
        wanted = values | {name: value}
        try:
            correct(claim, changed_fields(claim, wanted), self._lexicon)
        except UsageError as exc:
            self._complain(exc)
        else:
            values[name] = value

    def _keep_correction(self, claim: Claim, values: Mapping[str, str]) -> str:
        changes = changed_fields(claim, values)
        if not changes:
            return "Not corrected: nothing was changed."
        note = self._line("Note (Enter: none): ")
        while True:
            try:
                return self._decide(Verdict.CORRECT, changes=changes, note=note)
            except BadFile:
                # It is kept, and the desk has moved on.
                raise
            except CurateError as exc:
                self._complain(exc)
                self._console.print(Text("Try again? y or n", style="bold"))
                if self._key() != "y":
                    return "Not corrected."

    def _value(self, name: str, old: str) -> str | None:
        """Ask for a field's value; None leaves it."""
        options = self._options(name)
        if options:
            keyed = {str(n): pair for n, pair in enumerate(options, start=1)}
            return self._choose(f"{name} (now: {old or FOLLOWS})", keyed)
        hint = "- takes it away" if name.endswith("_text") else "Enter leaves it"
        typed = self._line(f"{name.replace('_text', ' words')} (now: {old or 'none'}; {hint}): ")
        if not typed:
            return None
        return "" if typed == "-" and name.endswith("_text") else typed

    def _options(self, name: str) -> Sequence[tuple[str, str]]:
        if name == "phenomenon":
            return [(t.term_id, t.label) for t in self._lexicon.of(Kind.PHENOMENON)]
        values = [(str(c), str(c)) for c in CHOICES.get(name, ())]
        return [*values, ("", FOLLOWS)] if name == "role" else values

    def _choose(self, question: str, options: Mapping[str, tuple[str, str]]) -> str | None:
        """Show a menu and return the value of the key that was pressed; None for none."""
        self._console.print(Text(f"\n{printable(question)} Esc: leave it", style="bold"))
        for key, (_, text) in options.items():
            line = Text(f" {key}  ", style="bold cyan")
            self._console.print(line.append(printable(text), style="not bold default"))
        if any(len(key) > 1 for key in options):
            typed = self._line("Number: ")
            return options[typed][0] if typed in options else None
        key = self._key()
        while key not in options and key not in LEAVE:
            key = self._key()
        return options[key][0] if key in options else None

    def _show_fields(self, claim: Claim, values: Mapping[str, str]) -> None:
        old = field_values(claim)
        grid = Table.grid(padding=(0, 2))
        for key, name in FIELD_KEYS.items():
            value = values[name] or (FOLLOWS if name == "role" else "none")
            changed = name in changed_fields(claim, values)
            was = Text(f"(was {printable(old[name]) or 'none'})") if changed else Text()
            grid.add_row(
                Text(key, style="bold cyan"),
                Text(name.replace("_text", " words")),
                Text(printable(value), style="bold" if changed else ""),
                was,
            )
        becomes = correct(claim, changed_fields(claim, values), self._lexicon)
        self._console.print(Padding(grid, (1, 0, 0, 0)))
        self._console.print(Text(f"Becomes: {version_words(becomes)}"))
        self._console.print(Text("A letter: change it · Enter: keep · Esc: leave", style="bold"))

    def _show(self) -> None:
        item = self._desk.item()
        heading = f"{progress(self._desk)} · {role_of_reviewer(self._desk)}"
        self._console.print()
        self._console.print(Rule(Text(heading, style="bold"), align="left"))
        self._console.print(Text(END) if item is None else review_card(item))
        self._console.print(key_line())

    def _tell(self, message: str) -> None:
        if message:
            self._console.print(Text(printable(message), style="bold green"))

    def _complain(self, exc: CurateError) -> None:
        self._console.print(Text(f"Error: {printable(str(exc))}", style="bold red"))
        if exc.hint:
            self._console.print(Text(f"Hint: {printable(exc.hint)}"))


def run_prompt(desk: ReviewDesk, lexicon: Lexicon) -> None:
    """Review on this terminal."""
    import typer

    def read_line(prompt: str) -> str:
        console.print(Text(prompt), end="")
        return input()

    console = Console(markup=False, emoji=False, highlight=False)
    ReviewPrompt(desk, lexicon, console=console, read_key=typer.getchar, read_line=read_line).run()


def _told(decision: Decision | None) -> str:
    return "" if decision is None else done_words(decision)
