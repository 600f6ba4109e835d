"""The steps that write down what people did, for git, and read it back."""

from dataclasses import dataclass

from curate.core.ports import AuditArchive, Journal, Kept, Store
from curate.core.review import Decision
from curate.core.screening import Screening


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many acts each reviewer has, by name, and how many audits there are."""

    acts: dict[str, int]
    audits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many decisions and screenings were new and how many known, and how many audits new."""

    decisions: Kept
    screenings: Kept
    audits: int


def export_annotations(store: Store, journal: Journal, archive: AuditArchive) -> Written:
    """Write down every decision, screening and audit that is not yet."""
    with store.alone():
        journal.add([*store.decisions(), *store.screenings()])
    audits = store.audits()
    for audit in audits:
        archive.write(audit)
    return Written(acts=store.reviewers(), audits=len(audits))


def import_annotations(store: Store, journal: Journal, archive: AuditArchive) -> Taken:
    """
    Keep every decision, screening and audit that is written down and not here.

    All files are read before anything is kept, so that a broken one changes nothing.
    """
    drawn, acts = archive.read(), journal.acts()
    audits = store.keep_audits(drawn)
    screened = [act for act in acts if isinstance(act, Screening)]
    new = store.save_screenings(screened)
    return Taken(
        decisions=store.decide([act for act in acts if isinstance(act, Decision)]),
        screenings=Kept(new=new, known=len(screened) - new),
        audits=audits,
    )
