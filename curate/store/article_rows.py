"""Records as rows and back: which value stands in which column."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from curate.core.article import (
    Article,
    Author,
    Form,
    Keyword,
    MeshHeading,
    OtherAbstract,
    Reference,
    Relation,
    Section,
    Substance,
)
from curate.core.source_standing import Standing

Row = Sequence[Any]

FLAGS = ("title_translated", "abstract_truncated", "authors_complete")
PLAIN = (
    "title",
    "version",
    "kind",
    "status",
    "publication_status",
    "revised",
    "vernacular_title",
    "copyright",
    "journal",
    "journal_abbreviation",
    "issn",
    "nlm_id",
    "volume",
    "issue",
    "pages",
    "year",
    "month",
    "day",
    "publication_date",
    "electronic_date",
    "doi",
    "pmc",
    "pii",
    "form",
    *FLAGS,
)
COLUMNS = ("pmid", *PLAIN, "abstract", "standing", "retracted", "deleted", "digest")

_plain = attrgetter(*PLAIN)


def article_row(number: int, article: Article, digest: str) -> tuple[object, ...]:
    """
    Return the values of COLUMNS; a record that comes in is not deleted.

    Its standing is by its own word; what notices in other records say is added afterwards.
    """
    standing = article.standing
    return (
        number,
        *_plain(article),
        article.abstract,
        standing.value,
        standing is Standing.RETRACTED,
        False,
        digest,
    )


def article(row: Row, parts: Mapping[str, Any]) -> Article:
    """Return the record of one row of PMID and PLAIN columns, with the parts by field name."""
    values = dict(zip(PLAIN, row[1:], strict=True))
    for flag in FLAGS:
        values[flag] = bool(values[flag])
    values["form"] = Form(values["form"])
    return Article(pmid=str(row[0]), **values, **parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    A field that holds several values, a row each.

    ``to_row`` gives the values of ``columns``; ``from_row`` takes a row of PMID and columns.
    """

    field: str
    table: str
    columns: tuple[str, ...]
    to_row: Callable[[Any], Row]
    from_row: Callable[[Row], object]


def _author_row(author: Author) -> Row:
    return (
        author.last_name,
        author.fore_name,
        author.initials,
        author.suffix,
        author.collective_name,
        author.orcid,
        json.dumps(author.affiliations, ensure_ascii=False) if author.affiliations else "[]",
    )


def _author(row: Row) -> Author:
    return Author(
        last_name=row[1],
        fore_name=row[2],
        initials=row[3],
        suffix=row[4],
        collective_name=row[5],
        orcid=row[6],
        affiliations=() if row[7] == "[]" else tuple(json.loads(row[7])),
    )


def _mesh_heading(row: Row) -> MeshHeading:
    return MeshHeading(
        descriptor=row[1],
        descriptor_ui=row[2],
        major=bool(row[3]),
        qualifier=row[4],
        qualifier_ui=row[5],
        qualifier_major=bool(row[6]),
    )


def _alone(value: str) -> Row:
    return (value,)


def _second(row: Row) -> object:
    return row[1]


PARTS = (
    Part(
        field="sections",
        table="sections",
        columns=("text", "label", "category"),
        to_row=attrgetter("text", "label", "category"),
        from_row=lambda row: Section(text=row[1], label=row[2], category=row[3]),
    ),
    Part(
        field="other_abstracts",
        table="other_abstracts",
        columns=("kind", "language", "text"),
        to_row=attrgetter("kind", "language", "text"),
        from_row=lambda row: OtherAbstract(kind=row[1], language=row[2], text=row[3]),
    ),
    Part(
        field="authors",
        table="authors",
        columns=(
            "last_name",
            "fore_name",
            "initials",
            "suffix",
            "collective_name",
            "orcid",
            "affiliations",
        ),
        to_row=_author_row,
        from_row=_author,
    ),
    Part(
        field="languages",
        table="languages",
        columns=("language",),
        to_row=_alone,
        from_row=_second,
    ),
    Part(
        field="publication_types",
        table="publication_types",
        columns=("publication_type",),
        to_row=_alone,
        from_row=_second,
    ),
    Part(
        field="mesh",
        table="mesh_headings",
        columns=(
            "descriptor",
            "descriptor_ui",
            "major",
            "qualifier",
            "qualifier_ui",
            "qualifier_major",
        ),
        to_row=attrgetter(
            "descriptor",
            "descriptor_ui",
            "major",
            "qualifier",
            "qualifier_ui",
            "qualifier_major",
        ),
        from_row=_mesh_heading,
    ),
    Part(
        field="substances",
        table="substances",
        columns=("name", "ui", "registry_number"),
        to_row=attrgetter("name", "ui", "registry_number"),
        from_row=lambda row: Substance(name=row[1], ui=row[2], registry_number=row[3]),
    ),
    Part(
        field="keywords",
        table="keywords",
        columns=("keyword", "owner", "major"),
        to_row=attrgetter("text", "owner", "major"),
        from_row=lambda row: Keyword(text=row[1], owner=row[2], major=bool(row[3])),
    ),
    Part(
        field="relations",
        table="relations",
        columns=("ref_type", "related_pmid", "source", "note"),
        to_row=attrgetter("ref_type", "pmid", "source", "note"),
        from_row=lambda row: Relation(ref_type=row[1], pmid=row[2], source=row[3], note=row[4]),
    ),
    Part(
        field="references",
        table="reference_list",
        columns=("citation", "cited_pmid", "doi"),
        to_row=attrgetter("citation", "pmid", "doi"),
        from_row=lambda row: Reference(citation=row[1], pmid=row[2], doi=row[3]),
    ),
)

CITED_PARTS = tuple(
    part
    for part in PARTS
    if part.field in {"authors", "languages", "publication_types", "relations"}
)
"""What a citation and the standing of a record hang on."""
