"""One bibliographic record as the source gave it."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from curate.core.source_standing import Standing, standing_of


class Form(StrEnum):
    """What a record was read from."""

    XML = "xml"
    MEDLINE = "medline"
    RIS = "ris"

    @property
    def fullness(self) -> int:
        """Return a rank: of two forms of one record, the higher one says more."""
        return {Form.RIS: 0, Form.MEDLINE: 1, Form.XML: 2}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person or a group, in byline order."""

    last_name: str = ""
    fore_name: str = ""
    initials: str = ""
    suffix: str = ""
    collective_name: str = ""
    orcid: str = ""
    affiliations: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the name that a citation is sorted and printed by."""
        return self.last_name or self.collective_name or self.fore_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """
    One piece of an abstract.

    ``label`` is the heading as printed (``None`` where there is none), ``category`` NLM's own
    name for it (BACKGROUND, OBJECTIVE, METHODS, RESULTS, CONCLUSIONS, UNASSIGNED).
    """

    text: str
    label: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshHeading:
    """A MeSH descriptor with at most one qualifier; a heading with three gives three."""

    descriptor: str
    descriptor_ui: str | None = None
    major: bool = False
    qualifier: str | None = None
    qualifier_ui: str | None = None
    qualifier_major: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """A chemical that the record is indexed with."""

    name: str
    ui: str | None = None
    registry_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword:
    """A keyword and who gave it (NLM, NOTNLM, ...)."""

    text: str
    owner: str | None = None
    major: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A link to another publication: retraction, erratum, comment, update, ..."""

    ref_type: str
    pmid: str | None = None
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of a record's own list of references: as printed, and what it is known by."""

    citation: str
    pmid: str | None = None
    doi: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAbstract:
    """An abstract beside the main one: another language, another publisher's, plain language."""

    kind: str | None
    language: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    A citation with its abstract.

    Texts are Unicode NFC with white space collapsed; every offset in a claim counts characters
    of ``title`` or of one section's ``text``. ``year``, ``month`` and ``day`` come from the
    journal issue's date, ``publication_date`` is that date as printed, ``electronic_date`` and
    ``revised`` are ISO 8601. ``title_translated`` says that PubMed printed the title in brackets.
    """

    pmid: str
    title: str
    version: int = 1
    kind: str = "article"
    status: str | None = None
    publication_status: str | None = None
    revised: str | None = None
    title_translated: bool = False
    vernacular_title: str | None = None
    sections: tuple[Section, ...] = ()
    abstract_truncated: bool = False
    copyright: str | None = None
    other_abstracts: tuple[OtherAbstract, ...] = ()
    journal: str | None = None
    journal_abbreviation: str | None = None
    issn: str | None = None
    nlm_id: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    publication_date: str | None = None
    electronic_date: str | None = None
    authors: tuple[Author, ...] = ()
    authors_complete: bool = True
    languages: tuple[str, ...] = ()
    doi: str | None = None
    pmc: str | None = None
    pii: str | None = None
    publication_types: tuple[str, ...] = ()
    mesh: tuple[MeshHeading, ...] = ()
    substances: tuple[Substance, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    relations: tuple[Relation, ...] = field(default=())
    references: tuple[Reference, ...] = ()
    form: Form = Form.XML

    @property
    def abstract(self) -> str:
        """Return the abstract as one text, headings included, a line a section."""
        return "\n".join(
            f"{s.label}: {s.text}" if s.label else s.text for s in self.sections if s.text
        )

    @property
    def standing(self) -> Standing:
        """Return what the record itself tells of its standing; notices elsewhere may tell more."""
        return standing_of(self.publication_types, (r.ref_type for r in self.relations))

    @property
    def digest(self) -> str:
        """Return a hash of all that the record says: equal digests are equal records."""
        text = json.dumps(self, default=_content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


# Fields that came later than the first databases: at their default they are left out of the hash,
# so that a record that says the same as before has the same digest as before.
_LATER: dict[str, object] = {"form": Form.XML, "references": ()}


def _content(value: Any) -> dict[str, object]:
    # The same as asdict, without its deep copies: a record is hashed each time it is met.
    found = {name: getattr(value, name) for name in value.__slots__}
    if isinstance(value, Article):
        for name, default in _LATER.items():
            if found[name] == default:
                del found[name]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """NLM's word that these PMIDs no longer exist."""

    pmids: tuple[str, ...]
