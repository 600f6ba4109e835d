"""The part of the store that tables are made from; implements ``curate.core.table_source``."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from curate.core.cited_paper import CitedPaper
from curate.core.claim_filter import ClaimFilter
from curate.core.finding import BareFinding
from curate.core.source_standing import Standing
from curate.core.table_source import Progress
from curate.store import author_links, cited_papers, findings, standings
from curate.store.connection import reading, writing
from curate.store.faults import store_errors
from curate.store.status import progress


class SqliteTableSource:
    """Reads what tables are made of from the connection that the store has opened."""

    _conn: sqlite3.Connection
    _place: str

    def findings(self, wanted: ClaimFilter) -> Iterator[BareFinding]:
        """Yield what a filter wants, cut down to what tables ask of claims, in no order."""
        with store_errors(self._place):
            yield from findings.select(self._conn, wanted)

    def cited_papers(self, pmids: Iterable[str]) -> dict[str, CitedPaper]:
        """Return what a table tells of the records that are here among these, deleted ones too."""
        wanted = list(pmids)
        with store_errors(self._place), reading(self._conn):
            return cited_papers.load(self._conn, wanted)

    def definitions(self, pmids: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the short and long forms that the abstracts of these records define."""
        wanted = list(pmids)
        with store_errors(self._place):
            yield from cited_papers.load_definitions(self._conn, wanted)

    def irregular(self) -> dict[str, Standing]:
        """Return the standing of all records that are not regular, deleted ones included."""
        with store_errors(self._place), reading(self._conn):
            return standings.irregular(self._conn)

    def author_links(self) -> Mapping[str, Sequence[int]]:
        """Return the numbers of what each paper with claims shares with another, by PMID."""
        with store_errors(self._place), reading(self._conn):
            return author_links.load(self._conn)

    def keep_author_links(self) -> None:
        """Work these out where they are not kept, and keep them until a paper changes."""
        with store_errors(self._place), writing(self._conn):
            author_links.keep(self._conn)

    def progress(self, identity: str) -> Progress:
        """Count the records that are here and those that a tagger has read, at one moment."""
        with store_errors(self._place), reading(self._conn):
            return progress(self._conn, identity)
