"""The PRISMA 2020 flow diagram as one self-contained SVG file."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import ceil

from jinja2 import Environment, PackageLoader, StrictUndefined

from curate.core.prisma import Flow, summary
from curate.formats.plain import printable
from curate.formats.prisma import TITLE, Box, Stage, counted, stages
from curate.formats.svg_text import broken, text_width

TEMPLATE = "prisma.svg.jinja"
HEADING = "Identification of studies via databases and other sources"
FONT_SIZE = 14
LINE = 19
PADDING = 12
INDENT = 14
GAP = 34
MARGIN = 20
BAND = 34
HEADER = 36
LEFT = MARGIN + BAND + 16
MAIN_WIDTH = 380
SIDE_WIDTH = 340
BETWEEN = 56
LONGEST_WORDS = 150


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; ``x`` and ``y`` are where its base line begins."""

    text: str
    x: float
    y: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with its place and its text, in user units from the top left."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    waits: bool = False

    @property
    def bottom(self) -> float:
        """Return how far down it reaches."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Arrow:
    """A straight line with a head at its end; ``waits`` makes it a broken one."""

    x1: float
    y1: float
    x2: float
    y2: float
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The name of a stage, along the left edge."""

    name: str
    y: float
    height: float


@dataclass(slots=True)
class Drawing:
    """All that is drawn so far, and how far down the next box begins."""

    y: float
    frames: list[Frame] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    last: Frame | None = None


def prisma_svg(flow: Flow) -> str:
    """
    Return the diagram: dark on white, no script, no network, with a title and a description.

    The boxes are those of ``curate.formats.prisma.stages``. Texts are broken by the widths of
    Arial, rounded up for the fonts that stand in for it.
    """
    drawing = Drawing(y=MARGIN + HEADER + GAP / 2)
    for stage in stages(flow):
        _draw(drawing, stage)
    environment = Environment(
        loader=PackageLoader("curate.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(TEMPLATE).render(
        title=TITLE,
        description=printable(f"{summary(flow)}."),
        heading=HEADING,
        drawing=drawing,
        width=LEFT + MAIN_WIDTH + BETWEEN + SIDE_WIDTH + MARGIN,
        height=drawing.y - GAP + MARGIN,
        margin=MARGIN,
        left=LEFT,
        band_width=BAND,
        header=HEADER,
        font_size=FONT_SIZE,
    )


def _draw(drawing: Drawing, stage: Stage) -> None:
    """Draw a stage below what is there."""
    top = drawing.y
    for step in stage.steps:
        asides = _stacked(step.aside, LEFT + MAIN_WIDTH + BETWEEN, drawing.y)
        main = _frame(step.box, LEFT, drawing.y, MAIN_WIDTH)
        bottom = max(frame.bottom for frame in (main, *asides))
        if len(stage.steps) == 1:
            name = ceil(text_width(stage.name, size=FONT_SIZE, bold=True))
            bottom = max(bottom, top + name + PADDING)
        # As high as all beside it, so that every arrow to the side is level.
        main = _stretched(main, bottom - main.y)
        if drawing.last is not None:
            middle = LEFT + MAIN_WIDTH / 2
            drawing.arrows.append(Arrow(middle, drawing.last.bottom, middle, main.y))
        for frame in asides:
            level = frame.y + frame.height / 2
            drawing.arrows.append(
                Arrow(LEFT + MAIN_WIDTH, level, frame.x, level, waits=frame.waits)
            )
        drawing.frames += [main, *asides]
        drawing.last = main
        drawing.y = bottom + GAP
    drawing.bands.append(Band(name=stage.name, y=top, height=drawing.y - GAP - top))


def _stacked(boxes: tuple[Box, ...], x: float, y: float) -> list[Frame]:
    """Return boxes one below the other."""
    frames = [_frame(box, x, y, SIDE_WIDTH) for box in boxes]
    down = accumulate((frame.height + GAP / 2 for frame in frames), initial=0.0)
    return [_moved(frame, by) for frame, by in zip(frames, down, strict=False)]


def _stretched(frame: Frame, height: float) -> Frame:
    """Return a box of that height, its text in the middle."""
    lowered = _moved(frame, (height - frame.height) / 2)
    return replace(lowered, y=frame.y, height=height)


def _moved(frame: Frame, by: float) -> Frame:
    lines = tuple(replace(line, y=line.y + by) for line in frame.lines)
    return replace(frame, y=frame.y + by, lines=lines)


def _frame(box: Box, x: float, y: float, width: float) -> Frame:
    texts = list(_texts(box, width - 2 * PADDING))
    lines = tuple(
        Line(text, x + PADDING + indent, y + PADDING + LINE * number - 5, bold)
        for number, (text, indent, bold) in enumerate(texts, start=1)
    )
    height = 2 * PADDING + LINE * len(texts)
    return Frame(x=x, y=y, width=width, height=height, lines=lines, waits=box.waits)


def _texts(box: Box, room: float) -> Iterator[tuple[str, float, bool]]:
    """Yield the lines of a box, each with its indent and whether it is bold."""
    if box.count is not None:
        heading = _kept_together(box.heading, box.count)
        yield from ((line, 0, True) for line in broken(heading, room, size=FONT_SIZE, bold=True))
    indent = 0 if box.count is None else INDENT
    for words, count in box.parts:
        text = _kept_together(_shortened(printable(words)), count)
        for number, line in enumerate(broken(text, room - indent - INDENT, size=FONT_SIZE)):
            yield line, indent + INDENT * bool(number), box.count is None


def _kept_together(words: str, count: int) -> str:
    """Return words with their number, which no line end tears apart."""
    number = counted("", count).strip().replace(" ", "\N{NO-BREAK SPACE}")
    return f"{words} {number}"


def _shortened(text: str) -> str:
    return (
        text
        if len(text) <= LONGEST_WORDS
        else f"{text[:LONGEST_WORDS].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    )
