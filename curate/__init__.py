"""Curate mechanism-to-phenomenon claims from PubMed abstracts into an evidence table."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curate.core.article import Article
    from curate.core.claim import Claim, Inference, Observation
    from curate.core.claim_filter import ClaimFilter
    from curate.core.errors import CurateError
    from curate.core.lexicon import Lexicon
    from curate.core.search import Search
    from curate.core.signs import Basis, Effect, Role, role_of
    from curate.core.table import EvidenceTable
    from curate.core.tabulate import build_table

# Every command imports this package first, and few need all of it.
_MODULES = {
    "Article": "article",
    "Basis": "signs",
    "Claim": "claim",
    "ClaimFilter": "claim_filter",
    "CurateError": "errors",
    "Effect": "signs",
    "EvidenceTable": "table",
    "Inference": "claim",
    "Lexicon": "lexicon",
    "Observation": "claim",
    "Role": "signs",
    "Search": "search",
    "build_table": "tabulate",
    "role_of": "signs",
}

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

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"curate.core.{_MODULES[name]}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
