"""One claim in full: the sentence, what it says, what follows, why, and where it stands."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from curate.core.article import Article, Relation
from curate.core.citing import pubmed_url, reference
from curate.core.claim import Claim
from curate.core.signs import Basis
from curate.core.standing import MEANINGS, NO_EVIDENCE, STANDING_LINKS, Standing
from curate.formats.claims import caveats, headline, marked_sentence
from curate.formats.plain import printable
from curate.formats.terminal import render

BASES = {
    Basis.DIRECT: "the cause is the mechanism itself, or more of it",
    Basis.BLOCKADE: "the cause is less of the mechanism",
    Basis.ACTIVATION: "the cause is more of the mechanism",
}


def claim_text(
    claim: Claim,
    article: Article,
    *,
    standing: Standing | None = None,
    notices: Sequence[Relation] = (),
    width: int = 100,
    color: bool = False,
) -> str:
    """
    Return the claim with all its grounds, a heading and a text a line.

    ``standing`` is the record's, by its own word where it is not given; ``notices`` are links of
    other records that tell of it.
    Spans are bracketed (``[mechanism: ...]``), or coloured when ``color`` is asked for.
    """
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    stands = article.standing if standing is None else standing
    lines = [*_lines(claim, color=color), *_standing_lines(article, stands, notices)]
    for heading, text in [*lines, ("PubMed", pubmed_url(printable(claim.pmid)))]:
        body = text if isinstance(text, Text) else Text(text, overflow="fold")
        grid.add_row(Text(heading, style="bold cyan"), body)
    parts: list[RenderableType] = [
        Text(f"Claim {claim.claim_id}", style="bold"),
        Text(headline(claim), style="bold"),
        grid,
    ]
    return render(parts, width=width, color=color)


def _lines(claim: Claim, *, color: bool) -> Iterator[tuple[str, str | Text]]:
    grounds = claim.grounds
    yield "Sentence", marked_sentence(claim, color=color)
    yield "Section", printable(claim.sentence.section_name)
    yield "Observation", _observation(claim)
    yield "Inference", _inference(claim)
    if grounds.chain:
        yield "Chain", printable(" → ".join(grounds.chain))
    yield "Rule", printable(grounds.rule)
    if grounds.cues:
        yield "Cues", printable(", ".join(f"“{cue.text}”" for cue in grounds.cues))
    yield "Found by", f"{grounds.tier}, confidence {grounds.confidence:.2f}"
    yield "Study", str(claim.source_kind).replace("_", " ")
    if remarks := caveats(claim):
        yield "Standing", "; ".join(remarks)


def _standing_lines(
    article: Article, source: Standing, notices: Sequence[Relation]
) -> Iterator[tuple[str, str | Text]]:
    yield "Citation", printable(reference(article, standing=source).line)
    if source is Standing.REGULAR:
        return
    yield "Warning", f"{source}: {MEANINGS[source]}."
    own = [_link(r) for r in article.relations if r.ref_type in STANDING_LINKS]
    others = [f"{r.ref_type} in PMID {r.pmid}" for r in notices]
    if links := "; ".join([*own, *others]):
        yield "Notices", printable(links)
    if source in NO_EVIDENCE:
        yield "In tables", "left out, and named in a note"


def _link(relation: Relation) -> str:
    """Return one link to a notice, or from it, as in ``RetractionIn J Pain 2001 (PMID 123)``."""
    number = f"(PMID {relation.pmid})" if relation.pmid else ""
    return " ".join(filter(None, (relation.ref_type, relation.source, number)))


def _observation(claim: Claim) -> str:
    seen = claim.observation
    remarks = [str(seen.certainty), str(seen.origin)]
    if seen.exposure_span:
        remarks.insert(0, f"exposure {seen.exposure_span.text}")
    words = f"{seen.cause} → {seen.effect} → {seen.phenomenon} ({', '.join(remarks)})"
    return printable(words)


def _inference(claim: Claim) -> str:
    follows = claim.inference
    text = f"{follows.mechanism_label}: {follows.role} {claim.observation.phenomenon}"
    return printable(f"{text} (basis {follows.basis}: {BASES[follows.basis]})")
