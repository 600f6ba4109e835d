"""Fills the cells of a table: sorts claims by what they say, and cites them paper by paper."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curate.core.article import Article
from curate.core.citing import Reference, collation, pmid_order
from curate.core.claim import Certainty, Claim, State
from curate.core.counting import own_finding
from curate.core.independence import Works
from curate.core.signs import Role
from curate.core.source_standing import Standing
from curate.core.table import Citation, Evidence
from curate.core.wording import DIRECTIONS, Mark

_STANDING_MARKS = {
    Standing.CONCERN: (Mark.CONCERN,),
    Standing.CORRECTED: (Mark.CORRECTED,),
}


@dataclass(frozen=True, slots=True)
class Citer:
    """
    Cites claims with the labels of one table; ``ranks`` orders the papers of a cell.

    ``reviewing`` says that people have begun to judge: what they have not is then marked.
    """

    labels: Mapping[str, str]
    standings: Mapping[str, Standing]
    ranks: Mapping[str, int]
    works: Works
    reviewing: bool

    @classmethod
    def of(
        cls,
        references: Sequence[Reference],
        articles: Mapping[str, Article],
        works: Works,
        *,
        reviewing: bool,
    ) -> "Citer":
        """Take labels from the references, and rank papers by year and label."""
        labels = {r.pmid: r.label for r in references}

        def by_year(pmid: str) -> tuple[bool, int, str, tuple[int, str]]:
            year = articles[pmid].year
            return year is None, year or 0, collation(labels[pmid]), pmid_order(pmid)

        ranks = {pmid: rank for rank, pmid in enumerate(sorted(labels, key=by_year))}
        return cls(labels, {r.pmid: r.standing for r in references}, ranks, works, reviewing)

    def evidence(self, claims: Iterable[Claim]) -> tuple[Evidence, ...]:
        """Sort claims by what they say, and cite them paper by paper."""
        by_role: dict[Role, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in claims:
            by_role[claim.inference.role][claim.pmid].append(claim)
        return tuple(
            Evidence(
                role=role,
                citations=tuple(
                    sorted(
                        (self._cite(p, members) for p, members in by_role[role].items()),
                        key=self._order,
                    )
                ),
            )
            for role in DIRECTIONS
            if role in by_role
        )

    def _cite(self, pmid: str, claims: Sequence[Claim]) -> Citation:
        ordered = _in_reading_order(claims)
        marks = (*self._marks(pmid, ordered), *_STANDING_MARKS.get(self.standings[pmid], ()))
        return Citation(pmid=pmid, label=self.labels[pmid], claims=ordered, marks=marks)

    def _marks(self, pmid: str, claims: Sequence[Claim]) -> tuple[Mark, ...]:
        own = [c for c in claims if own_finding(c)]
        states = {c.state for c in claims}
        marks = {
            Mark.RESTATED: not own,
            Mark.HEDGED: all(c.observation.certainty is Certainty.HEDGED for c in own or claims),
            Mark.DISPUTED: State.DISPUTED in states,
            Mark.UNREVIEWED: self.reviewing and states <= {State.UNREVIEWED, State.UNSURE},
            Mark.COMMENT: pmid in self.works.comments,
            Mark.REPEATED: pmid in self.works.repeats,
        }
        return tuple(mark for mark, given in marks.items() if given)

    def _order(self, citation: Citation) -> tuple[bool, int]:
        return citation.restated, self.ranks[citation.pmid]


def cell_marks(evidence: Sequence[Evidence]) -> tuple[Mark, ...]:
    """Return what holds of all the evidence of a cell together."""
    roles = {e.role for e in evidence}
    cited = [set(c.marks) for e in evidence for c in e.citations]
    marks = {
        Mark.CONTESTED: {Role.PROMOTES, Role.INHIBITS} <= roles,
        Mark.NULL_TOO: Role.NONE in roles and len(roles) > 1,
        Mark.NULL_ONLY: roles == {Role.NONE},
        Mark.HEDGED_ONLY: all(Mark.HEDGED in found for found in cited),
        Mark.UNCHECKED: all(Mark.UNREVIEWED in found for found in cited),
    }
    return tuple(mark for mark, given in marks.items() if cited and given)


def _in_reading_order(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return each claim once; most papers have one in a cell, and no need of its identifier."""
    if len(claims) == 1:
        return tuple(claims)
    by_place = {_place(c): c for c in claims}
    return tuple(by_place[place] for place in sorted(by_place))


def _place(claim: Claim) -> tuple[int, int, str]:
    return claim.sentence.section, claim.sentence.start, claim.claim_id
