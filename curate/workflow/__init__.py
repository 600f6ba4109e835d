"""The steps of a review, over ports: no edge is imported here."""

from curate.workflow.adjudicating import dispute, disputes, side_act
from curate.workflow.agreeing import agreement
from curate.workflow.annotating import export_annotations, import_annotations
from curate.workflow.auditing import (
    audit_report,
    audit_reports,
    draw_audit,
    finished_audit,
    to_audit,
)
from curate.workflow.fetching import FetchRequest, fetch
from curate.workflow.gaps import Gap, gaps
from curate.workflow.importing import import_files
from curate.workflow.progress import Progress, Silent
from curate.workflow.reading import claims, show, status, table
from curate.workflow.reports import (
    ClaimsReport,
    Failure,
    FetchReport,
    FileReport,
    ImportReport,
    Shown,
    StatusReport,
    TagReport,
)
from curate.workflow.scoring import Scored, score, score_texts
from curate.workflow.tagging import tag

__all__ = [
    "ClaimsReport",
    "Failure",
    "FetchReport",
    "FetchRequest",
    "FileReport",
    "Gap",
    "ImportReport",
    "Progress",
    "Scored",
    "Shown",
    "Silent",
    "StatusReport",
    "TagReport",
    "agreement",
    "audit_report",
    "audit_reports",
    "claims",
    "dispute",
    "disputes",
    "draw_audit",
    "export_annotations",
    "fetch",
    "finished_audit",
    "gaps",
    "import_annotations",
    "import_files",
    "score",
    "score_texts",
    "show",
    "side_act",
    "status",
    "table",
    "tag",
    "to_audit",
]
