"""Records with claims at any place of any text, for the tests of exchange with other tools."""

from dataclasses import replace

from hypothesis import strategies as st

from curate.core.article import Article, Section
from curate.core.claim import (
    Certainty,
    Claim,
    Grounds,
    Inference,
    Observation,
    Origin,
    Reading,
    Sentence,
    Span,
    Tier,
)
from curate.core.sheet import Sheet, marked, render
from curate.core.signs import Basis, Effect, role_of
from tests.store.strategies import PMIDS

# No control characters and no lone surrogates: XML has neither, so PubMed has neither.
SIGNS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
)
ASTRAL = st.sampled_from("𝛽𝒜🧠🐀")
TEXTS = st.text(SIGNS | ASTRAL | st.sampled_from(" ;=\\|:.\n\u2028"), min_size=1, max_size=24)
NAMES = TEXTS.map(lambda text: " ".join(text.split()) or "glia")
PHENOMENA = ("tolerance", "hyperalgesia", "allodynia")


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """Draw a piece of a text that neither begins nor ends with a space."""
    places = [n for n, sign in enumerate(text) if not sign.isspace()]
    start = draw(st.sampled_from(places))
    end = draw(st.sampled_from([n for n in places if n >= start])) + 1
    return Span(start, end, text[start:end])


@st.composite
def claims(draw: st.DrawFn, pmid: str, sentence: Sentence) -> Claim:
    """Draw a claim on a sentence; its words may lie over one another."""
    some = spans(sentence.text)
    mechanism, agent = draw(st.none() | some), draw(st.none() | some)
    if mechanism is None and agent is None:
        mechanism = draw(some)
    effect, basis = draw(st.sampled_from(Effect)), draw(st.sampled_from(Basis))
    name = draw(NAMES)
    return Claim(
        pmid=pmid,
        sentence=sentence,
        observation=Observation(
            cause=draw(NAMES),
            effect=effect,
            phenomenon=draw(st.sampled_from(PHENOMENA)),
            phenomenon_span=draw(some),
            mechanism_span=mechanism,
            agent_span=agent,
            exposure_span=draw(st.none() | some),
            certainty=draw(st.sampled_from(Certainty)),
            origin=draw(st.sampled_from(Origin)),
        ),
        inference=Inference(
            mechanism=f"~{name.casefold()}",
            mechanism_label=name,
            basis=basis,
            role=role_of(effect, basis),
        ),
        grounds=Grounds(
            tier=draw(st.sampled_from([t for t in Tier if t is not Tier.REVIEWER])),
            confidence=0.5,
            rule="drawn",
            cues=tuple(draw(st.lists(some, max_size=3, unique=True))),
        ),
    )


@st.composite
def read_records(draw: st.DrawFn) -> tuple[Article, Reading]:
    """Draw a record of a few sentences and a reading of it."""
    pmid = draw(PMIDS)
    title = draw(TEXTS.filter(str.strip))
    sections = draw(st.lists(st.lists(TEXTS, min_size=1, max_size=3), max_size=3))
    labels = draw(st.lists(st.none() | NAMES, min_size=len(sections), max_size=len(sections)))
    found = [Sentence(section=0, start=0, end=len(title), text=title)]
    written = []
    for number, (pieces, label) in enumerate(zip(sections, labels, strict=True), start=1):
        start = 0
        for piece in pieces:
            end = start + len(piece)
            found.append(Sentence(section=number, start=start, end=end, text=piece, label=label))
            start = end + 1
        written.append(Section(text=" ".join(pieces), label=label))
    marking = [s for s in found if s.text.strip()]
    chosen = draw(st.lists(st.sampled_from(marking), max_size=4))
    made = [draw(claims(pmid, sentence)) for sentence in chosen]
    unique = {claim.claim_id: claim for claim in made}
    article = Article(pmid=pmid, title=title, sections=tuple(written))
    reading = Reading(pmid=pmid, sentences=tuple(found), claims=tuple(unique.values()))
    return article, reading


def sheet_of(article: Article, reading: Reading) -> Sheet:
    """Return a record with its claims marked."""
    rendition = render(article)
    found = []
    for claim in reading.claims:
        start = rendition.place(claim.sentence)
        assert start is not None
        found.append(marked(claim, start))
    ids = tuple(sorted(claim.claim_id for claim in found))
    return Sheet(pmid=article.pmid, text=rendition.text, claims=tuple(found), exported=ids)


def plain(sheet: Sheet) -> Sheet:
    """Return a sheet without what says where it was read, its claims by their ids."""
    stripped = sorted(
        (replace(claim, where="", cues=(), fields=dict(claim.fields)) for claim in sheet.claims),
        key=lambda claim: claim.claim_id,
    )
    return replace(sheet, where="", claims=tuple(stripped))
