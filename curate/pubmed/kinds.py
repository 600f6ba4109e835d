"""What a file is that is not PubMed XML, in words a user understands."""

import re

RECORD_SETS = frozenset(
    {"PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet", "PubmedArticle"}
)
# Roots that look like a wrong turn on the way to PubMed XML; any other root is read for records.
_FOREIGN_ROOTS = {
    "eSearchResult": "an ESearch reply: a list of PMIDs, without records",
    "eSummaryResult": "an ESummary reply: summaries, without abstracts",
    "eLinkResult": "an ELink reply: links, without records",
    "ePostResult": "an EPost reply, without records",
    "eInfoResult": "an EInfo reply, without records",
    "eSpellResult": "an ESpell reply, without records",
    "eFetchResult": "an error message from EFetch",
    "pmc-articleset": "full text from PubMed Central (JATS XML)",
    "article": "full text of an article (JATS XML)",
    "html": "a web page",
    "IPGReportSet": "a protein report from NCBI",
    "SerialsSet": "NLM's list of journals",
}
MEDLINE_KIND = "MEDLINE text"
RIS_KIND = "RIS citations"
_BEGINNINGS: tuple[tuple[str, str], ...] = (
    (r"PK\x03\x04", "a zip archive"),
    (r"BZh", "a bzip2 archive"),
    (r"\xfd7zXZ", "an xz archive"),
    (r"%PDF", "a PDF"),
    (r"SQLite format 3", "an SQLite database"),
    (r"PMID ?- ?\d", MEDLINE_KIND),
    (r"TY\s{1,2}- ", RIS_KIND),
    (r"@\w+\s*\{", "BibTeX"),
    (r"(?i)<!doctype html|<html", "a web page"),
    (r"[\[{]", "JSON"),
    (r"(?i)\"?pmid\"?,", "a CSV file"),
    (r"(?:PMID:?\s*)?\d{1,9}\s*(?:[\r\n]|$)", "a list of PMIDs"),
)
EXPORT_HINT = (
    "curate reads PubMed XML (EFetch output, NLM's baseline and update files), MEDLINE text "
    "(.nbib) and RIS, each compressed with gzip or not."
)
LIST_HINT = "Fetch the records of a list of PMIDs with: curate fetch --pmids FILE"


def foreign_root(tag: str) -> str | None:
    """Return what a document with that root is, where it is known to hold no PubMed records."""
    return _FOREIGN_ROOTS.get(tag.rpartition("}")[2])


def tagged_kind(text: str) -> str | None:
    """Return which format of tagged lines the beginning of a text is in, a banner set aside."""
    if text.lstrip()[:1] in {"<", "{", "["}:
        return None
    for pattern, kind in ((r"^PMID ?- ?\d", MEDLINE_KIND), (r"^TY\s{1,2}- ", RIS_KIND)):
        if re.search(pattern, text, re.MULTILINE):
            return kind
    return None


def describe(beginning: bytes) -> str | None:
    """Return what the beginning of a file shows that file to be; ``None`` where it may be XML."""
    text = beginning.decode("latin-1").removeprefix("ï»¿").lstrip()
    for pattern, kind in _BEGINNINGS:
        if re.match(pattern, text):
            return kind
    if text.startswith("<") or "\0" in text[:200]:
        return None
    return "neither XML nor gzip"


def hint_for(kind: str) -> str:
    """Return what to do with a file of that kind."""
    if kind == "a list of PMIDs":
        return LIST_HINT
    if kind.endswith("archive"):
        return f"Unpack it first. {EXPORT_HINT}"
    return EXPORT_HINT
