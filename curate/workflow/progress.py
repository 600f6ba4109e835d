"""How a long step tells its caller how far it is."""

from typing import Protocol


class Progress(Protocol):
    """
    Something that is told what is being done.

    All calls come from one thread, but for ``note``, which several may call at a time.
    """

    def begin(self, label: str, total: int | None) -> None:
        """Start a piece of work of ``total`` units (``None``: not known beforehand)."""

    def advance(self, count: int) -> None:
        """Say that ``count`` more units are done for good."""

    def note(self, text: str) -> None:
        """Say something worth knowing while the work goes on."""


class Silent:
    """A Progress that keeps it to itself."""

    def begin(self, label: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, count: int) -> None:
        """Say nothing."""

    def note(self, text: str) -> None:
        """Say nothing."""
