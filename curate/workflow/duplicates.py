"""Records that may be one work: found, told of, and left as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from curate.core.article import Article
from curate.core.citation import Citation
from curate.core.duplicates import Duplicate, Entry, find_duplicates
from curate.core.ports import Store
from curate.workflow.reports import DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatesReport:
    """
    What may be there twice.

    ``records`` counts those that were compared; ``listed`` the PMIDs that searches list and
    ``listed_again`` those that more than one lists, of which each is kept once. ``links`` says,
    by the two names of a pair, how PubMed itself links them (UpdateIn, ErratumFor, ...).
    """

    records: int
    from_files: int
    listed: int
    listed_again: int
    pairs: tuple[Duplicate, ...]
    links: dict[tuple[str, str], tuple[str, ...]]

    @property
    def exit_code(self) -> int:
        """Return 0: a duplicate that is reported is what was asked for."""
        return DONE


def duplicates(store: Store, files: Sequence[tuple[str, Sequence[Citation]]]) -> DuplicatesReport:
    """
    Compare all records that are not deleted, and the entries of files beside them.

    ``files`` are names with the entries in them. An entry with a PMID that is here is that
    record, and no duplicate of it.
    """
    entries = store.entries()
    held = {entry.name for entry in entries}
    brought = [
        _entry(name, citation)
        for name, citations in files
        for citation in citations
        if citation.pmid not in held
    ]
    pairs = tuple(find_duplicates([*entries, *brought]))
    listed, again = store.overlap()
    records = store.articles(
        name for pair in pairs for name in (pair.first.name, pair.second.name)
    )
    links = {}
    for pair in pairs:
        names = pair.first.name, pair.second.name
        if found := _links(records, *names):
            links[names] = found
    return DuplicatesReport(
        records=len(entries),
        from_files=len(brought),
        listed=listed,
        listed_again=again,
        pairs=pairs,
        links=links,
    )


def _entry(name: str, citation: Citation) -> Entry:
    return Entry(
        name=f"{name} line {citation.line}",
        doi=citation.doi,
        title=citation.title,
        year=citation.year,
        author=citation.author,
        journal=citation.journal,
        volume=citation.volume,
        page=citation.page,
    )


def _links(records: dict[str, Article], first: str, second: str) -> tuple[str, ...]:
    """Return the types of the links between two records, from either of them."""
    found = [
        relation.ref_type
        for one, other in ((first, second), (second, first))
        if one in records
        for relation in records[one].relations
        if relation.pmid == other
    ]
    return tuple(dict.fromkeys(found))
