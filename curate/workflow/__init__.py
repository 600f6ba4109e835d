"""The steps of a review, over ports: no edge is imported here."""

from curate.workflow.coverage import CoverageReport, coverage
from curate.workflow.duplicates import DuplicatesReport, duplicates
from curate.workflow.fetching import FetchRequest, fetch
from curate.workflow.gaps import Gap, gaps
from curate.workflow.importing import Files, import_files
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
    "Scored",
    "Shown",
    "Silent",
    "StatusReport",
    "TagReport",
    "claims",
    "coverage",
    "duplicates",
    "fetch",
    "gaps",
    "import_files",
    "score",
    "score_texts",
    "show",
    "status",
    "table",
    "tag",
]
