"""One record's element into one core value."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from curate.core.article import Article, Author, Deletion
from curate.core.errors import BadRecord
from curate.pubmed.abstracts import abstract_of, other_abstracts_of
from curate.pubmed.authors import authors_of
from curate.pubmed.dates import iso_date, issue_date
from curate.pubmed.identifiers import Identifiers, canonical_pmid, identifiers_of, pmid_of
from curate.pubmed.indexing import (
    keywords_of,
    mesh_of,
    references_of,
    relations_of,
    substances_of,
)
from curate.pubmed.text import child_text, optional_text, text_of, unbracket

# What NLM prints where a work has no title at all.
_NO_TITLE = frozenset({"not available", "not available."})


def _texts(parent: Element, path: str) -> tuple[str, ...]:
    return tuple(filter(None, map(text_of, parent.findall(path))))


def _pages(parent: Element) -> str | None:
    printed = child_text(parent, "Pagination/MedlinePgn")
    if printed:
        return printed
    start = child_text(parent, "Pagination/StartPage")
    end = child_text(parent, "Pagination/EndPage")
    return f"{start}-{end}" if start and end and start != end else start or None


def _title(text: str) -> tuple[str, bool]:
    title, translated = unbracket(text)
    return ("", False) if title.lower() in _NO_TITLE else (title, translated)


def _electronic_date(article: Element) -> str | None:
    dates = article.findall("ArticleDate")
    chosen = [d for d in dates if d.get("DateType", "Electronic") == "Electronic"]
    return iso_date(chosen[0]) if chosen else None


def _byline(article: Element) -> tuple[tuple[Author, ...], bool]:
    authors, complete = authors_of(article.findall("AuthorList"))
    # Before 2014 a record had one affiliation, the first author's, on the article itself.
    where = child_text(article, "Affiliation")
    if where and authors and not authors[0].affiliations:
        authors = (replace(authors[0], affiliations=(where,)), *authors[1:])
    return authors, complete


def _article_identifiers(citation: Element, article: Element, data: Element | None) -> Identifiers:
    listed = [] if data is None else data.findall("ArticleIdList/ArticleId")
    return identifiers_of(listed, article.findall("ELocationID"))


def citation_article(citation: Element, data: Element | None) -> Article:
    """Return the article of a MedlineCitation and, where there is one, its PubmedData."""
    pmid, version = pmid_of(citation)
    article = citation.find("Article")
    if article is None:
        raise BadRecord(f"record {pmid} has no Article element", pmid=pmid)
    title, translated = _title(child_text(article, "ArticleTitle"))
    abstract = abstract_of(article.find("Abstract"))
    authors, complete = _byline(article)
    journal = article.find("Journal")
    date = issue_date(article.find("Journal/JournalIssue/PubDate"))
    known_by = _article_identifiers(citation, article, data)
    return Article(
        pmid=pmid,
        title=title,
        version=version,
        status=citation.get("Status"),
        publication_status=optional_text(data, "PublicationStatus"),
        revised=iso_date(citation.find("DateRevised")),
        title_translated=translated,
        vernacular_title=optional_text(article, "VernacularTitle"),
        sections=abstract.sections,
        abstract_truncated=abstract.truncated,
        copyright=abstract.copyright,
        other_abstracts=other_abstracts_of(citation),
        journal=optional_text(journal, "Title"),
        journal_abbreviation=optional_text(journal, "ISOAbbreviation")
        or optional_text(citation, "MedlineJournalInfo/MedlineTA"),
        issn=optional_text(journal, "ISSN")
        or optional_text(citation, "MedlineJournalInfo/ISSNLinking"),
        nlm_id=optional_text(citation, "MedlineJournalInfo/NlmUniqueID"),
        volume=optional_text(journal, "JournalIssue/Volume"),
        issue=optional_text(journal, "JournalIssue/Issue"),
        pages=_pages(article),
        year=date.year,
        month=date.month,
        day=date.day,
        publication_date=date.printed,
        electronic_date=_electronic_date(article),
        authors=authors,
        authors_complete=complete,
        languages=_texts(article, "Language"),
        doi=known_by.doi,
        pmc=known_by.pmc,
        pii=known_by.pii,
        publication_types=_texts(article, "PublicationTypeList/PublicationType"),
        mesh=mesh_of(citation),
        substances=substances_of(citation),
        keywords=keywords_of(citation),
        relations=relations_of(citation),
        references=() if data is None else references_of(data),
    )


def _pubmed_article(record: Element) -> Article:
    citation = record.find("MedlineCitation")
    if citation is None:
        raise BadRecord("a record has no MedlineCitation element")
    return citation_article(citation, record.find("PubmedData"))


def _book_authors(document: Element, book: Element) -> tuple[tuple[Author, ...], bool]:
    """Return the chapter's authors, else the book's, else its editors."""
    lists = [*document.findall("AuthorList"), *book.findall("AuthorList")]
    written = [group for group in lists if group.get("Type") != "editors"]
    return authors_of((written or lists)[:1])


def _book_article(record: Element) -> Article:
    document = record.find("BookDocument")
    if document is None:
        raise BadRecord("a book record has no BookDocument element")
    pmid, version = pmid_of(document)
    book = document.find("Book")
    if book is None:
        raise BadRecord(f"record {pmid} has no Book element", pmid=pmid)
    chapter, book_title = child_text(document, "ArticleTitle"), child_text(book, "BookTitle")
    title, translated = _title(chapter or book_title)
    abstract = abstract_of(document.find("Abstract"))
    authors, complete = _book_authors(document, book)
    date = issue_date(book.find("PubDate"))
    locations = [*document.findall("ELocationID"), *book.findall("ELocationID")]
    known_by = identifiers_of(document.findall("ArticleIdList/ArticleId"), locations)
    return Article(
        pmid=pmid,
        title=title,
        version=version,
        kind="book",
        publication_status=optional_text(record, "PubmedBookData/PublicationStatus"),
        revised=iso_date(document.find("DateRevised")),
        title_translated=translated,
        vernacular_title=optional_text(document, "VernacularTitle"),
        sections=abstract.sections,
        abstract_truncated=abstract.truncated,
        copyright=abstract.copyright,
        journal=(book_title if chapter else child_text(book, "CollectionTitle")) or None,
        volume=optional_text(book, "Volume"),
        pages=_pages(document),
        year=date.year,
        month=date.month,
        day=date.day,
        publication_date=date.printed,
        electronic_date=iso_date(document.find("ContributionDate")),
        authors=authors,
        authors_complete=complete,
        languages=_texts(document, "Language"),
        doi=known_by.doi,
        pmc=known_by.pmc,
        pii=known_by.pii,
        publication_types=_texts(document, "PublicationType"),
        keywords=keywords_of(document),
        references=references_of(document),
    )


def _deletion(element: Element) -> Deletion:
    pmids = (canonical_pmid(text_of(child)) for child in element.findall("PMID"))
    return Deletion(pmids=tuple(pmid for pmid in pmids if pmid))


def _bare_citation(element: Element) -> Article:
    return citation_article(element, None)


_READERS: Mapping[str, Callable[[Element], Article | Deletion]] = {
    "PubmedArticle": _pubmed_article,
    "PubmedBookArticle": _book_article,
    "MedlineCitation": _bare_citation,
    "DeleteCitation": _deletion,
    "DeleteDocument": _deletion,
}
RECORD_TAGS = frozenset(_READERS)


def read_element(element: Element) -> Article | Deletion:
    """Return what one record element says; raise BadRecord for one that can't be read."""
    return _READERS[element.tag](element)
