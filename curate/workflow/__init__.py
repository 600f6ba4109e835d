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
from curate.workflow.checking import CheckReport, check
from curate.workflow.citing import cite_all, cite_records, cite_table
from curate.workflow.coverage import CoverageReport, coverage
from curate.workflow.drawing import draw_comparison, draw_graph, draw_map
from curate.workflow.duplicates import DuplicatesReport, duplicates
from curate.workflow.editions import edition
from curate.workflow.fetching import FetchRequest, fetch
from curate.workflow.gaps import Gap, gaps
from curate.workflow.gathering import Asking
from curate.workflow.importing import Files, import_files
from curate.workflow.progress import Progress, Silent
from curate.workflow.reading import claims, show, status, table
from curate.workflow.refreshing import RefreshRequest, refresh
from curate.workflow.reports import (
    ClaimsReport,
    Failure,
    FetchReport,
    FileReport,
    ImportReport,
    RefreshReport,
    Shown,
    StatusReport,
    TagReport,
    UpdateReport,
    VerifyReport,
)
from curate.workflow.scoring import Scored, score, score_texts
from curate.workflow.screening import ScreenReport, prisma, screen, screened, to_screen
from curate.workflow.tagging import tag
from curate.workflow.updating import UpdatePlan, plan_update, update
from curate.workflow.verifying import search_again, verify
from curate.workflow.viewing import view_claims, view_comparison, view_contradictions

__all__ = [
    "Asking",
    "CheckReport",
    "ClaimsReport",
    "CoverageReport",
    "DuplicatesReport",
    "Failure",
    "FetchReport",
    "FetchRequest",
    "FileReport",
    "Files",
    "Gap",
    "ImportReport",
    "Progress",
    "RefreshReport",
    "RefreshRequest",
    "Scored",
    "ScreenReport",
    "Shown",
    "Silent",
    "StatusReport",
    "TagReport",
    "UpdatePlan",
    "UpdateReport",
    "VerifyReport",
    "agreement",
    "audit_report",
    "audit_reports",
    "check",
    "cite_all",
    "cite_records",
    "cite_table",
    "claims",
    "coverage",
    "dispute",
    "disputes",
    "draw_audit",
    "draw_comparison",
    "draw_graph",
    "draw_map",
    "duplicates",
    "edition",
    "export_annotations",
    "fetch",
    "finished_audit",
    "gaps",
    "import_annotations",
    "import_files",
    "plan_update",
    "prisma",
    "refresh",
    "score",
    "score_texts",
    "screen",
    "screened",
    "search_again",
    "show",
    "side_act",
    "status",
    "table",
    "tag",
    "to_audit",
    "to_screen",
    "update",
    "verify",
    "view_claims",
    "view_comparison",
    "view_contradictions",
]
