"""From what the readers linked to claims, with the grounds that each stands on."""

from collections.abc import Sequence
from dataclasses import replace

from curate.core.claim import (
    Certainty,
    Claim,
    Grounds,
    Inference,
    Observation,
    Span,
    Tier,
)
from curate.core.lexicon import Kind
from curate.core.signs import Effect, role_of
from curate.nlp.assertion import certainty, origin
from curate.nlp.cause import Cause
from curate.nlp.combine import Link, cooccurring
from curate.nlp.confidence import confidence
from curate.nlp.contrast import denied_in_part
from curate.nlp.finding import Finding
from curate.nlp.fold import flatten
from curate.nlp.mention import Mention
from curate.nlp.question import Question
from curate.nlp.record import Job, Prepared
from curate.nlp.verdict import settle


def claims_of(record: Prepared, job: Job, links: Sequence[Link]) -> list[Claim]:
    """Return the claims of one sentence, and its candidates that merely stand together."""
    question = Question(job)
    found = []
    read = []
    for link in links:
        claim = _claim(record, job, link.finding, link)
        pair = job.causes[link.finding.cause].anchors[0], link.finding.phenomenon
        asked = claim.observation.certainty is Certainty.QUESTION
        topic = question.lists and link.finding.effect is Effect.INVOLVED
        if topic or (asked and question.told):
            continue  # "rats received A and B before tolerance was tested": it stays a candidate
        read.append(link)
        if asked and question.measures(*pair):
            continue
        found.append(claim)
        signed = link.finding.effect in (Effect.INCREASES, Effect.DECREASES)
        if signed and not asked and denied_in_part(job.copy, *pair):
            other = replace(link.finding, effect=Effect.NONE, rule=f"{link.finding.rule}.contrast")
            found.append(_claim(record, job, other, link))
    for cause, phenomenon in cooccurring(job.copy, job.causes, read):
        asked = question.asks(job.causes[cause].anchors[0], phenomenon)
        finding = Finding(
            cause=cause, phenomenon=phenomenon, effect=Effect.INVOLVED, rule="cooccurrence"
        )
        found.append(_claim(record, job, finding, None, asked=asked))
    return settle(found, job)


def _claim(
    record: Prepared, job: Job, finding: Finding, link: Link | None, *, asked: bool = False
) -> Claim:
    cause = job.causes[finding.cause]
    if finding.basis is not None:
        cause = replace(cause, basis=finding.basis)
    phenomenon = job.copy.mentions[finding.phenomenon]
    put = _certainty(job, cause, finding)
    tier = link.tier if link else Tier.COOCCURRENCE
    if link is None and asked and put is Certainty.QUESTION:
        # A question asks of what it names, whatever words stand between.
        tier = Tier.WINDOW
    text = job.sentence.text
    return Claim(
        pmid=record.article.pmid,
        sentence=job.sentence,
        observation=Observation(
            cause=cause.cause_id,
            effect=finding.effect,
            phenomenon=phenomenon.concept.concept_id,
            phenomenon_span=phenomenon.span,
            mechanism_span=cause.mechanism_span,
            agent_span=cause.agent_span,
            exposure_span=_exposure(job, phenomenon, cause),
            certainty=put,
            origin=origin(text, flatten(text), job.setting),
        ),
        inference=Inference(
            mechanism=cause.mechanism.concept_id,
            mechanism_label=cause.mechanism.label,
            category=cause.mechanism.category,
            basis=cause.basis,
            role=role_of(finding.effect, cause.basis),
        ),
        grounds=Grounds(
            tier=tier,
            confidence=confidence(tier, link, job, finding),
            rule=finding.rule,
            cues=tuple(Span(s, e, text[s:e]) for s, e in finding.cues),
            chain=_chain(cause, finding, phenomenon),
        ),
        source_kind=record.kind,
    )


def _certainty(job: Job, cause: Cause, finding: Finding) -> Certainty:
    """Return how the sentence puts what stands between the cause, the cues and the phenomenon."""
    mentions = [job.copy.mentions[n] for n in (finding.phenomenon, cause.anchors[0])]
    stretches = [*finding.cues, *((m.start, m.end) for m in mentions)]
    return certainty(
        job.sentence.text,
        _plain(job),
        job.setting,
        min(start for start, _ in stretches),
        max(end for _, end in stretches),
        unsigned=finding.effect is Effect.INVOLVED,
    )


def _plain(job: Job) -> str:
    """Return the flattened sentence with the words of names blotted out."""
    text = flatten(job.sentence.text)
    for mention in job.mentions:
        text = text[: mention.start] + "x" * (mention.end - mention.start) + text[mention.end :]
    return text


def _exposure(job: Job, phenomenon: Mention, cause: Cause) -> Span | None:
    """Return the exposure nearest to the phenomenon that is not the cause itself."""
    spans = [
        m.span
        for n, m in enumerate(job.copy.mentions)
        if m.concept.kind is Kind.EXPOSURE and n not in cause.anchors
    ]
    return min(spans, key=lambda s: abs(s.start - phenomenon.start), default=None)


def _chain(cause: Cause, finding: Finding, phenomenon: Mention) -> tuple[str, ...]:
    name = cause.agent_span or cause.mechanism_span
    steps = list(cause.chain)
    if phenomenon.against:
        steps.append(f"{phenomenon.text}: turned round")
    subject = name.text if name else cause.cause_id
    steps.append(f"{subject} {finding.effect.value} {phenomenon.concept.label}")
    role = role_of(finding.effect, cause.basis)
    steps.append(
        f"{finding.effect.value} by {cause.basis.value} -> {cause.mechanism.label}: {role.value}"
    )
    return tuple(steps)
