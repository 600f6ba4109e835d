"""How a table is laid out: by options over table.toml."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from curate.cli.layout_file import load_layout
from curate.cli.workspace import Workspace
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import UsageError
from curate.core.layout import CiteStyle, Layout, RowOrder
from curate.core.lexicon import Lexicon

LAYOUT_FILE = "table.toml"
_DATE = re.compile(r"\d{4}(?:-\d\d?){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutOptions:
    """What the options say of a layout; ``None`` and ``False`` where they say nothing."""

    split: bool | None
    cite: CiteStyle | None
    order: RowOrder | None
    categories: tuple[str, ...]
    min_evidence: int | None
    as_of: str | None
    all_columns: bool
    file: Path | None
    no_file: bool


def layout_options(
    *,
    split: Annotated[
        bool | None,
        typer.Option(
            "--split/--no-split", help="Split each phenomenon by what was studied: animal, human."
        ),
    ] = None,
    cite: Annotated[
        CiteStyle | None, typer.Option("--cite", help="How cells cite; author-date by default.")
    ] = None,
    order: Annotated[
        RowOrder | None,
        typer.Option("--order", help="Mechanisms with most papers first (default), or by name."),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option(
            "--category",
            metavar="TEXT",
            help="Only this category of mechanisms: its id, or part of its heading. May be "
            "repeated; the order counts.",
        ),
    ] = None,
    min_evidence: Annotated[
        int | None,
        typer.Option(
            "--min-evidence", min=0, metavar="N", help="Only mechanisms with at least N papers."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Papers published and decisions made by this day (2020, 2020-06 or 2020-06-30).",
        ),
    ] = None,
    all_columns: Annotated[
        bool, typer.Option("--all-columns", help="Show phenomena that no claim is about, too.")
    ] = False,
    layout: Annotated[
        Path | None,
        typer.Option(
            "--layout", metavar="FILE", help="Lay it out by this file, not by table.toml."
        ),
    ] = None,
    no_layout: Annotated[
        bool, typer.Option("--no-layout", help="Leave the workspace's table.toml aside.")
    ] = False,
) -> LayoutOptions:
    """Return what the options say of a layout; raise UsageError for a date that is none."""
    if layout is not None and no_layout:
        raise UsageError("--layout and --no-layout exclude each other")
    return LayoutOptions(
        split=split,
        cite=cite,
        order=order,
        categories=tuple(category or ()),
        min_evidence=min_evidence,
        as_of=last_day(as_of) if as_of is not None else None,
        all_columns=all_columns,
        file=layout,
        no_file=no_layout,
    )


def chosen(
    space: Workspace, lexicon: Lexicon, options: LayoutOptions, wanted: ClaimFilter
) -> tuple[Layout, ClaimFilter]:
    """
    Return the layout and the filter of a table: what options give, over what its file gives.

    Raises ConfigurationError for a file that is wrong, UsageError for a category that is not in
    the pack.
    """
    path = None if options.no_file else options.file or space.root / LAYOUT_FILE
    layout, filed = Layout(), ClaimFilter()
    if path is not None and (options.file is not None or path.exists()):
        layout, filed = load_layout(path, lexicon)
    given: dict[str, Any] = {
        "split": options.split,
        "cite": options.cite,
        "order": options.order,
        "min_evidence": options.min_evidence,
        "as_of": options.as_of,
        "all_columns": options.all_columns or None,
        "categories": _categories(options.categories, lexicon) or None,
    }
    layout = replace(layout, **{k: v for k, v in given.items() if v is not None})
    if options.all_columns:
        layout = replace(layout, columns=())
    asked = {
        name: value
        for name in ("mechanism", "phenomenon", "role", "certainty", "origin", "source_kind")
        if (value := getattr(wanted, name)) is not None
    }
    filed = replace(filed, **asked)
    return layout, replace(filed, reviewed=filed.reviewed or wanted.reviewed)


def last_day(text: str) -> str:
    """Return a day (ISO 8601), of a year or a month its last; raise UsageError for no date."""
    wrong = UsageError(
        f"{text!r} is no date", hint="Write a day, a month or a year: 2020-06-30, 2020-06, 2020"
    )
    if not _DATE.fullmatch(text.strip()):
        raise wrong
    year, month, day = [*map(int, text.strip().split("-")), 0, 0][:3]
    try:
        return date(year, month or 12, day or monthrange(year, month or 12)[1]).isoformat()
    except ValueError as exc:
        raise wrong from exc


def _categories(given: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    found: list[str] = []
    for text in given:
        part = text.casefold()
        named = [
            key
            for key, heading in lexicon.categories.items()
            if key == text or part in heading.casefold()
        ]
        if not named:
            raise UsageError(
                f"no category of the pack {lexicon.name} is {text!r}",
                hint=f"They are: {', '.join(lexicon.categories)}",
            )
        found += named
    return tuple(dict.fromkeys(found))
