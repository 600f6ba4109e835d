"""Every way to write an evidence table, by name; its module is loaded when it is asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from curate.core.flat import FlatTable
from curate.core.table import EvidenceTable

WRITERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "text": ("text", "to_text"),
        "markdown": ("markdown", "to_markdown"),
        "csv": ("delimited", "to_csv"),
        "tsv": ("delimited", "to_tsv"),
        "json": ("table_json", "to_json"),
        "html": ("html", "to_html"),
        "docx": ("docx", "to_docx"),
        "xlsx": ("xlsx", "to_xlsx"),
        "latex": ("latex", "to_latex"),
    }
)
"""Module and function by the name that ``--format`` takes."""

FLAT_WRITERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        name: (f"flat_{module.removeprefix('table_')}", function)
        for name, (module, function) in WRITERS.items()
    }
)
"""The same for a flat table: the long table, contradictions, a comparison."""

WITH_SENTENCES = frozenset({"json", "html", "xlsx"})
"""The formats of a table that hold the sentences that a citation stands for."""

BINARY = frozenset({"docx", "xlsx"})
"""The formats that are no text."""


def writer(name: str) -> Callable[[EvidenceTable], str | bytes]:
    """Return the writer of that name; raise KeyError for none. Office formats give bytes."""
    found: Callable[[EvidenceTable], str | bytes] = _loaded(*WRITERS[name])
    return found


def flat_writer(name: str) -> Callable[[FlatTable], str | bytes]:
    """Return the writer of flat tables of that name; raise KeyError for none."""
    found: Callable[[FlatTable], str | bytes] = _loaded(*FLAT_WRITERS[name])
    return found


def _loaded(module: str, function: str) -> Any:
    return getattr(import_module(f"curate.formats.{module}"), function)
