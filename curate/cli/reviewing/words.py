"""What a review says of itself: how far it is, how fast it goes, and what came of it."""

from curate.cli.reviewing.keys import KEYS, REASON_DIGITS
from curate.core.review import REASONS, Decision, Verdict
from curate.formats.claims import headline
from curate.formats.plain import printable
from curate.workflow.desk import Agreed, ReviewDesk

_PAST = {
    Verdict.ACCEPT: "accepted",
    Verdict.REJECT: "rejected",
    Verdict.CORRECT: "corrected",
    Verdict.UNSURE: "left open as unsure",
    Verdict.COMMENT: "noted",
}
_MINUTES_AN_HOUR = 60
FOLLOWS = "as follows from effect and basis"
END = "That was the last one. q stops, b goes back, z takes back what you decided last."


def progress(desk: ReviewDesk) -> str:
    """Return where the desk is, what is done in this sitting, and how long the rest will take."""
    at_end = desk.number > desk.total
    parts = ["the end" if at_end else f"{desk.number:,} of {desk.total:,}"]
    if desk.done:
        parts.append(f"{desk.done:,} done")
    rate, minutes = desk.pace.an_hour, desk.pace.minutes_for(desk.left)
    if rate is not None and minutes is not None:
        parts.append(f"{rate:,.0f} an hour")
        parts.append(f"{desk.left:,} left, {_duration(minutes)}")
    else:
        parts.append(f"{desk.left:,} left")
    return " · ".join(parts)


def role_of_reviewer(desk: ReviewDesk) -> str:
    """Return who is at the desk, and in what capacity."""
    name = printable(desk.reviewer)
    if desk.plan.audit is not None:
        return f"{name}, audit {printable(desk.plan.audit)}"
    return f"{name}, blind" if desk.plan.blind else name


def done_words(decision: Decision) -> str:
    """Return what was just kept, on one line."""
    claim = decision.corrected or decision.claim
    reason = f" ({decision.reason})" if decision.reason else ""
    return f"{_PAST[decision.verdict].capitalize()}{reason}: {headline(claim)}"


def undone_words(decision: Decision) -> str:
    """Return what was just taken back, on one line."""
    return f"Taken back, {decision.verdict} of {decision.decided_at[11:16]} UTC: " + headline(
        decision.claim
    )


def agreed_words(agreed: Agreed) -> str:
    """Return the question that comes before claims are accepted together."""
    by = ", ".join(f"{printable(name)} {count:,}" for name, count in agreed.reviewers.items())
    count = len(agreed.claim_ids)
    claims = f"{count:,} claims" if count != 1 else "1 claim"
    return f"Accept {claims} ahead that all who judged them agree on ({by})?"


def summary(desk: ReviewDesk) -> str:
    """Return what came of a sitting."""
    kept = [f"{n:,} {_PAST[v]}" for v, n in desk.tally.items() if n > 0 and v in _PAST]
    text = (
        f"{', '.join(kept)}; {desk.left:,} left."
        if kept
        else f"Nothing decided; {desk.left:,} left."
    )
    if rate := desk.pace.an_hour:
        text += f" {rate:,.0f} claims an hour."
    if desk.gone:
        text += f" {desk.gone:,} were read anew meanwhile and come up another time."
    return text


def help_lines() -> list[tuple[str, str]]:
    """Return keys and reason codes with their meanings."""
    keys = [(key.key, f"{key.label}: {key.meaning}") for key in KEYS]
    reasons = [
        (f"r {digit}", f"{code}: {meaning}")
        for digit, (code, meaning) in zip(REASON_DIGITS, REASONS.items(), strict=True)
    ]
    return [*keys, *reasons]


def _duration(minutes: float) -> str:
    hours, rest = divmod(round(minutes), _MINUTES_AN_HOUR)
    if hours:
        return f"about {hours} h {rest:02d} min"
    return f"about {rest} min" if rest else "less than a minute"
