"""Records of PubMed XML files, their bytes as they are, and an index of their words."""

import gzip
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_RECORD = re.compile(rb"<(Pubmed(?:Book)?Article)[ >].*?</\1>", re.DOTALL)
_PMID = re.compile(rb"<PMID[^>]*>\s*0*(\d+)\s*<")
_TOKEN = re.compile(r"\w+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case; a hyphen parts two words, as in PubMed."""
    return _TOKEN.findall(text.lower())


@dataclass(slots=True)
class Fields:
    """What one record can be searched by; texts are tokens between single spaces."""

    title: str = " "
    title_abstract: str = " "
    mesh: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    identifiers: set[str] = field(default_factory=set)
    published: str = ""
    entered: str = ""
    changed: str = ""


class Corpus:
    """The records of any number of files; of a PMID that comes twice, the later one counts."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.records: dict[int, bytes] = {}
        for path in paths:
            self._load(path)
        self.fields: dict[int, Fields] = {}
        self.words: dict[str, set[int]] = defaultdict(set)
        for pmid in self.records:
            self._index(pmid)

    def put(self, raw: bytes) -> int:
        """Add a record, or replace it by a newer form, and return its PMID."""
        found = _PMID.search(raw)
        assert found is not None
        pmid = int(found.group(1))
        self.remove(pmid)
        self.records[pmid] = raw
        self._index(pmid)
        return pmid

    def remove(self, pmid: int) -> None:
        """Delete a record, if it is there."""
        if self.records.pop(pmid, None) is not None:
            for word in _words_of(self.fields.pop(pmid)):
                self.words[word].discard(pmid)

    def _index(self, pmid: int) -> None:
        found = _fields(ET.fromstring(self.records[pmid]))  # noqa: S314 - a test's own file
        self.fields[pmid] = found
        for word in _words_of(found):
            self.words[word].add(pmid)

    def _load(self, path: Path) -> None:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        for match in _RECORD.finditer(data):
            pmid = _PMID.search(match.group())
            if pmid is not None:
                self.records[int(pmid.group(1))] = match.group()


def _words_of(fields: Fields) -> set[str]:
    everything = [fields.title_abstract, *fields.mesh, *fields.authors]
    return {word for text in everything for word in tokens(text)}


def _text(element: ET.Element) -> str:
    return "".join(element.itertext())


def _padded(texts: Iterable[str]) -> str:
    return " " + " ".join(word for text in texts for word in tokens(text)) + " "


def _date(element: ET.Element | None) -> str:
    """Return YYYY, YYYY/MM or YYYY/MM/DD."""
    if element is None:
        return ""
    whole = _text(element)
    year = element.findtext("Year") or "".join(re.findall(r"\d{4}", whole)[:1])
    month = element.findtext("Month") or ""
    if month[:3].lower() in _MONTHS:
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    parts = [year.strip()]
    if month.strip().isdigit():
        parts.append(f"{int(month):02}")
        day = (element.findtext("Day") or "").strip()
        if day.isdigit():
            parts.append(f"{int(day):02}")
    return "/".join(parts)


def _entered(record: ET.Element) -> str:
    for status in ("entrez", "pubmed", "medline"):
        found = record.find(f".//History/PubMedPubDate[@PubStatus='{status}']")
        if found is not None:
            return _date(found)
    return _date(record.find(".//DateRevised"))


def _author_names(record: ET.Element) -> set[str]:
    names = set()
    for author in record.iterfind(".//AuthorList/Author"):
        last, initials = author.findtext("LastName"), author.findtext("Initials")
        if last:
            names |= {last.lower(), f"{last} {initials or ''}".strip().lower()}
        collective = author.findtext("CollectiveName")
        if collective:
            names.add(collective.lower())
    return names


def _lowered(record: ET.Element, path: str) -> set[str]:
    return {_text(element).strip().lower() for element in record.iterfind(path)}


def _fields(record: ET.Element) -> Fields:
    titles = [_text(e) for e in record.iterfind(".//ArticleTitle")]
    abstracts = [_text(e) for e in record.iterfind(".//Abstract/AbstractText")]
    published = record.find(".//JournalIssue/PubDate")
    return Fields(
        title=_padded(titles),
        title_abstract=_padded([*titles, *abstracts]),
        mesh=_lowered(record, ".//MeshHeading/DescriptorName"),
        authors=_author_names(record),
        types=_lowered(record, ".//PublicationType"),
        languages=_lowered(record, ".//Language"),
        identifiers=_lowered(record, "PubmedData/ArticleIdList/ArticleId")
        | _lowered(record, ".//ELocationID"),
        published=_date(record.find(".//Book/PubDate") if published is None else published),
        entered=_entered(record),
        changed=_date(record.find(".//DateRevised")) or _entered(record),
    )
