"""
ECitMatch: PMIDs by journal, year, volume, first page and author.

A line goes out as ``journal|year|volume|page|author|key|`` and comes back with a PMID, or a word
on why there is none, at its end. Lines of misses may lack a field, and some don't come back at
all, so lines are told apart by their key alone.
"""

import re
from collections.abc import Mapping, Sequence

from curate.core.citation import Citation, Match, Verdict
from curate.pubmed.identifiers import canonical_pmid

_AMBIGUOUS = re.compile(r"AMBIGUOUS\s*(?:\((\d+) citations?\)|([\d,\s]+))?", re.IGNORECASE)
_UNSAFE = re.compile(r"[|\r\n\x85\u2028\u2029]+")


def match_lines(citations: Mapping[str, Citation]) -> dict[str, str]:
    """
    Return the lines to send, by key.

    Citations without a journal, a volume or a page are left out: PubMed stops reading at the
    first line that has no journal. (Bio.Entrez makes such lines too, but then sends neither tool
    nor address; of lines that are made already it sends both.)
    """
    return {
        key: "|".join(
            [
                *map(_safe, (citation.journal, str(citation.year or ""), citation.volume)),
                *map(_safe, (citation.page, citation.author, key)),
                "",
            ]
        )
        for key, citation in citations.items()
        if citation.has_place
    }


def read_matches(data: bytes, keys: Sequence[str]) -> dict[str, Match]:
    """Return a verdict for every key; NO_ANSWER for those that the reply does not have."""
    wanted = set(keys)
    found = {key: Match(verdict=Verdict.NO_ANSWER) for key in keys}
    for line in re.split(r"[\r\n]+", data.decode("utf-8", "replace")):
        fields = [part.strip() for part in line.split("|")]
        place = next((n for n in range(len(fields) - 1, -1, -1) if fields[n] in wanted), None)
        if place is not None:
            found[fields[place]] = _match(fields[place + 1] if place + 1 < len(fields) else "")
    return found


def _match(answer: str) -> Match:
    pmid = canonical_pmid(answer)
    if pmid:
        return Match(verdict=Verdict.FOUND, pmids=(pmid,))
    ambiguous = _AMBIGUOUS.match(answer)
    if ambiguous:
        listed = (canonical_pmid(part) for part in (ambiguous.group(2) or "").split(","))
        pmids = tuple(number for number in listed if number)
        return Match(
            verdict=Verdict.AMBIGUOUS, pmids=pmids, count=int(ambiguous.group(1) or len(pmids))
        )
    if "INVALID_JOURNAL" in answer.upper():
        return Match(verdict=Verdict.UNKNOWN_JOURNAL)
    return Match(verdict=Verdict.NOT_FOUND if answer else Verdict.NO_ANSWER)


def _safe(text: str) -> str:
    return " ".join(_UNSAFE.sub(" ", text).split())
