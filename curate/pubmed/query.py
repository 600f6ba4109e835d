"""What a user types: queries, dates, lists of PMIDs."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from curate.core.errors import BadFile, UsageError
from curate.pubmed.identifiers import canonical_pmid

_SINCE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_PREFIX = re.compile(r"PMID\s*:?\s*", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)"
    r"/(\d+)/?(?:[?#].*)?",
    re.IGNORECASE,
)
_SHOWN_LINES = 3
_LIST_HINT = (
    'One PMID a line ("17723928", "PMID: 17723928" or its PubMed address); # for comments.'
)


def normalise_query(text: str) -> str:
    """Return the query with its white space collapsed; raise UsageError for an empty one."""
    query = " ".join(text.split())
    if not query:
        raise UsageError(
            "the query is empty", hint='For example: curate fetch "opioid tolerance AND NMDA"'
        )
    return query


def parse_since(text: str) -> str:
    """
    Return a date as ISO 8601, as exact as it was given: YYYY, YYYY-MM or YYYY-MM-DD.

    Slashes do as well as hyphens. Raises UsageError for what is no date.
    """
    found = _SINCE.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"{text!r} is no date", hint="Write it as YYYY, YYYY-MM or YYYY-MM-DD.")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        whole = date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise UsageError(f"{text!r} is no date: {error}") from error
    return whole.isoformat()[: 10 if day else 7 if month else 4]


def parse_pmid(text: str) -> str | None:
    """Return the PMID in "123", "PMID: 123" or a PubMed address; ``None`` for anything else."""
    entry = _PREFIX.sub("", text.strip(), count=1) if text.strip()[:4].upper() == "PMID" else text
    address = _ADDRESS.fullmatch(entry.strip())
    return canonical_pmid(address.group(1) if address else entry)


def parse_pmids(values: Iterable[str]) -> tuple[str, ...]:
    """Return the PMIDs of a command line, each once; raise UsageError for what is none."""
    found: dict[str, None] = {}
    for value in values:
        pmid = parse_pmid(value)
        if pmid is None:
            raise UsageError(f"{value!r} is no PMID", hint='A PMID is a number, as in "17723928".')
        found[pmid] = None
    return tuple(found)


def read_pmid_list(text: str, *, name: str = "the list") -> tuple[str, ...]:
    """
    Return the PMIDs of a text, in its order, each once.

    Blank lines and what follows a # are left out. Raises BadFile, with line numbers, for lines
    that hold anything else, and for a text without any PMID.
    """
    found: dict[str, None] = {}
    wrong = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        # A # inside an address is no comment.
        entry = re.sub(r"(?:^|\s)#.*", "", line).strip().rstrip(",;")
        if not entry:
            continue
        pmid = parse_pmid(entry)
        if pmid is None:
            wrong.append(f"line {number} ({entry[:30]!r})")
        else:
            found[pmid] = None
    if wrong:
        shown = ", ".join(wrong[:_SHOWN_LINES])
        more = f" and {len(wrong) - _SHOWN_LINES} more" if len(wrong) > _SHOWN_LINES else ""
        raise BadFile(f"{name} has lines that are no PMID: {shown}{more}", hint=_LIST_HINT)
    if not found:
        raise BadFile(f"{name} holds no PMID", hint=_LIST_HINT)
    return tuple(found)


def read_pmid_file(path: Path) -> tuple[str, ...]:
    """Return the PMIDs that a text file lists; raise BadFile as ``read_pmid_list`` does."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(f"{path} is no text in UTF-8", hint=_LIST_HINT) from error
    except OSError as error:
        raise BadFile(f"can't read {path}: {error.strerror or error}") from error
    return read_pmid_list(text, name=str(path))
