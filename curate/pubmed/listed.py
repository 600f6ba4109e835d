"""What to say of a record in a file that has no PMID: it can't be kept under any number."""

from curate.core.errors import BadRecord

NO_PMID_HINT = "Let PubMed look for their PMIDs: curate fetch --citations FILE"
_SHOWN = 60


def without_pmid(line: int, title: str, *, doi: str | None) -> BadRecord:
    """Return the BadRecord of such a record, with what a reader can find it by."""
    shown = f"{title[:_SHOWN].rstrip()}..." if len(title) > _SHOWN else title or "no title"
    known = f", DOI {doi}" if doi else ""
    return BadRecord(f'line {line} ("{shown}"{known}) has no PMID', hint=NO_PMID_HINT)
