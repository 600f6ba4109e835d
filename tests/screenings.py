"""Builds screenings for tests, by hand and by hypothesis."""

from hypothesis import strategies as st

from curate.core.screening import ExclusionReason, Screening, Verdict, reason_of, verdict_of

PMID = "900000001"


def said(  # noqa: PLR0913
    reviewer: str,
    verdict: str,
    *,
    pmid: str = PMID,
    second: int = 0,
    adjudicates: bool = False,
    reason: str = "topic",
    note: str = "",
) -> Screening:
    """Return what a reviewer said, so many seconds after ten o'clock."""
    excludes = verdict == "exclude"
    return Screening(
        reviewer=reviewer,
        decided_at=f"2026-11-22T10:{second // 60:02d}:{second % 60:02d}.000000Z",
        pmid=pmid,
        verdict=verdict_of(verdict),
        reason=reason_of(reason) if excludes else None,
        note=note,
        adjudicates=adjudicates,
    )


@st.composite
def screenings(draw: st.DrawFn, first: int = 900000001, count: int = 4) -> Screening:
    """Draw a screening of one of a few records by one of three reviewers."""
    verdict = draw(st.sampled_from(Verdict))
    excludes = verdict is Verdict.EXCLUDE
    reason = draw(st.sampled_from(ExclusionReason)) if excludes else None
    texts = st.text(st.characters(codec="utf-8"), max_size=5)
    note = "so" if reason is ExclusionReason.OTHER else draw(texts)
    return Screening(
        reviewer=draw(st.sampled_from(("Ada", "Bo", "Cy"))),
        decided_at=f"2026-11-22T10:00:0{draw(st.integers(0, 5))}.000000Z",
        pmid=str(first + draw(st.integers(0, count - 1))),
        verdict=verdict,
        reason=reason,
        note=note,
        adjudicates=draw(st.booleans()),
    )


SCREENINGS = screenings()
