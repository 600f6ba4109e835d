"""Stand-ins for the edges, which remember what they were asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from curate.core.article import Article, Deletion, Section
from curate.core.claim import (
    Claim,
    Grounds,
    Inference,
    Observation,
    Reading,
    Sentence,
    Span,
    Tier,
)
from curate.core.errors import BadRecord, SourceUnavailable
from curate.core.review import Decision
from curate.core.screening import Screening
from curate.core.search import Search
from curate.core.signs import Basis, Effect, Role

TEXT = "NMDA receptors contribute to morphine tolerance."


def article(pmid: str, *, status: str = "MEDLINE", title: str = "A title") -> Article:
    """Return a record of the given number."""
    return Article(pmid=pmid, title=title, status=status, sections=(Section(text=TEXT),))


def claim(pmid: str, *, tier: Tier = Tier.BOTH) -> Claim:
    """Return the claim in ``TEXT``."""
    return Claim(
        pmid=pmid,
        sentence=Sentence(section=1, start=0, end=len(TEXT), text=TEXT),
        observation=Observation(
            cause="nmda-receptor",
            effect=Effect.INCREASES,
            phenomenon="tolerance",
            phenomenon_span=Span(38, 47, TEXT[38:47]),
            mechanism_span=Span(0, 14, TEXT[:14]),
        ),
        inference=Inference(
            mechanism="nmda-receptor",
            mechanism_label="NMDA receptor",
            basis=Basis.DIRECT,
            role=Role.PROMOTES,
        ),
        grounds=Grounds(tier=tier, confidence=0.9, rule="contributes"),
    )


@dataclass
class FakeSource:
    """
    Answers with the records it holds; a reply is the PMIDs it would send, as bytes.

    ``broken`` PMIDs spoil every reply that they are in; ``fails_after`` requests nothing answers;
    ``late`` PMIDs are sent only when they are asked for a second time.
    """

    held: Sequence[str]
    broken: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    fails_after: int | None = None
    asked: list[list[str]] = field(default_factory=list)
    searches: list[str] = field(default_factory=list)

    def search(self, query: str, *, since: str | None, maximum: int | None) -> Search:
        self.searches.append(query)
        if self.fails_after == 0:
            raise SourceUnavailable("nobody is there")
        return Search(
            query=query,
            translation=f"{query}[All Fields]",
            count=len(self.held),
            pmids=tuple(self.held[:maximum]),
            searched_at="2026-11-22T12:00:00+00:00",
            since=since,
            maximum=maximum,
        )

    def fetch(self, pmids: Sequence[str]) -> bytes:
        if self.fails_after is not None and len(self.asked) >= self.fails_after:
            raise SourceUnavailable("nobody is there")
        seen_before = {p for asked in self.asked for p in asked}
        self.asked.append(list(pmids))
        if self.broken & set(pmids):
            raise SourceUnavailable("the body broke off")
        late = self.late - seen_before
        return " ".join(p for p in pmids if p in self.held and p not in late).encode()


@dataclass
class FakeArchive:
    """Remembers what was kept."""

    kept: list[bytes] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def keep(self, pmids: Sequence[str], data: bytes) -> str:
        self.kept.append(data)
        return str(len(self.kept))

    def keep_file(self, path: Path) -> str:
        self.files.append(path)
        return path.name


@dataclass
class FakeJournal:
    """Remembers what was written down."""

    written: list[Decision | Screening] = field(default_factory=list)

    def count(self, reviewer: str) -> int:
        return sum(act.reviewer == reviewer for act in self.written)

    def add(self, acts: Sequence[Decision | Screening]) -> None:
        self.written += [act for act in acts if act not in self.written]

    def acts(self) -> list[Decision | Screening]:
        return list(self.written)


@dataclass
class FakeReader:
    """
    Reads a reply of FakeSource.

    PMIDs in ``unreadable`` come as BadRecord, those in ``nameless`` as one without a PMID, those
    in ``merged`` under another number, those in ``deleted`` as a deletion beside the record.
    """

    unreadable: frozenset[str] = frozenset()
    nameless: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, data: bytes) -> Iterator[Article | Deletion | BadRecord]:
        for pmid in data.decode().split():
            if pmid in self.unreadable:
                yield BadRecord("no title", pmid=pmid)
            elif pmid in self.nameless:
                yield BadRecord("no PMID")
            else:
                yield article(self.merged.get(pmid, pmid))
            if pmid in self.deleted:
                yield Deletion(pmids=(pmid,))


@dataclass
class FakeTagger:
    """Finds the claim of ``TEXT`` and a candidate beside it in every record."""

    identity: str = "fake-1"
    batches: list[list[str]] = field(default_factory=list)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        batch = list(articles)
        self.batches.append([a.pmid for a in batch])
        for item in batch:
            found = claim(item.pmid)
            yield Reading(pmid=item.pmid, sentences=(found.sentence,), claims=(found,))
