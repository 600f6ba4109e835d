"""Labelled text that others made: entities with their relations, and cues with their scopes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

Stretch = tuple[int, int]
"""Start and end in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """
    An entity where the text names it: ``document.text[start:end] == text``.

    ``entity_ids`` are the concepts that it names; more than one for a joined mention ("ocular
    and auditory toxicity").
    """

    start: int
    end: int
    text: str
    kind: str
    entity_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRelation:
    """A relation of a document between two entities, by their ids, in the file's order."""

    kind: str
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationDocument:
    """A title and abstract with entities and relations; offsets count in ``text``."""

    document_id: str
    title: str
    abstract: str
    mentions: tuple[EntityMention, ...]
    relations: tuple[EntityRelation, ...]

    @property
    def text(self) -> str:
        """Return title and abstract with one blank between them."""
        return f"{self.title} {self.abstract}"

    def parts(self) -> Iterator[tuple[int, str]]:
        """Yield title and abstract, each with its offset: no sentence runs across."""
        yield 0, self.title
        yield len(self.title) + 1, self.abstract


class ScopeKind(StrEnum):
    """What a cue does to what stands in its scope."""

    NEGATION = "negation"
    SPECULATION = "speculation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """
    The stretch of a sentence that a cue reaches, the cue included; offsets into the sentence.

    A cue of several words ("neither ... nor") has several stretches.
    """

    kind: ScopeKind
    start: int
    end: int
    cues: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedSentence:
    """A sentence with its scopes, which may be nested; ``document_id`` says where it is from."""

    document_id: str
    text: str
    scopes: Sequence[Scope]
