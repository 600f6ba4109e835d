"""Gold annotations and found claims over invented sentences, for the tests of scoring."""

from dataclasses import dataclass

from curate.core.annotation import Annotation
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
from curate.core.signs import Basis, Effect, role_of

CHAIN = "In invented rats, zetalin blocked quorin receptors and lowered morphine tolerance."
TWO = "Both quorin and velidase raised allodynia in the invented strain."
AIM = "We asked whether quorin has any part in tolerance."


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One claim, to be made as gold or as found; spans are the first occurrence of the text."""

    pmid: str = "900000001"
    sentence: str = CHAIN
    mechanism: str | None = "quorin receptors"
    agent: str | None = None
    phenomenon: str = "tolerance"
    effect: Effect = Effect.INCREASES
    basis: Basis = Basis.DIRECT
    certainty: Certainty = Certainty.ASSERTED
    confidence: float = 0.9
    tier: Tier = Tier.BOTH
    rule: str = "verb"
    variant: int = 0
    kind: SourceKind = SourceKind.ANIMAL

    @property
    def name(self) -> str:
        """Return what the mechanism is called."""
        return self.mechanism or self.agent or ""

    def gold(self, source_kind: SourceKind | None = None) -> Annotation:
        """Return it as a reader would have written it down."""
        return Annotation(
            pmid=self.pmid,
            sentence=self.sentence,
            mechanism=self.name,
            mechanism_text=self.mechanism,
            agent_text=self.agent,
            phenomenon=self.phenomenon,
            phenomenon_text=self.phenomenon,
            effect=self.effect,
            basis=self.basis,
            role=role_of(self.effect, self.basis),
            certainty=self.certainty,
            origin=Origin.OWN,
            source_kind=source_kind,
        )

    def found(self) -> Claim:
        """Return it as a tagger would have found it."""
        phenomenon = self._span(self.phenomenon)
        assert phenomenon is not None
        return Claim(
            pmid=self.pmid,
            sentence=Sentence(section=1, start=0, end=len(self.sentence), text=self.sentence),
            observation=Observation(
                cause=self.agent or self.name,
                effect=self.effect,
                phenomenon=self.phenomenon,
                phenomenon_span=phenomenon,
                mechanism_span=self._span(self.mechanism),
                agent_span=self._span(self.agent),
                certainty=self.certainty,
            ),
            inference=Inference(
                mechanism=self.name,
                mechanism_label=self.name,
                basis=self.basis,
                role=role_of(self.effect, self.basis),
            ),
            grounds=Grounds(tier=self.tier, confidence=self.confidence, rule=self.rule),
            source_kind=self.kind,
            variant=self.variant,
        )

    def _span(self, text: str | None) -> Span | None:
        if text is None:
            return None
        start = self.sentence.index(text)
        return Span(start, start + len(text), text)
