"""How a phenomenon stands in its sentence."""

import re

from curate.core.lexicon import Kind
from curate.nlp.record import Job
from curate.nlp.shadow import FIRST, MENTION, mark

_ANIMALS = (
    r"(?:rats?|mice|mouse|animals?|patients?|subjects?|monkeys?|individuals|volunteers|cells)"
)
_MODIFIES = re.compile(
    r"(?: thresholds?\b|-(?:induced|associated|related|evoked|precipitated|elicited)\b)"
)
_NEXT = re.compile(rf" ({MENTION})")
_COHORT_BEHIND = re.compile(
    rf"(?:(?:,| and| or|/) ?-?(?:[\w-]*-)?(?:dependent|tolerant|{MENTION}))?[ -]{_ANIMALS}\b"
)
_COHORT_AHEAD = re.compile(rf"\b{_ANIMALS} with (?:[\w-]+ |{MENTION}[ -]){{0,3}}$")


def standing(job: Job, start: int) -> str:
    """
    Return how a phenomenon stands in its sentence.

    ``modifier``: it only qualifies another word ("withdrawal-induced hyperalgesia"); ``cohort``:
    it tells who was studied ("tolerant rats"); else ``target``.
    """
    number = next(n for n, m in enumerate(job.copy.mentions) if m.start == start)
    place = job.copy.text.find(mark(number))
    before, behind = job.copy.text[:place], job.copy.text[place + 1 :]
    if _MODIFIES.match(behind) or _next_phenomenon(job, behind):
        return "modifier"
    if _COHORT_BEHIND.match(behind) or _COHORT_AHEAD.search(before):
        return "cohort"
    return "target"


def _next_phenomenon(job: Job, behind: str) -> bool:
    match = _NEXT.match(behind)
    if match is None:
        return False
    mention = job.copy.mentions[ord(match[1]) - FIRST]
    return mention.concept.kind is Kind.PHENOMENON
