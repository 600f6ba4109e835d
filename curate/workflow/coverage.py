"""Which of a record's references the corpus has, which it lacks, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from curate.core.article import Article, Reference
from curate.core.citation import Citation, Resolution
from curate.core.citation_text import parse_citation
from curate.core.errors import NotFound
from curate.core.ports import RecordState, Store
from curate.core.references import Link, References
from curate.core.screening import Outcome, Screened, standing
from curate.core.search import FetchStatus
from curate.core.source_standing import Standing
from curate.workflow.gathering import RecordReader
from curate.workflow.progress import Progress
from curate.workflow.reports import DONE
from curate.workflow.resolving import resolve


class CoverageStatus(StrEnum):
    """How a reference stands; all but the first are lacking in the evidence."""

    COVERED = "covered"
    NO_ABSTRACT = "no-abstract"
    RETRACTED = "retracted"
    NOTICE = "notice"
    EXCLUDED = "excluded"
    DELETED = "deleted"
    PENDING = "pending"
    FAILED = "failed"
    MISSING = "missing"
    NOT_SEARCHED = "not-searched"
    UNRESOLVED = "unresolved"


class Origin(StrEnum):
    """Where a reference was named: the record's own list, PubMed's links, the user's file."""

    LIST = "list"
    LINKS = "links"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """
    One reference and how it stands.

    ``citation`` is the reference as printed where it was printed, else the title of its record.
    ``reason`` says why it is lacking; ``claims`` is ``None`` where its record was not read.
    """

    status: CoverageStatus
    citation: str
    pmid: str | None = None
    origins: tuple[Origin, ...] = ()
    reason: str = ""
    claims: int | None = None
    searches: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageReport:
    """How all references of a seed stand, in the order of its list; ``asked`` is for PubMed."""

    seed: Article
    references: tuple[Covered, ...]
    asked: bool

    def of(self, *statuses: CoverageStatus) -> tuple[Covered, ...]:
        """Return the references that stand so."""
        return tuple(r for r in self.references if r.status in statuses)

    @property
    def exit_code(self) -> int:
        """Return 0: a gap that is reported is what was asked for."""
        return DONE


@dataclass(slots=True)
class _Entry:
    """A reference while it is being collected."""

    text: str = ""
    pmid: str | None = None
    origins: list[Origin] = field(default_factory=list)
    reason: str = ""


def coverage(
    store: Store,
    source: References | None,
    seed: str,
    *,
    citations: Sequence[Citation] = (),
    read: RecordReader,
    progress: Progress,
) -> CoverageReport:
    """
    Report on the references of a record: its own list, what PubMed links, and ``citations``.

    References without a PMID are looked up. Without a source nothing is asked, and they stay
    unresolved unless a record here has their DOI. Raises NotFound for a seed that is nowhere.
    """
    record = _seed(store, source, seed, read)
    listed = [_as_citation(reference) for reference in record.references]
    entries: list[_Entry] = []
    # PMIDs of the record's own list are NLM's work: what has one is not looked up again.
    known = {n: c.pmid for n, c in enumerate(listed) if c.pmid}
    asked = [c for n, c in enumerate(listed) if n not in known]
    found = iter(_resolved(store, source, asked, read=read, progress=progress))
    for number, citation in enumerate(listed):
        if number in known:
            entries.append(_Entry(citation.text, known[number], [Origin.LIST]))
        else:
            entries.append(_entry(next(found), Origin.LIST))
    for resolution in _resolved(store, source, citations, read=read, progress=progress):
        entries.append(_entry(resolution, Origin.FILE))
    for pmid in source.linked(seed, Link.CITES) if source else ():
        entries.append(_Entry(pmid=pmid, origins=[Origin.LINKS]))
    merged = _merged(entries)
    states = store.states([e.pmid for e in merged if e.pmid])
    screened = standing(store.screenings([e.pmid for e in merged if e.pmid]))
    titles = store.articles([e.pmid for e in merged if e.pmid and not e.text])
    return CoverageReport(
        seed=record,
        references=tuple(_covered(e, states, screened, titles) for e in merged if e.pmid != seed),
        asked=source is not None,
    )


def _seed(store: Store, source: References | None, seed: str, read: RecordReader) -> Article:
    """Return the seed's record, from PubMed where it is not here or has no list here."""
    held = store.articles([seed]).get(seed)
    if source is None or (held is not None and held.references):
        if held is None:
            raise NotFound(
                f"there is no record {seed} here", hint=f"Get it with: curate fetch --pmid {seed}"
            )
        return held
    for item in read(source.fetch([seed])):
        if isinstance(item, Article) and item.pmid == seed:
            return item
    if held is None:
        raise NotFound(f"PubMed has no record {seed}")
    return held


def _as_citation(reference: Reference) -> Citation:
    parsed = parse_citation(reference.citation)
    return replace(
        parsed, pmid=reference.pmid or parsed.pmid, doi=(reference.doi or parsed.doi).lower()
    )


def _resolved(
    store: Store,
    source: References | None,
    citations: Sequence[Citation],
    *,
    read: RecordReader,
    progress: Progress,
) -> tuple[Resolution, ...]:
    if not citations:
        return ()
    if source is not None:
        return resolve(source, store, citations, read=read, progress=progress)
    held = store.by_doi([c.doi for c in citations if c.doi])
    found = []
    for citation in citations:
        pmids = (citation.pmid,) if citation.pmid else held.get(citation.doi, ())
        if len(pmids) == 1:
            found.append(Resolution(citation=citation, pmid=pmids[0], how="doi"))
        else:
            found.append(Resolution(citation=citation, reason="it has no PMID; PubMed not asked"))
    return tuple(found)


def _entry(resolution: Resolution, origin: Origin) -> _Entry:
    return _Entry(resolution.citation.text, resolution.pmid, [origin], resolution.reason)


def _merged(entries: Sequence[_Entry]) -> list[_Entry]:
    """Join what is named more than once, by its PMID or, where it has none, by its text."""
    merged: dict[str, _Entry] = {}
    for entry in entries:
        first = merged.setdefault(entry.pmid or f"text {entry.text.casefold()}", entry)
        if first is not entry:
            first.text = first.text or entry.text
            first.origins += [o for o in entry.origins if o not in first.origins]
    return list(merged.values())


def _covered(
    entry: _Entry,
    states: Mapping[str, RecordState],
    screened: Mapping[str, Screened],
    titles: Mapping[str, Article],
) -> Covered:
    if entry.pmid is None:
        return Covered(
            status=CoverageStatus.UNRESOLVED,
            citation=entry.text,
            origins=tuple(entry.origins),
            reason=entry.reason,
        )
    state = states[entry.pmid]
    status, reason = _status(state, screened.get(entry.pmid))
    record = titles.get(entry.pmid)
    return Covered(
        status=status,
        citation=entry.text or (record.title if record else ""),
        pmid=entry.pmid,
        origins=tuple(entry.origins),
        reason=reason,
        claims=state.claims,
        searches=tuple(number for number, _ in state.searches),
    )


_NO_EVIDENCE = {
    Standing.DELETED: (
        CoverageStatus.DELETED,
        "deleted at PubMed; its claims are in no table",
    ),
    Standing.RETRACTED: (
        CoverageStatus.RETRACTED,
        "retracted; the table leaves its claims out",
    ),
    Standing.NOTICE: (
        CoverageStatus.NOTICE,
        "a notice about another paper; its claims are no evidence",
    ),
}


def _status(state: RecordState, screened: Screened | None) -> tuple[CoverageStatus, str]:
    if state.standing in _NO_EVIDENCE:
        return _NO_EVIDENCE[state.standing]
    if screened is not None and screened.outcome is Outcome.EXCLUDED:
        why = f" ({screened.reason.label})" if screened.reason else ""
        return CoverageStatus.EXCLUDED, f"excluded by screening{why}; it is in no table"
    if state.held:
        if not state.has_abstract:
            return CoverageStatus.NO_ABSTRACT, "its record has no abstract to read"
        return CoverageStatus.COVERED, ""
    statuses = {status: number for number, status in state.searches}
    for status, found, words in (
        (FetchStatus.PENDING, CoverageStatus.PENDING, "listed by search {}, not fetched yet"),
        (
            FetchStatus.FAILED,
            CoverageStatus.FAILED,
            "search {} could not fetch it; the next run asks",
        ),
        (
            FetchStatus.MISSING,
            CoverageStatus.MISSING,
            "PubMed did not send it to search {}",
        ),
    ):
        if status in statuses:
            return found, words.format(statuses[status])
    return CoverageStatus.NOT_SEARCHED, "in no search and no imported file"
