"""PMIDs as SQLite keeps them: whole numbers, so that they sort and join as such."""

from collections.abc import Iterable

from curate.core.errors import StoreError

_MOST_DIGITS = 18


def is_pmid(text: str) -> bool:
    """Say whether this is a PMID in its one spelling: digits, with no zero in front."""
    return text.isascii() and text.isdecimal() and text[0] != "0" and len(text) <= _MOST_DIGITS


def number(pmid: str) -> int:
    """Return a PMID as a number; raise StoreError for what would not come back the same."""
    if not is_pmid(pmid):
        raise StoreError(f"{pmid!r} is not a PMID", hint="A PMID is digits only, like 900000001.")
    return int(pmid)


def numbers(pmids: Iterable[str]) -> list[int]:
    """Return those that are PMIDs as numbers, in the order given; the others can't be here."""
    return [int(p) for p in pmids if is_pmid(p)]
