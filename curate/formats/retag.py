"""What became of people's decisions when records were read again."""

from collections.abc import Iterable, Iterator, Mapping

from curate.core.claim import Attachment
from curate.core.ports import Reattached
from curate.formats.claims import headline
from curate.formats.plain import printable

MEANINGS: Mapping[Attachment, str] = {
    Attachment.KEPT: "on the same claim as before",
    Attachment.MOVED: "on the claim that now stands in its place",
    Attachment.CHANGED: "the tagger now says otherwise; the decision stands, look again",
    Attachment.ORPHANED: "the tagger no longer finds it; the claim stands as the reviewer's",
}


def retag_text(reattached: Iterable[Reattached], *, most: int = 20) -> Iterator[str]:
    """Yield the lines of the report: how many of each kind, then those that are not kept."""
    found = list(reattached)
    for attachment, meaning in MEANINGS.items():
        group = [r for r in found if r.after.attachment is attachment]
        yield f"{len(group):>7,} {attachment}: {meaning}"
        if attachment is Attachment.KEPT:
            continue
        for item in group[:most]:
            yield f"          {_line(item)}"
        if len(group) > most:
            yield f"          and {len(group) - most:,} more (--json lists all)"


def retag_records(reattached: Iterable[Reattached]) -> Iterator[dict[str, object]]:
    """Yield one object a decision: what it hung on before, what it hangs on now, and how."""
    for item in reattached:
        decision = item.decision
        yield {
            "decision_id": decision.decision_id,
            "reviewer": decision.reviewer,
            "verdict": decision.verdict.value,
            "pmid": decision.pmid,
            "before": item.before.claim_id if item.before else None,
            "claim_id": item.after.claim_id,
            "attachment": item.after.attachment.value,
        }


def _line(item: Reattached) -> str:
    decision = item.decision
    return printable(
        f"{item.after.claim_id[:8]}  PMID {decision.pmid}  {headline(decision.claim)}: "
        f"{decision.verdict} by {decision.reviewer}"
    )
