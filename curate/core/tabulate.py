"""Builds the evidence table from claims: what stands, where it stands, how it is cited."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from curate.core.article import Article
from curate.core.citer import Citer, cell_marks
from curate.core.citing import Reference, collation, pmid_order, reference_list
from curate.core.claim import Claim
from curate.core.counting import count, own_finding
from curate.core.independence import works
from curate.core.layout import CiteStyle, Layout, RowOrder
from curate.core.lexicon import Kind, Lexicon
from curate.core.notes import LeftOut, explain
from curate.core.numbering import numbered
from curate.core.provenance import Provenance
from curate.core.publication_date import Dating, dating
from curate.core.sieve import Sieve, part_of, sift
from curate.core.source_standing import Standing
from curate.core.table import Cell, Column, Counts, EvidenceTable, Group, Part, Row

__all__ = ["OUTSIDE_PACK", "Layout", "build_table", "count", "own_finding"]

OUTSIDE_PACK = "Not in the domain pack"
_Place = tuple[str, Part | None]


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
    terms = {t.term_id: t for t in lexicon.terms}
    chosen = _Chosen(layout, {t: term.category for t, term in terms.items()})
    found = [claim for claim in claims if chosen(claim)]
    known = {pmid: article.standing for pmid, article in articles.items()} | dict(standings or {})
    dated = dating(articles, layout.as_of)
    sieve = sift(found, articles, known, {*excluded, *dated.left_out})
    whole = works(articles[pmid] for pmid in {c.pmid for c in sieve.standing})

    def counted(members: Iterable[Claim]) -> Counts:
        return count(members, whole)

    few = _too_few(sieve.standing, layout, counted)
    reviewed = sieve.reviewed
    sieve.standing = [c for c in sieve.standing if c.inference.mechanism not in few]
    references = reference_list((articles[pmid] for pmid in sieve.cited), known)
    columns = _columns(sieve.standing, lexicon, layout, counted)
    rows = _Rows(
        sieve, columns, Citer.of(references, articles, whole, reviewing=reviewed > 0), counted
    )
    groups = _groups(rows, lexicon, layout, few)
    if layout.cite is CiteStyle.NUMBERS:
        groups, references = numbered(groups, references, articles)
    return EvidenceTable(
        title=layout.title or lexicon.title,
        columns=columns,
        groups=groups,
        counts=counted(sieve.standing),
        notes=explain(
            [c for g in groups for r in g.rows for c in r.cells],
            _left_out(sieve, references, found, excluded, dated, few),
            layout,
            checked=0 < sieve.reviewed == len(sieve.standing),
        ),
        references=references,
        provenance=provenance or Provenance(),
    )


class _Chosen:
    """Says whether a claim is about what a layout shows, and counts what it does not show."""

    def __init__(self, layout: Layout, categories: Mapping[str, str | None]) -> None:
        self._layout = layout
        self._categories = categories

    def __call__(self, claim: Claim) -> bool:
        layout, mechanism = self._layout, claim.inference.mechanism
        return (
            (not layout.columns or claim.observation.phenomenon in layout.columns)
            and (not layout.mechanisms or mechanism in layout.mechanisms)
            and (not layout.categories or self._categories.get(mechanism) in layout.categories)
        )


class _Rows:
    """Makes the row of a mechanism."""

    def __init__(
        self,
        sieve: Sieve,
        columns: Sequence[Column],
        citer: Citer,
        counted: Callable[[Iterable[Claim]], Counts],
    ) -> None:
        self._sieve = sieve
        self._columns = columns
        self._citer = citer
        self._counted = counted
        self.by_mechanism: dict[str, list[Claim]] = defaultdict(list)
        for claim in sieve.standing:
            self.by_mechanism[claim.inference.mechanism].append(claim)

    def row(self, mechanism: str, label: str | None) -> Row:
        members = self.by_mechanism.get(mechanism, [])
        split = any(column.part is not None for column in self._columns)
        by_place = _by_place(members, split=split)
        return Row(
            mechanism=mechanism,
            label=label or _usual_label(members),
            cells=tuple(
                self._cell(mechanism, column, by_place.get((column.phenomenon, column.part), []))
                for column in self._columns
            ),
            counts=self._counted(members),
        )

    def _cell(self, mechanism: str, column: Column, members: Sequence[Claim]) -> Cell:
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
            counts=self._counted(members),
            marks=cell_marks(evidence),
        )


def _by_place(claims: Iterable[Claim], *, split: bool) -> dict[_Place, list[Claim]]:
    found: dict[_Place, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.observation.phenomenon, part_of(claim) if split else None].append(claim)
    return found


def _columns(
    claims: Sequence[Claim],
    lexicon: Lexicon,
    layout: Layout,
    counted: Callable[[Iterable[Claim]], Counts],
) -> tuple[Column, ...]:
    """
    Return the layout's phenomena, else the pack's in its order and then others by id.

    Split, a phenomenon has a column for animals and one for humans, and one for what is neither
    where there is any.
    """
    by_place = _by_place(claims, split=layout.split)
    named = {phenomenon for phenomenon, _ in by_place}
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
            counts=counted(by_place.get((p, part), ())),
            part=part,
        )
        for p in wanted
        for part in parts
        if part is not Part.OTHER or (p, part) in by_place
    )


def _groups(
    rows: _Rows, lexicon: Lexicon, layout: Layout, few: Collection[str]
) -> tuple[Group, ...]:
    terms = {t.term_id: t for t in lexicon.terms}
    shown = dict.fromkeys([*layout.mechanisms, *rows.by_mechanism])
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


def _usual_label(claims: Iterable[Claim]) -> str:
    """Return the name that most claims use; among equals the first in code point order."""
    used = Counter(c.inference.mechanism_label for c in claims)
    return min(used, key=lambda name: (-used[name], name))


def _too_few(
    claims: Iterable[Claim], layout: Layout, counted: Callable[[Iterable[Claim]], Counts]
) -> set[str]:
    """Return the mechanisms that fewer papers report on than the layout asks for."""
    if layout.min_evidence < 1:
        return set()
    by_mechanism: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_mechanism[claim.inference.mechanism].append(claim)
    return {
        mechanism
        for mechanism in {*by_mechanism, *layout.mechanisms}
        if counted(by_mechanism.get(mechanism, ())).papers < layout.min_evidence
    }


def _left_out(
    sieve: Sieve,
    references: Sequence[Reference],
    found: Sequence[Claim],
    excluded: Collection[str],
    dated: Dating,
    few: Collection[str],
) -> LeftOut:
    counting = {c.pmid for c in found if c.counts}
    return LeftOut(
        questions=sieve.questions,
        candidates=sieve.candidates,
        rejected=sieve.rejected,
        retracted=_labels(references, sieve.void[Standing.RETRACTED]),
        notices=_labels(references, sieve.void[Standing.NOTICE]),
        excluded=len(counting & set(excluded)),
        gone=tuple(sorted(sieve.gone, key=pmid_order)),
        later=len(counting & dated.later - set(excluded)),
        undated=len(counting & dated.undated - set(excluded)),
        few=len(few),
    )


def _labels(references: Iterable[Reference], pmids: Collection[str]) -> tuple[str, ...]:
    return tuple(f"{r.cited} {r.tag}" for r in references if r.pmid in pmids)
