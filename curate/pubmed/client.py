"""PubMed as a source of records: searches and batches, through the E-utilities."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from curate.core.citation import Citation, Match
from curate.core.errors import ConfigurationError, SourceUnavailable, UsageError
from curate.core.references import Link
from curate.core.search import Search
from curate.pubmed.biopython import build_request, read_small_reply
from curate.pubmed.citation_match import match_lines, read_matches
from curate.pubmed.identifiers import canonical_pmid
from curate.pubmed.links import NAMES, linked_pmids
from curate.pubmed.pacing import Patience, Timing
from curate.pubmed.query import normalise_query
from curate.pubmed.ranges import CEILING, ROUNDS, Hits, RangeListing, UidRange
from curate.pubmed.replies import BadReply, HistoryLost, RequestRefused
from curate.pubmed.transport import NCBI, Transport

# ECitMatch has no stated limit; a hundred lines make a request of some ten kilobytes.
MATCHED_AT_ONCE = 100
# NCBI's answer to a list of which no PMID exists, so far as it is an error at all.
_EMPTY_LIST = "id list is empty"
_EMPTY_SET = b'<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet></PubmedArticleSet>\n'
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_WARNINGS = {
    "PhraseNotFound": "PubMed found nothing for: {}",
    "FieldNotFound": "PubMed does not know the field [{}] and searched without it",
    "PhraseIgnored": "PubMed ignored: {}",
    "QuotedPhraseNotFound": "PubMed does not know the quoted phrase: {}",
    "OutputMessage": "PubMed says: {}",
}


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(kw_only=True, eq=False, slots=True)
class EntrezClient:
    """
    A ``curate.core.ports.Source`` over NCBI's E-utilities.

    ``email`` and ``tool`` go with every request, as NCBI asks; the API key raises the rate from
    2.8 to 9 requests a second and shows up in no message. ``notify`` is told, in one line, of
    every pause before another try and of what else the user should know; several threads may tell
    it at a time. Runs that name the same ``pace`` file keep one pace. ``page`` is the most PMIDs
    that one ESearch is asked for, and ``ceiling`` the most that the source hands out of one
    search.
    Raises ConfigurationError for an address that is none and for a base URL that is none.
    """

    email: str
    api_key: str | None = field(default=None, repr=False)
    tool: str = "curate"
    base_url: str = NCBI
    patience: Patience = field(default_factory=Patience)
    timing: Timing = field(default_factory=Timing)
    notify: Callable[[str], None] | None = None
    now: Callable[[], datetime] = _utc_now
    pace: Path | None = None
    page: int = CEILING
    ceiling: int = CEILING
    _transport: Transport = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check the settings; nothing is sent."""
        if not _EMAIL.fullmatch(self.email):
            raise ConfigurationError(
                "NCBI asks for an e-mail address with every request"
                if not self.email.strip()
                else f"{self.email!r} is no e-mail address",
                hint="Set email in curate.toml, or CURATE_EMAIL in the environment.",
            )
        self._transport = Transport(
            base_url=self.base_url,
            api_key=self.api_key,
            patience=self.patience,
            timing=self.timing,
            notify=self.notify,
            pace=self.pace,
        )

    def search(self, query: str, *, since: str | None, maximum: int | None) -> Search:
        """
        Ask for the PMIDs that match.

        ``since`` is an ISO date (YYYY, YYYY-MM or YYYY-MM-DD) of entry into PubMed, ``maximum``
        the most PMIDs wanted, newest first; above 9,999 the newest are those with the highest
        PMIDs. No hits is an answer too, with PubMed's warnings. A search with more hits than
        PubMed hands out of one is listed in ranges of PMIDs. Raises SourceUnavailable where what
        PubMed lists stays different from what it counts.
        """
        if maximum is not None and maximum < 1:
            raise UsageError("the maximum must be 1 or more")
        terms = {"term": normalise_query(query), **_entered(since)}
        beyond = maximum is None or maximum > self.ceiling
        most = self.ceiling if maximum is None else min(maximum, self.ceiling)
        first, pmids = self._list(terms, most=most, whole=beyond, what="this search")
        count = first.count
        if beyond and count > self.ceiling:
            pmids, count = self._list_ranges(terms, first, maximum)
        return Search(
            query=terms["term"],
            translation=first.translation,
            count=count,
            pmids=tuple(sorted(pmids, key=int)),
            searched_at=self.now().astimezone(UTC).isoformat(timespec="seconds"),
            warnings=first.warnings,
            since=since,
            maximum=maximum,
        )

    def fetch(self, pmids: Sequence[str]) -> bytes:
        """
        Return the XML of one batch, whole and well formed.

        PMIDs that PubMed does not have are simply not in it. Raises UsageError for what is no
        PMID.
        """
        wanted = []
        for text in pmids:
            pmid = canonical_pmid(text)
            if pmid is None:
                raise UsageError(f"{text!r} is no PMID")
            wanted.append(pmid)
        if not wanted:
            return _EMPTY_SET
        try:
            return self._send("efetch", id=list(dict.fromkeys(wanted)), retmode="xml")
        except RequestRefused as error:
            if _EMPTY_LIST in error.text.lower():
                return _EMPTY_SET
            raise

    def linked(self, pmid: str, link: Link) -> tuple[str, ...]:
        """
        Return the PMIDs that PubMed links to a record, in its order, without the record itself.

        A PMID that PubMed does not know has no links. Raises UsageError for what is no PMID.
        """
        seed = canonical_pmid(pmid)
        if seed is None:
            raise UsageError(f"{pmid!r} is no PMID")
        data = self._send("elink", dbfrom="pubmed", linkname=NAMES[link].value, id=[seed])
        try:
            return linked_pmids(data, pmid=seed, link=link)
        except BadReply as error:
            raise SourceUnavailable(f"PubMed's links of {seed} can't be read: {error}") from error

    def match(self, citations: Mapping[str, Citation]) -> dict[str, Match]:
        """
        Return PubMed's verdict on each citation that names a journal, volume and page, by key.

        A PMID is what PubMed takes the citation for: it goes by journal, volume and page and lets
        a wrong author or year pass, so the record is to be compared with the citation.
        """
        lines = list(match_lines(citations).items())
        found: dict[str, Match] = {}
        for start in range(0, len(lines), MATCHED_AT_ONCE):
            part = dict(lines[start : start + MATCHED_AT_ONCE])
            data = self._send("ecitmatch", bdata="\r".join(part.values()), retmode="xml")
            found |= read_matches(data, list(part))
        return found

    def _list_ranges(
        self, terms: Mapping[str, str], first: "_Page", maximum: int | None
    ) -> tuple[set[str], int]:
        """Return the PMIDs of a search above the ceiling, and how many there are in all."""

        def within(span: UidRange) -> dict[str, str]:
            return {**terms, "term": f"({terms['term']}) AND {span.clause}"}

        def ask(span: UidRange) -> Hits:
            page, pmids = self._list(within(span), most=self.ceiling, whole=True, what=str(span))
            return Hits(page.count, frozenset(pmids))

        def count(span: UidRange) -> int:
            return self._esearch(within(span), start=0, most=0).count

        if self.notify is not None:
            self.notify(f"{first.count:,} hits: listing them in ranges of PMIDs")
        newest = max(map(int, first.pmids), default=1)
        listing = RangeListing(ask=ask, count=count, newest=newest, ceiling=self.ceiling)
        pmids, total = listing.run(first.count, enough=maximum)
        return set(sorted(pmids, key=int)[-maximum:] if maximum else pmids), total

    def _list(
        self, terms: Mapping[str, str], *, most: int, whole: bool, what: str
    ) -> tuple["_Page", set[str]]:
        """
        Return the first page of a search, and the PMIDs of all its pages.

        A search that changes from page to page, or is lost from the history, is begun again. Of
        one that is to be ``whole`` and has more hits than the ceiling, the first page is enough.
        """
        counts: list[int] = []
        for _ in range(ROUNDS):
            first = self._esearch(terms, start=0, most=most)
            if whole and first.count > self.ceiling:
                return first, set(first.pmids)
            try:
                return first, self._rest_of(first, terms, wanted=min(most, first.count))
            except (HistoryLost, _Changed) as error:
                counts.append(first.count)
                reason = str(error)
        raise SourceUnavailable(
            f"PubMed counts {counts[-1]:,} hits for {what}, but does not list them all: {reason}",
            hint="Run the same command again: PubMed may have been changing while it was asked.",
        )

    def _rest_of(self, first: "_Page", terms: Mapping[str, str], *, wanted: int) -> set[str]:
        """Return the PMIDs of the first page and of the pages after it, from the history."""
        pmids = set(first.pmids)
        received = len(first.pmids)
        history = {"WebEnv": first.web_env, "query_key": first.query_key}
        while received < wanted:
            page = self._esearch({**terms, **history}, start=received, most=wanted - received)
            if page.count != first.count:
                raise _Changed(f"the next page counts {page.count:,}")
            if not page.pmids:
                raise _Changed(f"it gave only {received:,} of them")
            received += len(page.pmids)
            pmids.update(page.pmids)
        if len(pmids) != received:
            raise _Changed(f"only {len(pmids):,} of {received:,} are different ones")
        return pmids

    def _esearch(self, terms: Mapping[str, str], *, start: int, most: int) -> "_Page":
        data = self._send(
            "esearch", **terms, usehistory="y", retstart=start, retmax=min(most, self.page)
        )
        try:
            return _page_of(read_small_reply(data))
        except (BadReply, KeyError, TypeError, ValueError) as error:
            raise SourceUnavailable(
                f"PubMed's reply to the search can't be read: {error}"
            ) from error

    def _send(self, utility: str, **parameters: object) -> bytes:
        request = build_request(
            utility,
            db="pubmed",
            tool=self.tool,
            email=self.email,
            api_key=self.api_key,
            **parameters,
        )
        return self._transport.send(request)


class _Changed(Exception):
    """The pages of a listing do not belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """One reply of ESearch."""

    count: int
    pmids: tuple[str, ...]
    translation: str
    warnings: tuple[str, ...]
    web_env: str
    query_key: str


def _page_of(reply: Mapping[str, Any]) -> _Page:
    return _Page(
        count=int(reply["Count"]),
        pmids=tuple(str(int(pmid)) for pmid in reply["IdList"]),
        translation=str(reply.get("QueryTranslation", "")),
        warnings=_warnings_of(reply),
        web_env=str(reply.get("WebEnv", "")),
        query_key=str(reply.get("QueryKey", "")),
    )


def _warnings_of(reply: Mapping[str, Any]) -> tuple[str, ...]:
    """Return all that PubMed has to say about the query, in its order."""
    found: list[str] = []
    for group in ("ErrorList", "WarningList"):
        for kind, texts in reply.get(group, {}).items():
            pattern = _WARNINGS.get(kind, f"{kind}: {{}}")
            found.extend(pattern.format(str(text).strip("[] ")) for text in texts)
    return tuple(dict.fromkeys(found))


def _entered(since: str | None) -> dict[str, str]:
    """Return ESearch's parameters for records that entered PubMed on that day or later."""
    if since is None:
        return {}
    return {"datetype": "edat", "mindate": since.replace("-", "/"), "maxdate": "3000"}
