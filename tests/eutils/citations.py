"""
ECitMatch, as far as it is known: it goes by journal, volume and page.

A wrong author or year passes where the three agree; without a page it may be ambiguous; misses
lose their author, as recorded answers do.
"""

import xml.etree.ElementTree as ET
from functools import cache

from tests.eutils.corpus import Corpus, tokens

_LISTED = 5


def match_line(corpus: Corpus, line: str) -> str:
    """Return one line of the reply to ``journal|year|volume|page|author|key|``."""
    given = [part.strip() for part in line.split("|")]
    journal, year, volume, page, author, key = (given + [""] * 6)[:6]
    places = _places(corpus)
    if not any(known == _key(journal) for known, _, _ in places):
        return f"{journal}|{year}|{volume}|{page}||{key}|NOT_FOUND;INVALID_JOURNAL"
    here = [
        pmid
        for (known, in_volume, on_page), pmids in places.items()
        if known == _key(journal) and volume in {"", in_volume} and page in {"", on_page}
        for pmid in pmids
    ]
    if not here:
        return f"{journal}|{year}|{volume}|{page}|{key}|NOT_FOUND"
    answer = str(here[0])
    if len(here) > _LISTED:
        answer = f"AMBIGUOUS ({len(here)} citations)"
    elif len(here) > 1:
        answer = f"AMBIGUOUS {','.join(map(str, here))}"
    return f"{journal}|{year}|{volume}|{page}|{author}|{key}|{answer}"


def _key(journal: str) -> str:
    return " ".join(tokens(journal))


@cache
def _places(corpus: Corpus) -> dict[tuple[str, str, str], list[int]]:
    found: dict[tuple[str, str, str], list[int]] = {}
    for pmid, raw in corpus.records.items():
        record = ET.fromstring(raw)  # noqa: S314 - a test's own file
        volume = (record.findtext(".//JournalIssue/Volume") or "").strip()
        page = (record.findtext(".//MedlinePgn") or "").partition("-")[0].strip()
        names = [record.findtext(f".//Journal/{tag}") for tag in ("Title", "ISOAbbreviation")]
        names.append(record.findtext(".//MedlineTA"))
        for name in {_key(name) for name in names if name}:
            found.setdefault((name, volume, page), []).append(pmid)
    return found
