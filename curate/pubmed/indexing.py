"""What indexers and publishers add: MeSH, substances, keywords, links to other records."""

from xml.etree.ElementTree import Element

from curate.core.article import Keyword, MeshHeading, Reference, Relation, Substance
from curate.pubmed.identifiers import canonical_doi, canonical_pmid
from curate.pubmed.text import child_text, optional_text, text_of


def _is_major(element: Element) -> bool:
    return element.get("MajorTopicYN") == "Y"


def mesh_of(citation: Element) -> tuple[MeshHeading, ...]:
    """Return one heading for each descriptor with each of its qualifiers."""
    found = []
    for heading in citation.findall("MeshHeadingList/MeshHeading"):
        descriptor = heading.find("DescriptorName")
        if descriptor is None or not text_of(descriptor):
            continue
        name, ui, major = text_of(descriptor), descriptor.get("UI"), _is_major(descriptor)
        qualifiers = heading.findall("QualifierName")
        if not qualifiers:
            found.append(MeshHeading(descriptor=name, descriptor_ui=ui, major=major))
        found.extend(
            MeshHeading(
                descriptor=name,
                descriptor_ui=ui,
                major=major,
                qualifier=text_of(qualifier),
                qualifier_ui=qualifier.get("UI"),
                qualifier_major=_is_major(qualifier),
            )
            for qualifier in qualifiers
        )
    return tuple(found)


def substances_of(citation: Element) -> tuple[Substance, ...]:
    """Return the chemicals; the registry number 0 is NLM's word for none."""
    found = []
    for chemical in citation.findall("ChemicalList/Chemical"):
        name = chemical.find("NameOfSubstance")
        if name is None or not text_of(name):
            continue
        number = child_text(chemical, "RegistryNumber")
        found.append(
            Substance(
                name=text_of(name),
                ui=name.get("UI"),
                registry_number=None if number in {"", "0"} else number,
            )
        )
    return tuple(found)


def keywords_of(citation: Element) -> tuple[Keyword, ...]:
    """Return the keywords of every list with the list's owner."""
    return tuple(
        Keyword(text=text_of(element), owner=group.get("Owner"), major=_is_major(element))
        for group in citation.findall("KeywordList")
        for element in group.findall("Keyword")
        if text_of(element)
    )


def _relation(element: Element, ref_type: str) -> Relation:
    return Relation(
        ref_type=ref_type,
        pmid=canonical_pmid(child_text(element, "PMID")),
        source=optional_text(element, "RefSource"),
        note=optional_text(element, "Note"),
    )


def relations_of(citation: Element) -> tuple[Relation, ...]:
    """Return retractions, errata, comments, updates, in the record's order."""
    found = [
        _relation(element, element.get("RefType", "") or "Unknown")
        for element in citation.findall("CommentsCorrectionsList/CommentsCorrections")
    ]
    # Until 2008 the type was the element's name, one level down and without a list around it.
    found.extend(
        _relation(element, element.tag)
        for group in citation.findall("CommentsCorrections")
        for element in group
    )
    return tuple(found)


def references_of(parent: Element) -> tuple[Reference, ...]:
    """
    Return the record's list of references, those of lists inside lists too, in order.

    What NLM could not resolve has a word such as NOT_FOUND in the place of its PMID, which counts
    as none.
    """
    return tuple(
        reference
        for group in parent.findall("ReferenceList")
        for element in group.iter("Reference")
        if (reference := _reference(element)) is not None
    )


def _reference(element: Element) -> Reference | None:
    known: dict[str, str] = {}
    for identifier in element.iter("ArticleId"):
        known.setdefault(identifier.get("IdType", ""), text_of(identifier))
    citation = child_text(element, "Citation")
    pmid = canonical_pmid(known.get("pubmed", ""))
    doi = canonical_doi(known.get("doi", ""))
    if not (citation or pmid or doi):
        return None
    return Reference(citation=citation, pmid=pmid, doi=doi)
