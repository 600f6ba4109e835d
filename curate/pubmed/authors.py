"""Bylines: persons and groups, in order, without investigators and withdrawn spellings."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from curate.core.article import Author
from curate.pubmed.text import child_text, text_of

_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])/?$")


def _orcid(element: Element) -> str:
    """Return the ORCID iD in its hyphenated form, however the publisher wrote it."""
    for identifier in element.findall("Identifier"):
        if identifier.get("Source", "").upper() == "ORCID":
            found = _ORCID.search(text_of(identifier))
            if found:
                return "-".join(found.groups()).upper()
    return ""


def _fore_name(element: Element) -> str:
    """Return the fore name; records before 2002 split it in two."""
    name = child_text(element, "ForeName")
    if name:
        return name
    parts = (child_text(element, "FirstName"), child_text(element, "MiddleName"))
    return " ".join(part for part in parts if part)


def _author(element: Element) -> Author:
    affiliations = element.findall("AffiliationInfo/Affiliation") or element.findall("Affiliation")
    return Author(
        last_name=child_text(element, "LastName"),
        fore_name=_fore_name(element),
        initials=child_text(element, "Initials"),
        suffix=child_text(element, "Suffix"),
        collective_name=child_text(element, "CollectiveName"),
        orcid=_orcid(element),
        affiliations=tuple(filter(None, map(text_of, affiliations))),
    )


def authors_of(lists: Iterable[Element]) -> tuple[tuple[Author, ...], bool]:
    """Return the byline of these AuthorList elements, and whether it names everybody."""
    authors = []
    complete = True
    for author_list in lists:
        complete = complete and author_list.get("CompleteYN") != "N"
        for element in author_list.findall("Author"):
            if element.get("ValidYN") != "N":
                author = _author(element)
                if author.name:
                    authors.append(author)
    return tuple(authors), complete
