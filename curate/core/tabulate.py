"""Builds the evidence table from claims: what stands, where it stands, how it is cited."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from curate.core.article import Article
from curate.core.citing import Reference, collation, pmid_order, reference_list
from curate.core.claim import Certainty, Claim, Origin, SourceKind, State, Tier
from curate.core.lexicon import Kind, Lexicon
from curate.core.notes import LeftOut, explain
from curate.core.provenance import Provenance
from curate.core.signs import Role
from curate.core.source_standing import NO_EVIDENCE, Standing
from curate.core.table import (
    Cell,
    Citation,
    Column,
    Counts,
    Evidence,
    EvidenceTable,
    Group,
    Row,
)
from curate.core.wording import DIRECTIONS, Mark

OUTSIDE_PACK = "Not in the domain pack"
_STANDING_MARKS = {
    Standing.CONCERN: (Mark.CONCERN,),
    Standing.CORRECTED: (Mark.CORRECTED,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """
    How a table is laid out.

    An empty ``title`` takes the pack's. ``all_columns`` keeps the phenomena of the pack that no
    claim is about.
    """

    title: str = ""
    all_columns: bool = False


@dataclass(slots=True)
class _Sieve:
    """Claims that stand, and what did not pass."""

    standing: list[Claim] = field(default_factory=list)
    void: dict[Standing, set[str]] = field(default_factory=lambda: defaultdict(set))
    gone: set[str] = field(default_factory=set)
    questions: int = 0
    candidates: int = 0
    rejected: int = 0

    @property
    def cited(self) -> set[str]:
        """Return the PMIDs of the reference list: notes name the retracted ones and notices."""
        return {claim.pmid for claim in self.standing}.union(*self.void.values())

    @property
    def reviewed(self) -> int:
        """Return how many of the claims that stand a person judged."""
        return sum(claim.state is not State.UNREVIEWED for claim in self.standing)


def build_table(  # noqa: PLR0913 - all but the first two by name, and few give them
    claims: Iterable[Claim],
    articles: Mapping[str, Article],
    *,
    lexicon: Lexicon,
    provenance: Provenance | None = None,
    layout: Layout | None = None,
    standings: Mapping[str, Standing] | None = None,
    excluded: Collection[str] = frozenset(),
) -> EvidenceTable:
    """
    Return the table of the claims that stand; the order of the claims makes no difference.

    ``standings`` is by PMID; a record that is not in it has the standing that it tells itself.
    Candidates that only co-occur, questions and what reviewers rejected are counted and left out;
    so are the claims of a record that was retracted, is a notice, was deleted or is missing from
    ``articles``, and these records are named in a note. Citations of papers that were corrected
    or are of concern are marked. Of records among ``excluded`` (PMIDs that screening left out)
    nothing is taken, and a note says how many had claims.
    """
    layout = layout or Layout()
    found = list(claims)
    known = {pmid: article.standing for pmid, article in articles.items()} | dict(standings or {})
    sieve = _sift((c for c in found if c.pmid not in excluded), articles, known)
    references = reference_list((articles[pmid] for pmid in sieve.cited), known)
    columns = _columns(sieve.standing, lexicon, all_columns=layout.all_columns)
    groups = _groups(
        sieve.standing,
        columns,
        lexicon,
        _Citer.of(references, articles, reviewing=sieve.reviewed > 0),
    )
    left_out = LeftOut(
        questions=sieve.questions,
        candidates=sieve.candidates,
        rejected=sieve.rejected,
        retracted=_labels(references, sieve.void[Standing.RETRACTED]),
        notices=_labels(references, sieve.void[Standing.NOTICE]),
        excluded=len({c.pmid for c in found if c.counts and c.pmid in excluded}),
        gone=tuple(sorted(sieve.gone, key=pmid_order)),
    )
    return EvidenceTable(
        title=layout.title or lexicon.title,
        columns=columns,
        groups=groups,
        counts=count(sieve.standing),
        notes=explain(
            [c for g in groups for r in g.rows for c in r.cells],
            left_out,
            checked=0 < sieve.reviewed == len(sieve.standing),
        ),
        references=references,
        provenance=provenance or Provenance(),
    )


def cited_pmids(
    claims: Iterable[Claim],
    articles: Mapping[str, Article],
    *,
    standings: Mapping[str, Standing] | None = None,
) -> set[str]:
    """Return the PMIDs that the table of these claims has in its reference list."""
    known = {pmid: article.standing for pmid, article in articles.items()} | dict(standings or {})
    return _sift(claims, articles, known).cited


def own_finding(claim: Claim) -> bool:
    """Say whether a claim is a finding of its own paper; in a review nothing is."""
    return claim.observation.origin is Origin.OWN and claim.source_kind is not SourceKind.REVIEW


def count(claims: Iterable[Claim]) -> Counts:
    """Return how many papers these claims come from, own findings and restatements apart."""
    own: dict[str, set[SourceKind]] = defaultdict(set)
    papers = set()
    for claim in claims:
        papers.add(claim.pmid)
        if own_finding(claim):
            own[claim.pmid].add(claim.source_kind)
    return Counts(
        papers=len(own),
        restating=len(papers) - len(own),
        animal=sum(SourceKind.ANIMAL in kinds for kinds in own.values()),
        human=sum(SourceKind.HUMAN in kinds for kinds in own.values()),
    )


def _labels(references: Iterable[Reference], pmids: Collection[str]) -> tuple[str, ...]:
    return tuple(f"{r.label} {r.tag}" for r in references if r.pmid in pmids)


def _sift(
    claims: Iterable[Claim], articles: Mapping[str, Article], standings: Mapping[str, Standing]
) -> _Sieve:
    sieve = _Sieve()
    for claim in claims:
        standing = standings.get(claim.pmid, Standing.REGULAR)
        if claim.state is State.REJECTED:
            sieve.rejected += claim.grounds.tier is not Tier.COOCCURRENCE
        elif claim.grounds.tier is Tier.COOCCURRENCE:
            sieve.candidates += 1
        elif claim.observation.certainty is Certainty.QUESTION:
            sieve.questions += 1
        elif standing is Standing.DELETED or claim.pmid not in articles:
            sieve.gone.add(claim.pmid)
        elif standing in NO_EVIDENCE:
            sieve.void[standing].add(claim.pmid)
        else:
            sieve.standing.append(claim)
    return sieve


def _columns(
    claims: Sequence[Claim], lexicon: Lexicon, *, all_columns: bool
) -> tuple[Column, ...]:
    """Return the pack's phenomena in its order, then any that it does not know, by id."""
    by_phenomenon: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_phenomenon[claim.observation.phenomenon].append(claim)
    known = {t.term_id: t.label for t in lexicon.of(Kind.PHENOMENON)}
    wanted = [p for p in known if all_columns or p in by_phenomenon]
    wanted += sorted(p for p in by_phenomenon if p not in known)
    return tuple(
        Column(phenomenon=p, label=known.get(p, p), counts=count(by_phenomenon.get(p, ())))
        for p in wanted
    )


def _groups(
    claims: Sequence[Claim], columns: Sequence[Column], lexicon: Lexicon, citer: "_Citer"
) -> tuple[Group, ...]:
    by_mechanism: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_mechanism[claim.inference.mechanism].append(claim)
    terms = {t.term_id: t for t in lexicon.terms}
    by_category: dict[str | None, list[Row]] = defaultdict(list)
    for mechanism, members in by_mechanism.items():
        term = terms.get(mechanism)
        category = term.category if term else None
        by_category[category if category in lexicon.categories else None].append(
            Row(
                mechanism=mechanism,
                label=term.label if term else _usual_label(members),
                cells=_cells(members, columns, citer),
                counts=count(members),
            )
        )
    order: list[str | None] = [*lexicon.categories, None]
    return tuple(
        Group(
            category=category,
            heading=lexicon.categories[category] if category is not None else OUTSIDE_PACK,
            rows=tuple(sorted(by_category[category], key=_most_papers_first)),
        )
        for category in order
        if category in by_category
    )


def _most_papers_first(row: Row) -> tuple[int, int, str, str]:
    return -row.counts.papers, -row.counts.restating, collation(row.label), row.mechanism


def _usual_label(claims: Iterable[Claim]) -> str:
    """Return the name that most claims use; among equals the first in code point order."""
    used = Counter(c.inference.mechanism_label for c in claims)
    return min(used, key=lambda name: (-used[name], name))


def _cells(
    claims: Iterable[Claim], columns: Sequence[Column], citer: "_Citer"
) -> tuple[Cell, ...]:
    by_phenomenon: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_phenomenon[claim.observation.phenomenon].append(claim)
    return tuple(
        Cell(
            phenomenon=column.phenomenon,
            evidence=citer.evidence(by_phenomenon[column.phenomenon]),
            counts=count(by_phenomenon[column.phenomenon]),
        )
        if column.phenomenon in by_phenomenon
        else Cell(phenomenon=column.phenomenon)
        for column in columns
    )


@dataclass(frozen=True, slots=True)
class _Citer:
    """
    Cites claims with the labels of one table; ``ranks`` orders the papers of a cell.

    ``reviewing`` says that people have begun to judge: what they have not is then marked.
    """

    labels: Mapping[str, str]
    standings: Mapping[str, Standing]
    ranks: Mapping[str, int]
    reviewing: bool

    @classmethod
    def of(
        cls, references: Sequence[Reference], articles: Mapping[str, Article], *, reviewing: bool
    ) -> "_Citer":
        """Take labels from the references, and rank papers by year and label."""
        labels = {r.pmid: r.label for r in references}

        def by_year(pmid: str) -> tuple[bool, int, str, tuple[int, str]]:
            year = articles[pmid].year
            return year is None, year or 0, collation(labels[pmid]), pmid_order(pmid)

        ranks = {pmid: rank for rank, pmid in enumerate(sorted(labels, key=by_year))}
        return cls(labels, {r.pmid: r.standing for r in references}, ranks, reviewing)

    def evidence(self, claims: Iterable[Claim]) -> tuple[Evidence, ...]:
        """Sort claims by what they say, and cite them paper by paper."""
        by_role: dict[Role, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in claims:
            by_role[claim.inference.role][claim.pmid].append(claim)
        return tuple(
            Evidence(
                role=role,
                citations=tuple(
                    sorted(
                        (self._cite(p, members) for p, members in by_role[role].items()),
                        key=self._order,
                    )
                ),
            )
            for role in DIRECTIONS
            if role in by_role
        )

    def _cite(self, pmid: str, claims: Sequence[Claim]) -> Citation:
        ordered = _in_reading_order(claims)
        marks = (*self._marks(ordered), *_STANDING_MARKS.get(self.standings[pmid], ()))
        return Citation(pmid=pmid, label=self.labels[pmid], claims=ordered, marks=marks)

    def _marks(self, claims: Sequence[Claim]) -> tuple[Mark, ...]:
        own = [c for c in claims if own_finding(c)]
        states = {c.state for c in claims}
        marks = {
            Mark.RESTATED: not own,
            Mark.HEDGED: all(c.observation.certainty is Certainty.HEDGED for c in own or claims),
            Mark.DISPUTED: State.DISPUTED in states,
            Mark.UNREVIEWED: self.reviewing and states <= {State.UNREVIEWED, State.UNSURE},
        }
        return tuple(mark for mark, given in marks.items() if given)

    def _order(self, citation: Citation) -> tuple[bool, int]:
        return citation.restated, self.ranks[citation.pmid]


def _in_reading_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return each claim once; most papers have one in a cell, and no need of its identifier."""
    if len(claims) == 1:
        return tuple(claims)
    by_place = {_place(c): c for c in claims}
    return tuple(by_place[place] for place in sorted(by_place))


def _place(claim: Claim) -> tuple[int, int, str]:
    return claim.sentence.section, claim.sentence.start, claim.claim_id
