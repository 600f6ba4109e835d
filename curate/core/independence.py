"""
Which papers are works of their own, and which of them come from one group of authors.

Name matching follows what disambiguation of PubMed authors found: a family name with one initial
says little, a second shared author or a whole given name says much (Torvik and Smalheiser, Author
name disambiguation in MEDLINE, ACM Trans Knowl Discov Data 2009;3(3):11). Among 20,788 records of
2020 and 2021, of the pairs of records in which both authors give an ORCID, those that share a
first or last author by family name and initials were one person's in 16% (217 of 1,318), by family
name and whole given name in 87% (211 of 242), those that share any two names by family name and
initials in 86% (696 of 806).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from curate.core.article import Article, Author
from curate.core.citing import collation, initials, pmid_order
from curate.core.duplicates import Duplicate, Entry, find_duplicates

# Of a longer byline the first ones and the last are paired: a consortium is no group.
MOST_PAIRED = 40
LEAST_INITIALS = 2
_COMMENTS_ON = "CommentOn"
_COMMENT_TYPES = frozenset({"Comment"})
# RefTypes of CommentsCorrections by which PubMed says that two records are one work.
_ONE_WORK = frozenset(
    {
        *("RepublishedIn", "RepublishedFrom", "UpdateIn", "UpdateOf"),
        *("CorrectedandRepublishedIn", "CorrectedandRepublishedFrom"),
    }
)

RULE = (
    "A group is papers that share authors, directly or through one another: an ORCID, a first or "
    "last author of the same family name and whole given name or two initials, or any two authors "
    "by family name and initials; a paper without authors on record is a group of its own"
)
"""The rule in words, for a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """
    What is known of some papers as works.

    ``links`` holds the numbers of what a paper shares with some other (an author, two authors),
    ``repeats`` maps a record to the one that stands for the same work, ``comments`` are papers
    that comment on another or reply to a comment. All are by PMID; a paper that is in none is a
    work and a group of its own.
    """

    links: Mapping[str, frozenset[int]] = field(default_factory=dict)
    repeats: Mapping[str, str] = field(default_factory=dict)
    comments: frozenset[str] = frozenset()

    def work(self, pmid: str) -> str:
        """Return the PMID that stands for a paper's work, mostly its own."""
        return self.repeats.get(pmid, pmid)

    def groups(self, pmids: Iterable[str]) -> int:
        """Return how many groups of authors these papers come from, by no other paper's link."""
        return len(_components({pmid: self.links.get(pmid, frozenset()) for pmid in pmids}))


def works(articles: Iterable[Article]) -> Works:
    """
    Return what these records are as works; the order of the records makes no difference.

    Two records are one work where PubMed says so (republished, updated), or where DOI and title,
    DOI and first author, or title and first author are the same (``find_duplicates``, which asks
    for near years and no other place in one journal). The record of the lowest year, then of the
    lowest PMID stands for the work.
    """
    ordered = sorted(articles, key=lambda a: pmid_order(a.pmid))
    names = {article.pmid: frozenset(_names(article)) for article in ordered}
    shared = Counter(name for found in names.values() for name in found)
    numbers = {name: n for n, name in enumerate(sorted(k for k, t in shared.items() if t > 1))}
    return Works(
        links={
            pmid: frozenset(numbers[name] for name in found if name in numbers)
            for pmid, found in names.items()
        },
        repeats=_repeats(ordered),
        comments=frozenset(a.pmid for a in ordered if comments(a)),
    )


def comments(article: Article) -> bool:
    """Say whether a record comments on another paper, or replies to a comment."""
    return not _COMMENT_TYPES.isdisjoint(article.publication_types) or any(
        r.ref_type == _COMMENTS_ON for r in article.relations
    )


def _names(article: Article) -> Iterator[tuple[str, ...]]:
    """Yield what another paper may share with this one, by kind."""
    persons = [a for a in article.authors if a.name]
    for author in persons:
        if author.orcid:
            yield "orcid", author.orcid
    for author in (persons[0], persons[-1]) if persons else ():
        yield from _lead(author)
    paired = persons if len(persons) <= MOST_PAIRED else [*persons[: MOST_PAIRED - 1], persons[-1]]
    short = sorted({_short(author) for author in paired})
    for one, other in combinations(short, 2):
        yield "two", *one, *other


def _lead(author: Author) -> Iterator[tuple[str, ...]]:
    if not author.last_name:
        yield "collective", collation(author.name)
        return
    family, given = collation(author.last_name), collation(author.fore_name)
    if any(len(word.strip(".")) > 1 for word in given.replace("-", " ").split()):
        yield "given", family, given
    if len(short := _short(author)[1]) >= LEAST_INITIALS:
        yield "initials", family, short


def _short(author: Author) -> tuple[str, str]:
    letters = "".join(c for c in collation(initials(author)) if c.isalpha())
    return collation(author.name), letters


def _repeats(articles: Collection[Article]) -> dict[str, str]:
    held = {a.pmid: a for a in articles}
    told = [
        (a.pmid, r.pmid)
        for a in articles
        for r in a.relations
        if r.ref_type in _ONE_WORK and r.pmid in held
    ]
    pairs = [
        (p.first.name, p.second.name) for p in find_duplicates(map(_entry, articles)) if _sure(p)
    ]
    edges: dict[str, set[int]] = defaultdict(set)
    for number, (one, other) in enumerate((*told, *pairs)):
        edges[one].add(number)
        edges[other or ""].add(number)

    def first(pmid: str) -> tuple[bool, int, tuple[int, str]]:
        year = held[pmid].year
        return year is None, year or 0, pmid_order(pmid)

    return {
        pmid: standing
        for members in _components({p: frozenset(n) for p, n in edges.items()})
        for standing in [min(members, key=first)]
        for pmid in members
        if pmid != standing
    }


def _sure(pair: Duplicate) -> bool:
    """Say whether a pair is one work as far as its records can tell, and not only perhaps."""
    return len({"DOI", "title", "first author"} & set(pair.same)) > 1


def _entry(article: Article) -> Entry:
    return Entry(
        name=article.pmid,
        doi=article.doi or "",
        title=article.title or article.vernacular_title or "",
        year=article.year,
        author=article.authors[0].name if article.authors else "",
        journal=article.nlm_id or article.journal_abbreviation or article.journal or "",
        volume=article.volume or "",
        page=(article.pages or "").partition("-")[0],
    )


def _components(edges: Mapping[str, Collection[int]]) -> list[list[str]]:
    """Return the papers that hang together through the numbers they share (union-find)."""
    parent = {pmid: pmid for pmid in edges}

    def root(pmid: str) -> str:
        while parent[pmid] != pmid:
            parent[pmid] = parent[parent[pmid]]
            pmid = parent[pmid]
        return pmid

    first_with: dict[int, str] = {}
    for pmid, numbers in edges.items():
        for number in numbers:
            parent[root(pmid)] = root(first_with.setdefault(number, pmid))
    found: dict[str, list[str]] = defaultdict(list)
    for pmid in edges:
        found[root(pmid)].append(pmid)
    return list(found.values())
