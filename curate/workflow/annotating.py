"""The steps that write down what people did, for git, and read it back."""

from dataclasses import dataclass

from curate.core.ports import AuditArchive, Journal, Kept, Store
from curate.workflow.journaling import export_journal, keep_acts


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many acts each reviewer has, by name, and how many audits there are."""

    acts: dict[str, int]
    audits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came in: decisions, screenings, and how many audits were new."""

    decisions: Kept
    screenings: Kept
    audits: int


def export_annotations(store: Store, journal: Journal, archive: AuditArchive) -> Written:
    """Write down every decision, screening and audit that is not yet."""
    acts = export_journal(store, journal)
    audits = store.audits()
    for audit in audits:
        archive.write(audit)
    return Written(acts=acts, audits=len(audits))


def import_annotations(store: Store, journal: Journal, archive: AuditArchive) -> Taken:
    """
    Keep every decision, screening and audit that is written down and not here.

    All files are read before anything is kept, so that a broken one changes nothing.
    """
    drawn, acts = archive.read(), journal.acts()
    audits = store.keep_audits(drawn)
    kept = keep_acts(store, acts)
    return Taken(decisions=kept.decisions, screenings=kept.screenings, audits=audits)
