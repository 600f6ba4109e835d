"""One claim in full: the sentence, what it says, what follows, why, and where it stands."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from curate.core.article import Article, Relation
from curate.core.citing import pubmed_url
from curate.core.claim import Claim
from curate.core.reference_list import reference
from curate.core.review import Decision
from curate.core.source_standing import MEANINGS, NO_EVIDENCE, STANDING_LINKS, Standing
from curate.core.wording import BASES
from curate.formats.claims import caveats, headline, marked_sentence, reviewed
from curate.formats.plain import printable
from curate.formats.terminal import render


def claim_text(  # noqa: PLR0913 - what is known of a claim, all but the first two optional
    claim: Claim,
    article: Article,
    decisions: Iterable[Decision] = (),
    *,
    standing: Standing | None = None,
    notices: Sequence[Relation] = (),
    width: int = 100,
    color: bool = False,
) -> str:
    """
    Return the claim with all its grounds and what people decided, a heading and a text a line.

    ``standing`` is the record's, by its own word where it is not given; ``notices`` are links of
    other records that tell of it.
    Spans are bracketed (``[mechanism: ...]``), or coloured when ``color`` is asked for.
    """
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    stands = article.standing if standing is None else standing
    lines = [
        *_lines(claim, color=color),
        *_judged(claim, decisions),
        *_standing_lines(article, stands, notices),
    ]
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
    yield "Observation", observation_words(claim)
    yield "Inference", inference_words(claim)
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


def _judged(claim: Claim, decisions: Iterable[Decision]) -> Iterator[tuple[str, str]]:
    if words := reviewed(claim):
        yield "Review", words
    for heading, act in zip(chain(["Decisions"], repeat("")), decisions, strict=False):
        yield heading, printable(decision_words(act))


def decision_words(act: Decision) -> str:
    """Return one act on one line: its id and time, who, what and why."""
    parts = [f"{act.decision_id[:8]}  {act.decided_at[:16].replace('T', ' ')}  {act.reviewer}:"]
    parts.append("settled:" if act.adjudicates else "")
    parts.append(f"{act.verdict}{f' {act.withdraws[:8]}' if act.withdraws else ''}")
    parts.append(f"({act.reason})" if act.reason else "")
    parts.append(f"[audit {act.audit}]" if act.audit else "")
    if act.corrected is not None:
        parts.append(f"to {headline(act.corrected)}")
    parts.append(f"“{act.note}”" if act.note else "")
    return " ".join(filter(None, parts))


def _link(relation: Relation) -> str:
    """Return one link to a notice, or from it, as in ``RetractionIn J Pain 2001 (PMID 123)``."""
    number = f"(PMID {relation.pmid})" if relation.pmid else ""
    return " ".join(filter(None, (relation.ref_type, relation.source, number)))


def observation_words(claim: Claim) -> str:
    """Return what the sentence says on one line."""
    seen = claim.observation
    remarks = [str(seen.certainty), str(seen.origin)]
    if seen.exposure_span:
        remarks.insert(0, f"exposure {seen.exposure_span.text}")
    words = f"{seen.cause} → {seen.effect} → {seen.phenomenon} ({', '.join(remarks)})"
    return printable(words)


def inference_words(claim: Claim) -> str:
    """Return what follows for the mechanism on one line."""
    follows = claim.inference
    text = f"{follows.mechanism_label}: {follows.role} {claim.observation.phenomenon}"
    if follows.overruled:
        return printable(f"{text} (set by a reviewer, against what follows from the observation)")
    return printable(f"{text} (basis {follows.basis}: {BASES[follows.basis]})")
