"""Contested cells: the sentences for and against side by side, and what differs between them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from curate.core.article import Article
from curate.core.claim import Claim
from curate.core.flat import FlatColumn, FlatGroup, FlatRow, FlatTable, Line, framed_by
from curate.core.long_table import counted
from curate.core.review import Decision
from curate.core.signs import Role
from curate.core.table import Cell, Citation, EvidenceTable
from curate.core.traits import Trait, TraitReader, Traits
from curate.core.wording import DIRECTIONS, MARKS, Mark

SIDES = (Role.PROMOTES, Role.INHIBITS, Role.NONE)
"""What stands against what; evidence without a direction takes no side and is only counted."""

GROUP_COLUMNS = (
    FlatColumn(key="category", label="Category", width=18),
    FlatColumn(key="mechanism", label="Mechanism", width=22),
    FlatColumn(key="phenomenon", label="Phenomenon", width=14),
    FlatColumn(key="differences", label="What differs", width=50),
    FlatColumn(key="reasons", label="Reviewers' remarks", width=40),
)
MOST_VALUES = 8
"""So many values of a trait are named on a side; each sentence has its own beneath it."""

TRAIT_NAMES: Mapping[Trait, str] = {
    Trait.STUDY: "animal or human",
    Trait.SPECIES: "species",
    Trait.STRAIN: "strain",
    Trait.SEX: "sex",
    Trait.EXPOSURE: "exposure",
    Trait.ROUTE: "route",
    Trait.TIMING: "acute or chronic",
    Trait.DOSE: "dose",
}
_SIDE_WORDS = {
    Role.PROMOTES: DIRECTIONS[Role.PROMOTES].word,
    Role.INHIBITS: DIRECTIONS[Role.INHIBITS].word,
    Role.NONE: DIRECTIONS[Role.NONE].word,
}
_COMPARED = (Role.PROMOTES, Role.INHIBITS)
_TRAITS_NOTE = (
    "Under each sentence stands what it tells of species, route, timing and dose; in brackets "
    "what only the record tells (MeSH headings, substances, the words of title and abstract), "
    "which holds for the study and not for this finding alone. Sentences that restate others' "
    "findings get nothing from their record. Numbers in brackets behind a trait count papers."
)
_DIFFERENCE_NOTE = (
    "What differs is read by program and is no explanation: a trait that differs may have nothing "
    "to do with the conflict, and one that no record tells is not listed."
)


@dataclass(frozen=True, slots=True)
class _Finding:
    citation: Citation
    claim: Claim
    traits: Traits


def contradictions(
    source: EvidenceTable,
    articles: Mapping[str, Article],
    traits: TraitReader,
    remarks: Mapping[str, tuple[Decision, ...]],
) -> FlatTable:
    """
    Return the contested cells of an evidence table, a group each.

    The sentences of each side stand below each other, the sides beside each other. ``articles``
    is by PMID; ``remarks`` are the decisions that hold a note, by the id of the claim that they
    hang on.
    """
    labels = {column.phenomenon: column.label for column in source.columns}
    contested = [
        (group.heading, row.label, labels[cell.phenomenon], cell)
        for group in source.groups
        for row in group.rows
        for cell in row.cells
        if cell.contested
    ]
    sides = tuple(side for side in SIDES if any(cell.citations(side) for *_, cell in contested))
    groups = tuple(
        _group(names, cell, sides, _findings(cell, articles, traits), remarks)
        for *names, cell in contested
    )
    claims = {claim.claim_id for group in groups for row in group.rows for claim in row.claims}
    flat = FlatTable(
        view="contradictions",
        title=f"{source.title}: contradictions",
        overview=f"{counted(len(groups), 'contested cell')} with {counted(len(claims), 'claim')} "
        "that take a side.",
        empty="No cell is contested: nowhere does one finding promote what another inhibits.",
        columns=tuple(_column(side) for side in sides),
        group_columns=GROUP_COLUMNS,
        groups=groups,
    )
    return framed_by(flat, source, more=(_TRAITS_NOTE, _DIFFERENCE_NOTE) if groups else ())


def _column(side: Role) -> FlatColumn:
    sign = DIRECTIONS[side]
    return FlatColumn(key=side.value, label=f"{sign.symbol} {sign.word}", width=40)


def _findings(
    cell: Cell, articles: Mapping[str, Article], reader: TraitReader
) -> dict[Role, list[_Finding]]:
    return {
        side: [
            _Finding(citation, claim, reader.traits(claim, articles[claim.pmid]))
            for citation in cell.citations(side)
            for claim in citation.claims
        ]
        for side in SIDES
    }


def _group(
    names: Iterable[str],
    cell: Cell,
    sides: Iterable[Role],
    findings: Mapping[Role, list[_Finding]],
    remarks: Mapping[str, tuple[Decision, ...]],
) -> FlatGroup:
    category, mechanism, phenomenon = names
    by_side = {s: [(f.claim.pmid, f.traits) for f in findings[s]] for s in SIDES}
    differences = tuple(differing(by_side))
    said = tuple(_remarks(findings, remarks))
    told = [f"{heading.capitalize()}: {'; '.join(traits)}." for heading, traits in differences]
    if both := _on_both_sides(cell):
        told.insert(0, f"On both sides stands {'; '.join(both)}.")
    involved = len(cell.citations(Role.INVOLVED))
    undirected = f"{DIRECTIONS[Role.INVOLVED].symbol} Without a direction: "
    rows = tuple(
        FlatRow(
            cells=tuple(tuple(_lines(f)) if f else () for f in beside),
            claims=tuple(f.claim for f in beside if f),
        )
        for beside in zip_longest(*(findings[side] for side in sides))
    )
    return FlatGroup(
        heading=f"{MARKS[Mark.CONTESTED].symbol} {mechanism}: {phenomenon}",
        rows=rows,
        values=(category, mechanism, phenomenon, " ".join(told), " ".join(said)),
        remarks=(
            *told,
            *([f"{undirected}{counted(involved, 'paper')}."] if involved else []),
            *said,
        ),
    )


def _on_both_sides(cell: Cell) -> list[str]:
    """Return the papers that one side and the other cite, in the order of the cell."""
    one, other = (cell.citations(side) for side in _COMPARED)
    found = {citation.pmid for citation in other}
    return [citation.label for citation in one if citation.pmid in found]


def _lines(finding: _Finding) -> Iterator[Line]:
    yield Line(citations=(finding.citation,))
    yield Line(quote=finding.claim)
    told = ", ".join(_trait_words(finding.traits))
    if told:
        yield Line(text=told, quiet=True)


def _trait_words(traits: Traits) -> Iterator[str]:
    for told in traits.values():
        words = ", ".join(told.values)
        yield words if told.by_sentence else f"[{words}]"


def differing(
    sides: Mapping[Role, list[tuple[str, Traits]]],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """
    Yield how the traits of the findings for and against stand to each other, heading by heading.

    Findings are given as PMID and traits. A trait differs where the two sides share no value,
    differs in part where they share some, and is the same where they share all. The findings of
    no effect are told beside the others and decide nothing.
    """
    by_heading: dict[str, list[str]] = defaultdict(list)
    for trait, name in TRAIT_NAMES.items():
        counts = {side: _counts(found, trait) for side, found in sides.items()}
        one, other = (set(counts[side]) for side in _COMPARED)
        if not one and not other:
            continue
        if not one or not other:
            heading = "told on one side only"
        elif not one & other:
            heading = "differs"
        else:
            heading = "the same" if one == other else "differs in part"
        by_heading[heading].append(f"{name} ({_beside(counts, same=heading == 'the same')})")
    for heading in ("differs", "differs in part", "the same", "told on one side only"):
        if by_heading[heading]:
            yield heading, tuple(by_heading[heading])


def _beside(counts: Mapping[Role, Counter[str]], *, same: bool) -> str:
    if same:
        return _listed(sorted(counts[Role.PROMOTES]))
    return "; ".join(
        f"{_SIDE_WORDS[side]}: {_listed([f'{value} ({n})' for value, n in _ranked(counted_)])}"
        for side, counted_ in counts.items()
        if counted_
    )


def _listed(values: list[str]) -> str:
    more = len(values) - MOST_VALUES
    return ", ".join(values[:MOST_VALUES]) + (f", and {more:,} more" if more > 0 else "")


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _counts(found: Iterable[tuple[str, Traits]], trait: Trait) -> Counter[str]:
    papers: dict[str, set[str]] = defaultdict(set)
    for pmid, traits in found:
        if trait in traits:
            for value in traits[trait].values:
                papers[value].add(pmid)
    return Counter({value: len(pmids) for value, pmids in papers.items()})


def _remarks(
    findings: Mapping[Role, list[_Finding]], remarks: Mapping[str, tuple[Decision, ...]]
) -> Iterator[str]:
    done = set()
    for found in findings.values():
        for finding in found:
            for decision in remarks.get(finding.claim.claim_id, ()):
                if decision.decision_id in done:
                    continue
                done.add(decision.decision_id)
                note = " ".join(decision.note.split())
                yield f"{decision.reviewer} on {finding.citation.label}: “{note}”"
