"""Screening at a terminal: one record at a time, one key a verdict."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from curate.core.article import Article
from curate.core.ports import Journal, Store
from curate.core.screening import REASONS, ExclusionReason, Judgement, Verdict, standing
from curate.formats.plain import printable
from curate.formats.screening import judged, record_parts
from curate.workflow import screening

VERDICTS = {"i": Verdict.INCLUDE, "e": Verdict.EXCLUDE, "u": Verdict.UNSURE}
REASON_KEYS = dict(zip("abcdefghijkl", ExclusionReason, strict=True))
KEYS = "i include   e exclude   u unsure   n note   s skip   b back   q quit"
CANCEL = frozenset({"\x1b", "\x7f", "\x08"})
SECONDS_A_MINUTE = 60


class ScreeningSession:
    """
    One reviewer at work on a list of records; every verdict is kept before the next is shown.

    What other reviewers said is shown only to one who ``adjudicates``, so that the others judge
    independently. ``read_key`` returns what one key press sends, ``read_line`` what is typed
    after a prompt; both may raise EOFError, which ends the session.
    """

    def __init__(
        self,
        store: Store,
        journal: Journal,
        pmids: Sequence[str],
        *,
        reviewer: str,
        adjudicates: bool,
        console: Console,
        read_key: Callable[[], str],
        read_line: Callable[[str], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._journal = journal
        self._pmids = pmids
        self._reviewer = reviewer
        self._adjudicates = adjudicates
        self._console = console
        self._read_key = read_key
        self._read_line = read_line
        self._clock = clock
        self._began = clock()
        self._place = 0
        self._notes: dict[str, str] = {}
        self.verdicts: Counter[Verdict] = Counter()

    def run(self) -> Counter[Verdict]:
        """Show record after record until the reviewer quits; return how many got which verdict."""
        try:
            while self._step():
                pass
        except EOFError:
            pass
        return self.verdicts

    def _step(self) -> bool:
        """Show what is next and do what one key says; return False to stop."""
        at_end = self._place >= len(self._pmids)
        if at_end:
            self._show(Text("That was the last one.", style="bold"), keys="b back   q quit")
        else:
            self._show_record(self._pmids[self._place])
        key = self._key()
        while not self._known(key, at_end=at_end):
            key = self._key()
        if key == "q":
            return False
        if key == "b":
            self._place = max(self._place - 1, 0)
        elif key == "s":
            self._place += 1
        elif key == "n":
            self._note(self._pmids[self._place])
        else:
            self._judge(self._pmids[self._place], VERDICTS[key])
        return True

    def _known(self, key: str, *, at_end: bool) -> bool:
        return key in {"b", "q"} or (not at_end and key in {"s", "n", *VERDICTS})

    def _key(self) -> str:
        # Of several keys at once the first counts: a key that bounces judges one record, not two.
        pressed = self._read_key()
        return pressed if pressed.startswith("\x1b") else pressed[:1].lower()

    def _judge(self, pmid: str, verdict: Verdict) -> None:
        reason = None
        note = self._notes.get(pmid, "")
        if verdict is Verdict.EXCLUDE:
            reason = self._reason()
            if reason is None:
                return
            if reason is ExclusionReason.OTHER and not note:
                note = self._line("Other, namely: ")
                if not note:
                    return
        judgement = Judgement(pmid=pmid, verdict=verdict, reason=reason, note=note)
        screening.screen(
            self._store,
            [judgement],
            journal=self._journal,
            reviewer=self._reviewer,
            adjudicates=self._adjudicates,
        )
        self._notes.pop(pmid, None)
        self.verdicts[verdict] += 1
        self._place += 1

    def _reason(self) -> ExclusionReason | None:
        self._console.print(Text("\nWhy? (Esc: not after all)", style="bold"))
        for key, reason in REASON_KEYS.items():
            line = Text(f" {key}  ", style="bold cyan")
            line.append(f"{reason.label}: {REASONS[reason]}", style="not bold default")
            self._console.print(line)
        key = self._key()
        while key not in REASON_KEYS and key not in CANCEL:
            key = self._key()
        return REASON_KEYS.get(key)

    def _note(self, pmid: str) -> None:
        self._notes[pmid] = self._line("Note for the verdict on this record: ")

    def _line(self, prompt: str) -> str:
        return " ".join(self._read_line(prompt).split())

    def _show_record(self, pmid: str) -> None:
        article = self._store.articles([pmid]).get(pmid)
        self._show(*self._record(article, pmid), *self._said(pmid), keys=KEYS)

    def _record(self, article: Article | None, pmid: str) -> Iterator[RenderableType]:
        if article is None:
            yield Text(f"PMID {pmid}: the record is not here.")
        else:
            yield from record_parts(article)

    def _said(self, pmid: str) -> Iterator[RenderableType]:
        """Yield what this reviewer said before, and what all did where that is to be settled."""
        found = standing(self._store.screenings([pmid])).get(pmid)
        said = [] if found is None else [*found.verdicts]
        if found is not None and found.adjudication is not None:
            said.append(found.adjudication)
        for earlier in said:
            own = earlier.reviewer == self._reviewer
            if own or self._adjudicates:
                who = "You" if own else printable(earlier.reviewer)
                settled = ", which settles it" if earlier.adjudicates else ""
                line = Text(f"{who} said: {judged(earlier)}{settled}", style="yellow")
                yield Padding(line, (1, 0, 0, 0))
        if note := self._notes.get(pmid):
            yield Padding(Text(f"Note: {printable(note)}", style="yellow"), (1, 0, 0, 0))

    def _show(self, *parts: RenderableType, keys: str) -> None:
        self._console.clear()
        self._console.print(Rule(Text(self._heading(), style="bold"), align="left"))
        for part in parts:
            self._console.print(part)
        self._console.print(Rule(Text(keys, style="bold cyan"), align="left"))

    def _heading(self) -> str:
        doing = "Settling" if self._adjudicates else "Screening"
        parts = [f"{doing} as {printable(self._reviewer)}"]
        if self._place < len(self._pmids):
            parts.append(f"{self._place + 1:,} of {len(self._pmids):,}")
        done = self.verdicts.total()
        if done:
            minutes = max(self._clock() - self._began, 1.0) / SECONDS_A_MINUTE
            parts.append(f"{done:,} judged, {done / minutes:.1f} a minute")
        return " · ".join(parts)
