"""A bibliography as CSL-JSON, for Zotero, pandoc and every other reader of CSL styles."""

import json
from collections.abc import Iterable

from curate.core.article import Article, Author
from curate.core.bibliography import Entry
from curate.core.citing import (
    advance,
    bare_title,
    expand_pages,
    generation,
    given_names,
    journal_title,
)
from curate.core.source_standing import Standing
from curate.core.vancouver import nlm_abbreviation
from curate.formats.plain import printable

_NOTES = {
    Standing.RETRACTED: "Retracted",
    Standing.CONCERN: "Expression of concern",
    Standing.CORRECTED: "Corrected",
    Standing.NOTICE: "Notice about another publication",
}


def to_csl_json(entries: Iterable[Entry]) -> str:
    """Return an array of items (CSL 1.0.2), an item a record, ``id`` its citation key."""
    items = [csl_item(entry) for entry in entries]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def csl_item(entry: Entry) -> dict[str, object]:
    """Return one record as a CSL item; what it lacks is left out."""
    article = entry.article
    journal = journal_title(article)
    short = nlm_abbreviation(article)
    texts = {
        "title": bare_title(article),
        "original-title": article.vernacular_title if article.title_translated else None,
        "container-title": journal,
        "container-title-short": short if short != journal and article.kind != "book" else None,
        "volume": article.volume,
        "issue": article.issue,
        "page": expand_pages(article.pages or "").replace("\N{EN DASH}", "-"),
        "ISSN": article.issn,
        "DOI": article.doi,
        "PMID": article.pmid,
        "PMCID": article.pmc,
        "status": _status(entry),
        "note": _NOTES.get(entry.reference.standing),
    }
    item: dict[str, object] = {"id": entry.key, "type": _kind(article)}
    item |= {name: printable(text) for name, text in texts.items() if text}
    if authors := [_author(a) for a in article.authors if a.name]:
        # CSL has no word for an incomplete byline; a literal name keeps it from looking whole.
        item["author"] = authors + ([] if article.authors_complete else [{"literal": "et al."}])
    if article.year is not None:
        item["issued"] = {"date-parts": [_date(article)]}
    return item


def _kind(article: Article) -> str:
    if article.kind == "book":
        return "chapter" if article.journal else "book"
    return "article-journal"


def _status(entry: Entry) -> str | None:
    article = entry.article
    if entry.reference.standing is Standing.RETRACTED:
        return "retracted"
    return "advance online publication" if advance(article) else None


def _author(author: Author) -> dict[str, str]:
    if not author.last_name:
        return {"literal": printable(author.collective_name or author.fore_name)}
    parts = {
        "family": author.last_name,
        "given": given_names(author),
        "suffix": generation(author),
    }
    return {name: printable(text) for name, text in parts.items() if text}


def _date(article: Article) -> list[int]:
    parts = [article.year, article.month, article.day if article.month else None]
    return [part for part in parts if part is not None]
