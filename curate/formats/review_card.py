"""The claim on a reviewer's desk: its sentence among its neighbours, and all there is to know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from curate.core.claim import Claim, Span, Tier
from curate.core.denial import denials
from curate.core.marking import segments
from curate.core.queue import Item
from curate.core.reference_list import reference
from curate.formats.claim_card import decision_words, inference_words, observation_words
from curate.formats.claims import caveats, headline, reviewed
from curate.formats.plain import printable, visible


@dataclass(frozen=True, slots=True)
class Marking:
    """How one part of a claim stands out: a letter in front of its words, and a style."""

    part: str
    letter: str
    style: str


MARKINGS = (
    Marking("mechanism", "M", "bold blue"),
    Marking("agent", "A", "bold magenta"),
    Marking("phenomenon", "P", "bold yellow"),
    Marking("exposure", "E", "bold green"),
    Marking("cue", "C", "bold cyan"),
    Marking("negation", "N", "bold red"),
)
"""The marks of a sentence: letters and brackets for all, colours for those who see them."""

_BY_PART = {marking.part: marking for marking in MARKINGS}
_FOUND_BY = {
    Tier.REVIEWER: "a reviewer",
    Tier.BOTH: "both readers",
    Tier.DEPENDENCY: "the dependency reader",
    Tier.WINDOW: "the window reader",
    Tier.COOCCURRENCE: "co-occurrence alone",
}


def review_card(item: Item) -> RenderableType:
    """Return the card as something that rich prints at any width."""
    return Group(*_parts(item))


def legend() -> Text:
    """Return what the marks in the sentence mean."""
    text = Text()
    for marking in MARKINGS:
        text.append("  " if text else "").append(marking.letter, style=marking.style)
        text.append(f" {marking.part}", style="dim")
    return text


def lettered_sentence(claim: Claim) -> Text:
    """Return the sentence with its parts in brackets, such as ``[A:MK-801] attenuated ...``."""
    sentence = claim.sentence
    no = [(span, "negation") for span in denials(sentence.text)]
    # Negation comes first: a cue such as "had no effect" would hide it.
    cues = [(cue, "cue") for cue in _left_of(claim.grounds.cues, [span for span, _ in no])]
    text = Text()
    for piece in segments(sentence, [claim], besides=[*no, *cues]):
        if not piece.part:
            text.append(visible(piece.text))
            continue
        marking = _BY_PART[piece.part]
        text.append(f"[{marking.letter}:{visible(piece.text)}]", style=marking.style)
    return text


def version_words(claim: Claim) -> str:
    """Return one version of a claim on one line."""
    return f"{headline(claim)} ({observation_words(claim)})"


def _left_of(cues: Iterable[Span], taken: list[Span]) -> Iterator[Span]:
    """Yield the cues, cut where a taken span lies within, without blanks at the cuts."""
    for cue in cues:
        start = cue.start
        inside = sorted(s.start for s in taken if s.start < cue.end and cue.start < s.end)
        ends = {s.start: s.end for s in taken}
        for at in inside:
            yield from _trimmed(cue, start, at)
            start = max(start, ends[at])
        yield from _trimmed(cue, start, cue.end)


def _trimmed(cue: Span, start: int, end: int) -> Iterator[Span]:
    text = cue.text[start - cue.start : max(end - cue.start, 0)]
    if stripped := text.strip():
        begin = start + text.index(stripped)
        yield Span(begin, begin + len(stripped), stripped)


def _parts(item: Item) -> Iterator[RenderableType]:
    claim = item.claim
    yield Text(headline(claim), style="bold")
    if item.before is not None:
        yield Padding(Text(visible(item.before.text), style="dim"), (0, 0, 0, 4))
    yield lettered_sentence(claim)
    if item.after is not None:
        yield Padding(Text(visible(item.after.text), style="dim"), (0, 0, 0, 4))
    yield Text("")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for heading, words in _lines(item):
        grid.add_row(Text(heading, style="bold cyan"), Text(words, overflow="fold"))
    yield grid
    yield legend()


def _lines(item: Item) -> Iterator[tuple[str, str]]:
    claim, grounds = item.claim, item.claim.grounds
    yield "Observation", observation_words(claim)
    yield "Inference", inference_words(claim)
    if item.other is not None:
        ours, theirs = ("Tagger now", "It stands") if item.tagger else ("It stands", "Tagger now")
        yield ours, f"▶ {version_words(claim)}"
        yield theirs, f"  {version_words(item.other)}"
    yield "Citation", _citation(item)
    found = [f"{_FOUND_BY[grounds.tier]}, confidence {grounds.confidence:.2f}"]
    found.append(f"rule {printable(grounds.rule)}")
    yield "Found by", "; ".join([*found, *caveats(claim)])
    if grounds.chain:
        yield "Chain", printable("; ".join(grounds.chain))
    if words := reviewed(claim):
        yield "Review", words
    own = item.own.decision_id if item.own else None
    others = [d for d in item.decisions if d.decision_id != own]
    for number, act in enumerate(others):
        yield "" if number else "Decided", printable(decision_words(act))
    if item.own is not None:
        yield "You", printable(decision_words(item.own))


def _citation(item: Item) -> str:
    claim = item.claim
    where = f"{printable(claim.sentence.section_name)}, {claim.source_kind}".replace("_", " ")
    if item.article is None:
        return f"PMID {printable(claim.pmid)}: the record is not here. In: {where}"
    cited = reference(item.article, standing=item.article.standing)
    warning = f"{cited.tag} " if cited.tag else ""
    return f"{warning}{printable(cited.line)} In: {where}"
