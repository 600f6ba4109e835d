"""Plain readers to set beside the tagger: what co-occurs is a claim, and everything promotes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from curate.core.claim import Certainty, Claim, Grounds, Tier
from curate.core.pairing import is_question
from curate.core.signs import Basis, Effect, Role

COOCCURRENCE = "co-occurrence"
AIM_FILTER = "co-occurrence, aim filter"


def baselines(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """
    Return the two baselines by name, made of everything that the tagger paired.

    ``claims`` are all of the tagger's, the candidates that only co-occur included. The first
    baseline takes each pair of a cause and a phenomenon for an asserted claim that the mechanism
    promotes; the second leaves out what the tagger takes for a question.
    """
    given = list(claims)
    return {
        COOCCURRENCE: _once(given),
        AIM_FILTER: _once(c for c in given if not is_question(c)),
    }


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """Return one plain claim a pair: contrary results of one pair are one co-occurrence."""
    plain = {c.claim_id: c for c in map(_plain, claims)}
    return list(plain.values())


def _plain(claim: Claim) -> Claim:
    seen, drawn = claim.observation, claim.inference
    lowers = drawn.basis is Basis.BLOCKADE
    return replace(
        claim,
        observation=replace(
            seen,
            effect=Effect.DECREASES if lowers else Effect.INCREASES,
            certainty=Certainty.ASSERTED,
        ),
        inference=replace(drawn, role=Role.PROMOTES),
        grounds=Grounds(tier=Tier.COOCCURRENCE, confidence=0.0, rule="co-occurrence"),
        variant=0,
    )
