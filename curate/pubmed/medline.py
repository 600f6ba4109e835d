"""
MEDLINE text (.nbib, and PubMed's "PubMed" format) into records.

The tags are NLM's: https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

import re
from collections.abc import Iterator

from curate.core.article import (
    Article,
    Author,
    Form,
    Keyword,
    MeshHeading,
    OtherAbstract,
    Relation,
    Section,
    Substance,
)
from curate.core.errors import BadRecord
from curate.pubmed.abstracts import Abstract, finished
from curate.pubmed.dates import compact_date, printed_date
from curate.pubmed.identifiers import canonical_doi, canonical_pmid
from curate.pubmed.listed import without_pmid
from curate.pubmed.tagged import MEDLINE, TaggedRecord, tagged_records
from curate.pubmed.text import unbracket

_RELATIONS = {
    "CIN": "CommentIn",
    "CON": "CommentOn",
    "CRF": "CorrectedandRepublishedFrom",
    "CRI": "CorrectedandRepublishedIn",
    "DDIN": "AssociatedDataset",
    "DRIN": "AssociatedPublication",
    "ECF": "ExpressionOfConcernFor",
    "ECI": "ExpressionOfConcernIn",
    "EFR": "ErratumFor",
    "EIN": "ErratumIn",
    "ORI": "OriginalReportIn",
    "PRIN": "PartialRetractionIn",
    "PROF": "PartialRetractionOf",
    "RIN": "RetractionIn",
    "ROF": "RetractionOf",
    "RPF": "RepublishedFrom",
    "RPI": "RepublishedIn",
    "RRF": "RetractedandRepublishedFrom",
    "RRI": "RetractedandRepublishedIn",
    "SPIN": "SummaryForPatientsIn",
    "UIN": "UpdateIn",
    "UOF": "UpdateOf",
}
_RELATED = re.compile(r"\s*PMID:\s*(\d+)\s*\.?\s*")
_IDENTIFIER = re.compile(r"(.*\S)\s*\[(doi|pii)\]")
_SUBSTANCE = re.compile(r"(\S+)\s+\((.*)\)")
_OTHER_ABSTRACT = re.compile(r"(PIP|AAMC|AIDS|KIE|NASA|Publisher|plain-language-summary):\s+")
_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])/?$")


def read_medline(text: str, *, name: str) -> Iterator[Article | BadRecord]:
    """
    Yield the records of a text in its order; one that can't be read as a BadRecord value.

    Where other records of the file end with SO, as PubMed writes them, a last record that does
    not was cut off, and is a BadRecord too.
    """
    waiting: TaggedRecord | None = None
    ended = False
    for record in tagged_records(text, MEDLINE):
        if waiting is not None:
            ended = ended or bool(waiting.first("SO"))
            yield _read(waiting)
        waiting = record
    if waiting is None:
        return
    if ended and not waiting.first("SO"):
        pmid = canonical_pmid(waiting.first("PMID"))
        yield BadRecord(f"{name} breaks off in the record of line {waiting.line}", pmid=pmid)
    else:
        yield _read(waiting)


def _read(record: TaggedRecord) -> Article | BadRecord:
    pmid = canonical_pmid(record.first("PMID"))
    if pmid is None:
        return without_pmid(record.line, record.first("TI", "BTI"), doi=_identifier(record, "doi"))
    return _article(pmid, record)


def _article(pmid: str, record: TaggedRecord) -> Article:
    title, translated = unbracket(record.first("TI", "BTI"))
    abstract = _abstract(record)
    date = printed_date(record.first("DP"))
    in_book = bool(record.first("BTI"))
    return Article(
        pmid=pmid,
        title="" if title.lower().rstrip(".") == "not available" else title,
        form=Form.MEDLINE,
        kind="book" if in_book else "article",
        status=record.first("STAT") or None,
        publication_status=record.first("PST") or None,
        revised=compact_date(record.first("LR")),
        title_translated=translated,
        vernacular_title=record.first("TT") or None,
        sections=abstract.sections,
        abstract_truncated=abstract.truncated,
        copyright=abstract.copyright,
        other_abstracts=_other_abstracts(record),
        journal=record.first("JT", "BTI" if record.first("TI") else "CTI") or None,
        journal_abbreviation=record.first("TA") or None,
        issn=record.first("IS").partition(" ")[0] or None,
        nlm_id=record.first("JID") or None,
        volume=record.first("VI") or None,
        issue=record.first("IP") or None,
        pages=record.first("PG") or None,
        year=date.year,
        month=date.month,
        day=date.day,
        publication_date=date.printed,
        electronic_date=compact_date(record.first("DEP")),
        authors=_authors(record),
        languages=tuple(record.all("LA")),
        doi=_identifier(record, "doi"),
        pmc=record.first("PMC") or None,
        pii=_identifier(record, "pii"),
        publication_types=tuple(record.all("PT")),
        mesh=tuple(heading for value in record.all("MH") for heading in _headings(value)),
        substances=tuple(_substances(record)),
        keywords=_keywords(record),
        relations=_relations(record),
    )


def _abstract(record: TaggedRecord) -> Abstract:
    sections = [Section(text=text) for text in record.all("AB")]
    return finished(sections, " ".join(record.all("CI")) or None)


def _other_abstracts(record: TaggedRecord) -> tuple[OtherAbstract, ...]:
    languages = record.all("OABL")
    found = []
    for number, text in enumerate(record.all("OAB")):
        kind = _OTHER_ABSTRACT.match(text)
        found.append(
            OtherAbstract(
                kind=kind.group(1) if kind else None,
                language=languages[number] if number < len(languages) else None,
                text=text[kind.end() :] if kind else text,
            )
        )
    return tuple(found)


def _identifier(record: TaggedRecord, kind: str) -> str | None:
    """Return the DOI or the publisher's id, of the AID fields first."""
    for value in (*record.all("AID"), *record.all("LID")):
        found = _IDENTIFIER.fullmatch(value)
        if found and found.group(2) == kind:
            text = canonical_doi(found.group(1)) if kind == "doi" else found.group(1)
            if text:
                return text
    return None


def _authors(record: TaggedRecord) -> tuple[Author, ...]:
    """Return the byline; an affiliation and an ORCID belong to the name before them."""
    found: list[dict[str, str]] = []
    affiliations: list[list[str]] = []
    for tag, value in record.fields:
        if tag == "FAU" or (tag == "AU" and not (found and _is_short_form(value, found[-1]))):
            last, _, fore = value.partition(", ") if tag == "FAU" else _split_short(value)
            found.append({"last_name": last, "fore_name": fore if tag == "FAU" else ""})
            affiliations.append([])
            if tag == "AU":
                _add_initials(found[-1], fore)
        elif tag == "AU":
            _add_initials(found[-1], value.removeprefix(found[-1]["last_name"]).strip())
        elif tag == "CN":
            found.append({"collective_name": value})
            affiliations.append([])
        elif tag == "AD" and found:
            affiliations[-1].append(value)
        elif tag == "AUID" and found and (orcid := _ORCID.search(value)):
            found[-1]["orcid"] = "-".join(orcid.groups()).upper()
    return tuple(
        Author(**names, affiliations=tuple(where))
        for names, where in zip(found, affiliations, strict=True)
    )


def _is_short_form(value: str, names: dict[str, str]) -> bool:
    """Say whether an AU field repeats the FAU before it, as it does in all recent records."""
    last = names.get("last_name", "")
    return "initials" not in names and bool(last) and f"{value} ".startswith(f"{last} ")


def _split_short(value: str) -> tuple[str, str, str]:
    """Part "de la Cruz AB Jr" before its initials, the last word in capitals."""
    words = value.split()
    for place in range(len(words) - 1, 0, -1):
        if words[place].isupper():
            return " ".join(words[:place]), " ", " ".join(words[place:])
    return value, "", ""


def _add_initials(names: dict[str, str], rest: str) -> None:
    initials, _, suffix = rest.partition(" ")
    names["initials"] = initials
    if suffix:
        names["suffix"] = suffix
        names["fore_name"] = names["fore_name"].removesuffix(suffix).rstrip(" ,")


def _headings(value: str) -> Iterator[MeshHeading]:
    """Read "Pain/drug therapy/*prevention & control"; a star marks a major topic."""
    descriptor, *qualifiers = (part.strip() for part in value.split("/"))
    name, major = descriptor.removeprefix("*"), descriptor.startswith("*")
    if not qualifiers:
        yield MeshHeading(descriptor=name, major=major)
    for qualifier in qualifiers:
        yield MeshHeading(
            descriptor=name,
            major=major,
            qualifier=qualifier.removeprefix("*"),
            qualifier_major=qualifier.startswith("*"),
        )


def _substances(record: TaggedRecord) -> Iterator[Substance]:
    for value in record.all("RN"):
        found = _SUBSTANCE.fullmatch(value)
        if found:
            number = found.group(1)
            yield Substance(name=found.group(2), registry_number=None if number == "0" else number)


def _keywords(record: TaggedRecord) -> tuple[Keyword, ...]:
    owner = record.first("OTO") or None
    return tuple(
        Keyword(text=value.removeprefix("*"), owner=owner, major=value.startswith("*"))
        for value in record.all("OT")
        if value != "*"
    )


def _relations(record: TaggedRecord) -> tuple[Relation, ...]:
    found = []
    for tag, value in record.fields:
        if tag in _RELATIONS and value:
            related = _RELATED.search(value)
            source = value[: related.start()] if related else value
            found.append(
                Relation(
                    ref_type=_RELATIONS[tag],
                    pmid=canonical_pmid(related.group(1)) if related else None,
                    source=source or None,
                )
            )
    return tuple(found)
