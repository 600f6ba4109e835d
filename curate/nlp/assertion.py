"""How a sentence puts it: question, hedge or assertion; its own finding or others'."""

import re
from dataclasses import dataclass

from curate.core.claim import Certainty, Origin
from curate.nlp.language import patterns

_PATTERNS = patterns("assertion")

_HEADINGS = patterns("headings")
_LEADING_HEAD = re.compile(r"^\s*([A-Za-z][A-Za-z ]{3,40}?)\s*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """
    Where a sentence stands.

    ``heading`` is its section's printed heading or NLM's category, ``opening`` says that it comes
    before the first aim, method or result of an abstract without headings.
    """

    title: bool = False
    heading: str = ""
    review: bool = False
    opening: bool = False


def is_aim(folded: str) -> bool:
    """Say whether a folded sentence states an aim, a method or a gap, or reports what is asked."""
    return _PATTERNS["aim"].search(folded) is not None


def is_own(folded: str) -> bool:
    """Say whether a folded sentence speaks of the paper itself."""
    return _PATTERNS["own"].search(folded) is not None


def heading_of(sentence: str, setting: Setting) -> str:
    """Return the heading that holds for a sentence: one printed in the text, or its section's."""
    match = _LEADING_HEAD.match(sentence)
    if match and any(p.match(match[1].lower()) for p in _HEADINGS.values()):
        return match[1]
    return setting.heading


def certainty(
    sentence: str, folded: str, setting: Setting, start: int, end: int, *, unsigned: bool
) -> Certainty:
    """
    Return how a claim is put whose words stretch from ``start`` to ``end`` of the sentence.

    ``folded`` is the sentence flattened (lower case, the same length).

    ``unsigned`` says that its effect is only "involved": a title without a verb is then a topic.
    """
    if _asked(sentence, folded, setting, start, end, unsigned=unsigned):
        return Certainty.QUESTION
    return Certainty.HEDGED if _hedged(folded, start, end) else Certainty.ASSERTED


def _asked(
    sentence: str, folded: str, setting: Setting, start: int, end: int, *, unsigned: bool
) -> bool:
    if folded.rstrip().endswith("?"):
        return True
    if setting.title:
        topic = unsigned or _PATTERNS["topic"].search(folded, start, end) is not None
        return topic and not _PATTERNS["finite"].search(sentence)
    if _asks_by_heading(folded, heading_of(sentence, setting).lower()):
        return True
    return any(_holds_for(aim, folded, start, end) for aim in _PATTERNS["aim"].finditer(folded))


def _asks_by_heading(folded: str, heading: str) -> bool:
    """Say whether a sentence asks or tells a method by where it stands."""
    told = _PATTERNS["result"].search(folded) or _PATTERNS["background"].search(folded)
    if _HEADINGS["aim"].match(heading) and not told:
        return True
    return _HEADINGS["method"].match(heading) is not None


def _holds_for(aim: re.Match[str], folded: str, start: int, end: int) -> bool:
    """Say whether words of an aim, a method or a gap are said of what stands from start to end."""
    result = _PATTERNS["result"].search(folded, aim.end())
    if result and result.end() <= end:
        return False
    # A gap in what is known stays one, whatever was shown before.
    gap = _PATTERNS["gap"].match(aim[0]) is not None
    passive = not gap and aim[0].startswith(("was", "were", "is", "are", "been", "being"))
    if passive:
        # "... was assessed and X reduced Y": what follows is a finding.
        told = aim.start() < start
    else:
        told = not gap and aim.start() > start and _tells_ahead(folded, aim.start())
    if told or _is_aside(folded, aim.start(), start, end):
        return False
    if gap and _PATTERNS["after_gap"].search(folded, aim.end(), max(start, aim.end())):
        return False
    return _PATTERNS["break"].search(folded, end, aim.start()) is None


def _tells_ahead(folded: str, start: int) -> bool:
    return _PATTERNS["result"].search(folded, 0, start) is not None


def _is_aside(folded: str, aim: int, start: int, end: int) -> bool:
    """
    Say whether an aim and a finding stand in clauses of their own.

    "X, which was tested in rats, reduced Y"; "since X reduces Y, the reasons were examined".
    """
    if aim > end:
        return "," in folded[end:aim] and _PATTERNS["reason"].match(folded) is not None
    relative = folded[:aim].endswith(("which ", "that ", "who "))
    return aim > start and relative and "," in folded[aim:end]


def _hedged(folded: str, start: int, end: int) -> bool:
    left = max((m.end() for m in _PATTERNS["break"].finditer(folded, 0, max(0, start))), default=0)
    after = _PATTERNS["break"].search(folded, end)
    right = min(after.start() if after else len(folded), end + 1)
    ahead = [m for m in _PATTERNS["hedge_ahead"].finditer(folded, 0, end) if m.start() < end]
    if ahead:
        return True
    return any(
        not _is_ability(folded, m.start())
        for m in _PATTERNS["hedge_around"].finditer(folded, left, right)
    )


def _is_ability(folded: str, start: int) -> bool:
    """Say whether "could" tells what was seen ("... that could be blocked by X")."""
    if not _PATTERNS["ability"].match(folded, start):
        return False
    if _PATTERNS["shown"].match(folded, start) or folded[:start].endswith("that "):
        return True
    return _PATTERNS["past"].search(folded) is not None


def origin(sentence: str, folded: str, setting: Setting) -> Origin:
    """Return whose finding a sentence tells."""
    if setting.review:
        return Origin.BACKGROUND
    return Origin.OWN if setting.title or _owned(sentence, folded, setting) else Origin.BACKGROUND


def _owned(sentence: str, folded: str, setting: Setting) -> bool:
    heading = heading_of(sentence, setting).lower()
    if _HEADINGS["result"].match(heading) and not _PATTERNS["previously"].search(folded):
        return True
    own = is_own(folded)
    told = _PATTERNS["background"].search(folded) is not None
    if _HEADINGS["background"].match(heading):
        return own and not told
    if _PATTERNS["earlier"].search(folded):
        return False
    return own or not (setting.opening or told)
