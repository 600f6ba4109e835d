"""Lists of references by author and date, with the letters that tell equal labels apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from curate.core.article import Article
from curate.core.cited_paper import CitedPaper, cited_paper
from curate.core.citing import Reference, dated, pmid_order
from curate.core.source_standing import Standing

_BY_AUTHORS = attrgetter("ordered")


def reference(
    article: Article, *, suffix: str = "", standing: Standing | None = None
) -> Reference:
    """Return a record's entry for the reference list; its own word is its standing by default."""
    return _reference(cited_paper(article), suffix, standing or article.standing)


def suffixes(papers: Iterable[CitedPaper]) -> dict[str, str]:
    """
    Return the letter that each paper of one reference list needs, by PMID.

    Papers that share authors and year in their labels get ``a``, ``b``, ... by year, title and
    numeric PMID; the others get an empty string. The order of the input makes no difference.
    """
    once = {p.pmid: p for p in papers}
    found = dict.fromkeys(once, "")
    by_label: dict[tuple[str, int | None], list[CitedPaper]] = defaultdict(list)
    for paper in once.values():
        by_label[paper.authors, paper.year].append(paper)
    for members in by_label.values():
        if len(members) > 1:
            members.sort(key=lambda p: (p.filed, pmid_order(p.pmid)))
            found.update((p.pmid, _letters(n)) for n, p in enumerate(members))
    return found


def reference_list(
    papers: Iterable[CitedPaper], standings: Mapping[str, Standing] | None = None
) -> tuple[Reference, ...]:
    """
    Return the entries of one reference list, each paper once, in the order of a list.

    That is by authors, year and title, case and accents aside, then by PMID; the letters are those
    of ``suffixes``. The order of the input makes no difference. ``standings``
    is by PMID; a paper that is not in it is in regular standing.
    """
    known = standings or {}
    once = {p.pmid: p for p in papers}
    letters = suffixes(once.values())
    return tuple(
        _reference(p, letters[p.pmid], known.get(p.pmid, Standing.REGULAR))
        for p in _in_order(once.values())
    )


def _in_order(papers: Iterable[CitedPaper]) -> Iterator[CitedPaper]:
    # Few papers have the same byline: what else they are sorted by is asked of these alone.
    for _, same in groupby(sorted(papers, key=_BY_AUTHORS), key=_BY_AUTHORS):
        members = list(same)
        yield from sorted(members, key=_place) if len(members) > 1 else members


def _place(paper: CitedPaper) -> tuple[bool, int, str, tuple[int, str]]:
    year = paper.year
    return year is None, year or 0, paper.filed, pmid_order(paper.pmid)


def _reference(paper: CitedPaper, suffix: str, standing: Standing) -> Reference:
    when = dated(paper.year, suffix)
    entry = f"{paper.byline} ({when}). {paper.described}"
    return Reference(paper.pmid, f"{paper.authors}, {when}", entry, paper.doi, standing)


def _letters(number: int) -> str:
    """Return a, b, ..., z, aa, ab, ... for 0, 1, ..."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
