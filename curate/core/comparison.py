"""Two phenomena side by side: which mechanisms are reported for both, and in which direction."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from curate.core.citing import collation
from curate.core.claim import SourceKind
from curate.core.errors import UsageError
from curate.core.finding import Finding
from curate.core.flat import FlatCell, FlatColumn, FlatGroup, FlatRow, FlatTable, Line, framed_by
from curate.core.lexicon import Kind, Lexicon
from curate.core.long_table import counted
from curate.core.signs import Role
from curate.core.table import Cell, Column, Evidence, EvidenceTable
from curate.core.wording import DIRECTIONS, GAPS, MARKS, Gap, Mark


class Stance(StrEnum):
    """What all the evidence on one mechanism and one phenomenon comes to."""

    PROMOTES = "promotes"
    INHIBITS = "inhibits"
    CONTESTED = "contested"
    INVOLVED = "involved"
    NONE = "none"
    ABSENT = "absent"


class Pattern(StrEnum):
    """How the stances on two phenomena stand to each other, in the order of the table."""

    SAME = "same"
    OPPOSITE = "opposite"
    CONTESTED = "contested"
    UNDIRECTED = "undirected"
    NOT_SECOND = "not_second"
    NOT_FIRST = "not_first"
    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    NONE = "none"


class Studied(StrEnum):
    """What a finding was made on, as the columns part it."""

    ANIMAL = "animal"
    HUMAN = "human"
    OTHER = "other"


_HEADINGS: Mapping[Pattern, str] = {
    Pattern.SAME: "Both, in the same role",
    Pattern.OPPOSITE: "Both, in opposite roles",
    Pattern.CONTESTED: "Both, contested for one of them or for both",
    Pattern.UNDIRECTED: "Both, without a direction for one of them or for both",
    Pattern.NOT_SECOND: "{first}, and no effect found on {second}",
    Pattern.NOT_FIRST: "{second}, and no effect found on {first}",
    Pattern.ONLY_FIRST: "{first} only",
    Pattern.ONLY_SECOND: "{second} only",
    Pattern.NONE: "No effect found, on the one or on both",
}
_DIRECTED = frozenset({Stance.PROMOTES, Stance.INHIBITS})
_OTHER = "in vitro, reviews, not told"
_STUDIED = {SourceKind.ANIMAL: Studied.ANIMAL, SourceKind.HUMAN: Studied.HUMAN}
_METHOD = (
    "A mechanism stands in a group by all its evidence on either phenomenon, restatements "
    "included: contested, where there is evidence that it promotes and that it inhibits; without "
    "a direction, where no sentence states one. Reported for one only means that no sentence "
    "among the records read links it with the other, and not that it has no part in it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One mechanism with its cells and stances on the two phenomena."""

    mechanism: str
    label: str
    category: str
    cells: tuple[Cell, Cell]
    stances: tuple[Stance, Stance]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedGroup:
    """The mechanisms of one pattern, those with most papers first."""

    pattern: Pattern
    heading: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All mechanisms that are reported for one or the other of two phenomena."""

    columns: tuple[Column, Column]
    groups: tuple[ComparedGroup, ...]

    @property
    def rows(self) -> Iterator[ComparedRow]:
        """Yield every row, group by group."""
        return (row for group in self.groups for row in group.rows)


def phenomenon_named(name: str, lexicon: Lexicon) -> str:
    """
    Return the id of a phenomenon by its id, label or another name of the pack.

    Raises UsageError for a name that the pack does not know.
    """
    wanted = collation(" ".join(name.split()))
    known = lexicon.of(Kind.PHENOMENON)
    for term in known:
        if wanted in {collation(term.term_id), collation(term.label)}:
            return term.term_id
    for term in known:
        if wanted in map(collation, term.forms):
            return term.term_id
    raise UsageError(
        f"the pack {lexicon.name} knows no phenomenon {name!r}",
        hint=f"It knows {', '.join(t.term_id for t in known)}",
    )


def compare(source: EvidenceTable, first: str, second: str, lexicon: Lexicon) -> Comparison:
    """
    Return what the table holds on two phenomena, mechanism by mechanism.

    ``first`` and ``second`` are ids of the pack's phenomena. A phenomenon that no claim is about
    is there with empty cells. Raises UsageError where the two are one.
    """
    if first == second:
        raise UsageError(
            f"{first} can't be compared with itself", hint="Name two different phenomena"
        )
    by_pattern: dict[Pattern, list[ComparedRow]] = {pattern: [] for pattern in Pattern}
    for group in source.groups:
        for row in group.rows:
            by_id = {cell.phenomenon: cell for cell in row.cells}
            one, other = (by_id.get(p, Cell(phenomenon=p)) for p in (first, second))
            if one.empty and other.empty:
                continue
            stances = stance(one), stance(other)
            by_pattern[pattern_of(*stances)].append(
                ComparedRow(
                    mechanism=row.mechanism,
                    label=row.label,
                    category=group.heading,
                    cells=(one, other),
                    stances=stances,
                )
            )
    columns = _column(source, first, lexicon), _column(source, second, lexicon)
    names = {"first": columns[0].label, "second": columns[1].label}
    groups = tuple(
        ComparedGroup(
            pattern=pattern,
            heading=_capital(_HEADINGS[pattern].format_map(names)),
            rows=tuple(sorted(rows, key=_most_papers_first)),
        )
        for pattern, rows in by_pattern.items()
        if rows
    )
    return Comparison(columns=columns, groups=groups)


def stance(cell: Cell) -> Stance:
    """Return what the evidence of a cell comes to."""
    roles = {evidence.role for evidence in cell.evidence}
    if {Role.PROMOTES, Role.INHIBITS} <= roles:
        return Stance.CONTESTED
    for role, found in (
        (Role.PROMOTES, Stance.PROMOTES),
        (Role.INHIBITS, Stance.INHIBITS),
        (Role.INVOLVED, Stance.INVOLVED),
        (Role.NONE, Stance.NONE),
    ):
        if role in roles:
            return found
    return Stance.ABSENT


def pattern_of(one: Stance, other: Stance) -> Pattern:
    """Return how two stances stand to each other; both absent is no pattern, and an error."""
    if one is other is Stance.ABSENT:
        raise ValueError("there is no evidence on either")
    pair = {one, other}
    if pair <= {Stance.NONE, Stance.ABSENT}:
        return Pattern.NONE
    if Stance.ABSENT in pair:
        return Pattern.ONLY_FIRST if other is Stance.ABSENT else Pattern.ONLY_SECOND
    if Stance.NONE in pair:
        return Pattern.NOT_SECOND if other is Stance.NONE else Pattern.NOT_FIRST
    if pair <= _DIRECTED:
        return Pattern.SAME if one is other else Pattern.OPPOSITE
    return Pattern.CONTESTED if Stance.CONTESTED in pair else Pattern.UNDIRECTED


def comparison_table(source: EvidenceTable, comparison: Comparison) -> FlatTable:
    """
    Return a comparison as a flat table: a group a pattern, evidence on animals and humans apart.

    ``source`` is the table that it was made from. The columns for evidence that is neither
    animal nor human are there only where there is some.
    """
    kinds = [
        [kind for kind in Studied if kind is not Studied.OTHER or _any_other(comparison, side)]
        for side in (0, 1)
    ]
    columns = [FlatColumn(key="mechanism", label="Mechanism", width=22)]
    for column, kinds_here in zip(comparison.columns, kinds, strict=True):
        columns += (_studied_column(column, kind) for kind in kinds_here)
    groups = tuple(
        FlatGroup(
            heading=f"{group.heading} ({len(group.rows):,})",
            values=(group.heading,),
            rows=tuple(_row(row, kinds) for row in group.rows),
        )
        for group in comparison.groups
    )
    one, other = (column.label for column in comparison.columns)
    flat = FlatTable(
        view="comparison",
        title=f"{source.title}: {one} and {other}",
        overview=_overview(comparison),
        empty=f"No claim stands on {one} or {other}, so there is nothing to compare.",
        columns=tuple(columns),
        headed=True,
        group_columns=(FlatColumn(key="pattern", label="Reported for", width=30),),
        groups=groups,
    )
    return framed_by(flat, source, more=(_METHOD,) if groups else ())


def evidence_on(cell: Cell, kind: Studied) -> tuple[Evidence, ...]:
    """
    Return a cell's evidence from one kind of study: each citation with those of its claims.

    A paper whose claims are of several kinds stands under each.
    """
    found = []
    for evidence in cell.evidence:
        citations = tuple(
            c._replace(findings=found_on)
            for c in evidence.citations
            if (found_on := tuple(f for f in c.findings if studied(f) is kind))
        )
        if citations:
            found.append(Evidence(role=evidence.role, citations=citations))
    return tuple(found)


def studied(finding: Finding) -> Studied:
    """Return the kind of study under which a finding is set out."""
    return _STUDIED.get(finding.source_kind, Studied.OTHER)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _column(source: EvidenceTable, phenomenon: str, lexicon: Lexicon) -> Column:
    for column in source.columns:
        if column.phenomenon == phenomenon:
            return column
    term = lexicon.term(phenomenon)
    return Column(phenomenon=phenomenon, label=term.label if term else phenomenon)


def _most_papers_first(row: ComparedRow) -> tuple[int, int, str, str]:
    papers = sum(cell.counts.papers for cell in row.cells)
    restating = sum(cell.counts.restating for cell in row.cells)
    return -papers, -restating, collation(row.label), row.mechanism


def _any_other(comparison: Comparison, side: int) -> bool:
    return any(evidence_on(row.cells[side], Studied.OTHER) for row in comparison.rows)


def _studied_column(column: Column, kind: Studied) -> FlatColumn:
    words = _OTHER if kind is Studied.OTHER else kind.value
    return FlatColumn(
        key=f"{column.phenomenon}_{kind.value}", label=f"{column.label}: {words}", width=28
    )


def _row(row: ComparedRow, kinds: Iterable[Iterable[Studied]]) -> FlatRow:
    cells: list[FlatCell] = [(Line(text=row.label), Line(text=row.category, quiet=True))]
    for cell, kinds_here in zip(row.cells, kinds, strict=True):
        cells += (tuple(_evidence_lines(cell, kind)) for kind in kinds_here)
    claims = tuple(
        claim
        for cell in row.cells
        for evidence in cell.evidence
        for citation in evidence.citations
        for claim in citation.claims
    )
    return FlatRow(cells=tuple(cells), claims=claims)


def _evidence_lines(cell: Cell, kind: Studied) -> Iterator[Line]:
    found = evidence_on(cell, kind)
    if not found:
        yield Line(text=GAPS[Gap.NOTHING].symbol)
        return
    if {Role.PROMOTES, Role.INHIBITS} <= {evidence.role for evidence in found}:
        contested = MARKS[Mark.CONTESTED]
        yield Line(text=f"{contested.symbol} {contested.word}")
    for evidence in found:
        yield Line(text=DIRECTIONS[evidence.role].symbol, citations=evidence.citations)


def _overview(comparison: Comparison) -> str:
    rows = list(comparison.rows)
    both = sum(Stance.ABSENT not in row.stances for row in rows)
    return f"{counted(len(rows), 'mechanism')}, {both:,} of them with evidence on both."
