"""How a table is laid out: its rows, its columns, and how it cites."""

from dataclasses import dataclass
from enum import StrEnum


class RowOrder(StrEnum):
    """How mechanisms stand in their category: most papers first, or by name."""

    EVIDENCE = "evidence"
    NAME = "name"


class CiteStyle(StrEnum):
    """How cells cite: ``Mao et al., 1995a``, or by the numbers of the reference list."""

    AUTHOR_DATE = "author-date"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """
    How a table is laid out.

    An empty ``title`` takes the pack's. ``columns`` are the ids of the phenomena to show, in this
    order and whether or not there are claims about them; without any, those that claims are
    about stand in the pack's order, with ``all_columns`` all of the pack. ``categories`` and
    ``mechanisms`` (ids) choose the rows and give their order; a mechanism that is chosen by its
    id is shown without evidence too. ``split`` divides each phenomenon by what was studied.
    ``min_evidence`` leaves out mechanisms with fewer papers. ``as_of`` is an ISO date: papers
    published later are left out. ``notes`` are the author's own, after the others.
    """

    title: str = ""
    all_columns: bool = False
    columns: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    order: RowOrder = RowOrder.EVIDENCE
    split: bool = False
    cite: CiteStyle = CiteStyle.AUTHOR_DATE
    min_evidence: int = 0
    as_of: str = ""
    notes: tuple[str, ...] = ()
