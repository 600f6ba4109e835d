"""Builds claims, records and a small pack by hand, for the tests of tables and formats."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from curate.core.article import Article, Author
from curate.core.claim import (
    Certainty,
    Claim,
    Grounds,
    Inference,
    Observation,
    Origin,
    Sentence,
    SourceKind,
    Span,
    Tier,
)
from curate.core.finding import BareFinding, Finding
from curate.core.lexicon import Kind, Lexicon, Term
from curate.core.signs import Basis, Effect, role_of

HOSTILE = "<script>alert('1')</script> & \"=1+1\" | 痛覚 κ-receptor\nnext\x1b[31m"

LEXICON = Lexicon(
    name="test",
    version="3",
    title="Opioid tolerance",
    terms=(
        Term(term_id="tolerance", kind=Kind.PHENOMENON, label="Tolerance"),
        Term(term_id="hyperalgesia", kind=Kind.PHENOMENON, label="Hyperalgesia"),
        Term(term_id="allodynia", kind=Kind.PHENOMENON, label="Allodynia"),
        Term(
            term_id="nmda_receptor",
            kind=Kind.MECHANISM,
            label="NMDA receptor",
            category="receptor",
        ),
        Term(term_id="cck", kind=Kind.MECHANISM, label="Cholecystokinin", category="peptide"),
        Term(term_id="dynorphin", kind=Kind.MECHANISM, label="Dynorphin", category="peptide"),
    ),
    categories={"receptor": "Receptors", "peptide": "Peptides"},
    digest="0" * 64,
)


def person(last_name: str, initials: str = "A") -> Author:
    """Return an author."""
    return Author(last_name=last_name, initials=initials)


def record(number: int, *names: str, year: int | None = 2001, title: str = "") -> Article:
    """Return an invented record; ``number`` is added to PMID 900000000."""
    return Article(
        pmid=str(900000000 + number),
        title=title or f"An invented study, number {number}.",
        authors=tuple(person(name) for name in names),
        year=year,
        journal="Journal of Invented Results",
        volume="7",
        issue="2",
        pages="113-21",
    )


def by_pmid(*records: Article) -> dict[str, Article]:
    """Return records by PMID."""
    return {r.pmid: r for r in records}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one sentence says, with everything that a test does not care about filled in."""

    number: int
    mechanism: str = "nmda_receptor"
    label: str = "NMDA receptor"
    phenomenon: str = "tolerance"
    agent: str = "MK-801"
    effect: Effect = Effect.DECREASES
    basis: Basis = Basis.BLOCKADE
    certainty: Certainty = Certainty.ASSERTED
    origin: Origin = Origin.OWN
    kind: SourceKind = SourceKind.ANIMAL
    tier: Tier = Tier.BOTH
    section: int = 1
    start: int = 0
    sentence: str = ""

    def claim(self) -> Claim:
        """Return the claim, its spans found in the sentence."""
        verb = "left" if self.effect is Effect.NONE else "changed"
        text = self.sentence or f"{self.agent} {verb} morphine {self.phenomenon} in our test."
        return Claim(
            pmid=str(900000000 + self.number),
            sentence=Sentence(
                section=self.section,
                start=self.start,
                end=self.start + len(text),
                text=text,
                label="RESULTS" if self.section else None,
            ),
            observation=Observation(
                cause=self.agent,
                effect=self.effect,
                phenomenon=self.phenomenon,
                phenomenon_span=span_of(text, self.phenomenon),
                agent_span=span_of(text, self.agent),
                exposure_span=span_of(text, "morphine"),
                certainty=self.certainty,
                origin=self.origin,
            ),
            inference=Inference(
                mechanism=self.mechanism,
                mechanism_label=self.label,
                basis=self.basis,
                role=role_of(self.effect, self.basis),
            ),
            grounds=Grounds(tier=self.tier, confidence=0.75, rule="subject-verb-object"),
            source_kind=self.kind,
        )


def span_of(text: str, part: str) -> Span:
    """Return where ``part`` first stands in ``text``."""
    start = text.index(part)
    return Span(start, start + len(part), part)


PROMOTES = Said(number=1)
INHIBITS = replace(PROMOTES, effect=Effect.INCREASES)
NULL = replace(PROMOTES, effect=Effect.NONE)
INVOLVED = replace(PROMOTES, effect=Effect.INVOLVED, basis=Basis.DIRECT)


def claims(said: Iterable[Said]) -> list[Claim]:
    """Return the claims of several sentences."""
    return [s.claim() for s in said]


def short(finding: Finding) -> BareFinding:
    """Return what a table asks of a claim, and no more."""
    return BareFinding(*(getattr(finding, name) for name in BareFinding._fields))
