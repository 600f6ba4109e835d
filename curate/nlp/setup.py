"""What stands as a cause and is none: the exposure itself, and what sets the model up."""

import re

from curate.core.claim import Certainty, Claim
from curate.core.lexicon import Kind
from curate.core.signs import Effect
from curate.nlp.combine import RESTORED
from curate.nlp.mention import Concept
from curate.nlp.record import Job
from curate.nlp.shadow import FIRST, MENTION, mark
from curate.nlp.standing import standing
from curate.nlp.triggers import english

# "relieved pain without (any signs of) tolerance": it is the drug that nobody grew tolerant to.
_SPARED = re.compile(
    r"\b(?:without (?:(?!\w+ing\b|effects? on\b|changes?\b)[\w-]+ ){0,4}|no (?:[\w-]+ )?)"
    r"(?:signs?|evidence|symptoms?) of (?:[\w-]+ ){0,2}$|\bwithout (?:any )?$"
)
_ADDED_TO = re.compile(
    r"\b(?:plus|combined with|in combination with|together with|given with|administered with"
    r"|added to) $"
)
_ENDOGENOUS = re.compile(r"(?:mi(?:cro)?rna|mir|let|lncrna|circrna)\b", re.IGNORECASE)
# "tolerance to morphine and fentanyl", "withdrawal from chronic morphine"
_FOLLOWS = re.compile(
    rf"(?P<p>{MENTION})(?: to| on| from| after)(?: [\w-]+){{0,2}} "
    rf"(?:{MENTION}(?:,| and| or|, and)(?: [\w-]+)? )*$"
)
# "cocaine dependence", "tolerance to JZL184"
_NAME_AHEAD = re.compile(rf"(?P<n>{MENTION})[ -]$")
_NAME_BEHIND = re.compile(
    rf" (?:to|on|from)(?: the)?(?: [\w-]+(?: effects?)? of)?(?: [\w-]+){{0,2}} (?P<n>{MENTION})"
)
_SET_UP = re.compile(r"[ -](?:precipitated|induced|evoked|elicited|provoked)\b")
_SETTING_UP = (
    "induc",
    "produc",
    "caus",
    "evok",
    "elicit",
    "precipitat",
    "provok",
    "trigger",
    "result",
    "lead",
    "led",
    "yield",
)


def is_evidence(claim: Claim, job: Job) -> bool:
    """Say whether a claim is more than an exposure's own effect or the making of a model."""
    place = standing(job, claim.observation.phenomenon_span.start)
    if place == "modifier" or (
        place == "cohort"
        and claim.observation.effect is not Effect.INVOLVED
        and claim.grounds.rule != RESTORED
    ):
        return False
    if _follows_another(claim, job):
        return False
    if claim.observation.effect is Effect.NONE and _is_spared(claim, job):
        return False
    exposures = {(m.start, m.end) for m in job.mentions if m.concept.kind is Kind.EXPOSURE}
    agent = claim.observation.agent_span or claim.observation.mechanism_span
    if agent is not None and (agent.start, agent.end) in exposures:
        return _is_given_against(claim, job, agent.start)
    return not _sets_up(claim, job)


def _follows_another(claim: Claim, job: Job) -> bool:
    """Say whether a phenomenon that follows drugs follows another one here ("MDMA dependence")."""
    start = claim.observation.phenomenon_span.start
    number = next((n for n, m in enumerate(job.copy.mentions) if m.start == start), None)
    if number is None or job.copy.mentions[number].concept.treated:
        return False
    text = job.copy.text
    place = text.find(mark(number))
    ahead, behind = _NAME_AHEAD.search(text[:place]), _NAME_BEHIND.match(text, place + 1)
    if behind and _concept(job, behind).kind is Kind.AGENT:
        return True
    named = [_concept(job, match) for match in (ahead, behind) if match]
    return any(c.kind is Kind.MECHANISM and not c.known for c in named)


def _concept(job: Job, match: re.Match[str]) -> Concept:
    return job.copy.mentions[ord(match["n"]) - FIRST].concept


def _is_spared(claim: Claim, job: Job) -> bool:
    """Say whether a drug is only told to be free of a phenomenon that follows drugs."""
    start = claim.observation.phenomenon_span.start
    treated = any(m.start == start and m.concept.treated for m in job.mentions)
    return not treated and _SPARED.search(job.sentence.text[:start].lower()) is not None


def is_drug(claim: Claim, job: Job) -> bool:
    """Say whether the cause is a drug under its own name alone, and no part of the body."""
    if claim.observation.agent_span is not None:
        return claim.observation.mechanism_span is None
    span = claim.observation.mechanism_span
    return any(
        span is not None
        and m.start == span.start
        and (m.concept.kind is Kind.AGENT or not m.concept.known)
        and not _ENDOGENOUS.match(m.text)
        for m in job.mentions
    )


def _is_given_against(claim: Claim, job: Job, start: int) -> bool:
    """Say whether an exposure is itself given against the phenomenon, and counts as an agent."""
    name = claim.observation.agent_span or claim.observation.mechanism_span
    if name is not None and _SET_UP.match(job.sentence.text[name.end :].lower()):
        return False
    if _is_followed(job, start) or _ADDED_TO.search(job.sentence.text[:start]):
        return False
    unsigned = claim.observation.effect in (Effect.INCREASES, Effect.INVOLVED)
    if unsigned and not _is_tested(claim):
        return False
    if any(c.text.lower().startswith(_SETTING_UP) for c in claim.grounds.cues):
        return False
    place = claim.observation.phenomenon_span.start
    return any(m.start == place and m.concept.treated for m in job.mentions)


def _is_followed(job: Job, start: int) -> bool:
    """Say whether the phenomenon is named by what it follows ("tolerance to morphine")."""
    number = next((n for n, m in enumerate(job.copy.mentions) if m.start == start), None)
    if number is None:
        return False
    ahead = job.copy.text[: job.copy.text.find(mark(number))]
    match = _FOLLOWS.search(ahead)
    named = match and job.copy.mentions[ord(match["p"]) - FIRST]
    return bool(named and named.concept.kind is Kind.PHENOMENON)


def _is_tested(claim: Claim) -> bool:
    """Say whether an opioid's effect on the phenomenon is what a question asks for."""
    return (
        claim.observation.certainty is Certainty.QUESTION
        and claim.observation.effect is Effect.INVOLVED
        and claim.grounds.rule.endswith((".noun", ".nominal"))
        and any(c.text.lower().startswith(("effect", "efficac")) for c in claim.grounds.cues)
    )


def _sets_up(claim: Claim, job: Job) -> bool:
    """Say whether the sentence only tells how the phenomenon was set up ("induced by X")."""
    words = [c.text.lower() for c in claim.grounds.cues]
    cause = claim.observation.agent_span or claim.observation.mechanism_span
    if cause is not None and is_drug(claim, job):
        behind = job.sentence.text[cause.end :].lower()
        if _SET_UP.match(behind) and claim.observation.effect is not Effect.INCREASES:
            return True  # "naloxone precipitated and abrupt withdrawal were reduced by ..."
    if cause is not None and cause.text.lower() in english().classes["models"]:
        return all(w.startswith(_SETTING_UP) or w.startswith("assoc") for w in words)
    if not words or claim.observation.effect is not Effect.INCREASES:
        return False
    if claim.observation.phenomenon_span.text.lower().endswith("ic"):
        return False
    alone = claim.observation.agent_span is not None and claim.observation.mechanism_span is None
    if alone and all(w.startswith(_SETTING_UP) for w in words):
        return True
    span = claim.observation.mechanism_span
    unknown = any(
        span is not None and m.start == span.start and not m.concept.known for m in job.mentions
    )
    return unknown and all(w.startswith(_SETTING_UP) for w in words)
