"""PubMed XML of our own making: invented records with PMIDs above 900000000."""

from xml.sax.saxutils import escape

DOCTYPE = (
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
JOURNAL = (
    '<Journal><ISSN IssnType="Print">0000-0000</ISSN><JournalIssue CitedMedium="Print">'
    "<Volume>12</Volume><Issue>3</Issue><PubDate><Year>1999</Year><Month>Mar</Month>"
    "<Day>4</Day></PubDate></JournalIssue><Title>Journal of invented results</Title>"
    "<ISOAbbreviation>J Invent Res</ISOAbbreviation></Journal>"
)


def citation(
    pmid: int | str,
    *,
    title: str = "An invented title.",
    article: str = "",
    citation_extra: str = "",
    journal: str = JOURNAL,
    status: str = "MEDLINE",
) -> str:
    """Return a MedlineCitation; ``article`` goes after the title, and all is raw XML."""
    return (
        f'<MedlineCitation Status="{status}" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
        "<DateRevised><Year>2020</Year><Month>01</Month><Day>05</Day></DateRevised>"
        f'<Article PubModel="Print">{journal}<ArticleTitle>{title}</ArticleTitle>{article}'
        f"</Article>{citation_extra}</MedlineCitation>"
    )


def record(pmid: int | str, *, data: str = "", **parts: str) -> str:
    """Return a PubmedArticle; ``data`` is the inside of PubmedData, the rest as in citation."""
    return (
        f"<PubmedArticle>{citation(pmid, **parts)}"
        f"<PubmedData>{data}<PublicationStatus>ppublish</PublicationStatus></PubmedData>"
        "</PubmedArticle>"
    )


def record_set(*records: str, root: str = "PubmedArticleSet", doctype: str = DOCTYPE) -> bytes:
    """Return a whole document."""
    inside = "\n".join(records)
    return f"{DECLARATION}\n{doctype}\n<{root}>\n{inside}\n</{root}>\n".encode()


def abstract(*texts: str, extra: str = "") -> str:
    """Return an Abstract of unlabelled sections of raw XML."""
    inside = "".join(f"<AbstractText>{text}</AbstractText>" for text in texts)
    return f"<Abstract>{inside}{extra}</Abstract>"


def mesh(*descriptors: str) -> str:
    """Return a MeSH list of descriptors without qualifiers."""
    headings = "".join(
        f'<MeshHeading><DescriptorName UI="D{number:06}" MajorTopicYN="N">{escape(name)}'
        "</DescriptorName></MeshHeading>"
        for number, name in enumerate(descriptors, start=1)
    )
    return f"<MeshHeadingList>{headings}</MeshHeadingList>"


def entered(date: str) -> str:
    """Return a History that says when a record came into PubMed (YYYY-MM-DD)."""
    year, month, day = date.split("-")
    return (
        '<History><PubMedPubDate PubStatus="entrez">'
        f"<Year>{year}</Year><Month>{int(month)}</Month><Day>{int(day)}</Day>"
        "</PubMedPubDate></History>"
    )


def numbered(count: int, *, first: int = 900_000_001) -> bytes:
    """Return a document of so many small records, all with the word zebrafish."""
    return record_set(
        *(
            record(
                first + number,
                title=f"Zebrafish number {number}.",
                article=abstract(f"Sentence {number} of nothing much."),
                data=entered(f"20{number % 20:02}-05-01"),
            )
            for number in range(count)
        )
    )
