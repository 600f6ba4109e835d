"""The long table: one row a claim, from what was studied to what people made of it."""

from collections.abc import Iterable, Iterator, Mapping

from curate.core.article import Article
from curate.core.claim import Claim, Origin, State
from curate.core.flat import FlatColumn, FlatGroup, FlatRow, FlatTable, Line, framed_by
from curate.core.signs import Basis, Effect
from curate.core.table import Citation, EvidenceTable, Row
from curate.core.traits import Trait, TraitReader, Traits, population
from curate.core.wording import DIRECTIONS

COLUMNS = (
    FlatColumn(key="phenomenon", label="Phenomenon", width=15),
    FlatColumn(key="study", label="Study", width=16),
    FlatColumn(key="population", label="Model or population", width=16),
    FlatColumn(key="manipulation", label="Manipulation", width=19),
    FlatColumn(key="finding", label="Finding", width=18),
    FlatColumn(key="direction", label="Direction", width=13),
    FlatColumn(key="certainty", label="Certainty", width=13),
    FlatColumn(key="quotation", label="Quotation", width=37),
    FlatColumn(key="pmid", label="PMID", width=12),
    FlatColumn(key="decision", label="Decision", width=14),
    FlatColumn(key="reviewers", label="Reviewers", width=13),
)
GROUP_COLUMNS = (
    FlatColumn(key="category", label="Category", width=18),
    FlatColumn(key="mechanism", label="Mechanism", width=22),
)
EFFECTS: Mapping[Effect, str] = {
    Effect.INCREASES: "increases",
    Effect.DECREASES: "decreases",
    Effect.INVOLVED: "is linked with",
    Effect.NONE: "has no effect on",
}
"""The observation's effect in words."""

_BASES = {Basis.BLOCKADE: " (blockade)", Basis.ACTIVATION: " (activation)", Basis.DIRECT: ""}
_POPULATION = (
    "Model or population, route, timing and dose are as the sentence tells them; what it does not "
    "tell of the model or population is from the record's MeSH headings, else from the words of "
    "its title and abstract. An empty field is one that the record does not tell."
)
_FINDING = (
    "Finding is the observation, what the sentence says of the cause that it names; direction is "
    "what follows from it for the mechanism."
)


def long_table(
    source: EvidenceTable, articles: Mapping[str, Article], traits: TraitReader
) -> FlatTable:
    """
    Return the claims of an evidence table one by one, a group a mechanism.

    The groups stand in the table's order, the claims of one by phenomenon, direction and citation.
    ``articles`` holds the record of every claim, by PMID.
    """
    labels = {column.phenomenon: column.label for column in source.columns}
    groups = []
    for group in source.groups:
        for row in group.rows:
            rows = tuple(_rows(row, labels, articles, traits))
            groups.append(
                FlatGroup(heading=row.label, rows=rows, values=(group.heading, row.label))
            )
    found = [claim for group in groups for row in group.rows for claim in row.claims]
    flat = FlatTable(
        view="long",
        title=source.title,
        overview=_overview(found, len(groups)),
        empty="No claim stands, so there is no evidence to show.",
        columns=COLUMNS,
        group_columns=GROUP_COLUMNS,
        groups=tuple(groups),
    )
    return framed_by(flat, source, more=(_FINDING, _POPULATION) if found else ())


def observed(claim: Claim, phenomenon: str) -> str:
    """
    Return what the sentence says in short, such as ``MK-801 decreases tolerance``.

    ``phenomenon`` is the concept's label: the words for it ("antihyperalgesic") can turn the sign.
    """
    seen = claim.observation
    cause = seen.agent_span or seen.mechanism_span
    named = cause.text if cause else claim.inference.mechanism_label
    return f"{named} {EFFECTS[seen.effect]} {phenomenon}"


def judged(claim: Claim) -> tuple[str, str]:
    """Return what people made of the claim, and who; nobody is an empty text."""
    review = claim.review
    if review is None:
        return str(State.UNREVIEWED), ""
    names = ", ".join(review.reviewers)
    if review.settled_by:
        names = "; ".join(filter(None, (names, f"settled by {review.settled_by}")))
    return str(review.state), names


def _rows(
    row: Row, labels: Mapping[str, str], articles: Mapping[str, Article], reader: TraitReader
) -> Iterator[FlatRow]:
    for cell in row.cells:
        for evidence in cell.evidence:
            for citation in evidence.citations:
                for claim in citation.claims:
                    traits = reader.traits(claim, articles[claim.pmid])
                    yield _row(claim, citation, labels[cell.phenomenon], traits)


def _row(claim: Claim, citation: Citation, phenomenon: str, traits: Traits) -> FlatRow:
    direction = DIRECTIONS[claim.inference.role]
    state, names = judged(claim)
    background = claim.observation.origin is Origin.BACKGROUND
    certainty = claim.observation.certainty.value
    cells = (
        (Line(text=phenomenon),),
        (Line(citations=(citation,)),),
        _text(population(traits)),
        tuple(_manipulation(claim, traits)),
        (Line(text=observed(claim, phenomenon)),),
        (Line(text=f"{direction.symbol} {direction.word}"),),
        (Line(text=f"{certainty}, background" if background else certainty),),
        (Line(quote=claim),),
        (Line(text=claim.pmid),),
        (Line(text=state),),
        _text(names),
    )
    return FlatRow(cells=cells, claims=(claim,))


def _manipulation(claim: Claim, traits: Traits) -> Iterator[Line]:
    seen = claim.observation
    if seen.agent_span:
        yield Line(text=f"{seen.agent_span.text}{_BASES[claim.inference.basis]}")
    if seen.exposure_span:
        yield Line(text=f"exposure: {seen.exposure_span.text}")
    told = [
        ", ".join(traits[trait].values)
        for trait in (Trait.ROUTE, Trait.TIMING, Trait.DOSE)
        if trait in traits and traits[trait].by_sentence
    ]
    if told:
        yield Line(text="; ".join(told), quiet=True)


def _text(text: str) -> tuple[Line, ...]:
    return (Line(text=text),) if text else ()


def _overview(found: Iterable[Claim], mechanisms: int) -> str:
    claims = list(found)
    papers = len({claim.pmid for claim in claims})
    return (
        f"{counted(len(claims), 'claim')} of {counted(mechanisms, 'mechanism')} "
        f"from {counted(papers, 'paper')}."
    )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as ``1 claim`` or ``1,200 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
