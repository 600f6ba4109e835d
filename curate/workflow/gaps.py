"""What the pack does not know: names that stand under themselves in the claims of a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass

from curate.core.claim import Claim, Tier
from curate.core.claim_filter import ClaimFilter
from curate.core.lexicon import Lexicon
from curate.core.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """
    One name that the pack lacks.

    ``records`` counts the records in which it stands beside a phenomenon, ``claims`` the claims
    that a reader made of it (candidates that only co-occur are not among them); ``sentence`` and
    ``pmid`` are its first example.
    """

    name: str
    records: int
    claims: int
    pmid: str
    sentence: str


def gaps(store: Store, lexicon: Lexicon, *, least: int = 1) -> list[Gap]:
    """Return the names that at least so many records hold, the most frequent first."""
    known = {term.term_id for term in lexicon.terms}
    # A name that a guard dropped is no gap either ("naloxone-precipitated").
    names = {form.lower() for term in lexicon.terms for form in (*term.forms, *term.exact)}
    found: dict[str, list[Claim]] = {}
    for claim in store.claims(ClaimFilter(candidates=True, as_read=True)):
        named = claim.inference.mechanism_label.lower() in names
        if claim.inference.mechanism not in known and not named:
            found.setdefault(claim.inference.mechanism, []).append(claim)
    listed = [_gap(claims) for claims in found.values()]
    return sorted(
        (gap for gap in listed if gap.records >= least),
        key=lambda gap: (-gap.records, -gap.claims, gap.name),
    )


def _gap(claims: Sequence[Claim]) -> Gap:
    first = next((c for c in claims if c.grounds.tier is not Tier.COOCCURRENCE), claims[0])
    return Gap(
        name=first.inference.mechanism_label,
        records=len({c.pmid for c in claims}),
        claims=sum(c.grounds.tier is not Tier.COOCCURRENCE for c in claims),
        pmid=first.pmid,
        sentence=first.sentence.text,
    )
