"""Lists of citations on disk: one reference a line, RIS, or MEDLINE text."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from curate.core.citation import Citation
from curate.core.citation_text import parse_citation
from curate.core.errors import BadFile
from curate.pubmed.dates import first_year
from curate.pubmed.files import kind_of, open_document
from curate.pubmed.identifiers import canonical_doi, canonical_pmid
from curate.pubmed.kinds import MEDLINE_KIND, RIS_KIND, describe
from curate.pubmed.ris import (
    ris_authors,
    ris_doi,
    ris_journal,
    ris_pages,
    ris_pmids,
    ris_year,
)
from curate.pubmed.tagged import MEDLINE, RIS, TaggedRecord, decode, tagged_records

LIST_HINT = (
    'One reference a line, as in "Mao 2002 Pain 96:63" or a reference list; # for comments. '
    "RIS and MEDLINE text (.nbib) do as well."
)
_NO_LISTS = frozenset({"a zip archive", "a PDF", "an SQLite database", "a web page"})


def read_citations(path: Path, *, encoding: str | None = None) -> tuple[Citation, ...]:
    """
    Return the citations of a file, in its order.

    Raises BadFile for a file that can't be read, is no list of citations, or is empty.
    """
    with open_document(path) as stream:
        data = stream.read()
    kind = kind_of(data[:4096])
    text, _ = decode(data, name=str(path), encoding=encoding)
    readers: dict[str | None, Callable[[str], Iterator[Citation]]] = {
        MEDLINE_KIND: _from_medline,
        RIS_KIND: _from_ris,
    }
    looks_like = describe(data[:4096])
    # A list that begins with "[1]" is no JSON, for all that it looks like it at first.
    is_json = text.lstrip().startswith(("{", '["', "[{"))
    is_xml = looks_like is None and bool(text.strip())
    if kind is None and (is_xml or is_json or looks_like in _NO_LISTS):
        raise BadFile(f"{path} is {looks_like or 'XML'}, not a list of citations", hint=LIST_HINT)
    found = tuple(readers.get(kind, read_citation_list)(text))
    if not found:
        raise BadFile(f"{path} holds no citation", hint=LIST_HINT)
    return found


def read_citation_list(text: str) -> Iterator[Citation]:
    """Yield the citations of a text, one a line; blank lines and # comments are left out."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield parse_citation(line, line=number)


def _from_ris(text: str) -> Iterator[Citation]:
    for record in tagged_records(text, RIS):
        authors = ris_authors(record)
        pmids = ris_pmids(record)
        yield _citation(
            record,
            author=authors[0].name if authors else "",
            year=ris_year(record),
            title=record.first("TI", "T1", "CT"),
            journal=ris_journal(record),
            volume=record.first("VL"),
            pages=ris_pages(record),
            doi=ris_doi(record) or "",
            pmid=pmids[0] if len(pmids) == 1 else "",
        )


def _from_medline(text: str) -> Iterator[Citation]:
    for record in tagged_records(text, MEDLINE):
        names = record.first("FAU", "AU", "CN")
        dois = (value.removesuffix("[doi]").strip() for value in record.all("AID", "LID"))
        yield _citation(
            record,
            author=re.split(r",| [A-Z]+$", names)[0],
            year=first_year(record.first("DP")),
            title=record.first("TI"),
            journal=record.first("TA", "JT"),
            volume=record.first("VI"),
            pages=record.first("PG"),
            doi=next((doi for value in dois if (doi := canonical_doi(value))), ""),
            pmid=canonical_pmid(record.first("PMID")) or "",
        )


def _citation(record: TaggedRecord, *, author: str, year: int | None, **parts: str) -> Citation:
    pages = parts.pop("pages")
    place = f"{parts['volume']}:{pages}".strip(":")
    shown = (author, str(year or ""), parts["title"], parts["journal"], place)
    return Citation(
        text=" ".join(filter(None, shown)) or parts["doi"] or "a record without any field",
        line=record.line,
        author=author,
        year=year,
        page=re.split(r"[-\u2013]", pages)[0].strip(),
        **parts,
    )
