"""A bibliography as RIS, for EndNote, Zotero, Mendeley and the tools that screen records."""

import re
from collections.abc import Iterable, Iterator

from curate.core.article import Article, Author
from curate.core.bibliography import Entry
from curate.core.citing import (
    advance,
    bare_title,
    expand_pages,
    generation,
    given_names,
    journal_title,
    pubmed_url,
)
from curate.core.source_standing import Standing
from curate.core.vancouver import LANGUAGES, nlm_abbreviation
from curate.formats.plain import printable

LINE_END = "\r\n"

_RANGE = re.compile(r"([\w.]+)\N{EN DASH}([\w.]+)")
# The specification keeps the asterisk out of names, keywords and periodicals.
_ASTERISK = str.maketrans({"*": "\N{ASTERISK OPERATOR}"})


def to_ris(entries: Iterable[Entry]) -> str:
    """Return a record each, tag by tag, every value on one line, lines ended by CR LF."""
    return "".join(_record(entry) for entry in entries)


def _record(entry: Entry) -> str:
    lines = [f"{tag}  - {text}" for tag, text in _tagged(entry) if text]
    return LINE_END.join([*lines, "ER  - ", "", ""])


def _tagged(entry: Entry) -> Iterator[tuple[str, str]]:
    for tag, text in _fields(entry):
        yield tag, printable(text or "")


def _fields(entry: Entry) -> Iterator[tuple[str, str | None]]:
    article = entry.article
    journal = journal_title(article).translate(_ASTERISK)
    yield "TY", _kind(article)
    yield "ID", entry.key
    for author in article.authors:
        yield "AU", _author(author).translate(_ASTERISK)
    yield "TI", bare_title(article)
    yield "T2", journal
    if article.kind != "book":
        yield "J2", nlm_abbreviation(article).translate(_ASTERISK)
    yield "PY", str(article.year or "")
    yield "DA", _date(article)
    yield "VL", article.volume
    yield "IS", article.issue
    first, last = _pages(article.pages or "")
    yield "SP", first
    yield "EP", last
    yield "SN", article.issn
    yield "DO", article.doi
    yield "AN", article.pmid
    yield "DB", "PubMed"
    yield "UR", pubmed_url(article.pmid)
    yield "LA", ", ".join(LANGUAGES.get(code, code) for code in article.languages)
    yield "AB", article.abstract
    for keyword in article.keywords:
        yield "KW", keyword.text.translate(_ASTERISK)
    for note in _notes(entry):
        yield "N1", note


def _kind(article: Article) -> str:
    if article.kind == "book":
        return "CHAP" if article.journal else "BOOK"
    return "JOUR"


def _author(author: Author) -> str:
    """Return ``Last, First, Suffix``, or a group's name."""
    if not author.last_name:
        return author.collective_name or author.fore_name
    given = given_names(author)
    return ", ".join(p for p in (author.last_name, given, generation(author)) if p)


def _date(article: Article) -> str:
    if article.year is None or article.month is None:
        return ""
    return f"{article.year}/{article.month:02}/{f'{article.day:02}' if article.day else ''}/"


def _pages(pages: str) -> tuple[str, str]:
    expanded = expand_pages(pages)
    if found := _RANGE.fullmatch(expanded):
        return found[1], found[2]
    return expanded.replace("\N{EN DASH}", "-"), ""


def _notes(entry: Entry) -> Iterator[str]:
    article, standing = entry.article, entry.reference.standing
    if standing is Standing.RETRACTED:
        yield "Retracted publication"
    elif entry.reference.tag:
        yield entry.reference.tag
    if advance(article):
        yield "Advance online publication"
    if article.title_translated and article.vernacular_title:
        yield f"Original title: {article.vernacular_title}"
    if not article.authors_complete:
        yield "The list of authors is incomplete"
