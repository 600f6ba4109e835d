"""Builds the evidence table: what stands, where it stands, how it is cited."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from curate.core.article import Article
from curate.core.author_names import shared_names
from curate.core.cited_paper import CitedPaper, cited_paper
from curate.core.citer import Citer, cell_marks
from curate.core.citing import Reference, collation, pmid_order
from curate.core.finding import Finding
from curate.core.independence import author_links, works
from curate.core.layout import CiteStyle, Layout, RowOrder
from curate.core.lexicon import Kind, Lexicon
from curate.core.notes import LeftOut, explain
from curate.core.numbering import numbered
from curate.core.places import Places
from curate.core.provenance import Provenance
from curate.core.publication_date import Dating, dating
from curate.core.reference_list import reference_list
from curate.core.sieve import Sieve, sift
from curate.core.source_standing import Standing
from curate.core.table import Cell, Column, EvidenceTable, Group, Part, Row

OUTSIDE_PACK = "Not in the domain pack"


def build_table(  # noqa: PLR0913 - all but the first two by name, and few give them
    claims: Iterable[Finding],
    articles: Mapping[str, Article],
    *,
    lexicon: Lexicon,
    provenance: Provenance | None = None,
    layout: Layout | None = None,
    standings: Mapping[str, Standing] | None = None,
    excluded: Collection[str] = frozenset(),
) -> EvidenceTable:
    """
    Return the table of the claims that stand, as ``tabulate`` does, from whole records.

    A record that is not in ``standings`` has the standing that it tells itself.
    """
    return tabulate(
        claims,
        {pmid: cited_paper(article) for pmid, article in articles.items()},
        author_links(map(shared_names, articles.values())),
        lexicon=lexicon,
        provenance=provenance,
        layout=layout,
        standings={p: a.standing for p, a in articles.items()} | dict(standings or {}),
        excluded=excluded,
    )


def tabulate(  # noqa: PLR0913 - all but the first three by name, and few give them
    findings: Iterable[Finding],
    papers: Mapping[str, CitedPaper],
    links: Mapping[str, Sequence[int]],
    *,
    lexicon: Lexicon,
    provenance: Provenance | None = None,
    layout: Layout | None = None,
    standings: Mapping[str, Standing] | None = None,
    excluded: Collection[str] = frozenset(),
) -> EvidenceTable:
    """
    Return the table of what stands; the order of the findings makes no difference.

    ``papers`` and ``standings`` are by PMID; a record that is not in ``standings`` is regular.
    ``links`` are what these papers share, and perhaps others (``independence.author_links``).
    Candidates that only co-occur, questions and what reviewers rejected are counted and left out;
    so are the findings of a record that was retracted, is a notice, was deleted or is missing from
    ``papers``, and these records are named in a note. Citations of papers that were corrected or
    are of concern are marked. Of records among ``excluded`` (PMIDs that screening left out)
    nothing is taken, and a note says how many had claims. Of bare findings the table is the same,
    but its citations have no sentences.
    """
    layout = layout or Layout()
    terms = {t.term_id: t for t in lexicon.terms}
    chosen = _Chosen(layout, {t: term.category for t, term in terms.items()})
    known = standings or {}
    dated = dating({pmid: paper.published for pmid, paper in papers.items()}, layout.as_of)
    sieve = sift(chosen(findings), papers, known, {*excluded, *dated.left_out})
    reviewed = sieve.reviewed
    standing = sieve.pmids
    whole = works((papers[pmid] for pmid in standing), links)
    places = Places(sieve.standing, whole, split=layout.split)
    few = _too_few(places, layout)
    if few:
        sieve.standing = [f for f in sieve.standing if f.mechanism not in few]
        standing = sieve.pmids
        places = Places(sieve.standing, whole, split=layout.split)
    # Notes name the retracted papers and the notices.
    cited = standing.union(*sieve.void.values())
    references = reference_list((papers[pmid] for pmid in cited), known)
    columns = _columns(places, lexicon, layout)
    citer = Citer.of(references, papers, whole, reviewing=reviewed > 0)
    groups = _groups(_Rows(sieve, places, columns, citer), lexicon, layout, few)
    if layout.cite is CiteStyle.NUMBERS:
        groups, references = numbered(groups, references, papers)
    return EvidenceTable(
        title=layout.title or lexicon.title,
        columns=columns,
        groups=groups,
        counts=places.whole(),
        notes=explain(
            [c for g in groups for r in g.rows for c in r.cells],
            _left_out(sieve, references, excluded, dated, few),
            layout,
            checked=0 < sieve.reviewed == len(sieve.standing),
        ),
        references=references,
        provenance=provenance or Provenance(),
    )


class _Chosen:
    """Chooses the findings that are about what a layout shows."""

    def __init__(self, layout: Layout, categories: Mapping[str, str | None]) -> None:
        self._layout = layout
        self._categories = categories

    def __call__(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """Return those that are shown."""
        layout = self._layout
        some = layout.columns or layout.mechanisms or layout.categories
        return filter(self._shown, findings) if some else findings

    def _shown(self, finding: Finding) -> bool:
        layout, mechanism = self._layout, finding.mechanism
        return (
            (not layout.columns or finding.phenomenon in layout.columns)
            and (not layout.mechanisms or mechanism in layout.mechanisms)
            and (not layout.categories or self._categories.get(mechanism) in layout.categories)
        )


class _Rows:
    """Makes the row of a mechanism."""

    def __init__(
        self, sieve: Sieve, places: Places, columns: Sequence[Column], citer: Citer
    ) -> None:
        self._sieve = sieve
        self._columns = columns
        self._citer = citer
        self.places = places

    def row(self, mechanism: str, label: str | None) -> Row:
        return Row(
            mechanism=mechanism,
            label=label or _usual_label(self.places.of_mechanism(mechanism)),
            cells=tuple(self._cell(mechanism, column) for column in self._columns),
            counts=self.places.row(mechanism),
        )

    def _cell(self, mechanism: str, column: Column) -> Cell:
        place = mechanism, column.phenomenon, column.part
        members = self.places.members.get(place)
        if not members:
            parts = Part if column.part is None else (column.part,)
            return Cell(
                phenomenon=column.phenomenon,
                part=column.part,
                gap=self._sieve.gap(mechanism, column.phenomenon, parts),
            )
        evidence = self._citer.evidence(members)
        return Cell(
            phenomenon=column.phenomenon,
            part=column.part,
            evidence=evidence,
            counts=self.places.at(place),
            marks=cell_marks(evidence),
        )


def _columns(places: Places, lexicon: Lexicon, layout: Layout) -> tuple[Column, ...]:
    """
    Return the layout's phenomena, else the pack's in its order and then others by id.

    Split, a phenomenon has a column for animals and one for humans, and one for what is neither
    where there is any.
    """
    named = {phenomenon for _, phenomenon, _ in places.members}
    known = {t.term_id: t.label for t in lexicon.of(Kind.PHENOMENON)}
    wanted = list(layout.columns) or [
        *(p for p in known if layout.all_columns or p in named),
        *sorted(p for p in named if p not in known),
    ]
    parts: Sequence[Part | None] = list(Part) if layout.split else [None]
    return tuple(
        Column(
            phenomenon=p,
            label=known.get(p, p),
            counts=places.column(p, part),
            part=part,
        )
        for p in wanted
        for part in parts
        if part is not Part.OTHER or places.named(p, part)
    )


def _groups(
    rows: _Rows, lexicon: Lexicon, layout: Layout, few: Collection[str]
) -> tuple[Group, ...]:
    terms = {t.term_id: t for t in lexicon.terms}
    shown = dict.fromkeys([*layout.mechanisms, *rows.places.mechanisms])
    by_category: dict[str | None, list[Row]] = defaultdict(list)
    for mechanism in shown:
        if mechanism in few:
            continue
        term = terms.get(mechanism)
        category = term.category if term else None
        by_category[category if category in lexicon.categories else None].append(
            rows.row(mechanism, term.label if term else None)
        )
    order: list[str | None] = [*(layout.categories or lexicon.categories), None]
    if layout.mechanisms and not layout.categories:
        order = list(by_category)
    return tuple(
        Group(
            category=category,
            heading=lexicon.categories[category] if category is not None else OUTSIDE_PACK,
            rows=tuple(_ordered(by_category[category], layout)),
        )
        for category in order
        if category in by_category
    )


def _ordered(rows: Sequence[Row], layout: Layout) -> list[Row]:
    if layout.mechanisms:
        place = {mechanism: n for n, mechanism in enumerate(layout.mechanisms)}
        return sorted(rows, key=lambda row: place[row.mechanism])
    return sorted(rows, key=_by_name if layout.order is RowOrder.NAME else _most_papers_first)


def _by_name(row: Row) -> tuple[int, int, str, str]:
    return 0, 0, collation(row.label), row.mechanism


def _most_papers_first(row: Row) -> tuple[int, int, str, str]:
    return -row.counts.papers, -row.counts.restating, collation(row.label), row.mechanism


def _usual_label(findings: Iterable[Finding]) -> str:
    """Return the name that most findings use; among equals the first in code point order."""
    used = Counter(f.mechanism_label for f in findings)
    return min(used, key=lambda name: (-used[name], name))


def _too_few(places: Places, layout: Layout) -> set[str]:
    """Return the mechanisms that fewer papers report on than the layout asks for."""
    if layout.min_evidence < 1:
        return set()
    every = {*places.mechanisms, *layout.mechanisms}
    return {m for m in every if places.row(m).papers < layout.min_evidence}


def _left_out(
    sieve: Sieve,
    references: Sequence[Reference],
    excluded: Collection[str],
    dated: Dating,
    few: Collection[str],
) -> LeftOut:
    passed_over = sieve.passed_over
    return LeftOut(
        questions=sieve.questions,
        candidates=sieve.candidates,
        rejected=sieve.rejected,
        retracted=_labels(references, sieve.void[Standing.RETRACTED]),
        notices=_labels(references, sieve.void[Standing.NOTICE]),
        excluded=len(passed_over & set(excluded)),
        gone=tuple(sorted(sieve.gone, key=pmid_order)),
        later=len(passed_over & dated.later - set(excluded)),
        undated=len(passed_over & dated.undated - set(excluded)),
        few=len(few),
    )


def _labels(references: Iterable[Reference], pmids: Collection[str]) -> tuple[str, ...]:
    return tuple(f"{r.cited} {r.tag}" for r in references if r.pmid in pmids)
