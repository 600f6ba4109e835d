"""
Reference entries in the Vancouver style of the NLM and the ICMJE.

Source: K. Patrias, Citing Medicine, 2nd edition (NLM), chapter 1, and the ICMJE's samples of
formatted references.
"""

import re

from curate.core.article import Article, Author
from curate.core.citing import (
    TAGS,
    advance,
    bracketed_title,
    expand_pages,
    generation,
    initials,
    sentence,
)
from curate.core.source_standing import Standing

_RETRACTED_BY = frozenset({"RetractionIn", "PartialRetractionIn"})

MOST_AUTHORS = 6

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FULL_RANGE = re.compile(r"([^\W\d]*)(\d+)\N{EN DASH}([^\W\d]*)(\d+)")
ENGLISH = "eng"
# The languages of MEDLINE, by its three-letter codes (those of MARC).
LANGUAGES = {
    "afr": "Afrikaans",
    "alb": "Albanian",
    "amh": "Amharic",
    "ara": "Arabic",
    "arm": "Armenian",
    "aze": "Azerbaijani",
    "bos": "Bosnian",
    "bul": "Bulgarian",
    "cat": "Catalan",
    "chi": "Chinese",
    "cze": "Czech",
    "dan": "Danish",
    "dut": "Dutch",
    ENGLISH: "English",
    "epo": "Esperanto",
    "est": "Estonian",
    "fin": "Finnish",
    "fre": "French",
    "geo": "Georgian",
    "ger": "German",
    "gla": "Scottish Gaelic",
    "gre": "Greek",
    "heb": "Hebrew",
    "hin": "Hindi",
    "hrv": "Croatian",
    "hun": "Hungarian",
    "ice": "Icelandic",
    "ind": "Indonesian",
    "ita": "Italian",
    "jpn": "Japanese",
    "kin": "Kinyarwanda",
    "kor": "Korean",
    "lat": "Latin",
    "lav": "Latvian",
    "lit": "Lithuanian",
    "mac": "Macedonian",
    "mal": "Malayalam",
    "mao": "Maori",
    "may": "Malay",
    "mul": "Multiple languages",
    "nor": "Norwegian",
    "per": "Persian",
    "pol": "Polish",
    "por": "Portuguese",
    "pus": "Pushto",
    "rum": "Romanian",
    "rus": "Russian",
    "san": "Sanskrit",
    "slo": "Slovak",
    "slv": "Slovenian",
    "spa": "Spanish",
    "srp": "Serbian",
    "swe": "Swedish",
    "tha": "Thai",
    "tur": "Turkish",
    "ukr": "Ukrainian",
    "urd": "Urdu",
    "vie": "Vietnamese",
    "wel": "Welsh",
}


def vancouver(article: Article, *, standing: Standing | None = None) -> str:
    """
    Return a record's entry, without its number in the list.

    Six authors are listed, then ``et al.``; a record without authors begins with its title. The
    date is the issue's as far as the record tells it, pages lose the digits that they repeat.
    ``standing`` is the record's own word by default.
    """
    parts = _described(article)
    parts += [f"doi: {article.doi}."] if article.doi else []
    parts += ["Epub ahead of print."] if advance(article) else []
    parts += _told(article, article.standing if standing is None else standing)
    parts.append(f"PMID: {article.pmid}.")
    return " ".join(p for p in parts if p)


def vancouver_entry(article: Article) -> str:
    """Return a record's entry up to what writers link: without DOI, PMID and standing."""
    parts = [*_described(article), "Epub ahead of print." if advance(article) else ""]
    return " ".join(p for p in parts if p)


def nlm_abbreviation(article: Article) -> str:
    """Return the journal's abbreviation as NLM prints it, without full stops."""
    abbreviation = " ".join((article.journal_abbreviation or "").replace(".", " ").split())
    return abbreviation or article.journal or ""


def shortened_pages(pages: str) -> str:
    """Return ranges without the digits they repeat: ``284-287`` and ``284-7`` give ``284-7``."""
    return _FULL_RANGE.sub(_shorten, expand_pages(pages))


def nlm_date(article: Article) -> str:
    """Return the issue's date in NLM's words: ``2002 Jul 25``, ``1998 Dec-1999 Jan``, ``2021``."""
    if article.year is None:
        return ""
    if article.month is None or not 1 <= article.month <= len(_MONTHS):
        printed = article.publication_date or ""
        return printed if str(article.year) in printed else str(article.year)
    day = f" {article.day}" if article.day else ""
    return f"{article.year} {_MONTHS[article.month - 1]}{day}"


def nlm_name(author: Author) -> str:
    """Return a person as ``Mao J`` or ``Price DD 3rd``, a group by its name."""
    if not author.last_name:
        return author.collective_name or author.fore_name
    capitals = "".join(c for c in initials(author) if c.isalpha())
    return " ".join(p for p in (author.last_name, capitals, generation(author)) if p)


def _described(article: Article) -> list[str]:
    parts = [_byline(article), sentence(bracketed_title(article)), _published(article)]
    foreign = [LANGUAGES.get(code, code) for code in article.languages if code != ENGLISH]
    return [*parts, sentence(", ".join(foreign))] if foreign else parts


def _byline(article: Article) -> str:
    authors = [a for a in article.authors if a.name]
    listed = authors[:MOST_AUTHORS]
    text = ""
    for before, author in zip([None, *listed], listed, strict=False):
        # A semicolon where persons and groups meet, commas among their like.
        mixed = before is not None and bool(before.last_name) != bool(author.last_name)
        text += ("; " if mixed else ", " if before else "") + nlm_name(author)
    if text and (len(authors) > MOST_AUTHORS or not article.authors_complete):
        return f"{text}, et al."
    return sentence(text) if text else ""


def _published(article: Article) -> str:
    journal = nlm_abbreviation(article)
    issue = f"({article.issue})" if article.issue else ""
    volume = f"{article.volume or ''}{issue}"
    pages = shortened_pages(article.pages or "")
    where = nlm_date(article) or "[date unknown]"
    where += f";{volume}" if volume else ""
    where += f":{pages}" if pages else ""
    return " ".join(sentence(p) for p in (journal, where) if p)


def _told(article: Article, standing: Standing) -> list[str]:
    """Return the standing of a paper that is not regular, and where a retraction is printed."""
    if standing not in TAGS:
        return []
    sources = [r.source for r in article.relations if r.ref_type in _RETRACTED_BY and r.source]
    where = f" Retraction in: {sentence('; '.join(sources))}" if sources else ""
    return [f"{TAGS[standing]}.{where}"]


def _shorten(match: re.Match[str]) -> str:
    prefix, first, second_prefix, last = match.groups()
    if len(first) != len(last) or prefix != second_prefix:
        return f"{prefix}{first}-{second_prefix}{last}"
    shared = next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), None)
    return f"{prefix}{first}-{last[shared:]}" if shared is not None else f"{prefix}{first}"
