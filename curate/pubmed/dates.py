"""Dates as PubMed writes them: issue dates of every form, and full dates as ISO 8601."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from curate.pubmed.text import child_text

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PRINTED = re.compile(r"(\d{4})(?: ([A-Za-z]{3,9}|\d{1,2})(?: (\d{1,2}))?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class IssueDate:
    """A journal issue's date; ``printed`` is all that the record says, as it says it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    printed: str | None = None


def _number(text: str, highest: int) -> int | None:
    """Return the number that the text is, if it lies from 1 to the highest."""
    if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= highest:
        return int(text)
    return None


def month_number(text: str) -> int | None:
    """Return 1 to 12 for "Jan", "January", "01" or "1"; ``None`` for a season or a range."""
    if text.isalpha() and text[:3].lower() in _MONTHS:
        return _MONTHS.index(text[:3].lower()) + 1
    return _number(text, 12)


def first_year(text: str) -> int | None:
    """Return the first number from 1500 to 2099 in the text."""
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def issue_date(element: Element | None) -> IssueDate:
    """
    Read a PubDate element.

    A MedlineDate ("1998 Dec-1999 Jan", "1977 Fall-Winter") gives its first year and no month:
    which month of a range an issue belongs to is nobody's knowledge.
    """
    if element is None:
        return IssueDate()
    printed = child_text(element, "MedlineDate")
    if printed:
        return IssueDate(year=first_year(printed), printed=printed)
    year, month, season, day = (
        child_text(element, tag) for tag in ("Year", "Month", "Season", "Day")
    )
    month_found = month_number(month) if month else None
    return IssueDate(
        year=first_year(year),
        month=month_found,
        day=_number(day, 31) if month_found else None,
        printed=" ".join(part for part in (year, month or season, day) if part) or None,
    )


def printed_date(text: str) -> IssueDate:
    """Read a date as MEDLINE text prints it: "2002 Mar 4", "1998 Dec-1999 Jan", "2000 Spring"."""
    if not text:
        return IssueDate()
    found = _PRINTED.fullmatch(text)
    month = month_number(found.group(2)) if found and found.group(2) else None
    day = _number(found.group(3), 31) if found and month and found.group(3) else None
    return IssueDate(year=first_year(text), month=month, day=day, printed=text)


def compact_date(text: str) -> str | None:
    """Return "20020304" as 2002-03-04; ``None`` for anything else."""
    found = _COMPACT.fullmatch(text)
    return "-".join(found.groups()) if found else None


def iso_date(element: Element | None) -> str | None:
    """Return YYYY-MM-DD, as much of it as the element's Year, Month and Day give."""
    if element is None:
        return None
    year = first_year(child_text(element, "Year"))
    if year is None:
        return None
    month = month_number(child_text(element, "Month"))
    if month is None:
        return f"{year:04}"
    day = _number(child_text(element, "Day"), 31)
    return f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"
