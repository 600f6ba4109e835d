"""Authors of a paper as their names are compared with those of other papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from curate.core.article import Article, Author
from curate.core.citing import collation, initials

# Of a longer byline the first ones and the last are paired: a consortium is no group.
MOST_PAIRED = 40
LEAST_INITIALS = 2
_AUTHORS_KEPT = 65_536


@dataclass(frozen=True, slots=True)
class AuthorName:
    """
    An author as names are compared: folded, ``given`` empty where only initials are known.

    No part holds a tab or a new line. ``group`` says that it is the name of a group.
    """

    family: str
    initials: str
    given: str
    orcid: str
    group: bool

    @property
    def short(self) -> str:
        """Return the family name and the initials, a tab between them."""
        return f"{self.family}\t{self.initials}"

    @property
    def whole(self) -> str:
        """Return the short name and, after another tab, the given names."""
        return f"{self.short}\t{self.given}"


class SharedNames(NamedTuple):
    """
    What a paper can share with others by its authors; each field but the first is lines of text.

    ``alone`` is what one author is enough for, ``leads`` the family name, initials and given names
    of the first and the last author that have initials enough, tabs between them. ``paired`` are
    the family names and initials whose pairs tell something, sorted, and ``given``, line by line,
    the given names that belong to them.
    """

    pmid: str
    alone: str
    leads: str
    paired: str
    given: str


def shared_names(article: Article) -> SharedNames:
    """Return what a record can share with others by its authors."""
    names = [_name(author) for author in article.authors if author.name]
    among = _paired(names)
    return SharedNames(
        pmid=article.pmid,
        alone="\n".join(_telling_alone(names)),
        leads="\n".join(_leads(names)),
        paired="\n".join(name.short for name in among),
        given="\n".join(name.given for name in among),
    )


def _telling_alone(byline: Sequence[AuthorName]) -> list[str]:
    """
    Return what one author of a paper is enough for to share, each once, sorted.

    That is any ORCID, and of the first and the last author the whole name or that of a group.
    """
    found = {f"orcid\t{name.orcid}" for name in byline if name.orcid}
    for name in (byline[0], byline[-1]) if byline else ():
        if name.group:
            found.add(f"collective\t{name.family}")
        elif name.given:
            found.add(f"given\t{name.family}\t{name.given}")
    return sorted(found)


def _leads(byline: Sequence[AuthorName]) -> list[str]:
    """Return the whole names of the first and the last author that have initials enough."""
    ends = (byline[0], byline[-1]) if byline else ()
    return sorted({name.whole for name in ends if len(name.initials) >= LEAST_INITIALS})


def _paired(byline: Sequence[AuthorName]) -> list[AuthorName]:
    """Return the names whose pairs tell something, one of each short name, sorted by these."""
    long = len(byline) > MOST_PAIRED
    among = [*byline[: MOST_PAIRED - 1], byline[-1]] if long else byline
    by_short = {name.short: name for name in among}
    return [by_short[short] for short in sorted(by_short)]


# Who has written one paper of a field has often written others.
@lru_cache(_AUTHORS_KEPT)
def _name(author: Author) -> AuthorName:
    given = collation(author.fore_name)
    whole = any(len(word.strip(".")) > 1 for word in given.replace("-", " ").split())
    return AuthorName(
        family=" ".join(collation(author.name).split()),
        initials=_letters(collation(initials(author))),
        given=_letters(given) if whole else "",
        orcid="".join((author.orcid or "").split()),
        group=not author.last_name,
    )


def _letters(text: str) -> str:
    return text if text.isalpha() else "".join(c for c in text if c.isalpha())
