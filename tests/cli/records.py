"""Small PubMed files for the tests of the commands; every record is invented."""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

FIRST = 900_100_001
SENTENCES = (
    "The NMDA receptor antagonist MK-801 attenuated morphine tolerance in rats.",
    "Spinal cholecystokinin contributes to morphine tolerance.",
    "Microglial activation did not affect morphine-induced hyperalgesia.",
    "Ketamine may prevent remifentanil-induced hyperalgesia in patients.",
    "Protein kinase C inhibitors reversed morphine tolerance and reduced allodynia.",
    "We asked whether clonidine changes the signs of opioid withdrawal.",
    "Nitric oxide synthase inhibition delayed the development of morphine dependence.",
)


def record(pmid: int, sentence: str, *, status: str = "MEDLINE") -> str:
    """Return one record as PubMed would send it."""
    return (
        f'<PubmedArticle><MedlineCitation Status="{status}" Owner="NLM">'
        f'<PMID Version="1">{pmid}</PMID>'
        "<Article PubModel='Print'><Journal><JournalIssue CitedMedium='Print'>"
        f"<Volume>{pmid % 50}</Volume><PubDate><Year>{1990 + pmid % 30}</Year></PubDate>"
        "</JournalIssue><Title>Annals of Invented Results</Title></Journal>"
        f"<ArticleTitle>Invented report {pmid}.</ArticleTitle>"
        f"<Abstract><AbstractText>{escape(sentence)} Rats were housed singly.</AbstractText>"
        "</Abstract><AuthorList CompleteYN='Y'><Author ValidYN='Y'>"
        f"<LastName>Maker{pmid % 7}</LastName><Initials>A</Initials></Author></AuthorList>"
        "<Language>eng</Language></Article></MedlineCitation>"
        "<PubmedData><PublicationStatus>ppublish</PublicationStatus><ArticleIdList>"
        f'<ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList></PubmedData>'
        "</PubmedArticle>"
    )


def document(records: Iterable[str]) -> str:
    """Return records as one file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<PubmedArticleSet>\n{chr(10).join(records)}\n</PubmedArticleSet>\n"
    )


def write_records(path: Path, count: int = 12) -> Path:
    """Write a file of so many records, one sentence with a claim in each, and return its path."""
    numbered = (
        record(FIRST + number, SENTENCES[number % len(SENTENCES)]) for number in range(count)
    )
    path.write_text(document(numbered), "utf-8")
    return path
