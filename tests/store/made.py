"""Invented records, readings and searches; every PMID lies above 900000000."""

from collections.abc import Iterator
from itertools import count, islice
from random import Random

from curate.core.article import (
    Article,
    Author,
    Keyword,
    MeshHeading,
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

FIRST = 900000001
IDENTITY = "tagger-one"

MECHANISMS = ("NMDA receptor", "cholecystokinin", "protein kinase C", "microglia", "TRPV1")
PHENOMENA = ("tolerance", "hyperalgesia", "allodynia", "dependence", "withdrawal")
_WORDS = (
    "spinal",
    "dorsal",
    "horn",
    "neurons",
    "morphine",
    "infusion",
    "daily",
    "rats",
    "group",
    "dose",
    "receptor",
    "expression",
    "latency",
    "threshold",
    "saline",
    "antagonist",
    "kinase",
    "glial",
    "cytokine",
    "signal",
    "tolerance",
    "hyperalgesia",
    "withdrawal",
    "sensitised",
    "protein",
    "subunit",
    "current",
    "rise",
    "fall",
    "measured",
    "effect",
    "week",
    "baseline",
)


def pmid(n: int) -> str:
    """Return the n-th invented PMID, from 0."""
    return str(FIRST + n)


def article(n: int = 0, **changes: object) -> Article:
    """Return the n-th small invented record, with some fields as given."""
    values: dict[str, object] = {
        "pmid": pmid(n),
        "title": f"Glial signals and morphine tolerance, part {n}",
        "sections": (
            Section(text="Rats had morphine for a week.", label="METHODS", category="METHODS"),
            Section(text="Microglia drove the tolerance.", label="RESULTS", category="RESULTS"),
        ),
        "authors": (Author(last_name="Brackwater", fore_name="Ida", initials="I"),),
        "journal": "Annals of Invented Pharmacology",
        "journal_abbreviation": "Ann Inv Pharm",
        "year": 2011,
        "status": "MEDLINE",
        "revised": "2020-01-01",
        "languages": ("eng",),
        "publication_types": ("Journal Article",),
    }
    return Article(**(values | changes))  # type: ignore[arg-type]


def claim(of: Article, sentence: Sentence, **changes: object) -> Claim:
    """Return a claim on one sentence: its first word on its last; changes are by field name."""
    first, last = sentence.text.split()[0], sentence.text.split()[-1]
    effect = changes.get("effect", Effect.INCREASES)
    basis = changes.get("basis", Basis.DIRECT)
    assert isinstance(effect, Effect)
    assert isinstance(basis, Basis)
    mechanism = str(changes.get("mechanism", "microglia"))
    end = len(sentence.text)
    return Claim(
        pmid=of.pmid,
        sentence=sentence,
        observation=Observation(
            cause=str(changes.get("cause", mechanism)),
            effect=effect,
            phenomenon=str(changes.get("phenomenon", "tolerance")),
            phenomenon_span=Span(end - len(last), end, last),
            mechanism_span=Span(0, len(first), first),
            certainty=Certainty(str(changes.get("certainty", Certainty.ASSERTED))),
            origin=Origin(str(changes.get("origin", Origin.OWN))),
        ),
        inference=Inference(
            mechanism=mechanism,
            mechanism_label=str(changes.get("label", mechanism.title())),
            basis=basis,
            role=role_of(effect, basis),
            category="glia",
        ),
        grounds=Grounds(
            tier=Tier(str(changes.get("tier", Tier.BOTH))),
            confidence=0.75,
            rule=str(changes.get("rule", "verb")),
            cues=(Span(0, len(first), first),),
            chain=("drive",),
        ),
        source_kind=SourceKind(str(changes.get("source_kind", SourceKind.ANIMAL))),
        variant=int(str(changes.get("variant", 0))),
    )


def sentences(of: Article) -> tuple[Sentence, ...]:
    """Return the title and each section as one sentence each."""
    return (
        Sentence(section=0, start=0, end=len(of.title), text=of.title),
        *(
            Sentence(section=n, start=0, end=len(s.text), text=s.text, label=s.label)
            for n, s in enumerate(of.sections, start=1)
        ),
    )


def reading(of: Article, **changes: object) -> Reading:
    """Return a reading with one claim, on the last sentence."""
    found = sentences(of)
    return Reading(
        pmid=of.pmid,
        sentences=found,
        claims=(claim(of, found[-1], **changes),),
        source_kind=SourceKind.ANIMAL,
    )


def search(*numbers: int, **changes: object) -> Search:
    """Return a search for invented records."""
    values: dict[str, object] = {
        "query": "opioid tolerance",
        "translation": '"opioid"[All Fields] AND "tolerance"[All Fields]',
        "count": len(numbers),
        "pmids": tuple(pmid(n) for n in numbers),
        "searched_at": "2026-11-22T10:00:00Z",
        "warnings": ("Field not found: xyz",),
    }
    return Search(**(values | changes))  # type: ignore[arg-type]


def corpus(start: int = 0) -> Iterator[Article]:
    """Yield invented records of the usual size without end, the same ones each time."""
    for n in count(start):
        yield full_article(n)


def batches(size: int, records: int) -> Iterator[list[Article]]:
    """Yield the corpus in batches, up to a number of records."""
    source = islice(corpus(), records)
    while batch := list(islice(source, size)):
        yield batch


def full_article(n: int) -> Article:
    """Return the n-th record of the corpus: about 1,400 characters of abstract, 45 child rows."""
    dice = Random(n)  # noqa: S311

    def words(least: int, most: int) -> str:
        chosen = dice.choices(_WORDS, k=dice.randint(least, most))
        return " ".join(chosen).capitalize() + "."

    return article(
        n,
        title=words(8, 16),
        sections=tuple(
            Section(text=" ".join(words(12, 24) for _ in range(3)), label=label, category=label)
            for label in ("BACKGROUND", "METHODS", "RESULTS")
        ),
        authors=tuple(
            Author(last_name=f"Name{dice.randrange(9999)}", fore_name="Ada B", initials="AB")
            for _ in range(dice.randint(1, 9))
        ),
        mesh=tuple(
            MeshHeading(descriptor=f"Heading {dice.randrange(3000)}", descriptor_ui="D900000")
            for _ in range(dice.randint(5, 20))
        ),
        substances=tuple(
            Substance(name=f"Substance {dice.randrange(500)}", registry_number="0")
            for _ in range(dice.randint(1, 6))
        ),
        keywords=tuple(Keyword(text=dice.choice(_WORDS), owner="NOTNLM") for _ in range(4)),
        relations=(Relation(ref_type="CommentIn", source="Invented J. 2012"),),
        doi=f"10.99999/invented.{n}",
        volume="7",
        pages="1-9",
    )


def full_reading(of: Article) -> Reading:
    """Return a reading of a corpus record: ten sentences and three claims."""
    dice = Random(of.pmid)  # noqa: S311
    found = list(sentences(of)[:1])
    for n, section in enumerate(of.sections, start=1):
        start = 0
        for piece in section.text.split(". "):
            text = piece if piece.endswith(".") else f"{piece}."
            end = start + len(text)
            found.append(Sentence(section=n, start=start, end=end, text=text, label=section.label))
            start = end + 1
    chosen = dice.sample(found, 3)
    return Reading(
        pmid=of.pmid,
        sentences=tuple(found),
        claims=tuple(
            claim(
                of,
                sentence,
                mechanism=dice.choice(MECHANISMS),
                phenomenon=dice.choice(PHENOMENA),
                effect=dice.choice(list(Effect)),
                tier=dice.choice(list(Tier)),
            )
            for sentence in chosen
        ),
        source_kind=SourceKind.ANIMAL,
    )
