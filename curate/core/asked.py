"""What a table was asked for: its layout and its claims, as plain values and back."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from curate.core.claim import Certainty, Origin, SourceKind
from curate.core.claim_filter import ClaimFilter
from curate.core.layout import CiteStyle, Layout, RowOrder
from curate.core.signs import Role

_KINDS: Mapping[str, type[StrEnum]] = {
    "role": Role,
    "certainty": Certainty,
    "origin": Origin,
    "source_kind": SourceKind,
    "order": RowOrder,
    "cite": CiteStyle,
}
_FILTER = frozenset(
    {"mechanism", "phenomenon", "role", "certainty", "origin", "source_kind", "reviewed"}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A layout, and which claims are taken."""

    layout: Layout = field(default_factory=Layout)
    wanted: ClaimFilter = field(default_factory=ClaimFilter)


def asked_record(asked: Asked) -> dict[str, object]:
    """Return what differs from a plain table, by the name of the option."""
    record: dict[str, object] = {}
    for value, plain in ((asked.layout, Layout()), (asked.wanted, ClaimFilter())):
        for name in (f.name for f in dataclasses.fields(value)):
            now = getattr(value, name)
            if now != getattr(plain, name):
                record[name] = list(now) if isinstance(now, tuple) else now
    return dict(sorted(record.items()))


def asked_of(record: Mapping[str, object]) -> Asked:
    """Return what a record says; raise ValueError for an option that is none."""
    known = {f.name for f in dataclasses.fields(Layout)}
    layout: dict[str, Any] = {}
    wanted: dict[str, Any] = {}
    for name, value in record.items():
        if name not in known | _FILTER:
            raise ValueError(f"no option of a table is called {name!r}")
        taken: Any = tuple(value) if isinstance(value, list) else value
        if name in _KINDS:
            taken = _KINDS[name](str(value))
        (layout if name in known else wanted)[name] = taken
    return Asked(Layout(**layout), ClaimFilter(**wanted))
