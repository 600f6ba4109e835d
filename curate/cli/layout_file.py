"""``table.toml``: how a workspace's table is laid out, kept beside its records."""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TypeVar

from curate.cli.toml_file import read_toml
from curate.core.claim import Certainty, Origin, SourceKind
from curate.core.claim_filter import ClaimFilter
from curate.core.errors import ConfigurationError
from curate.core.layout import CiteStyle, Layout, RowOrder
from curate.core.lexicon import Kind, Lexicon
from curate.core.signs import Role

FILTERS = "filters"
_Choice = TypeVar("_Choice", bound=StrEnum)


def load_layout(path: Path, lexicon: Lexicon) -> tuple[Layout, ClaimFilter]:
    """
    Return the layout of a file, and the claims that it takes.

    Raises ConfigurationError for a file that can't be read, for a key or a value that makes no
    sense, and for an id that the pack does not have, each with its line.
    """
    text, found = read_toml(path, example='A line looks like: title = "My table"')
    reader = _Reader(path, text, lexicon)
    filters = found.pop(FILTERS, {})
    if not isinstance(filters, dict):
        reader.refuse(FILTERS, "must be a section", hint=f"Write [{FILTERS}] on a line of its own")
    layout = reader.read(found, _LAYOUT, section="")
    return (
        Layout(**layout),  # type: ignore[arg-type]
        ClaimFilter(**reader.read(filters, _FILTER, section=FILTERS)),  # type: ignore[arg-type]
    )


class _Reader:
    """Reads values, and says on which line a wrong one stands."""

    def __init__(self, path: Path, text: str, lexicon: Lexicon) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.lexicon = lexicon

    def read(
        self,
        values: Mapping[str, object],
        known: Mapping[str, tuple[str, Callable[["_Reader", str, object], object]]],
        *,
        section: str,
    ) -> dict[str, object]:
        """Return the fields that the keys stand for."""
        read: dict[str, object] = {}
        for key, value in values.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                keys = [*known, *([] if section else [f"[{FILTERS}]"])]
                hint = f"Did you mean {near[0]}?" if near else f"The keys are {', '.join(keys)}"
                where = f" in [{section}]" if section else ""
                self.refuse(key, f"is no key{where}", hint=hint, quoted=True)
            name, parse = known[key]
            read[name] = parse(self, key, value)
        return read

    def refuse(self, key: str, why: str, *, hint: str = "", quoted: bool = False) -> NoReturn:
        """Raise ConfigurationError for a key, with its line."""
        pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[\].=]""")
        line = next((n for n, text in enumerate(self.lines, 1) if pattern.match(text)), None)
        where = f"{self.path}, line {line}" if line else f"{self.path}"
        raise ConfigurationError(
            f"{where}: {key!r} {why}" if quoted else f"{where}: {key} {why}", hint=hint
        )


def _text(reader: _Reader, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        reader.refuse(key, "must be a text that is not empty", hint=f'Write: {key} = "..."')
    return value.strip()


def _texts(reader: _Reader, key: str, value: object) -> tuple[str, ...]:
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(item, str) and item.strip() for item in value)
    ):
        reader.refuse(key, "must be a list of texts", hint=f'Write: {key} = ["...", "..."]')
    texts = [str(item).strip() for item in value]
    if again := next((t for n, t in enumerate(texts) if t in texts[:n]), None):
        reader.refuse(key, f"names {again!r} twice")
    return tuple(texts)


def _flag(reader: _Reader, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        reader.refuse(key, "must be true or false", hint=f"Write: {key} = true")
    return value


def _number(reader: _Reader, key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        reader.refuse(key, "must be a number from 0 up", hint=f"Write: {key} = 2")
    return value


def _day(reader: _Reader, key: str, value: object) -> str:
    # A date and time is a date to Python, and would say more than is meant.
    if type(value) is not date:
        reader.refuse(key, "must be a date", hint=f"Write it without quotes: {key} = 2020-06-30")
    return value.isoformat()


def _choice(kind: type[_Choice]) -> Callable[[_Reader, str, object], _Choice]:
    def parse(reader: _Reader, key: str, value: object) -> _Choice:
        if not isinstance(value, str) or value not in set(kind):
            names = ", ".join(f'"{member}"' for member in kind)
            reader.refuse(key, f"can't be {value!r}", hint=f"It is one of {names}")
        return kind(value)

    return parse


def _ids(
    what: str, ids: Callable[[Lexicon], list[str]]
) -> Callable[[_Reader, str, object], tuple[str, ...]]:
    def parse(reader: _Reader, key: str, value: object) -> tuple[str, ...]:
        known = ids(reader.lexicon)
        texts = _texts(reader, key, value)
        for text in texts:
            if text not in known:
                near = difflib.get_close_matches(text, known, 1)
                few = f"They are: {', '.join(known)}" if len(known) < 30 else ""
                reader.refuse(
                    key,
                    f"names {text!r}, which is no {what} of the pack {reader.lexicon.name}",
                    hint=f"Did you mean {near[0]}?" if near else few,
                )
        return texts

    return parse


def _of(kind: Kind) -> Callable[[Lexicon], list[str]]:
    return lambda lexicon: [term.term_id for term in lexicon.of(kind)]


_LAYOUT: dict[str, tuple[str, Callable[[_Reader, str, object], object]]] = {
    "title": ("title", _text),
    "columns": ("columns", _ids("phenomenon", _of(Kind.PHENOMENON))),
    "all_columns": ("all_columns", _flag),
    "categories": ("categories", _ids("category", lambda lexicon: list(lexicon.categories))),
    "mechanisms": ("mechanisms", _ids("mechanism", _of(Kind.MECHANISM))),
    "order": ("order", _choice(RowOrder)),
    "split": ("split", _flag),
    "cite": ("cite", _choice(CiteStyle)),
    "min_evidence": ("min_evidence", _number),
    "as_of": ("as_of", _day),
    "notes": ("notes", _texts),
}
"""The keys of the file: the field of ``Layout`` that each sets, and what reads it."""

_FILTER: dict[str, tuple[str, Callable[[_Reader, str, object], object]]] = {
    "mechanism": ("mechanism", _text),
    "phenomenon": ("phenomenon", _text),
    "role": ("role", _choice(Role)),
    "certainty": ("certainty", _choice(Certainty)),
    "origin": ("origin", _choice(Origin)),
    "source": ("source_kind", _choice(SourceKind)),
    "reviewed_only": ("reviewed", _flag),
}
"""The keys of its section of filters, named as the options are."""
