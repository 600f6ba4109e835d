"""Where tests write down decisions and audits: in memory."""

from dataclasses import dataclass, field

from curate.core.audit import Audit


@dataclass
class Shelf:
    """An archive of audits in memory."""

    kept: dict[str, Audit] = field(default_factory=dict)

    def write(self, audit: Audit) -> None:
        self.kept.setdefault(audit.name, audit)

    def read(self) -> list[Audit]:
        return list(self.kept.values())
