"""Abstracts as JSON Lines (``pmid``, ``title``, ``abstract``): the texts beside a gold file."""

import unicodedata
from pathlib import Path

from curate.core.article import Article, Section
from curate.core.errors import BadFile
from curate.formats.jsonlines import optional_text, pmid_of, read_objects


def read_abstracts(path: Path) -> list[Article]:
    """
    Read one article a line, its abstract as one section without a heading.

    Texts are made Unicode NFC with white space collapsed, as everywhere. Raises BadFile, naming
    the line, for a file that can't be read, a broken line, and a PMID that came before.
    """
    articles: dict[str, Article] = {}
    for number, record in read_objects(path):
        try:
            article = _article(record)
        except ValueError as error:
            raise BadFile(f"{path} line {number}: {error}") from error
        if article.pmid in articles:
            raise BadFile(f"{path} line {number}: PMID {article.pmid} came before")
        articles[article.pmid] = article
    return list(articles.values())


def _article(record: dict[str, object]) -> Article:
    abstract = _plain(optional_text(record, "abstract"))
    return Article(
        pmid=pmid_of(record),
        title=_plain(optional_text(record, "title")),
        sections=(Section(text=abstract),) if abstract else (),
    )


def _plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())
