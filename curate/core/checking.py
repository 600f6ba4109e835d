"""Whether what a table says still holds: claims, their sentences, sources and decisions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from curate.core.article import Article
from curate.core.claim import Claim, Sentence, Span, State
from curate.core.edition import Cited, CitedClaim
from curate.core.source_standing import NO_EVIDENCE, Standing


class Fault(StrEnum):
    """What does not hold."""

    NO_CLAIM = "no claim"
    REJECTED = "claim rejected"
    DISPUTED = "claim disputed"
    ELSEWHERE = "claim says otherwise"
    NO_EVIDENCE = "claim is no evidence"
    SENTENCE = "sentence not in the record"
    SPAN = "words not in the sentence"
    NO_RECORD = "no record"
    SOURCE = "source retracted"
    NOT_WRITTEN = "decision not in the journal"
    NOT_KEPT = "decision not in the database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: which, where (a citation's label or a claim), what it is in words."""

    fault: Fault
    pmid: str
    where: str
    detail: str
    claim_id: str = ""


def check_claims(claims: Iterable[Claim], articles: Mapping[str, Article]) -> Iterator[Finding]:
    """Yield what is wrong with claims that stand: their records, sentences and spans."""
    for claim in claims:
        where = f"{claim.inference.mechanism_label}, {claim.observation.phenomenon}"
        for fault, detail in _faults_of(claim, articles.get(claim.pmid)):
            yield Finding(
                fault=fault, pmid=claim.pmid, where=where, detail=detail, claim_id=claim.claim_id
            )


def check_cited(
    cited: Iterable[Cited],
    claims: Mapping[str, Claim],
    articles: Mapping[str, Article],
    standings: Mapping[str, Standing],
) -> Iterator[Finding]:
    """
    Yield what no longer holds of the citations of an edition.

    ``claims`` are all that are here now, rejected ones and candidates too, by id; ``articles``
    and ``standings`` are by PMID.
    """
    for one in cited:
        pmid = one.place.pmid
        where = f"{one.mechanism}, {one.phenomenon}: {one.label}"
        for fault, detail in _source_faults(pmid, articles.get(pmid), standings):
            yield Finding(fault=fault, pmid=pmid, where=where, detail=detail)
        for claim in one.claims:
            for fault, detail in _cited_faults(one, claim, claims.get(claim.claim_id), articles):
                yield Finding(
                    fault=fault, pmid=pmid, where=where, detail=detail, claim_id=claim.claim_id
                )


def _faults_of(claim: Claim, article: Article | None) -> Iterator[tuple[Fault, str]]:
    if article is None:
        yield Fault.NO_RECORD, "its record is not here"
        return
    yield from _sentence_faults(claim.sentence, article)
    seen = claim.observation
    spans = (seen.phenomenon_span, seen.mechanism_span, seen.agent_span, seen.exposure_span)
    for span in (*spans, *claim.grounds.cues):
        if span is not None and not _stands(span, claim.sentence.text):
            yield Fault.SPAN, f"{span.text!r} is not at {span.start} of its sentence"


def _source_faults(
    pmid: str, article: Article | None, standings: Mapping[str, Standing]
) -> Iterator[tuple[Fault, str]]:
    standing = standings.get(pmid, Standing.REGULAR)
    if article is None or standing is Standing.DELETED:
        yield Fault.NO_RECORD, "its record was deleted or is not here"
    elif standing in NO_EVIDENCE:
        yield Fault.SOURCE, f"its standing is: {standing.value}"


def _cited_faults(
    cited: Cited, was: CitedClaim, claim: Claim | None, articles: Mapping[str, Article]
) -> Iterator[tuple[Fault, str]]:
    article = articles.get(cited.place.pmid)
    if article is not None and was.sentence not in _text(article, was.section):
        yield Fault.SENTENCE, f"not in the record now: {was.sentence}"
    if claim is None:
        yield Fault.NO_CLAIM, "no claim of that sentence is found now"
        return
    if claim.state is State.REJECTED:
        by = ", ".join(claim.review.reviewers) if claim.review else "nobody"
        yield Fault.REJECTED, f"rejected by {by}"
    elif not claim.counts:
        yield Fault.NO_EVIDENCE, "it is a question or a mere co-occurrence now"
    elif claim.state is State.DISPUTED and was.state is not State.DISPUTED:
        yield Fault.DISPUTED, "reviewers differ on it now"
    place = cited.place
    now = (claim.inference.mechanism, claim.observation.phenomenon, claim.inference.role)
    if now != (place.mechanism, place.phenomenon, place.role):
        yield Fault.ELSEWHERE, f"it says now: {now[0]} {now[2].value} {now[1]}"


def _sentence_faults(sentence: Sentence, article: Article) -> Iterator[tuple[Fault, str]]:
    text = _text(article, sentence.section)
    if text[sentence.start : sentence.end] != sentence.text:
        yield Fault.SENTENCE, f"not where it was in the record: {sentence.text}"


def _text(article: Article, section: int) -> str:
    """Return the title (0), or the text of the n-th section; empty where there is none."""
    if section == 0:
        return article.title
    return article.sections[section - 1].text if section <= len(article.sections) else ""


def _stands(span: Span, text: str) -> bool:
    return text[span.start : span.end] == span.text
