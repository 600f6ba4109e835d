"""A list of claims: to read in a terminal, and as CSV."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from rich.console import RenderableType
from rich.text import Text

from curate.core.article import Article
from curate.core.citing import label
from curate.core.claim import Certainty, Claim, Origin, Span, Tier
from curate.core.marking import bracketed, segments
from curate.core.source_standing import Standing
from curate.core.wording import DIRECTIONS, HANGING
from curate.formats.delimited import csv_line
from curate.formats.plain import printable, visible
from curate.formats.terminal import Hanging, render

CSV_FIELDS = (
    "claim_id",
    "pmid",
    "citation",
    "sentence",
    "mechanism_text",
    "mechanism",
    "mechanism_id",
    "category",
    "agent_text",
    "phenomenon_text",
    "phenomenon",
    "exposure_text",
    "effect",
    "basis",
    "role",
    "certainty",
    "origin",
    "tier",
    "confidence",
    "rule",
    "section",
    "sentence_start",
    "source_kind",
    "overruled",
    "state",
    "reviewers",
    "standing",
)
"""The columns of the CSV, in order."""

_PART_STYLES = {
    "mechanism": "bold blue",
    "agent": "bold magenta",
    "phenomenon": "bold yellow",
    "exposure": "bold green",
}


def claims_text(
    claims: Iterable[Claim],
    articles: Mapping[str, Article],
    standings: Mapping[str, Standing] = MappingProxyType({}),
    *,
    width: int = 100,
    color: bool = False,
) -> Iterator[str]:
    """
    Yield one block of text a claim: what it says, what to know before it is used, its sentence.

    ``standings`` is by PMID; a record that is not in it is regular.
    """
    for claim in claims:
        source = standings.get(claim.pmid, Standing.REGULAR)
        yield render(_block(claim, articles, source), width=width, color=color)


def claims_csv(
    claims: Iterable[Claim],
    articles: Mapping[str, Article],
    standings: Mapping[str, Standing] = MappingProxyType({}),
) -> Iterator[str]:
    """Yield the CSV line by line, the heading first; a missing value is an empty field."""
    yield csv_line(CSV_FIELDS)
    for claim in claims:
        standing = standings.get(claim.pmid, Standing.REGULAR)
        yield csv_line([*_fields(claim, articles), standing.value])


def citation(claim: Claim, articles: Mapping[str, Article]) -> str:
    """Return the author-date label of a claim's record, or its PMID where it is not here."""
    article = articles.get(claim.pmid)
    return printable(label(article)) if article else f"PMID {printable(claim.pmid)}"


def headline(claim: Claim) -> str:
    """Return the inference in words, such as ``NMDA receptor ↑ promotes tolerance``."""
    direction = DIRECTIONS[claim.inference.role]
    name = printable(claim.inference.mechanism_label)
    phenomenon = printable(claim.observation.phenomenon)
    return f"{name} {direction.symbol} {direction.word}: {phenomenon}"


def reviewed(claim: Claim) -> str:
    """Return what people made of the claim in words, empty where nobody judged it."""
    review = claim.review
    if review is None:
        return ""
    by = f" by {printable(', '.join(review.reviewers))}" if review.reviewers else ""
    settled = f", settled by {printable(review.settled_by)}" if review.settled_by else ""
    text = f"{review.state}{by}{settled}"
    return f"{text} ({HANGING[review.attachment]})" if review.attachment in HANGING else text


def caveats(claim: Claim) -> list[str]:
    """Return what a reader must know before taking the claim as a finding."""
    if claim.grounds.tier is Tier.COOCCURRENCE:
        return ["candidate: the two merely share a sentence"]
    remarks = []
    if claim.observation.certainty is not Certainty.ASSERTED:
        remarks.append(str(claim.observation.certainty))
    if claim.observation.origin is Origin.BACKGROUND:
        remarks.append("background")
    return remarks


def marked_sentence(claim: Claim, *, color: bool) -> Text:
    """Return the sentence, its spans in colour, or in brackets where there is none."""
    pieces = segments(claim.sentence, [claim])
    if not color:
        return Text(printable(bracketed(pieces)))
    text = Text()
    for piece in pieces:
        text.append(visible(piece.text), style=_PART_STYLES.get(piece.part, ""))
    return text


def _block(
    claim: Claim, articles: Mapping[str, Article], source: Standing
) -> Iterator[RenderableType]:
    heading = Text(claim.claim_id, style="dim").append("  ")
    heading.append(headline(claim), style="bold not dim")
    yield Hanging(heading)
    facts = [
        citation(claim, articles),
        f"PMID {printable(claim.pmid)}",
        printable(claim.sentence.section_name),
        str(claim.source_kind).replace("_", " "),
        *caveats(claim),
        *((str(source),) if source is not Standing.REGULAR else ()),
        f"{claim.grounds.tier} ({claim.grounds.confidence:.2f})",
        *filter(None, [reviewed(claim)]),
    ]
    yield Hanging(" · ".join(facts), indent=2)
    yield Hanging(printable(claim.sentence.text), indent=4)
    yield Text("")


def _fields(claim: Claim, articles: Mapping[str, Article]) -> list[object]:
    seen, follows, grounds = claim.observation, claim.inference, claim.grounds
    values: list[object] = [
        claim.claim_id,
        claim.pmid,
        citation(claim, articles),
        claim.sentence.text,
        _text(seen.mechanism_span),
        follows.mechanism_label,
        follows.mechanism,
        follows.category or "",
        _text(seen.agent_span),
        seen.phenomenon_span.text,
        seen.phenomenon,
        _text(seen.exposure_span),
        *(seen.effect, follows.basis, follows.role, seen.certainty, seen.origin),
        *(grounds.tier, grounds.confidence, grounds.rule),
        *(claim.sentence.section_name, claim.sentence.start, claim.source_kind),
        *("yes" if follows.overruled else "", claim.state),
        (", ".join(claim.review.reviewers) if claim.review else ""),
    ]
    return [printable(v) if isinstance(v, str) else v for v in values]


def _text(span: Span | None) -> str:
    return span.text if span else ""
