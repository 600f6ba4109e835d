"""Citations to PMIDs: asked of PubMed, and believed only where the record agrees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from curate.core.article import Article
from curate.core.citation import Citation, Match, Resolution, Verdict, fold, objection
from curate.core.errors import SourceRefused
from curate.core.ports import Store
from curate.core.references import References
from curate.workflow.batches import batched
from curate.workflow.gathering import BATCH_SIZE, RecordReader
from curate.workflow.progress import Progress, Silent

# Of a search for a title, so many hits are looked at.
LOOKED_AT = 10
LEAST_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Candidates:
    """What one way of asking gave for one citation; ``reason`` says why it gave nothing."""

    how: str
    pmids: tuple[str, ...] = ()
    reason: str = ""


def resolve(
    source: References,
    store: Store,
    citations: Sequence[Citation],
    *,
    read: RecordReader,
    progress: Progress | None = None,
) -> tuple[Resolution, ...]:
    """
    Return what became of each citation, in their order.

    Asked for are, one after the other and only where the one before gave nothing: the PMID that
    it names, its journal, volume and page (ECitMatch), its DOI, its title. A record that is found
    counts only where its first author and year are those of the citation. Raises SourceUnavailable
    where the source does not answer.
    """
    run = _Run(source, store, read, progress or Silent())
    run.progress.begin("Looking up citations", len(citations))
    left = dict(enumerate(citations))
    done: dict[int, Resolution] = {}
    objections: dict[int, list[str]] = {number: [] for number in left}
    for ask in (run.by_pmid, run.by_place, run.by_doi, run.by_title):
        found = ask(left)
        run.load(pmid for candidates in found.values() for pmid in candidates.pmids)
        for number, candidates in found.items():
            resolution = run.judge(left[number], candidates)
            if resolution.pmid is None:
                objections[number].append(resolution.reason)
            else:
                done[number] = resolution
        for number in [n for n in left if n in done]:
            del left[number]
            run.progress.advance(1)
    for number, citation in left.items():
        reason = "; ".join(filter(None, objections[number]))
        done[number] = Resolution(citation=citation, reason=reason or _nothing_to_ask(citation))
        run.progress.advance(1)
    return tuple(done[number] for number in sorted(done))


@dataclass(slots=True)
class _Run:
    """The ways of asking, and the records that were looked at."""

    source: References
    store: Store
    read: RecordReader
    progress: Progress
    records: dict[str, Article] = field(default_factory=dict)

    def by_pmid(self, left: dict[int, Citation]) -> dict[int, _Candidates]:
        """Take the PMIDs that citations name."""
        return {n: _Candidates("pmid", (c.pmid,)) for n, c in left.items() if c.pmid}

    def by_place(self, left: dict[int, Citation]) -> dict[int, _Candidates]:
        """Ask by journal, volume and page, all in a few requests."""
        placed = {f"c{n}": c for n, c in left.items() if c.has_place}
        found = self.source.match(placed) if placed else {}
        return {int(key[1:]): _from_match(placed[key], match) for key, match in found.items()}

    def by_doi(self, left: dict[int, Citation]) -> dict[int, _Candidates]:
        """Look for the DOIs here, and ask for those that are not here."""
        wanted = {n: c.doi for n, c in left.items() if c.doi}
        held = self.store.by_doi(list(wanted.values())) if wanted else {}
        found = {}
        for number, doi in wanted.items():
            if doi in held:
                found[number] = _Candidates("doi", held[doi])
            else:
                found[number] = self._search("doi", f'"{doi}"[aid]', f"PubMed has no DOI {doi}")
        return found

    def by_title(self, left: dict[int, Citation]) -> dict[int, _Candidates]:
        """Ask for the titles, one by one."""
        found = {}
        for number, citation in left.items():
            # The first sentence alone, where it is long enough: behind it, part of a journal's
            # name may have been taken for the title's end.
            sentences = (fold(citation.title.partition(". ")[0]), fold(citation.title))
            words = next((s for s in sentences if len(s.split()) >= LEAST_TITLE_WORDS), "")
            if words:
                query = f'"{words}"[ti]'
                found[number] = self._search("title", query, "PubMed has no such title")
        return found

    def load(self, pmids: Iterable[str]) -> None:
        """Bring the records of candidates: those that are here, and the others from the source."""
        wanted = [pmid for pmid in dict.fromkeys(pmids) if pmid not in self.records]
        self.records |= self.store.articles(wanted)
        for batch in batched([p for p in wanted if p not in self.records], BATCH_SIZE):
            for item in self.read(self.source.fetch(batch)):
                if isinstance(item, Article):
                    self.records[item.pmid] = item

    def judge(self, citation: Citation, candidates: _Candidates) -> Resolution:
        """Believe the one candidate that agrees with the citation."""
        against = {p: self._against(citation, p, candidates.how) for p in candidates.pmids}
        agreeing = [pmid for pmid, reason in against.items() if not reason]
        if len(agreeing) == 1:
            return Resolution(citation=citation, pmid=agreeing[0], how=candidates.how)
        reason = candidates.reason
        if agreeing:
            reason = f"it may be any of {', '.join(agreeing)}"
        elif against:
            reason = ", and ".join(f"PMID {p} is another: {why}" for p, why in against.items())
        return Resolution(citation=citation, reason=reason, candidates=candidates.pmids)

    def _against(self, citation: Citation, pmid: str, how: str) -> str:
        record = self.records.get(pmid)
        if record is None:
            return "PubMed has no such record"
        if how == "title" and not _same_title(citation.title, record.title):
            return f'its title is "{record.title}"'
        return objection(citation, record)

    def _search(self, how: str, query: str, nothing: str) -> _Candidates:
        try:
            search = self.source.search(query, since=None, maximum=LOOKED_AT)
        except SourceRefused as error:
            return _Candidates(how, reason=str(error))
        if search.count > LOOKED_AT:
            return _Candidates(how, reason=f"PubMed has {search.count:,} records for its {how}")
        return _Candidates(how, search.pmids, reason="" if search.pmids else nothing)


def _from_match(citation: Citation, match: Match) -> _Candidates:
    place = f"{citation.journal} {citation.volume}:{citation.page}"
    reasons = {
        Verdict.NOT_FOUND: f"PubMed has nothing at {place}",
        Verdict.UNKNOWN_JOURNAL: f"PubMed knows no journal {citation.journal!r}",
        Verdict.NO_ANSWER: f"PubMed did not answer for {place}",
        Verdict.AMBIGUOUS: f"PubMed takes {place} for {match.count:,} records",
    }
    return _Candidates("place", match.pmids, reasons.get(match.verdict, ""))


def _same_title(cited: str, found: str) -> bool:
    """Say whether one title is the other, or its beginning: subtitles are often left out."""
    one, other = fold(cited), fold(found)
    return bool(one and other) and (other.startswith(one) or one.startswith(other))


def _nothing_to_ask(citation: Citation) -> str:
    lacking = [
        name
        for name, value in (
            ("journal", citation.journal),
            ("volume", citation.volume),
            ("first page", citation.page),
        )
        if not value
    ]
    return f"no PMID, DOI or title could be read from it, and no {', '.join(lacking)}"
