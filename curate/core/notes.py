"""What stands under a table: the signs it uses, how it counts, and what it leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from curate.core.table import Cell, Note
from curate.core.wording import DIRECTIONS, EMPTY, MARKS, Mark, Sign

COUNTING = (
    "counts papers that report a finding of their own. A paper that reports several directions "
    "stands under each of them and counts once; one that only restates stands behind the +."
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
    that were deleted or are not held.
    """

    questions: int = 0
    candidates: int = 0
    rejected: int = 0
    excluded: int = 0
    retracted: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def explain(
    cells: Sequence[Cell], left_out: LeftOut, *, checked: bool = False
) -> tuple[Note, ...]:
    """Return the notes that a table with these cells needs; ``checked``: people judged it all."""
    roles = {e.role for cell in cells for e in cell.evidence}
    notes = [_legend(sign) for role, sign in DIRECTIONS.items() if role in roles]
    marks = _marks_used(cells)
    notes += [_legend(sign) for mark, sign in MARKS.items() if mark in marks]
    if any(cell.empty for cell in cells):
        notes.append(_legend(EMPTY))
    if roles:
        notes.append(Note(symbol="n", text=COUNTING))
    last = CHECKED if checked else CAUTION
    notes += [Note(symbol="", text=text) for text in (*_omissions(left_out), last)]
    return tuple(notes)


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
    if any(cell.contested for cell in cells):
        used.add(Mark.CONTESTED)
    return used


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
