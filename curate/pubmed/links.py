"""ELink: which records PubMed links to a record, and in what order."""

from enum import StrEnum
from xml.etree import ElementTree as ET

from curate.core.references import Link
from curate.pubmed.identifiers import canonical_pmid
from curate.pubmed.replies import BadReply


class LinkName(StrEnum):
    """NCBI's names of the links, https://eutils.ncbi.nlm.nih.gov/entrez/query/static/entrezlinks.html."""

    CITES = "pubmed_pubmed_refs"
    CITED_BY = "pubmed_pubmed_citedin"
    SIMILAR = "pubmed_pubmed"


NAMES = {
    Link.CITES: LinkName.CITES,
    Link.CITED_BY: LinkName.CITED_BY,
    Link.SIMILAR: LinkName.SIMILAR,
}


def linked_pmids(data: bytes, *, pmid: str, link: Link) -> tuple[str, ...]:
    """
    Return the PMIDs of one link in a reply of ELink, in PubMed's order, without the seed itself.

    PubMed lists a record as the one most similar to itself. Raises BadReply for a reply that is
    about another record.
    """
    # The transport has checked that the body is XML to its end and declares no entities.
    root = ET.fromstring(data)  # noqa: S314
    found: dict[str, None] = {}
    for links in root.findall("LinkSet"):
        asked = {canonical_pmid(e.text or "") for e in links.findall("IdList/Id")}
        if asked and pmid not in asked:
            raise BadReply(f"the reply is about {', '.join(map(str, asked))}, not {pmid}")
        for group in links.findall("LinkSetDb"):
            if (group.findtext("LinkName") or "").strip() != NAMES[link].value:
                continue
            for element in group.findall("Link/Id"):
                number = canonical_pmid(element.text or "")
                if number and number != pmid:
                    found[number] = None
    return tuple(found)
