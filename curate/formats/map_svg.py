"""The evidence map as one self-contained SVG file: signs as large as there are papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from curate.core.evidence_map import EvidenceMap, MapColumn, MapRow, Spot, Tally
from curate.core.signs import Role
from curate.core.wording import DIRECTIONS
from curate.formats.direction_signs import sign
from curate.formats.plain import printable
from curate.formats.svg import (
    BAND,
    INK,
    LINE,
    QUIET,
    Element,
    document,
    element,
    paragraph,
    text,
    titled,
)
from curate.formats.svg_text import shortened, text_width

SIZE = 13
SMALL = 11.5
TITLE_SIZE = 17
MARGIN = 20
LABEL_WIDTH = 220
LEAST_COLUMN = 120
SLOT = 52
ROW = 31
LINE_HEIGHT = 16
LARGEST, SMALLEST = 12.5, 3.5
MOST_NAMED = 12
NOTHING = "No claim stands, so there is no evidence to show."

_CENTRED: dict[str, float | str] = {
    "font_size": SIZE,
    "font_weight": "bold",
    "text_anchor": "middle",
}


@dataclass(frozen=True, slots=True)
class _Frame:
    """The measures of one map."""

    columns: tuple[MapColumn, ...]
    roles: tuple[Role, ...]
    most: int

    @property
    def column_width(self) -> float:
        return max(LEAST_COLUMN, SLOT * len(self.roles) + 10)

    @property
    def width(self) -> float:
        return 2 * MARGIN + LABEL_WIDTH + self.column_width * max(len(self.columns), 1)

    def left(self, column: int) -> float:
        return MARGIN + LABEL_WIDTH + self.column_width * column

    def radius(self, papers: int) -> float:
        """Return a radius whose square, so the sign's area, goes with the number of papers."""
        return max(SMALLEST, LARGEST * sqrt(papers / self.most)) if papers else SMALLEST


def map_svg(figure: EvidenceMap) -> str:
    """
    Return the map: a row a mechanism, a column a phenomenon, a sign a direction.

    A sign's area goes with the number of papers, which stands beside it; a contested cell has a
    frame. Shape and number say all that colour says. A map without rows says so.
    """
    found = [t for row in figure.rows for spot in row.spots for t in spot.tallies]
    roles = tuple(role for role in DIRECTIONS if any(t.role is role for t in found))
    most = max((t.papers for t in found), default=1) or 1
    frame = _Frame(figure.columns, roles, most)
    parts, y = title_lines(figure.title, frame.width, MARGIN)
    pieces = (_legend, _heading, _body) if found else (_nothing,)
    for piece in pieces:
        made, y = piece(figure, frame, y)
        parts += made
    for remark in figure.remarks:
        made, y = small_print(remark, frame.width, y)
        parts += made
    return document(
        parts,
        width=frame.width,
        height=y + MARGIN - LINE_HEIGHT / 2,
        title=f"Evidence map: {figure.title}",
        description=describe(figure),
    )


def describe(figure: EvidenceMap) -> str:
    """Return in words what the map shows: its size, its groups, the cells that are contested."""
    rows = list(figure.rows)
    contested = [
        f"{row.label}, {_name(column)}"
        for row in rows
        for column, spot in zip(figure.columns, row.spots, strict=True)
        if spot.contested
    ]
    papers = "for each direction the number of papers with a finding of their own"
    parts = [f"{len(rows):,} mechanisms by {len(figure.columns):,} columns; {papers}."]
    parts += (
        f"{group.heading}: {_named([row.label for row in group.rows])}." for group in figure.groups
    )
    if contested:
        parts.append(f"Contested: {_named(contested)}.")
    return " ".join([*parts, *figure.remarks])


def _named(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return "; ".join(names[:MOST_NAMED]) + (f"; and {more:,} more" if more > 0 else "")


def tally_words(tally: Tally) -> str:
    """Return a direction with its papers in words."""
    papers = f"{tally.papers:,} paper{'' if tally.papers == 1 else 's'}"
    more = f" and {tally.restating:,} restating" if tally.restating else ""
    return f"{DIRECTIONS[tally.role].word}: {papers}{more}"


def numbers(tally: Tally) -> str:
    """Return the numbers that stand beside a sign, such as ``3``, ``3+1`` or ``+1``."""
    own = f"{tally.papers:,}" if tally.papers else ""
    return f"{own}+{tally.restating:,}" if tally.restating else own


def _name(column: MapColumn) -> str:
    return f"{column.over}, {column.label}" if column.over else column.label


def title_lines(title: str, width: float, y: float) -> tuple[list[Element], float]:
    """Return a figure's title from ``y`` down, and where it ends."""
    made, y = paragraph(
        title,
        y,
        x=MARGIN,
        room=width - 2 * MARGIN,
        size=TITLE_SIZE,
        leading=22,
        font_weight="bold",
    )
    return made, y + 10


def small_print(words: str, width: float, y: float) -> tuple[list[Element], float]:
    """Return an explanation in small letters from ``y`` down, and where it ends."""
    return paragraph(
        words, y, x=MARGIN, room=width - 2 * MARGIN, size=SMALL, leading=LINE_HEIGHT, fill=QUIET
    )


def _legend(figure: EvidenceMap, frame: _Frame, y: float) -> tuple[list[Element], float]:
    """Draw what the signs mean, line by line as wide as the map."""
    entries: list[tuple[str, Role | None]] = [
        (DIRECTIONS[role].word, role) for role in frame.roles
    ]
    if any(spot.contested for row in figure.rows for spot in row.spots):
        entries.append(("contested", None))
    x = float(MARGIN)
    made = []
    for words, role in entries:
        width = 26 + text_width(words, size=SMALL) + 16
        if x + width > frame.width - MARGIN and x > MARGIN:
            x, y = float(MARGIN), y + LINE_HEIGHT + 6
        middle = y + 10
        if role is None:
            made.append(_contested_frame(x, middle - 8, 18, 16))
        else:
            made.append(sign(role, x + 9, middle, 7))
        made.append(text(words, x + 26, middle + 4, font_size=SMALL))
        x += width
    y += LINE_HEIGHT + 12
    meaning = (
        f"Area and number: papers with a finding of their own (largest sign: {frame.most:,}). "
        "+n, and a hollow sign where there is nothing else: papers that only restate."
    )
    said, y = small_print(meaning, frame.width, y)
    return [*made, *said], y + 10


def _nothing(figure: EvidenceMap, frame: _Frame, y: float) -> tuple[list[Element], float]:
    return paragraph(
        NOTHING, y, x=MARGIN, room=frame.width - 2 * MARGIN, size=SIZE, leading=2 * LINE_HEIGHT
    )


def _heading(figure: EvidenceMap, frame: _Frame, y: float) -> tuple[list[Element], float]:
    made: list[Element] = []
    if any(column.over for column in frame.columns):
        place = 0
        for over, members in groupby(frame.columns, key=lambda column: column.over):
            count = len(list(members))
            left, right = frame.left(place), frame.left(place + count)
            middle = (left + right) / 2
            made.append(
                text(
                    over,
                    middle,
                    y + SIZE,
                    font_size=SIZE,
                    font_weight="bold",
                    text_anchor="middle",
                )
            )
            made.append(_rule(left + 8, y + SIZE + 7, right - 8, INK))
            place += count
        y += LINE_HEIGHT + 12
    headings = [
        shortened(printable(c.label), frame.column_width - 12, size=SIZE, lines=3)
        for c in frame.columns
    ]
    deepest = max(map(len, headings), default=1)
    for place, lines in enumerate(headings):
        for n, line in enumerate(lines):
            base = y + SIZE + LINE_HEIGHT * (n + deepest - len(lines))
            middle = frame.left(place) + frame.column_width / 2
            made.append(text(line, middle, base, **_CENTRED))
    y += LINE_HEIGHT * deepest + 8
    made.append(_rule(MARGIN, y, frame.width - MARGIN, INK))
    return made, y


def _body(figure: EvidenceMap, frame: _Frame, y: float) -> tuple[list[Element], float]:
    made: list[Element] = []
    for group in figure.groups:
        room = frame.width - 2 * MARGIN - 12
        made.append(
            element("rect", x=MARGIN, y=y, width=frame.width - 2 * MARGIN, height=24, fill=BAND)
        )
        (line,) = shortened(printable(group.heading), room, size=SIZE * 1.1, lines=1)
        made.append(text(line, MARGIN + 6, y + 16.5, font_size=SIZE, font_weight="bold"))
        top = y = y + 24
        for row in group.rows:
            made += _row(row, frame, y)
            y += ROW
            made.append(_rule(MARGIN, y, frame.width - MARGIN, LINE))
        made += (
            element("line", x1=frame.left(n), y1=top, x2=frame.left(n), y2=y, stroke=LINE)
            for n in range(len(frame.columns))
        )
    return made, y + 8


def _row(row: MapRow, frame: _Frame, y: float) -> Iterator[Element]:
    lines = shortened(printable(row.label), LABEL_WIDTH - 14, size=SMALL, lines=2)
    for n, line in enumerate(lines):
        base = y + ROW / 2 + 4 + 13 * (n - (len(lines) - 1) / 2)
        yield text(line, MARGIN + 6, base, font_size=SMALL)
    for place, spot in enumerate(row.spots):
        if spot.tallies:
            words = "; ".join(map(tally_words, spot.tallies))
            contested = "contested; " if spot.contested else ""
            label = f"{row.label}, {_name(frame.columns[place])}: {contested}{words}"
            yield titled(label, *_spot(spot, frame, frame.left(place), y))


def _spot(spot: Spot, frame: _Frame, left: float, y: float) -> Iterator[Element]:
    if spot.contested:
        yield _contested_frame(left + 3, y + 2.5, frame.column_width - 6, ROW - 5)
    for tally in spot.tallies:
        x = left + 5 + SLOT * frame.roles.index(tally.role)
        middle = y + ROW / 2
        radius = frame.radius(tally.papers)
        yield sign(tally.role, x + LARGEST + 1, middle, radius, hollow=not tally.papers)
        yield text(numbers(tally), x + 2 * LARGEST + 3, middle + 4, font_size=SMALL)


def _contested_frame(x: float, y: float, width: float, height: float) -> Element:
    return element(
        "rect", x=x, y=y, width=width, height=height, rx=3, fill="none", stroke=INK, stroke_width=2
    )


def _rule(x1: float, y: float, x2: float, color: str) -> Element:
    return element("line", x1=x1, y1=y, x2=x2, y2=y, stroke=color)
