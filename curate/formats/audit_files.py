"""
The files of audits: ``annotations/NAME.audit.jsonl``, the draw on the first line, then the claims.

Each drawn claim has a line, in the order drawn. A file holds the same bytes whoever writes it.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from curate.core.audit import Audit, audit_of, audit_record, claim_records
from curate.core.errors import BadFile
from curate.formats.jsonlines import read_objects
from curate.formats.whole_file import write_whole

ENDING = ".audit.jsonl"
AUDIT, CLAIM = "audit", "audit-claim"
_HINT = "Nothing was changed. Put the file back as git has it."


@dataclass(frozen=True, slots=True)
class AuditFiles:
    """
    A ``curate.core.ports.AuditArchive`` over a folder.

    Raises BadFile, naming file and line, for a file that can't be read or written.
    """

    folder: Path

    def path(self, name: str) -> Path:
        """Return an audit's file."""
        return self.folder / f"{name}{ENDING}"

    def write(self, audit: Audit) -> None:
        """Write an audit down, whole or not at all; one that is there is left as it is."""
        path = self.path(audit.name)
        try:
            if not path.exists():
                write_whole(path, audit_lines(audit).encode())
        except OSError as error:
            raise BadFile(
                f"{path}: can't be written: {error}",
                hint="The audit is kept in the database; put the folder right, then write it "
                "down with: curate annotations export",
            ) from error

    def read(self) -> list[Audit]:
        """Return every audit that is written down, by the name of its file."""
        return [_read(path) for path in sorted(self.folder.glob(f"*{ENDING}"))]


def audit_lines(audit: Audit) -> str:
    """Return the content of an audit's file."""
    records = [
        {"kind": AUDIT} | audit_record(audit),
        *({"kind": CLAIM} | record for record in claim_records(audit)),
    ]
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def _read(path: Path) -> Audit:
    head: dict[str, object] | None = None
    claims: list[dict[str, object]] = []
    for number, record in read_objects(path):
        kind = record.pop("kind", None)
        if kind != (CLAIM if head is not None else AUDIT):
            raise BadFile(f"{path} line {number}: kind {kind!r} is out of place", hint=_HINT)
        if head is None:
            head = record
        else:
            claims.append(record)
    if head is None:
        raise BadFile(f"{path}: holds no audit", hint=_HINT)
    try:
        audit = audit_of(head, claims)
    except ValueError as error:
        raise BadFile(f"{path}: {error}", hint=_HINT) from error
    if path.name != f"{audit.name}{ENDING}":
        raise BadFile(f"{path}: holds the audit {audit.name!r}, not the one of its name")
    return audit
