"""The PRISMA 2020 flow as boxes, as text and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from curate.core.prisma import Flow, Identified, SourceType
from curate.formats.plain import printable
from curate.formats.terminal import Hanging, render

TITLE = "PRISMA 2020 flow diagram"
MOST_SOURCES = 8
"""More sources than this are told together, so that the box stays readable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """
    One box of the diagram: what it counts, how many, and what the number is made of.

    ``waits`` marks what is not an end: records that still have to be judged.
    """

    heading: str
    count: int | None = None
    parts: tuple[tuple[str, int], ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A box of the main line, and those that leave it to the side."""

    box: Box
    aside: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of the diagram, its steps from top to bottom."""

    name: str
    steps: tuple[Step, ...]


def stages(flow: Flow) -> tuple[Stage, ...]:
    """Return the boxes in the order of the diagram; what waits is there only where some do."""
    return (
        Stage(name="Identification", steps=(_identification(flow),)),
        Stage(name="Screening", steps=(_screening(flow), _retrieval(flow), _eligibility(flow))),
        Stage(name="Included", steps=(_inclusion(flow),)),
    )


def counted(words: str, count: int) -> str:
    """Return words with their number, as PRISMA prints them."""
    return f"{words} (n = {count:,})"


def prisma_text(flow: Flow, *, width: int = 100, color: bool = False) -> str:
    """Return the boxes as lines, those that leave the main line further in."""
    return render(_lines(flow), width=width, color=color)


def prisma_json(flow: Flow) -> str:
    """Return the counts as one JSON object, its sums included."""
    counts = {
        "identified": [
            {
                "source": source.source.value,
                "query": source.query or None,
                "searched_at": source.searched_at or None,
                "hits": source.hits,
                "records": source.records,
            }
            for source in flow.identified
        ],
        "records_identified": flow.total,
        "records_removed": {
            "duplicates": flow.duplicates,
            "not_given_by_pubmed": flow.not_given,
            "deleted_at_pubmed": flow.deleted,
            "total": flow.removed,
        },
        "records_waiting_to_be_screened": {
            "unfetched": flow.unfetched,
            "unscreened": flow.unscreened,
            "total": flow.unjudged,
        },
        "records_screened": flow.screened,
        "records_excluded": {
            "reasons": {reason.value: count for reason, count in flow.exclusions.items()},
            "total": flow.excluded,
        },
        "records_waiting_to_be_settled": {
            "unsure": flow.unsure,
            "disputed": flow.disputed,
            "total": flow.undecided,
        },
        "reports_sought": flow.sought,
        "reports_not_retrieved": flow.not_retrieved,
        "reports_assessed": flow.assessed,
        "reports_excluded": {"retracted": flow.retracted, "total": flow.retracted},
        "studies_included": flow.studies,
        "reports_included": flow.reports,
    }
    return json.dumps(counts, ensure_ascii=False, indent=2) + "\n"


def _identification(flow: Flow) -> Step:
    removed = _some(
        ("Duplicate records", flow.duplicates),
        ("No record given by PubMed", flow.not_given),
        ("Record deleted at PubMed", flow.deleted),
    )
    waiting = _some(("Not fetched yet", flow.unfetched), ("Not screened yet", flow.unscreened))
    return Step(
        box=Box(heading="Records identified", count=flow.total, parts=_sources(flow.identified)),
        aside=(
            Box(heading="Records removed before screening", count=flow.removed, parts=removed),
            *_waiting("Records waiting to be screened", flow.unjudged, waiting),
        ),
    )


def _screening(flow: Flow) -> Step:
    reasons = tuple((r.label.capitalize(), n) for r, n in flow.exclusions.items())
    waiting = _some(("Reviewers unsure", flow.unsure), ("Reviewers differ", flow.disputed))
    return Step(
        box=Box(heading="Records screened", count=flow.screened),
        aside=(
            Box(heading="Records excluded", count=flow.excluded, parts=reasons),
            *_waiting("Records waiting to be settled", flow.undecided, waiting),
        ),
    )


def _retrieval(flow: Flow) -> Step:
    return Step(
        box=Box(heading="Reports sought for retrieval", count=flow.sought),
        aside=(Box(heading="Reports not retrieved", count=flow.not_retrieved),),
    )


def _eligibility(flow: Flow) -> Step:
    retracted = _some(("Retracted publication", flow.retracted))
    return Step(
        box=Box(heading="Reports assessed for eligibility", count=flow.assessed),
        aside=(Box(heading="Reports excluded", count=flow.retracted, parts=retracted),),
    )


def _inclusion(flow: Flow) -> Step:
    included = (
        ("Studies included in review", flow.studies),
        ("Reports of included studies", flow.reports),
    )
    return Step(box=Box(heading="Included", parts=included))


def _lines(flow: Flow) -> Iterator[RenderableType]:
    yield Text(TITLE, style="bold")
    for stage in stages(flow):
        yield Text(f"\n{stage.name}", style="bold cyan")
        for step in stage.steps:
            yield from _box(step.box, indent=2, style="bold")
            for box in step.aside:
                yield from _box(box, indent=6, style="italic" if box.waits else "")


def _box(box: Box, *, indent: int, style: str) -> Iterator[RenderableType]:
    if box.count is not None:
        yield Hanging(Text(counted(box.heading, box.count), style=style), indent=indent)
        indent += 2
    for words, count in box.parts:
        yield Hanging(printable(counted(words, count)), indent=indent)


def _sources(identified: tuple[Identified, ...]) -> tuple[tuple[str, int], ...]:
    told = [(_source(source), source.records) for source in identified]
    if len(told) > MOST_SOURCES:
        rest = told[MOST_SOURCES - 1 :]
        told = told[: MOST_SOURCES - 1]
        told.append((f"{len(rest):,} more sources", sum(count for _, count in rest)))
    return tuple(told)


def _source(source: Identified) -> str:
    date = source.searched_at[:10]
    match source.source:
        case SourceType.DATABASE:
            more = source.hits is not None and source.hits > source.records
            taken = f", of {source.hits:,} hits" if more else ""
            return f"PubMed, {date}{taken}: {source.query}"
        case SourceType.PMID_LIST:
            return f"List of PMIDs, {date}"
        case SourceType.CITATIONS:
            return f"Citation searching, {date}: {source.query.partition(':')[0]}"
        case SourceType.SIMILAR:
            return f"Similar articles, {date}: {source.query.partition(':')[0]}"
        case SourceType.FILES:
            return "Files imported"


def _waiting(heading: str, count: int, parts: tuple[tuple[str, int], ...]) -> tuple[Box, ...]:
    return (Box(heading=heading, count=count, parts=parts, waits=True),) if count else ()


def _some(*parts: tuple[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(part for part in parts if part[1])
