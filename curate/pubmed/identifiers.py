"""PMID, DOI, PMC id and publisher id in their one form each."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from curate.core.errors import BadRecord
from curate.pubmed.text import text_of

_PMID = re.compile(r"0*([1-9][0-9]{0,9})")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{3,9}/.+)", re.IGNORECASE)
_PMC = re.compile(r"(?:PMC)?(\d+)(?:\.\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What else a record is known by."""

    doi: str | None = None
    pmc: str | None = None
    pii: str | None = None


def canonical_pmid(text: str) -> str | None:
    """Return the PMID without leading zeros; ``None`` for what is no PMID."""
    found = _PMID.fullmatch(text.strip()) if text.isascii() else None
    return found.group(1) if found else None


def pmid_of(parent: Element) -> tuple[str, int]:
    """Return the record's PMID and version; raise BadRecord where it has none."""
    element = parent.find("PMID")
    if element is None:
        raise BadRecord("a record has no PMID")
    text = text_of(element)
    pmid = canonical_pmid(text)
    if pmid is None:
        raise BadRecord(f"a record has {text[:40]!r} for a PMID")
    version = element.get("Version") or "1"
    if not (version.isascii() and version.isdigit() and len(version) < 5):
        raise BadRecord(f"record {pmid} has {version[:40]!r} for a version", pmid=pmid)
    return pmid, int(version)


def canonical_doi(text: str) -> str | None:
    """Return the DOI as printed, without a resolver's address; ``None`` for what is no DOI."""
    found = _DOI.fullmatch(text)
    return found.group(1) if found else None


def _pmc(text: str) -> str | None:
    found = _PMC.fullmatch(text)
    return f"PMC{found.group(1)}" if found else None


def identifiers_of(article_ids: list[Element], locations: list[Element]) -> Identifiers:
    """
    Choose among the record's own ArticleId elements, then among its valid ELocationID ones.

    The caller passes the direct children only: ArticleId elements deeper down belong to the
    references.
    """
    listed = dict.fromkeys(("doi", "pmc", "pii"), "")
    for element in article_ids:
        kind = element.get("IdType", "")
        if kind in listed and not listed[kind]:
            listed[kind] = text_of(element)
    doi = canonical_doi(listed["doi"])
    pii = listed["pii"] or None
    for element in locations:
        if element.get("ValidYN") == "N":
            continue
        if element.get("EIdType") == "doi":
            doi = doi or canonical_doi(text_of(element))
        elif element.get("EIdType") == "pii":
            pii = pii or text_of(element) or None
    return Identifiers(doi=doi, pmc=_pmc(listed["pmc"]), pii=pii)
