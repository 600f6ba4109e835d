"""Hypothesis strategies for the values that the store keeps."""

from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from curate.core.article import (
    Article,
    Author,
    Form,
    Keyword,
    MeshHeading,
    OtherAbstract,
    Reference,
    Relation,
    Section,
    Substance,
)
from curate.core.claim import (
    Certainty,
    Claim,
    Grounds,
    Inference,
    Observation,
    Origin,
    Reading,
    Sentence,
    SourceKind,
    Span,
    Tier,
)
from curate.core.search import Search
from curate.core.signs import Basis, Effect, role_of

PMIDS = st.integers(900000001, 999999999).map(str)
TEXTS = st.text(max_size=12)
MAYBE = st.none() | TEXTS
SMALL = st.integers(0, 5000)


def _several(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=3).map(tuple)


def _parts_of(kind: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Build a value with every field drawn by its annotation, so that a new field joins in."""
    known: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXTS,
        str | None: MAYBE,
        bool: st.booleans(),
        Form: st.sampled_from(Form),
        int: SMALL,
        int | None: st.none() | SMALL,
        tuple[str, ...]: _several(TEXTS),
    }
    drawn = {f.name: given[f.name] if f.name in given else known[f.type] for f in fields(kind)}
    return st.builds(kind, **drawn)


ARTICLES: st.SearchStrategy[Article] = _parts_of(
    Article,
    pmid=PMIDS,
    sections=_several(_parts_of(Section)),
    other_abstracts=_several(_parts_of(OtherAbstract)),
    authors=_several(_parts_of(Author)),
    mesh=_several(_parts_of(MeshHeading)),
    substances=_several(_parts_of(Substance)),
    keywords=_several(_parts_of(Keyword)),
    relations=_several(_parts_of(Relation)),
    references=_several(_parts_of(Reference)),
)

SEARCHES: st.SearchStrategy[Search] = _parts_of(
    Search,
    pmids=st.sets(PMIDS, max_size=5).map(lambda found: tuple(sorted(found, key=int))),
)

_SPANS = st.builds(Span, SMALL, SMALL, TEXTS)
_MAYBE_SPAN = st.none() | _SPANS


@st.composite
def claims(draw: st.DrawFn, pmid: str, sentence: Sentence) -> Claim:
    """Draw a claim on one sentence."""
    effect, basis = draw(st.sampled_from(Effect)), draw(st.sampled_from(Basis))
    return Claim(
        pmid=pmid,
        sentence=sentence,
        observation=Observation(
            cause=draw(TEXTS),
            effect=effect,
            phenomenon=draw(TEXTS),
            phenomenon_span=draw(_SPANS),
            mechanism_span=draw(_MAYBE_SPAN),
            agent_span=draw(_MAYBE_SPAN),
            exposure_span=draw(_MAYBE_SPAN),
            certainty=draw(st.sampled_from(Certainty)),
            origin=draw(st.sampled_from(Origin)),
        ),
        inference=Inference(
            mechanism=draw(TEXTS),
            mechanism_label=draw(TEXTS),
            basis=basis,
            role=role_of(effect, basis),
            category=draw(MAYBE),
        ),
        grounds=Grounds(
            tier=draw(st.sampled_from(Tier)),
            confidence=draw(st.floats(0, 1)),
            rule=draw(TEXTS),
            cues=draw(_several(_SPANS)),
            chain=draw(_several(TEXTS)),
        ),
        source_kind=draw(st.sampled_from(SourceKind)),
        variant=draw(st.integers(0, 3)),
    )


@st.composite
def readings(draw: st.DrawFn, pmid: str) -> Reading:
    """Draw a reading of one record, its claims in reading order and with ids of their own."""
    places = draw(st.sets(st.tuples(st.integers(0, 3), SMALL), min_size=1, max_size=4))
    found = [
        Sentence(
            section=section,
            start=start,
            end=start + n,
            text=f"{n} {draw(TEXTS)}",
            label=draw(MAYBE),
        )
        for n, (section, start) in enumerate(sorted(places))
    ]
    chosen = draw(st.lists(st.sampled_from(found), max_size=5))
    made = [draw(claims(pmid, sentence)) for sentence in chosen]
    unique = {c.claim_id: c for c in made}
    return Reading(
        pmid=pmid,
        sentences=tuple(found),
        claims=tuple(sorted(unique.values(), key=reading_order)),
        source_kind=draw(st.sampled_from(SourceKind)),
    )


def reading_order(claim: Claim) -> tuple[object, ...]:
    """Return what claims are sorted by."""
    return (
        int(claim.pmid),
        claim.sentence.section,
        claim.sentence.start,
        claim.inference.mechanism.encode(),
        claim.observation.phenomenon.encode(),
        claim.observation.cause.encode(),
        claim.variant,
        claim.claim_id,
    )
