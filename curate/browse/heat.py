"""
The squares of the heat map, ready to print.

Three thousand squares are on a page at a million claims: what a template would work out for each
of them takes longer there than everything else together.
"""

from dataclasses import dataclass

from datasette.utils import tilde_encode

from curate.browse.labels import Labels
from curate.browse.matrix import Line, Matrix, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One cell with evidence: where it leads, what is read out, and how it looks."""

    href: str
    words: str
    look: str
    contested: bool
    figures: str


def squares(
    line: Line, matrix: Matrix, labels: Labels, *, root: str, source: str
) -> list[Square | None]:
    """Return the squares of one row, ``None`` for a cell without evidence."""
    start = f"{root}cell/{tilde_encode(line.mechanism)}/"
    ending = f"?source={source}" if source else ""
    return [
        _square(f"{start}{tilde_encode(phenomenon)}{ending}", line, phenomenon, tally, labels)
        if tally.claims
        else None
        for phenomenon, tally in zip(matrix.phenomena, line.cells, strict=True)
    ]


def _square(href: str, line: Line, phenomenon: str, tally: Tally, labels: Labels) -> Square:
    counts = (
        ("↑", "for", tally.promoting),
        ("↓", "against", tally.inhibiting),
        ("○", "no effect", tally.no_effect),
        ("~", "involved", tally.involved),
    )
    said = [f"{papers} {word}" for _, word, papers in counts if papers]
    said += ["contested"] if tally.contested else []
    return Square(
        href=href,
        words=f"{line.label}, {labels.phenomenon(phenomenon)}: {', '.join(said)}",
        look=f"{tally.leaning} shade{tally.shade}",
        contested=tally.contested,
        figures=" ".join(
            f"{sign}\N{NO-BREAK SPACE}{papers}" for sign, _, papers in counts if papers
        ),
    )
