"""What stands under a table: the signs it uses, how it counts, and what it leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from curate.core.independence import RULE
from curate.core.layout import CiteStyle, Layout
from curate.core.table import Cell, Note
from curate.core.wording import DIRECTIONS, GAPS, MARKS, Mark, Sign

COUNTING = (
    "counts papers that report a finding of their own. A paper that reports several directions "
    "stands under each of them and counts once; one that only restates, or comments on another, "
    "stands behind the +. Records that are one work (one DOI or title by the same first author, "
    "or republished or updated by PubMed's word) count once."
)
GROUPS = f"{RULE}. Groups are told of the papers counted in the same place."
SPLIT = (
    "animal and human say what the paper studied; other holds what is neither: in vitro, reviews, "
    "and papers whose record does not tell. It is left away where it would be empty."
)
CHOSEN = "Shown are the phenomena, categories and mechanisms that were chosen, and no others."
NUMBERED = (
    "Numbers in brackets are those of the references, which are numbered as the table, read row "
    "by row, first cites them."
)
CHECKED = "Every claim was read from a title or an abstract and checked by a reviewer."
CAUTION = (
    "The claims were read from titles and abstracts by program; check each against its sentence "
    "before you rely on it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """
    What was not taken as evidence.

    ``questions``, ``candidates`` and ``rejected`` count claims, ``excluded`` the records with
    claims that screening excluded; ``retracted`` and ``notices`` hold the labels of the records
    that were retracted and of those that only tell of another paper, ``gone`` the PMIDs of those
    that were deleted or are not held. ``later`` and ``undated`` count the records with claims that
    were published after the day of the table, or tell no date, ``few`` the mechanisms with too
    few papers.
    """

    questions: int = 0
    candidates: int = 0
    rejected: int = 0
    excluded: int = 0
    retracted: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    later: int = 0
    undated: int = 0
    few: int = 0


def explain(
    cells: Sequence[Cell],
    left_out: LeftOut,
    layout: Layout | None = None,
    *,
    checked: bool = False,
) -> tuple[Note, ...]:
    """Return the notes that a table with these cells needs; ``checked``: people judged it all."""
    layout = layout or Layout()
    roles = {e.role for cell in cells for e in cell.evidence}
    notes = [_legend(sign) for role, sign in DIRECTIONS.items() if role in roles]
    marks = _marks_used(cells)
    notes += [_legend(sign) for mark, sign in MARKS.items() if mark in marks]
    gaps = {cell.gap for cell in cells if cell.empty}
    notes += [_legend(sign) for gap, sign in GAPS.items() if gap in gaps]
    if roles:
        notes.append(Note(symbol="n", text=COUNTING))
    if any(cell.counts.papers > 1 for cell in cells):
        notes.append(Note(symbol="", text=GROUPS))
    texts = [CHOSEN] if layout.columns or layout.categories or layout.mechanisms else []
    texts += [SPLIT] if layout.split else []
    texts += [NUMBERED] if layout.cite is CiteStyle.NUMBERS and roles else []
    texts += _as_of(layout.as_of, left_out) if layout.as_of else []
    texts += _too_few(layout.min_evidence, left_out.few) if layout.min_evidence else []
    last = CHECKED if checked else CAUTION
    texts += [*_omissions(left_out), last, *layout.notes]
    return (*notes, *(Note(symbol="", text=text) for text in texts))


def _as_of(day: str, left_out: LeftOut) -> list[str]:
    texts = [
        f"As of {day}: papers published and decisions made by then. A paper counts from its "
        "electronic or printed publication, whichever was first, one dated by month or year from "
        "the end of that. Retractions, corrections, and the counts of searches, records and "
        "screening are those of today."
    ]
    if left_out.later:
        records = _number(left_out.later, "record")
        texts.append(f"Left out, because published after {day}: claims of {records}.")
    if left_out.undated:
        records = _number(left_out.undated, "record")
        texts.append(f"Left out, because the record tells no date: claims of {records}.")
    return texts


def _too_few(least: int, few: int) -> list[str]:
    if not few:
        return []
    return [f"Left out, because n is below {least:,}: {_number(few, 'mechanism')}."]


def _legend(sign: Sign) -> Note:
    return Note(symbol=sign.symbol, text=f"{sign.word}: {sign.meaning}.")


def _marks_used(cells: Sequence[Cell]) -> set[Mark]:
    used = {
        mark
        for cell in cells
        for evidence in cell.evidence
        for citation in evidence.citations
        for mark in citation.marks
    }
    return used.union(*(cell.marks for cell in cells))


def _omissions(left_out: LeftOut) -> list[str]:
    texts = []
    if left_out.questions:
        claims = _number(left_out.questions, "claim")
        texts.append(f"Left out as a question (an aim or a hypothesis): {claims}.")
    if left_out.candidates:
        pairs = _number(left_out.candidates, "pair")
        texts.append(f"Left out as a candidate (the two merely share a sentence): {pairs}.")
    if left_out.rejected:
        claims = _number(left_out.rejected, "claim")
        texts.append(f"Left out, because reviewers rejected it: {claims}.")
    if left_out.excluded:
        records = _number(left_out.excluded, "record")
        texts.append(f"Left out, because screening excluded the record: claims of {records}.")
    if left_out.retracted:
        named = "; ".join(left_out.retracted)
        texts.append(f"Left out, because the paper was retracted: {named}.")
    if left_out.notices:
        named = "; ".join(left_out.notices)
        texts.append(f"Left out, because the record is a notice about another paper: {named}.")
    if left_out.gone:
        named = ", ".join(f"PMID {pmid}" for pmid in left_out.gone)
        texts.append(f"Left out, because the record was deleted or is not held: {named}.")
    return texts


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
