"""What a table tells of a paper that it cites, worked out of the record once."""

from typing import NamedTuple

from curate.core.article import Article
from curate.core.citation import fold
from curate.core.citing import author_label, byline, collation, described
from curate.core.duplicates import normal_doi, normal_title
from curate.core.publication_date import published_by
from curate.core.vancouver import vancouver_entry

FORM = 1
"""
Raised whenever ``cited_paper``, ``shared_names`` or ``defined_lines`` makes something else of the
same record.

What was kept under another number is not used any more, but worked out anew.
"""

# RefTypes of CommentsCorrections by which PubMed says that two records are one work.
_ONE_WORK = frozenset(
    {
        *("RepublishedIn", "RepublishedFrom", "UpdateIn", "UpdateOf"),
        *("CorrectedandRepublishedIn", "CorrectedandRepublishedFrom"),
    }
)
_COMMENTS_ON = "CommentOn"
_COMMENT_TYPES = frozenset({"Comment"})


class CitedPaper(NamedTuple):
    """
    A paper as tables and reference lists take it.

    ``authors`` are those of the author-date label, ``byline`` those of the entry, ``described``
    is what stands behind the date there; ``vancouver`` is the whole entry of a numbered list.
    Lists are sorted by ``ordered`` (the byline) and ``filed`` (the title), case and accents aside.
    ``published`` is the first day by which it was certainly out (ISO 8601). ``one_work`` holds the
    PMIDs that PubMed calls the same work, blanks between them. The keys (of DOI, title, first
    author), ``source``, ``volume`` and ``page`` are what duplicates are known by
    (``core.duplicates``).
    """

    pmid: str
    authors: str
    year: int | None
    byline: str
    ordered: str
    described: str
    vancouver: str
    filed: str
    doi: str | None
    published: str | None
    comments: bool
    one_work: str
    doi_key: str
    title_key: str
    author_key: str
    source: str
    volume: str
    page: str


def cited_paper(article: Article) -> CitedPaper:
    """Return what a table tells of a record."""
    printed = byline(article)
    return CitedPaper(
        pmid=article.pmid,
        authors=author_label(article),
        year=article.year,
        byline=printed,
        ordered=collation(printed),
        described=described(article),
        vancouver=vancouver_entry(article),
        filed=collation(article.title),
        doi=article.doi,
        published=published_by(article),
        comments=_comments(article),
        one_work=" ".join(r.pmid for r in article.relations if r.pmid and r.ref_type in _ONE_WORK),
        doi_key=normal_doi(article.doi or ""),
        title_key=normal_title(article.title or article.vernacular_title or ""),
        author_key=fold(article.authors[0].name) if article.authors else "",
        source=article.nlm_id or article.journal_abbreviation or article.journal or "",
        volume=article.volume or "",
        page=(article.pages or "").partition("-")[0],
    )


def _comments(article: Article) -> bool:
    """Say whether a record comments on another paper, or replies to a comment."""
    return not _COMMENT_TYPES.isdisjoint(article.publication_types) or any(
        r.ref_type == _COMMENTS_ON for r in article.relations
    )
