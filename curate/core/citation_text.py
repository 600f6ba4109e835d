"""
References as people write them, into their parts.

Read are Vancouver ("Mao J. Title. Pain. 2002;96:1-9."), APA ("Mao, J. (2002). Title. Pain, 96(3),
1-9."), author-year ("Mao J (2002) Title. Pain 96:1-9"), the older "Pain 96:1-9, 2002", PubMed's
own "Pain. 2002 Mar;96(3):1-9", and a short "Mao 2002 Pain 96:1". All of them are told by one
thing: a volume and a page beside each other, with a year before or after.
"""

import re
from dataclasses import dataclass

from curate.core.citation import Citation

_BULLET = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,3}[.)](?=\s)|[-*\u2022](?=\s))\s*")
_PMID = re.compile(
    r"\bPMID:?\s*(\d{1,10})\b\.?|pubmed\.ncbi\.nlm\.nih\.gov/(\d+)/?", re.IGNORECASE
)
_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:?\s*)?(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE
)
_NOISE = re.compile(
    r"\bPMCID:?\s*PMC\d+\b\.?|\[?Epub[^.;]*[.;]|https?://\S+|\bAvailable (?:from|at):?.*$"
    r"|[*_]{1,2}(?=\w)|(?<=[\w.])[*_]{1,2}",
    re.IGNORECASE,
)
_YEAR = r"(?:1[89]|20)\d\d"
_PLACE = re.compile(
    rf"""(?:(?<=[\s,.;])|^)(?:vol(?:ume)?\.?\s*)?
    (?P<volume>(?!{_YEAR}\b)[A-Z]?\d{{1,4}}[A-Z]?)\s*
    (?:\((?P<issue>[^()]*)\)|Suppl\.?\s*\d*|Pt\.?\s*\d+|(?:,\s*)?(?:no|issue)\.?\s*\d+)?\s*
    [:,]\s*(?:pp?\.?\s*|article\s+(?:no\.?\s*)?)?
    (?P<page>[A-Z]{{0,3}}\d+[A-Z]?)(?:\s*-+\s*[A-Z]{{0,3}}\d+[A-Z]?)?(?![\w(])""",
    re.VERBOSE | re.IGNORECASE,
)
_YEARS = re.compile(rf"(?P<open>\()?(?<!\d)(?P<year>{_YEAR})[a-z]?(?!\d)[^()]{{0,12}}(?(open)\)|)")
_YEAR_AFTER = re.compile(rf"^\s*[,.;]?\s*\(?({_YEAR})\b")
_MONTHS = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)\w*"
    r"|\d{1,2}|[-/.,;:\s]",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"^(?P<last>[^\W\d_][^,.;:()\d]*?)"
    rf"(?=\s*(?:[,;&.(]|$|\bet al|\band\b)|\s+[A-Z]{{1,4}}\b|\s+{_YEAR})"
)
_NAMES = re.compile(r"^[^.?!]*?(?:\bet al|\b[A-Z]{1,4}$|,\s*[A-Z]$)")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a text the volume and page stand, the year, and which text goes before."""

    volume: str
    page: str
    year: int | None
    before: str
    between: str


def parse_citation(text: str, *, line: int = 0) -> Citation:
    """Return what can be read from one reference; what can't is left empty."""
    rest = _BULLET.sub("", " ".join(text.split()))
    pmid, rest = _taken(_PMID, rest)
    if not pmid and rest.strip().isdigit():
        pmid, rest = rest.strip(), ""
    doi, rest = _taken(_DOI, rest)
    rest = re.sub(r"[\u2010-\u2015\u2212]", "-", _NOISE.sub("", rest)).strip()
    place = _place(rest)
    if place is None:
        author, title, year = _without_place(rest)
        journal = ""
    else:
        journal, head = _journal(place.between or place.before)
        author, title = _author_and_title(place.before if place.between else head)
        title = head if place.between and head else title
        year = place.year
    return Citation(
        text=" ".join(text.split()),
        line=line,
        author=author,
        year=year,
        title=title.strip(" .,"),
        journal=journal,
        volume=place.volume if place else "",
        page=place.page if place else "",
        doi=doi.rstrip(".,;:)]}").lower() if doi else "",
        pmid=(pmid or "").lstrip("0"),
    )


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """Return the first group of what is found, and the text without it."""
    found = pattern.search(text)
    if found is None:
        return "", text
    value = next(group for group in found.groups() if group)
    return value, f"{text[: found.start()]} {text[found.end() :]}".strip()


def _place(text: str) -> _Place | None:
    found = list(_PLACE.finditer(text))
    if not found:
        return None
    place = found[-1]
    before, after = text[: place.start()], text[place.end() :]
    volume, page = place["volume"], place["page"]
    late = _YEAR_AFTER.match(after)
    if late:
        return _Place(volume, page, int(late.group(1)), before.strip(), "")
    years = list(_YEARS.finditer(before))
    if not years:
        return _Place(volume, page, None, before.strip(), "")
    year = next((y for y in years if y["open"]), years[-1])
    between = before[year.end("year") :].lstrip(")abcdef" if year["open"] else "")
    # A year right before the volume follows the journal: what stands between is a month at most.
    if not _MONTHS.sub("", between):
        between = ""
    return _Place(volume, page, int(year["year"]), before[: year.start()].strip(), between.strip())


def _journal(text: str) -> tuple[str, str]:
    """Part what goes before a volume into the journal, its last sentence, and the rest."""
    sentences = re.split(r"(?<=[.?!])\s+", text.strip(" .,;:"))
    start = len(sentences) - 1
    # "J. Neurosci." and "Brain Res. Bull." are one journal each; "Mao J." before them is not.
    while start and _is_abbreviation(sentences[start - 1]):
        start -= 1
    journal = " ".join(sentences[start:]).strip(" .,;:")
    return journal.removeprefix("In: "), " ".join(sentences[:start]).strip()


def _is_abbreviation(sentence: str) -> bool:
    words = sentence.rstrip(".").split()
    if not sentence.endswith(".") or not 1 <= len(words) <= 3:
        return False
    if len(words) > 1 and words[-1].isupper():
        return False
    return all(word[:1].isupper() and len(word) <= 6 for word in words)


def _author_and_title(head: str) -> tuple[str, str]:
    """Part what goes before the journal, or before a year in its midst."""
    found = _AUTHOR.match(head)
    author = found["last"].strip() if found else ""
    if not author or len(author) > _LONGEST_NAME:
        return "", head
    # A colon ends the names in "Mao J, Price DD: Title."
    sentences = re.split(r"(?<=[.?!:])\s+", head)
    names = 1
    while names < len(sentences) and _NAMES.match(sentences[names].rstrip(".:")):
        names += 1
    return author, " ".join(sentences[names:])


def _without_place(text: str) -> tuple[str, str, int | None]:
    """Read author, title and year from a reference that names no volume and page."""
    years = list(_YEARS.finditer(text))
    year = next((y for y in years if y["open"]), years[-1] if years else None)
    if year is None:
        return "", text, None
    after = text[year.end() :].strip(" .,;:")
    author, title = _author_and_title(text[: year.start()].strip())
    return author, (title or after).partition(". ")[0], int(year["year"])
