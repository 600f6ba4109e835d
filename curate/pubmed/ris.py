"""
RIS, the format of reference managers, into records.

Tags differ between programs; those of https://en.wikipedia.org/wiki/RIS_(file_format) and of
PubMed exports by EndNote, Zotero, Mendeley and Ovid are read. A record needs a PMID, which each
program keeps in a place of its own.
"""

import re
from collections.abc import Iterator

from curate.core.article import Article, Author, Form, Keyword, Section
from curate.core.errors import BadRecord
from curate.pubmed.abstracts import finished
from curate.pubmed.dates import IssueDate, first_year, month_number
from curate.pubmed.identifiers import canonical_doi, canonical_pmid
from curate.pubmed.listed import without_pmid
from curate.pubmed.query import parse_pmid
from curate.pubmed.tagged import RIS, TaggedRecord, tagged_records
from curate.pubmed.text import unbracket

_NAMED = re.compile(r"(?:PMID|PubMed(?: ID)?|MEDLINE|MED)\s*:?\s*(\d{1,10})", re.IGNORECASE)
_NOTES = ("AN", "ID", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "M1", "M2", "M3", "N1")
_ADDRESSES = ("UR", "L1", "L2", "L3", "LK")
_PUBMED = re.compile(r"\b(?:PubMed|MEDLINE)\b", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:[-/](\d{0,2})(?:[-/](\d{0,2}))?)?(?:/(.*))?")
_BOOKS = frozenset({"BOOK", "CHAP", "EBOOK", "ECHAP", "EDBOOK"})
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,4}")


def read_ris(text: str, *, name: str) -> Iterator[Article | BadRecord]:
    """
    Yield the records of a text in its order; one that can't be read as a BadRecord value.

    A record without its ER line was cut off: it is a BadRecord.
    """
    for record in tagged_records(text, RIS):
        try:
            yield ris_article(record, name=name)
        except BadRecord as error:
            yield error


def ris_article(record: TaggedRecord, *, name: str) -> Article:
    """Return the article of one record; raise BadRecord for one without an end or a PMID."""
    pmids = ris_pmids(record)
    pmid = pmids[0] if len(pmids) == 1 else None
    if not record.closed:
        raise BadRecord(
            f"{name} breaks off in the record of line {record.line}: it has no ER line", pmid=pmid
        )
    title, translated = unbracket(record.first("TI", "T1", "CT"))
    doi = ris_doi(record)
    if len(pmids) > 1:
        raise BadRecord(f"line {record.line} names two PMIDs, {' and '.join(pmids)}")
    if pmid is None:
        raise without_pmid(record.line, title, doi=doi)
    abstract = finished(_sections(record), None)
    date = _date(record)
    return Article(
        pmid=pmid,
        title=title,
        form=Form.RIS,
        kind="book" if record.first("TY") in _BOOKS else "article",
        title_translated=translated,
        sections=abstract.sections,
        abstract_truncated=abstract.truncated,
        copyright=abstract.copyright,
        journal=ris_journal(record) or None,
        journal_abbreviation=record.first("J2", "JA", "J1") or None,
        issn=record.first("SN").partition(" ")[0] or None,
        volume=record.first("VL") or None,
        issue=record.first("IS") or None,
        pages=ris_pages(record) or None,
        year=date.year,
        month=date.month,
        day=date.day,
        publication_date=date.printed,
        authors=ris_authors(record),
        languages=tuple(record.all("LA")),
        doi=doi,
        keywords=tuple(Keyword(text=word) for word in record.all("KW")),
    )


def ris_pmids(record: TaggedRecord) -> list[str]:
    """
    Return the PMIDs that a record names as its own, each once.

    They are numbers after the word PMID (or PubMed, MEDLINE) that fill a field, PubMed addresses,
    and the accession number (AN) of a record whose database is PubMed or MEDLINE.
    """
    found = []
    for value in record.all(*_NOTES):
        for piece in re.split(r"[;,]", value):
            named = _NAMED.fullmatch(piece.strip())
            if named:
                found.append(canonical_pmid(named.group(1)))
    found += [parse_pmid(v) for v in record.all(*_ADDRESSES) if "/" in v]
    if any(_PUBMED.search(value) for value in record.all("DB", "DP")):
        found += [canonical_pmid(value) for value in record.all("AN")]
    return list(dict.fromkeys(pmid for pmid in found if pmid))


def ris_doi(record: TaggedRecord) -> str | None:
    """Return the record's DOI, from its own field or its addresses."""
    values = (*record.all("DO", "DI"), *(v for v in record.all(*_ADDRESSES) if "doi.org/" in v))
    return next((doi for value in values if (doi := canonical_doi(value))), None)


def ris_journal(record: TaggedRecord) -> str:
    """Return where it was published: the journal's full name, else its abbreviation."""
    return record.first("JO", "JF", "T2", "BT", "JA", "J2", "J1")


def ris_pages(record: TaggedRecord) -> str:
    """Return the pages as one text."""
    start, end = record.first("SP"), record.first("EP")
    return f"{start}-{end}" if start and end and start != end and "-" not in start else start


def ris_authors(record: TaggedRecord) -> tuple[Author, ...]:
    """Return the byline, of names written "Last, First, Suffix"; others are groups."""
    found = []
    for value in record.all("AU", "A1"):
        last, _, rest = value.partition(",")
        fore, _, suffix = (part.strip() for part in rest.partition(","))
        if not rest.strip():
            found.append(Author(collective_name=last.strip()))
            continue
        spelled = _INITIALS.fullmatch(fore) is None
        letters = [word[0] for word in re.split(r"[\s.-]+", fore) if word[:1].isalpha()]
        initials = "".join(letters) if spelled else re.sub(r"[\s.-]", "", fore)
        found.append(
            Author(last_name=last.strip(), fore_name=fore, initials=initials, suffix=suffix)
        )
    return tuple(found)


def ris_year(record: TaggedRecord) -> int | None:
    """Return the year of publication."""
    return _date(record).year


def _sections(record: TaggedRecord) -> list[Section]:
    text = record.first("AB", "N2")
    return [Section(text=text)] if text else []


def _date(record: TaggedRecord) -> IssueDate:
    """Read "2002", "2002/05/03/" or "2002-05-03"; DA may be more exact than PY."""
    year = first_year(record.first("PY", "Y1", "DA"))
    for value in record.all("DA", "PY", "Y1"):
        found = _DATE.fullmatch(value)
        if found and found.group(2) and int(found.group(1)) == year:
            month = month_number(found.group(2))
            day = int(found.group(3)) if month and found.group(3) else None
            return IssueDate(year, month, day if day and day <= 31 else None, value.rstrip("/"))
    return IssueDate(year=year, printed=str(year) if year else None)
