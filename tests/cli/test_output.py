import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pytest
from rich.console import Console

from curate.cli.bars import Bars
from curate.cli.output import list_failures, note, plain, terminal_width
from curate.cli.progress import Notes, shown_progress
from curate.workflow.progress import Silent
from curate.workflow.reports import Failure


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Thing:
    colour: Colour
    parts: tuple[int, ...]
    counts: dict[Colour, int]


def test_plain_values_for_json() -> None:
    thing = Thing(Colour.RED, (1, 2), {Colour.RED: 3})
    assert plain(thing) == {"colour": "red", "parts": [1, 2], "counts": {"red": 3}}


def test_failures_are_listed_with_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    many = [Failure(pmid=str(n), reason="bad\x1b") for n in range(1, 23)]
    list_failures("Failed", [*many[:1], Failure(reason="nameless"), *many[1:]])
    lines = capsys.readouterr().err.splitlines()
    assert lines[:3] == ["Failed: 23", "  1: bad\N{REPLACEMENT CHARACTER}", "  nameless"]
    assert lines[-1] == "  and 3 more (--json lists all)"


def test_quiet_notes_are_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    note("said")
    note("not said", quiet=True)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "said\n")


@pytest.mark.parametrize(("columns", "width"), [("80", 80), ("1000", 200)])
def test_width(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width() == width


@pytest.mark.parametrize(
    ("quiet", "terminal", "kind"),
    [(True, True, Silent), (False, False, Notes), (False, True, Bars)],
    ids=["quiet", "pipe", "terminal"],
)
def test_bars_only_where_somebody_sees_them(
    monkeypatch: pytest.MonkeyPatch, quiet: bool, terminal: bool, kind: Callable[..., object]
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    monkeypatch.setattr("sys.stderr", Stream())
    with shown_progress(quiet=quiet) as progress:
        assert type(progress) is kind


def test_a_bar_counts_and_notes_stand_above_it() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=80, no_color=True)
    with Bars(console) as bars:
        bars.begin("Tagging [x]", 10)
        bars.advance(4)
        bars.note("[bold] stays")
    assert "Tagging [x]" in out.getvalue()
    assert "4/10" in out.getvalue()
    assert "[bold] stays" in out.getvalue()
