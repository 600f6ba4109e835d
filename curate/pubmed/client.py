"""PubMed as a source of records: searches and batches, through the E-utilities."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from curate.core.citation import Citation, Match
from curate.core.errors import ConfigurationError, SourceRefused, SourceUnavailable, UsageError
from curate.core.ports import Link
from curate.core.search import Search
from curate.pubmed.biopython import build_request, read_small_reply
from curate.pubmed.citation_match import match_lines, read_matches
from curate.pubmed.identifiers import canonical_pmid
from curate.pubmed.links import NAMES, linked_pmids
from curate.pubmed.pacing import Patience, Timing
from curate.pubmed.query import normalise_query
from curate.pubmed.replies import BadReply, RequestRefused
from curate.pubmed.transport import NCBI, Transport

# ESearch hands out no more than this of one search, whatever is asked, history or not.
CEILING = 9_999
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
    every pause before another try. ``page`` is the most PMIDs that one ESearch is asked for.
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
    page: int = CEILING
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
        )

    def search(self, query: str, *, since: str | None, maximum: int | None) -> Search:
        """
        Ask for the PMIDs that match.

        ``since`` is an ISO date (YYYY, YYYY-MM or YYYY-MM-DD) of entry into PubMed, ``maximum``
        the most PMIDs wanted, newest first. No hits is an answer too, with PubMed's warnings.
        Raises SourceRefused where the search has more hits than PubMed hands out and no maximum
        within that was given.
        """
        if maximum is not None and maximum < 1:
            raise UsageError("the maximum must be 1 or more")
        terms = {"term": normalise_query(query), **_entered(since)}
        wanted = CEILING if maximum is None else min(maximum, CEILING)
        first = self._esearch(terms, start=0, most=wanted)
        # Ranges of [UID] would list any number of hits, a part at a time; here is their door.
        if first.count > CEILING and (maximum is None or maximum > CEILING):
            raise SourceRefused(
                f"the search has {first.count:,} hits, and PubMed hands out at most {CEILING:,}",
                hint=f"Narrow the search, or take the newest with --max {CEILING}.",
            )
        pmids = self._rest_of(first, terms, wanted=min(wanted, first.count))
        return Search(
            query=terms["term"],
            translation=first.translation,
            count=first.count,
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

    def _rest_of(self, first: "_Page", terms: Mapping[str, str], *, wanted: int) -> set[str]:
        """Return the PMIDs of the first page and of the pages after it, from the history."""
        pmids = dict.fromkeys(first.pmids)
        received = len(first.pmids)
        history = {"WebEnv": first.web_env, "query_key": first.query_key}
        while received < wanted:
            page = self._esearch({**terms, **history}, start=received, most=wanted - received)
            if not page.pmids:
                raise SourceUnavailable(
                    f"PubMed counts {first.count:,} hits, but gave only {received:,} of them",
                    hint="Run the search again.",
                )
            received += len(page.pmids)
            pmids.update(dict.fromkeys(page.pmids))
        return set(pmids)

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
