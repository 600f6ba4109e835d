"""A domain pack: the concepts that the tagger looks for, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from curate.core.signs import Basis


class Kind(StrEnum):
    """What part of a claim a concept can play."""

    MECHANISM = "mechanism"
    AGENT = "agent"
    PHENOMENON = "phenomenon"
    EXPOSURE = "exposure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """
    Company in which a form means something else.

    Words are lower case and matched on word starts: ``before`` stands up to ``reach`` words ahead
    of the form, ``after`` up to ``reach`` words behind it, ``anywhere`` in the sentence. One hit
    drops the mention; ``unless`` words anywhere in the sentence keep it.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    reach: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """
    One concept with every way to write it.

    ``synonyms`` match in any case, with any dash, Greek letters spelled or not, in singular and
    plural; ``exact`` match letter for letter ("NO"). ``target`` and ``action`` are an agent's:
    the mechanism's id, and whether the agent is less of it (blockade) or more (activation); an
    agent without them has no one settled target, and stands for itself. An opioid that can be an
    agent as well as an exposure stands in both lists. ``context`` is a phenomenon's: beginnings
    of words, one of which its record must hold for it to be meant.
    ``treated`` is a phenomenon's too: the exposure is itself given against it.
    """

    term_id: str
    kind: Kind
    label: str
    synonyms: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    category: str | None = None
    target: str | None = None
    action: Basis | None = None
    guards: tuple[Guard, ...] = ()
    context: tuple[str, ...] = ()
    treated: bool = False
    identifiers: Mapping[str, str] = field(default_factory=dict)

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the label and the synonyms, without repeats."""
        return tuple(dict.fromkeys((self.label, *self.synonyms)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """
    A pack, checked: ids are unique, and every agent's target is a mechanism of the pack.

    ``digest`` is a hash of the pack's files, so that a reading knows by what it was made.
    ``categories`` maps a category's id to its heading, in table order, ``abbreviations`` a short
    form in labels to what it stands for.
    """

    name: str
    version: str
    title: str
    terms: tuple[Term, ...]
    categories: Mapping[str, str]
    digest: str
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: Kind) -> tuple[Term, ...]:
        """Return the terms of one kind, in the pack's order."""
        return tuple(t for t in self.terms if t.kind is kind)

    def term(self, term_id: str) -> Term | None:
        """Return the term with that id."""
        return next((t for t in self.terms if t.term_id == term_id), None)
