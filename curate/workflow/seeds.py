"""Records to fetch that are named by others: by a citation, or by a link from a record."""

from collections.abc import Sequence
from dataclasses import dataclass

from curate.core.citation import Resolution
from curate.core.ports import Store
from curate.core.references import Link, References
from curate.workflow.fetching import FetchRequest
from curate.workflow.reports import DONE, DONE_IN_PART, FetchReport

CITATIONS = "citations"


def linked(
    source: References, store: Store, seed: str, link: Link, *, maximum: int | None = None
) -> tuple[str, ...]:
    """
    Return the PMIDs that a record is linked to, each once, the source's order kept.

    What a record cites is what the source links, and what the record's own list of references
    names, where the record is here. ``maximum`` is the most that are returned, from the front.
    """
    pmids = list(source.linked(seed, link))
    if link is Link.CITES:
        record = store.articles([seed]).get(seed)
        listed = () if record is None else record.references
        pmids += [reference.pmid for reference in listed if reference.pmid]
    return tuple(pmid for pmid in dict.fromkeys(pmids) if pmid != seed)[:maximum]


def link_request(pmids: Sequence[str], seed: str, link: Link) -> FetchRequest:
    """Return the request that fetches what a record is linked to, filed under that."""
    named = {
        Link.CITES: f"cited by {seed}",
        Link.CITED_BY: f"citing {seed}",
        Link.SIMILAR: f"similar to {seed}",
    }
    return FetchRequest(pmids=tuple(pmids), filed_as=link.value, named=named[link])


def citation_request(resolutions: Sequence[Resolution], name: str) -> FetchRequest | None:
    """Return the request that fetches what was resolved; ``None`` where nothing was."""
    found = dict.fromkeys(r.pmid for r in resolutions if r.pmid)
    if not found:
        return None
    return FetchRequest(pmids=tuple(found), filed_as=CITATIONS, named=f"citations of {name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationsReport:
    """What became of a list of citations; ``fetched`` is ``None`` where none was resolved."""

    resolutions: tuple[Resolution, ...]
    fetched: FetchReport | None

    @property
    def unresolved(self) -> tuple[Resolution, ...]:
        """Return the citations without a PMID."""
        return tuple(r for r in self.resolutions if r.pmid is None)

    @property
    def exit_code(self) -> int:
        """Return 6 where a citation has no PMID, or a record failed or is missing."""
        if self.unresolved:
            return DONE_IN_PART
        return self.fetched.exit_code if self.fetched else DONE
