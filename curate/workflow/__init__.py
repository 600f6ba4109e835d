"""The steps of a review, over ports: no edge is imported here."""

from curate.workflow.fetching import FetchRequest, fetch
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
from curate.workflow.scoring import Scored, score
from curate.workflow.tagging import tag

__all__ = [
    "ClaimsReport",
    "Failure",
    "FetchReport",
    "FetchRequest",
    "FileReport",
    "ImportReport",
    "Progress",
    "Scored",
    "Shown",
    "Silent",
    "StatusReport",
    "TagReport",
    "claims",
    "fetch",
    "import_files",
    "score",
    "show",
    "status",
    "table",
    "tag",
]
