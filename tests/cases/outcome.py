"""What the tagger makes of the cases, beside what they ask for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curate.core.alignment import SolidText
from curate.core.claim import Certainty, Claim, Reading, Span, Tier
from curate.core.ports import Tagger
from tests.cases.expected import Case, ExpectedClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One case, what was found, and the difference."""

    case: Case
    sentences: int
    found: tuple[Claim, ...]
    missed: tuple[ExpectedClaim, ...]
    extra: tuple[Claim, ...]

    @property
    def passes(self) -> bool:
        """Say whether all that is asked for was found, and nothing besides."""
        return self.sentences == 1 and not self.missed and not self.extra

    @property
    def reason(self) -> str:
        """Return in a few words what is wrong."""
        parts = [f"misses {m}" for m in self.missed]
        parts += [f"adds {shown(c)}" for c in self.extra]
        if self.sentences != 1:
            parts.append(f"splits into {self.sentences} sentences")
        return "; ".join(parts)


def read_cases(tagger: Tagger, cases: Sequence[Case]) -> dict[str, Outcome]:
    """Return the outcome of every case, by id, from one pass of the tagger."""
    readings = tagger.read([c.article for c in cases])
    return {c.case_id: _outcome(c, r) for c, r in zip(cases, readings, strict=True)}


def shown(claim: Claim) -> str:
    """Return a found claim in one line, in the form of an expected one."""
    seen, role = claim.observation, claim.inference.role
    cause = seen.agent_span or seen.mechanism_span
    name = cause.text if cause else seen.cause
    parts = (name, ">", seen.phenomenon, seen.effect, role, seen.certainty, seen.origin)
    return " ".join(str(p) for p in parts)


def _outcome(case: Case, reading: Reading) -> Outcome:
    found = [c for c in reading.claims if c.grounds.tier is not Tier.COOCCURRENCE]
    evidence = [c for c in found if c.observation.certainty is not Certainty.QUESTION]
    questions = [c for c in found if c.observation.certainty is Certainty.QUESTION]
    asked = [e for e in case.claims if e.is_question]
    stated = [e for e in case.claims if not e.is_question]
    pairs = _pair(case, stated, evidence)
    missed = [e for i, e in enumerate(stated) if i not in pairs]
    missed += [e for e in asked if not any(_fits(case, e, q) for q in questions)]
    extra = [c for j, c in enumerate(evidence) if j not in pairs.values()]
    return Outcome(
        case=case,
        sentences=len(reading.sentences),
        found=tuple(found),
        missed=tuple(missed),
        extra=tuple(extra),
    )


def _pair(case: Case, expected: Sequence[ExpectedClaim], found: Sequence[Claim]) -> dict[int, int]:
    """Pair as many expected with found claims as can be, each once (augmenting paths)."""
    fits = [[j for j, f in enumerate(found) if _fits(case, e, f)] for e in expected]
    owner: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in fits[i]:
            if j not in tried:
                tried.add(j)
                if j not in owner or place(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    for i in range(len(expected)):
        place(i, set())
    return {i: j for j, i in owner.items()}


def _fits(case: Case, expected: ExpectedClaim, claim: Claim) -> bool:
    seen = claim.observation
    if seen.phenomenon != expected.phenomenon or seen.certainty is not expected.certainty:
        return False
    if expected.origin is not None and seen.origin is not expected.origin:
        return False
    if not expected.is_question and (
        seen.effect is not expected.effect or claim.inference.role is not expected.role
    ):
        return False
    return _meets(case.text, expected.cause, (seen.agent_span, seen.mechanism_span))


def _meets(text: str, cause: str, spans: Iterable[Span | None]) -> bool:
    solid = SolidText(text)
    places = [(solid.place(s.start), solid.place(s.end)) for s in spans if s is not None]
    return any(a < d and c < b for a, b in solid.occurrences(cause) for c, d in places)
