"""The steps that write down what people did, for git, and read it back."""

from dataclasses import dataclass

from curate.core.ports import AuditArchive, Journal, Kept, Store
from curate.workflow.reviewing import export_journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many decisions each reviewer has, by name, and how many audits there are."""

    decisions: dict[str, int]
    audits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came in: decisions, and how many audits were new."""

    decisions: Kept
    audits: int


def export_annotations(store: Store, journal: Journal, archive: AuditArchive) -> Written:
    """Write down every decision and every audit that is not yet."""
    decisions = export_journal(store, journal)
    audits = store.audits()
    for audit in audits:
        archive.write(audit)
    return Written(decisions=decisions, audits=len(audits))


def import_annotations(store: Store, journal: Journal, archive: AuditArchive) -> Taken:
    """
    Keep every decision and audit that is written down and not here.

    All files are read before anything is kept, so that a broken one changes nothing.
    """
    drawn, decided = archive.read(), journal.decisions()
    audits = store.keep_audits(drawn)
    return Taken(decisions=store.decide(decided), audits=audits)
