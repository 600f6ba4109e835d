"""Disputed claims: the sentence, and what each side says."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from curate.core.annotation import claim_record as fields_of
from curate.core.article import Article
from curate.core.claim import Claim
from curate.core.correction import FIELDS
from curate.core.review import Decision, Verdict, decision_record
from curate.core.snapshot import claim_record
from curate.formats.claims import caveats, citation, headline, marked_sentence
from curate.formats.plain import printable
from curate.formats.terminal import Hanging, render


def dispute_text(
    claim: Claim,
    article: Article | None,
    sides: Sequence[Decision],
    *,
    width: int = 100,
    color: bool = False,
) -> str:
    """Return one disputed claim as it stands, and its sides, each with its number."""
    return render(_block(claim, article, sides, color=color), width=width, color=color)


def side_words(side: Decision) -> str:
    """Return what a reviewer says of a claim, and why."""
    parts = [str(side.verdict)]
    if side.corrected is not None:
        parts[0] += f": {'; '.join(_changes(side.claim, side.corrected))}"
    elif side.verdict in {Verdict.ACCEPT, Verdict.ADD}:
        seen = side.claim.observation
        parts[0] += f": {headline(side.claim)}, {seen.certainty}, {seen.origin}"
    if side.reason is not None:
        parts.append(f"({side.reason})")
    if side.note:
        parts.append(f"“{side.note}”")
    return printable(" ".join(parts))


def _changes(before: Claim, after: Claim) -> Iterator[str]:
    """Yield each field that a reviewer set otherwise, with its new value."""
    old, new = fields_of(before), fields_of(after)
    for name in FIELDS:
        if old[name] != new[name]:
            yield f"no {name}" if new[name] is None else f"{name} {new[name]}"


def dispute_json(claim: Claim, sides: Sequence[Decision]) -> dict[str, object]:
    """Return one disputed claim as JSON values: as it stands, and the decisions on it."""
    return {
        "claim_id": claim.claim_id,
        "state": str(claim.state),
        "claim": claim_record(claim),
        "sides": [decision_record(side) for side in sides],
    }


def _block(
    claim: Claim, article: Article | None, sides: Sequence[Decision], *, color: bool
) -> Iterator[RenderableType]:
    named = citation(claim, {article.pmid: article} if article else {})
    yield Hanging(f"{claim.claim_id}  {headline(claim)}")
    facts = [named, f"PMID {printable(claim.pmid)}", printable(claim.sentence.section_name)]
    yield Hanging(" · ".join([*facts, *caveats(claim)]), indent=2)
    yield Hanging(marked_sentence(claim, color=color), indent=4)
    width = max((len(printable(side.reviewer)) for side in sides), default=0)
    for number, side in enumerate(sides, start=1):
        name = f"{printable(side.reviewer):<{width}}"
        yield Hanging(f"{number}  {name}  {side_words(side)}", indent=2)
    yield Text("")
