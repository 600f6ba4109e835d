"""Curate mechanism-to-phenomenon claims from PubMed abstracts into an evidence table."""

from curate.core.article import Article
from curate.core.claim import Claim, Inference, Observation
from curate.core.errors import CurateError
from curate.core.lexicon import Lexicon
from curate.core.ports import ClaimFilter
from curate.core.search import Search
from curate.core.signs import Basis, Effect, Role, role_of
from curate.core.table import EvidenceTable
from curate.core.tabulate import build_table

__all__ = [
    "Article",
    "Basis",
    "Claim",
    "ClaimFilter",
    "CurateError",
    "Effect",
    "EvidenceTable",
    "Inference",
    "Lexicon",
    "Observation",
    "Role",
    "Search",
    "build_table",
    "role_of",
]
