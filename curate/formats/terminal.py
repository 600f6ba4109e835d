"""Renders rich's objects to a string of a given width, with colour or without."""

import io
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

HANG = 2


class Hanging:
    """A paragraph that stands ``indent`` columns in, its later lines ``hang`` columns further."""

    def __init__(self, text: str | Text, *, indent: int = 0, hang: int = HANG) -> None:
        self.text = text if isinstance(text, Text) else Text(text)
        self.indent = indent
        self.hang = hang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines, wrapped to the width that is there."""
        width = max(options.max_width - self.indent - self.hang, 1)
        for number, line in enumerate(self.text.wrap(console, width, overflow="fold")):
            yield Text(" " * (self.indent + self.hang * bool(number))).append_text(line)


def render(renderables: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """Return what a terminal of that many columns would show; no line ends in blanks."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        force_interactive=False,
    )
    for renderable in renderables:
        console.print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
