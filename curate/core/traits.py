"""What was studied, by what route and for how long, as the record of a claim tells it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from curate.core.article import Article
from curate.core.citation import fold
from curate.core.claim import Claim, SourceKind
from curate.core.lexicon import Kind, Lexicon
from curate.core.study_words import (
    DOSE_UNITS,
    HUMAN,
    NOT_A_TIMING,
    ROUTE_HEADINGS,
    ROUTES,
    SEX_HEADINGS,
    SEXES,
    SPECIES,
    SPECIES_HEADINGS,
    STRAINS,
    TIMINGS,
)


class Trait(StrEnum):
    """What two findings on one question can differ in, in the order in which it is told."""

    STUDY = "study"
    SPECIES = "species"
    STRAIN = "strain"
    SEX = "sex"
    EXPOSURE = "exposure"
    ROUTE = "route"
    TIMING = "timing"
    DOSE = "dose"


@dataclass(frozen=True, slots=True)
class Told:
    """
    The values of a trait.

    ``by_sentence`` says that the claim's own sentence tells them; else they are the record's
    (MeSH headings, substances, or the words of title and abstract), and hold for the study.
    """

    values: tuple[str, ...]
    by_sentence: bool = False


Traits = Mapping[Trait, Told]
"""The traits that are told; one that is not told is not there."""


class _Vocabulary:
    """
    Finds the names of one trait in a text, each once, in the order of the text.

    A form counts where it is no part of a longer word, and where none of the beginnings in
    ``unless`` follows it.
    """

    def __init__(self, names: Mapping[str, tuple[str, ...]], unless: Iterable[str] = ()) -> None:
        self._names = {form: name for name, forms in names.items() for form in forms}
        follows = "|".join(map(re.escape, unless))
        self._behind = re.compile(rf"(?!\w)(?![\s-]+(?:{follows}))" if follows else r"(?!\w)")

    def found(self, lowered: str) -> tuple[str, ...]:
        """Return the names that a text in lower case holds."""
        first: dict[str, int] = {}
        # Most forms are in no part of a text, and str.find tells that far sooner than a pattern.
        for form, name in self._names.items():
            place = lowered.find(form)
            while place >= 0 and not self._stands(lowered, place, place + len(form)):
                place = lowered.find(form, place + 1)
            if place >= 0:
                first[name] = min(place, first.get(name, place))
        return tuple(sorted(first, key=first.__getitem__))

    def _stands(self, lowered: str, start: int, end: int) -> bool:
        if start > 0 and (lowered[start - 1].isalnum() or lowered[start - 1] == "_"):
            return False
        return self._behind.match(lowered, end) is not None


_SPECIES = _Vocabulary(SPECIES)
_STRAINS = _Vocabulary(STRAINS)
_SEXES = _Vocabulary(SEXES)
_ROUTES = _Vocabulary(ROUTES)
_TIMINGS = _Vocabulary(TIMINGS, NOT_A_TIMING)
# Possessive, because "1,1,1" can be read in many ways, and a long run of it in very many.
_NUMBER = r"\d++(?:[.,]\d++)?+"
_DOSE = re.compile(
    rf"(?<![\w.]){_NUMBER}(?:\s*(?:-|\N{{EN DASH}}|to|or|and|,)\s*{_NUMBER}){{0,12}}+\s*"
    rf"(?:{'|'.join(DOSE_UNITS)})(?:\s*(?:/|\s+per\s+)\s*(?:kg|h|hr|min|day|d|rat|mouse|ml|l|µl|μl))*"
    r"(?!\w)"
)
_TEXT_TRAITS = (
    (Trait.SPECIES, _SPECIES),
    (Trait.STRAIN, _STRAINS),
    (Trait.SEX, _SEXES),
    (Trait.ROUTE, _ROUTES),
    (Trait.TIMING, _TIMINGS),
)
_STUDIED = {
    SourceKind.ANIMAL: "animal",
    SourceKind.HUMAN: "human",
    SourceKind.IN_VITRO: "in vitro",
}


class TraitReader:
    """
    Reads the traits of claims.

    The claim's own sentence comes first; what it does not tell is taken from the record: its
    MeSH headings, the exposures among its substances, then the words of its title and abstract.
    Of a claim that only restates others' findings the record tells nothing. Words are general
    English (``core.study_words``); the names of exposures are the pack's.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._exposures = {
            fold(form): term.label
            for term in lexicon.of(Kind.EXPOSURE)
            for form in (*term.forms, *term.exact)
        }
        self._records: dict[str, Traits] = {}

    def traits(self, claim: Claim, article: Article) -> Traits:
        """Return what is told of a claim's study, in the order of ``Trait``."""
        told = self._in_sentence(claim)
        if claim.own:
            if claim.pmid not in self._records:
                self._records[claim.pmid] = self._in_record(article)
            told = {**self._records[claim.pmid], **told}
        if claim.source_kind in _STUDIED:
            told[Trait.STUDY] = Told((_STUDIED[claim.source_kind],))
        return {t: told[t] for t in Trait if t in told and _fits(t, told, claim.source_kind)}

    def exposure(self, name: str) -> str:
        """Return the pack's name of an exposure, else the name as it stands in the text."""
        folded = fold(name)
        return self._exposures.get(folded, self._exposures.get(folded.removesuffix("s"), name))

    def _in_sentence(self, claim: Claim) -> dict[Trait, Told]:
        text = claim.sentence.text
        lowered = text.lower()
        told = {
            trait: Told(found, by_sentence=True)
            for trait, vocabulary in _TEXT_TRAITS
            if (found := vocabulary.found(lowered))
        }
        if claim.observation.exposure_span:
            named = self.exposure(claim.observation.exposure_span.text)
            told[Trait.EXPOSURE] = Told((named,), by_sentence=True)
        if doses := tuple(dict.fromkeys(_DOSE.findall(text))):
            told[Trait.DOSE] = Told(doses, by_sentence=True)
        return told

    def _in_record(self, article: Article) -> Traits:
        descriptors = list(dict.fromkeys(h.descriptor for h in article.mesh))
        lowered = f"{article.title}\n{article.abstract}".lower()
        found = _indexed(descriptors)
        for trait, vocabulary in _TEXT_TRAITS:
            if not found.get(trait):
                found[trait] = vocabulary.found(lowered)
        named = (*(s.name for s in article.substances), *descriptors)
        held = (self._exposures.get(fold(name)) for name in named)
        found[Trait.EXPOSURE] = tuple(dict.fromkeys(name for name in held if name))
        return {trait: Told(names) for trait, names in found.items() if names}


def population(traits: Traits) -> str:
    """Return model or population in words, such as ``rats (Sprague-Dawley; male)``."""
    species = ", ".join(_values(traits, Trait.SPECIES))
    details = "; ".join(
        ", ".join(values)
        for trait in (Trait.STRAIN, Trait.SEX)
        if (values := _values(traits, trait))
    )
    study = _values(traits, Trait.STUDY)
    if "in vitro" in study:
        details = "; ".join(filter(None, (details, "in vitro")))
    named = species or ("" if "in vitro" in study else "".join(f"{kind} study" for kind in study))
    return f"{named} ({details})" if named and details else named or details


def _values(traits: Traits, trait: Trait) -> tuple[str, ...]:
    return traits[trait].values if trait in traits else ()


def _fits(trait: Trait, told: dict[Trait, Told], kind: SourceKind) -> bool:
    """Drop what belongs to the other kind of study: indexing names humans in studies of rats."""
    if trait is Trait.SPECIES and not told[trait].by_sentence:
        wanted = {SourceKind.ANIMAL: False, SourceKind.HUMAN: True}.get(kind)
        if wanted is not None:
            kept = tuple(v for v in told[trait].values if (v == HUMAN) is wanted)
            told[trait] = Told(kept)
            return bool(kept)
    if trait is Trait.STRAIN and Trait.SPECIES in told:
        return told[Trait.SPECIES].values != (HUMAN,)
    return trait is not Trait.STRAIN or kind is not SourceKind.HUMAN


def _indexed(descriptors: Iterable[str]) -> dict[Trait, tuple[str, ...]]:
    found: dict[Trait, dict[str, None]] = {
        trait: {} for trait in (Trait.SPECIES, Trait.STRAIN, Trait.SEX, Trait.ROUTE)
    }
    for descriptor in descriptors:
        species, _, strain = descriptor.partition(", ")
        if species in SPECIES_HEADINGS:
            found[Trait.SPECIES][SPECIES_HEADINGS[species]] = None
            if strain:
                found[Trait.STRAIN][strain] = None
        if descriptor in SEX_HEADINGS:
            found[Trait.SEX][SEX_HEADINGS[descriptor]] = None
        if descriptor in ROUTE_HEADINGS:
            found[Trait.ROUTE][ROUTE_HEADINGS[descriptor]] = None
    return {trait: tuple(names) for trait, names in found.items()}
