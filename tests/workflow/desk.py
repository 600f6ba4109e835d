"""Where tests write down decisions and audits: in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from curate.core.audit import Audit
from curate.core.review import Decision


@dataclass
class Desk:
    """A journal in memory."""

    written: list[Decision] = field(default_factory=list)

    def count(self, reviewer: str) -> int:
        return sum(d.reviewer == reviewer for d in self.written)

    def add(self, decisions: Sequence[Decision]) -> None:
        self.written += [d for d in decisions if d not in self.written]

    def decisions(self) -> list[Decision]:
        return self.written


@dataclass
class Shelf:
    """An archive of audits in memory."""

    kept: dict[str, Audit] = field(default_factory=dict)

    def write(self, audit: Audit) -> None:
        self.kept.setdefault(audit.name, audit)

    def read(self) -> list[Audit]:
        return list(self.kept.values())
