"""The generated parts of the README: what commands print, and the schema."""

import json
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from curate.cli.app import app
from curate.cli.reviewing.keys import KEYS
from curate.core.screening import REASONS

GOLD = Path(__file__).parents[2] / "shared" / "data" / "gold"
ACCURACY = "readme.accuracy()"
COLUMNS = 100
TABLE_COLUMNS = 136
TABLE_LINES = 60
COMMANDS = (
    *("init", "fetch", "update", "verify", "refresh", "import", "screen", "prisma", "tag"),
    *("claims", "show", "review", "decide", "add", "undo", "adjudicate", "agreement", "audit"),
    *("table", "browse", "cite", "diff", "check", "publish-db"),
    *("status", "coverage", "duplicates", "demo", "score", "annotations"),
    *("annotations export", "annotations import"),
    *("pack", "pack list", "pack check", "pack gaps"),
)


def printed(*arguments: str, columns: int = COLUMNS) -> str:
    """Return what a command prints on stdout, at a fixed width and without colour."""
    plain = {"COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "dumb"}
    result = CliRunner(env=plain).invoke(app, list(arguments), prog_name="curate")
    if result.exit_code:
        raise RuntimeError(f"curate {' '.join(arguments)}: {result.output}")
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


def fenced(text: str, kind: str = "text") -> str:
    """Return a block of code."""
    return f"```{kind}\n{text}\n```"


def help_of(command: str = "") -> str:
    """Return the help of one command, or of the whole."""
    return fenced(printed(*command.split(), "--help"))


def all_help() -> str:
    """Return the help of every command under a heading each."""
    return "\n\n".join(f"### curate {name}\n\n{help_of(name)}" for name in COMMANDS)


def review_keys() -> str:
    """Return the keys of a review as a table."""
    rows = (f"| `{key.key}` | {key.label} | {key.meaning} |" for key in KEYS)
    return "\n".join(["| key | | |", "| --- | --- | --- |", *rows])


def demo_table() -> str:
    """Return how the table that the demo ends with begins."""
    with tempfile.TemporaryDirectory() as folder:
        root = os.fspath(Path(folder) / "demo")
        lines = printed("demo", root, "--quiet", columns=TABLE_COLUMNS).splitlines()
    rest = f"[... {len(lines) - TABLE_LINES} more lines: other rows, notes, references]"
    return "\n".join([*lines[:TABLE_LINES], rest])


def accuracy() -> str:
    """
    Return the table of the tagger's scores on the development gold.

    Where the gold is absent the figures that stand in the README are returned as they are.
    """
    if not GOLD.is_dir():
        text = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
        return text.split(ACCURACY, 1)[1].split("[[[end]]]", 1)[0].split("-->", 1)[1][1:-6].strip()
    done = CliRunner().invoke(
        app, ["score", f"{GOLD / 'dev.jsonl'}", "--articles", f"{GOLD / 'dev_abstracts.jsonl'}",
              "--json", "--quiet"]
    )  # fmt: skip
    report = json.loads(done.stdout)
    rows = ["| | precision | recall | F1 |", "| --- | --- | --- | --- |"]
    for system in report["systems"]:
        for name in ("link", "strict"):
            figures = (_figure(system[name], part) for part in ("precision", "recall", "f1"))
            rows.append(f"| {system['name']}, {name} | {' | '.join(figures)} |")
    first = report["systems"][0]
    rows += ["", "| of the linked claims | share right |", "| --- | --- |"]
    rows += [
        f"| {text} | {_figure(first[name], 'value', 'interval')} |"
        for text, name in (
            ("direction, where the gold has a sign", "direction"),
            ("the same, antagonists and agonists only", "direction_touching"),
            ("asserted or hedged", "hedging"),
        )
    ]
    return "\n".join(rows)


def _figure(figures: dict[str, Any], part: str, interval: str | None = None) -> str:
    low, high = figures[interval or f"{part}_interval"]
    return f"{figures[part]:.2f} [{low:.2f}, {high:.2f}]"


def exclusion_reasons() -> str:
    """Return the table of the reasons for which a record can be excluded."""
    rows = [f"| `{code}` | {meaning} |" for code, meaning in REASONS.items()]
    return "\n".join(["| code | the record |", "| --- | --- |", *rows])


def schema() -> str:
    """Return the tables and views of a new database as SQL."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "review"
        printed("init", os.fspath(root), "--quiet")
        connection = sqlite3.connect(root / "curate.db")
        rows = connection.execute(
            "SELECT sql FROM sqlite_master WHERE type IN ('table', 'view') AND sql IS NOT NULL"
            " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\'"
            " AND name NOT LIKE 'sqlite%' ORDER BY type, name"
        ).fetchall()
        connection.close()
    return "\n".join(f"{sql.strip()};" for (sql,) in rows)
