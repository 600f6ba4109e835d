"""Fills the cells of a table: sorts findings by what they say, and cites them by paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from curate.core.cited_paper import CitedPaper
from curate.core.citing import Reference, collation
from curate.core.claim import Certainty, State
from curate.core.finding import Finding
from curate.core.independence import Works
from curate.core.signs import Role
from curate.core.source_standing import Standing
from curate.core.table import Citation, Evidence
from curate.core.wording import DIRECTIONS, Mark

# Asked of every citation: to look a member up takes longer than to compare with it.
_HEDGED, _RESTATED = Certainty.HEDGED, Mark.RESTATED
_RANK = itemgetter(0)
_UNDECIDED = frozenset({State.UNREVIEWED, State.UNSURE})


class _Paper(NamedTuple):
    """A paper as cells cite it; ``marks`` are those that hold of it whatever it is cited for."""

    rank: int
    pmid: str
    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Citer:
    """
    Cites findings with the labels of one table; papers are by PMID.

    ``reviewing`` says that people have begun to judge: what they have not is then marked.
    """

    papers: Mapping[str, _Paper]
    reviewing: bool

    @classmethod
    def of(
        cls,
        references: Sequence[Reference],
        papers: Mapping[str, CitedPaper],
        works: Works,
        *,
        reviewing: bool,
    ) -> "Citer":
        """Take labels from the references, and rank papers by year and label."""

        def year(reference: Reference) -> tuple[bool, int]:
            year = papers[reference.pmid].year
            return year is None, year or 0

        by_label = sorted(references, key=lambda r: collation(r.label))
        ranked = {
            r.pmid: _Paper(
                rank,
                r.pmid,
                r.label,
                _paper_marks(r.pmid in works.comments, r.pmid in works.repeats, r.standing),
            )
            for rank, r in enumerate(sorted(by_label, key=year))
        }
        return cls(ranked, reviewing)

    def evidence(self, findings: Iterable[Finding]) -> tuple[Evidence, ...]:
        """Sort findings by what they say, and cite them paper by paper."""
        by_role: dict[Role, dict[str, list[Finding]]] = {}
        for finding in findings:
            by_role.setdefault(finding.role, {}).setdefault(finding.pmid, []).append(finding)
        return tuple(
            Evidence(role=role, citations=self._cited(by_role[role]))
            for role in DIRECTIONS
            if role in by_role
        )

    def _cited(self, by_pmid: Mapping[str, Sequence[Finding]]) -> tuple[Citation, ...]:
        """Return papers in the order of a cell: own findings first, then by rank."""
        own: list[Citation] = []
        restating: list[Citation] = []
        for paper in sorted(map(self.papers.__getitem__, by_pmid), key=_RANK):
            findings = _in_reading_order(by_pmid[paper.pmid])
            marks = self._marks(findings) + paper.marks
            citation = Citation(paper.pmid, paper.label, findings, marks)
            (restating if _RESTATED in marks else own).append(citation)
        return (*own, *restating)

    def _marks(self, findings: Sequence[Finding]) -> tuple[Mark, ...]:
        if len(findings) == 1 and not self.reviewing:
            (one,) = findings
            return _finding_marks(not one.own, one.certainty is _HEDGED)
        own = [f for f in findings if f.own]
        states = {f.state for f in findings}
        return _finding_marks(
            not own,
            all(f.certainty is _HEDGED for f in own or findings),
            self.reviewing and State.DISPUTED in states,
            self.reviewing and states <= _UNDECIDED,
        )


# A table holds a hundred thousand citations, and few sets of marks.
@cache
def _finding_marks(*given: bool) -> tuple[Mark, ...]:
    marks = (Mark.RESTATED, Mark.HEDGED, Mark.DISPUTED, Mark.UNREVIEWED)
    return tuple(mark for mark, there in zip(marks, given, strict=False) if there)


@cache
def _paper_marks(comments: bool, repeats: bool, standing: Standing) -> tuple[Mark, ...]:
    marks = {
        Mark.COMMENT: comments,
        Mark.REPEATED: repeats,
        Mark.CONCERN: standing is Standing.CONCERN,
        Mark.CORRECTED: standing is Standing.CORRECTED,
    }
    return tuple(mark for mark, there in marks.items() if there)


def cell_marks(evidence: Sequence[Evidence]) -> tuple[Mark, ...]:
    """Return what holds of all the evidence of a cell together."""
    roles = {e.role for e in evidence}
    cited = [c.marks for e in evidence for c in e.citations]
    marks = {
        Mark.CONTESTED: {Role.PROMOTES, Role.INHIBITS} <= roles,
        Mark.NULL_TOO: Role.NONE in roles and len(roles) > 1,
        Mark.NULL_ONLY: roles == {Role.NONE},
        Mark.HEDGED_ONLY: all(Mark.HEDGED in found for found in cited),
        Mark.UNCHECKED: all(Mark.UNREVIEWED in found for found in cited),
    }
    return tuple(mark for mark, given in marks.items() if cited and given)


def _in_reading_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return each finding once; most papers have one in a cell, and no need of its identifier."""
    if len(findings) == 1:
        return tuple(findings)
    by_place = {(f.place, f.claim_id): f for f in findings}
    return tuple(by_place[place] for place in sorted(by_place))
