from dataclasses import replace

import pytest

from curate.core.article import Article, MeshHeading, Section, Substance
from curate.core.claim import Origin, SourceKind
from curate.core.lexicon import Kind, Lexicon, Term
from curate.core.traits import Told, Trait, TraitReader, Traits, population
from tests.evidence import LEXICON, PROMOTES, Said, record

OPIOIDS = replace(
    LEXICON,
    terms=(
        *LEXICON.terms,
        Term(
            term_id="morphine",
            kind=Kind.EXPOSURE,
            label="morphine",
            synonyms=("morphine sulfate",),
        ),
        Term(term_id="opioid", kind=Kind.EXPOSURE, label="opioid", synonyms=("opiate",)),
    ),
)


def indexed(*descriptors: str, abstract: str = "", substances: tuple[str, ...] = ()) -> Article:
    return replace(
        record(1, "Orrin"),
        mesh=tuple(MeshHeading(descriptor=d) for d in descriptors),
        substances=tuple(Substance(name=s) for s in substances),
        sections=(Section(text=abstract),),
    )


def read(said: Said, article: Article, lexicon: Lexicon = OPIOIDS) -> Traits:
    return TraitReader(lexicon).traits(said.claim(), article)


def saying(text: str) -> Said:
    return replace(PROMOTES, sentence=f"MK-801 changed morphine tolerance {text}.")


@pytest.mark.parametrize(
    ("text", "trait", "values"),
    [
        ("in rats and in a mouse", Trait.SPECIES, ("rats", "mice")),
        ("in patients", Trait.SPECIES, ("humans",)),
        ("in the crate", Trait.SPECIES, None),
        ("in Sprague Dawley rats", Trait.STRAIN, ("Sprague-Dawley",)),
        ("in female but not male mice", Trait.SEX, ("female", "male")),
        ("when given i.t. or I.C.V.", Trait.ROUTE, ("intrathecal", "intracerebroventricular")),
        ("after spinally applied toxin", Trait.ROUTE, ("intrathecal",)),
        ("after a single dose", Trait.TIMING, ("acute",)),
        ("after repeated treatment", Trait.TIMING, ("chronic",)),
        ("in chronic constriction injury", Trait.TIMING, None),
        ("in acute postoperative pain", Trait.TIMING, None),
        ("in chronic non-cancer pain", Trait.TIMING, None),
        ("at 0.1-1 mg/kg", Trait.DOSE, ("0.1-1 mg/kg",)),
        ("at 10, 30 and 100 nmol", Trait.DOSE, ("10, 30 and 100 nmol",)),
        ("at 5 µg and at 5 µg/kg/min", Trait.DOSE, ("5 µg", "5 µg/kg/min")),
        ("in rats of 250 g for 3 min", Trait.DOSE, None),
    ],
)
def test_what_a_sentence_tells(text: str, trait: Trait, values: tuple[str, ...] | None) -> None:
    found = read(saying(text), indexed()).get(trait)
    assert found == (None if values is None else Told(values, by_sentence=True))


def test_a_long_run_of_numbers_is_read_at_once() -> None:
    assert Trait.DOSE not in read(saying("at " + "1,1," * 5000 + "1 units"), indexed())
    told = read(saying("at " + "1, " * 5000 + "1 mg"), indexed())[Trait.DOSE]
    assert told.values[0].endswith("1 mg")


def test_the_exposure_goes_by_the_packs_name() -> None:
    said = replace(PROMOTES, sentence="MK-801 changed tolerance to morphine.")
    assert read(said, indexed())[Trait.EXPOSURE] == Told(("morphine",), by_sentence=True)
    reader = TraitReader(OPIOIDS)
    assert reader.exposure("Morphine-sulfate") == "morphine"
    assert reader.exposure("opiates") == "opioid"
    assert reader.exposure("a new compound") == "a new compound"


def test_headings_tell_what_the_sentence_does_not() -> None:
    article = indexed(
        *("Animals", "Rats", "Rats, Sprague-Dawley", "Male", "Injections, Spinal", "Humans"),
        abstract="Mice were there too.",
    )
    traits = read(PROMOTES, article)
    assert traits[Trait.STUDY] == Told(("animal",))
    assert traits[Trait.SPECIES] == Told(("rats",))
    assert traits[Trait.STRAIN] == Told(("Sprague-Dawley",))
    assert traits[Trait.SEX] == Told(("male",))
    assert traits[Trait.ROUTE] == Told(("intrathecal",))
    assert list(traits) == [trait for trait in Trait if trait in traits]


def test_a_sentence_outweighs_its_record() -> None:
    traits = read(saying("in mice"), indexed("Rats", "Male"))
    assert traits[Trait.SPECIES] == Told(("mice",), by_sentence=True)
    assert traits[Trait.SEX] == Told(("male",))


def test_without_headings_the_abstract_tells() -> None:
    traits = read(PROMOTES, indexed(abstract="Wistar rats got pellets for a week, repeatedly."))
    assert population(traits) == "rats (Wistar)"
    assert traits[Trait.ROUTE] == Told(("subcutaneous",))
    assert traits[Trait.TIMING] == Told(("chronic",))


def test_a_human_study_has_no_strain_and_no_animals() -> None:
    article = indexed("Humans", "Rats", "Rats, Wistar", "Female")
    traits = read(replace(PROMOTES, kind=SourceKind.HUMAN), article)
    assert population(traits) == "humans (female)"
    assert Trait.STRAIN not in traits


def test_humans_have_no_strain_whatever_the_kind_of_study() -> None:
    article = indexed("Humans", abstract="A cell line of Sprague-Dawley origin.")
    said = replace(PROMOTES, kind=SourceKind.UNKNOWN)
    assert population(read(said, article)) == "humans"


def test_the_record_of_a_restatement_tells_nothing() -> None:
    article = indexed("Rats", abstract="Rats got it orally.")
    assert list(read(replace(PROMOTES, origin=Origin.BACKGROUND), article)) == [
        Trait.STUDY,
        Trait.EXPOSURE,
    ]
    review = replace(PROMOTES, kind=SourceKind.REVIEW)
    assert list(read(review, article)) == [Trait.EXPOSURE]


def test_the_exposure_is_taken_from_the_substances_where_the_sentence_names_none() -> None:
    claim = replace(PROMOTES, sentence="MK-801 changed morphine tolerance.").claim()
    bare = replace(claim, observation=replace(claim.observation, exposure_span=None))
    article = indexed(substances=("Morphine", "Dizocilpine Maleate"))
    assert TraitReader(OPIOIDS).traits(bare, article)[Trait.EXPOSURE] == Told(("morphine",))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (SourceKind.ANIMAL, "animal study"),
        (SourceKind.HUMAN, "human study"),
        (SourceKind.IN_VITRO, "in vitro"),
        (SourceKind.UNKNOWN, ""),
    ],
)
def test_a_population_that_nothing_names(kind: SourceKind, words: str) -> None:
    assert population(read(replace(PROMOTES, kind=kind), indexed())) == words


def test_a_reader_can_be_used_for_many_records() -> None:
    reader = TraitReader(OPIOIDS)
    one, two = PROMOTES.claim(), replace(PROMOTES, number=2).claim()
    assert population(reader.traits(one, indexed("Rats"))) == "rats"
    assert population(reader.traits(two, replace(indexed("Mice"), pmid=two.pmid))) == "mice"
