"""A bibliography: records with their references and citation keys, in the order of a list."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from curate.core.article import Article
from curate.core.cited_paper import cited_paper
from curate.core.citing import NO_YEAR, Reference, collation
from curate.core.reference_list import reference_list
from curate.core.source_standing import Standing

MOST_KEY_WORDS = 4

_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One record of a bibliography.

    ``key`` is what a manuscript cites it by: letters, digits and hyphens of ASCII, and no two
    keys of a bibliography differ in case alone.
    """

    key: str
    article: Article
    reference: Reference


def bibliography(
    articles: Iterable[Article], standings: Mapping[str, Standing] | None = None
) -> tuple[Entry, ...]:
    """
    Return each record once, in the order of the reference list of a table that cites them all.

    Labels and letters are those of that table: what a cell calls ``Mao et al., 2002a`` has the
    key ``Mao-et-al-2002a``. ``standings`` is by PMID; a record that is not in it has the standing
    that it tells itself.
    """
    by_pmid = {a.pmid: a for a in articles}
    references = reference_list(
        map(cited_paper, by_pmid.values()),
        {pmid: a.standing for pmid, a in by_pmid.items()} | dict(standings or {}),
    )
    keys = _keys(references)
    return tuple(Entry(key=keys[r.pmid], article=by_pmid[r.pmid], reference=r) for r in references)


def _keys(references: Iterable[Reference]) -> Mapping[str, str]:
    """Return a key for each PMID; labels that fold to one key all get their PMIDs to it."""
    keys = {r.pmid: _key(r.label, r.pmid) for r in references}
    times = Counter(key.casefold() for key in keys.values())
    return {
        pmid: key if times[key.casefold()] == 1 else f"{key}-{pmid}" for pmid, key in keys.items()
    }


def _key(label: str, pmid: str) -> str:
    names, _, dated = label.rpartition(", ")
    words = _NOT_IN_A_KEY.sub(" ", _unaccented(names)).split()
    year = _NOT_IN_A_KEY.sub("", dated.replace(NO_YEAR, "nd"))
    if not words:
        return f"PMID-{pmid}"
    return "-".join([*words[:MOST_KEY_WORDS], year])


def _unaccented(names: str) -> str:
    """Return the names without accents, their capitals kept."""
    return "".join(
        folded.upper()
        if len(folded) == 1 and c.isupper()
        else folded.capitalize()
        if c.isupper()
        else folded
        for c in names
        for folded in [collation(c)]
    )
