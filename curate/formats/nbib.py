"""
A bibliography in NLM's own citation format (.nbib, MEDLINE display).

Source: NLM, MEDLINE/PubMed data element (field) descriptions.
"""

import re
from collections.abc import Iterable, Iterator

from curate.core.article import Article, Author, Relation
from curate.core.bibliography import Entry
from curate.core.citing import bracketed_title, generation
from curate.core.vancouver import nlm_abbreviation, nlm_date, nlm_name, shortened_pages
from curate.formats.plain import printable

# Readers take the lines of these as one text; those of a field that may repeat, as several.
_WRAPPED = frozenset({"TI", "AB", "TT", "JT"})
# The value's share of a line of 88 columns; a word that is longer stands alone, and whole.
_PIECE = re.compile(r"(?:\S.{0,81}|\S+)(?!\S)")

_RELATIONS = {
    "RetractionIn": "RIN",
    "RetractionOf": "ROF",
    "PartialRetractionIn": "PRIN",
    "ErratumIn": "EIN",
    "ExpressionOfConcernIn": "ECI",
    "CommentOn": "CON",
    "CommentIn": "CIN",
}


def to_nbib(entries: Iterable[Entry]) -> str:
    """Return a record each, a blank line between two, long texts wrapped and indented."""
    return "\n".join(_record(entry.article) for entry in entries)


def _record(article: Article) -> str:
    lines = (_line(tag, printable(text)) for tag, text in _fields(article) if tag and text)
    return "".join(lines)


def _line(tag: str, text: str) -> str:
    pieces = _PIECE.findall(text) if tag in _WRAPPED else [text]
    return f"{tag:<4}- " + "\n      ".join(pieces) + "\n"


def _fields(article: Article) -> Iterator[tuple[str, str | None]]:
    yield "PMID", article.pmid
    yield "STAT", article.status
    yield "IS", article.issn
    yield "VI", article.volume
    yield "IP", article.issue
    yield "DP", nlm_date(article)
    yield "TI", bracketed_title(article)
    yield "PG", shortened_pages(article.pages or "")
    yield "LID", f"{article.doi} [doi]" if article.doi else ""
    yield "AB", article.abstract
    for author in article.authors:
        yield from _author(author)
    for language in article.languages:
        yield "LA", language
    for kind in article.publication_types:
        yield "PT", kind
    yield "DEP", (article.electronic_date or "").replace("-", "")
    yield "TT", article.vernacular_title if article.title_translated else ""
    book = article.kind == "book"
    yield "TA", "" if book else nlm_abbreviation(article)
    yield "BTI" if book else "JT", article.journal
    yield "JID", article.nlm_id
    for keyword in article.keywords:
        yield "OT", f"{'*' if keyword.major else ''}{keyword.text}"
    for relation in article.relations:
        yield _RELATIONS.get(relation.ref_type, ""), _related(relation)
    yield "PMC", article.pmc
    for identifier, kind in ((article.pii, "pii"), (article.doi, "doi")):
        yield "AID", f"{identifier} [{kind}]" if identifier else ""
    yield "PST", article.publication_status


def _related(relation: Relation) -> str:
    pmid = f"PMID: {relation.pmid}" if relation.pmid else ""
    return ". ".join(p for p in ((relation.source or "").rstrip("."), pmid) if p)


def _author(author: Author) -> Iterator[tuple[str, str]]:
    if not author.last_name:
        yield "CN", author.collective_name or author.fore_name
        return
    given = " ".join(p for p in (author.fore_name, generation(author)) if p)
    yield "FAU", f"{author.last_name}, {given}" if given else author.last_name
    yield "AU", nlm_name(author)
    if author.orcid:
        yield "AUID", f"ORCID: {author.orcid}"
